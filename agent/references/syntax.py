"""The language of figure references, as a tree: `pct(D1[GROCERY].sales, D2.total_sales) | 1`.

reference = sum { "|" format }
sum       = product { ("+" | "-") product }
product   = part { ("*" | "/") part }
part      = number | "(" sum ")" | "-" part | name "(" sum { "," sum } ")" | place
place     = id [ "[" rows "]" ] [ "." column ]
"""

import re
from dataclasses import dataclass, field

LONGEST, DEEPEST = 400, 12
FORMAT = re.compile(r"short|abs|\+|%|[0-3]")
_PIECE = re.compile(
    r"""\s*(?:
      (?P<place>[DKM]\d+\b) (?:\[(?P<rows>(?:"[^"]*"|[^\[\]"])*)\])?
        (?:\s*\.\s*(?:"(?P<quoted>[^"]+)"|(?P<column>[A-Za-z_]\w*)))?
    | (?P<number>\d+(?:\.\d+)?)(?P<percent>\s?%)?
    | (?P<name>[A-Za-z_]+)(?=\s*\()
    | (?P<sign>[-+*/(),|])
    )""",
    re.VERBOSE,
)
_SPELLINGS = str.maketrans({"−": "-", "–": "-", "×": "*", "÷": "/", "“": '"', "”": '"', "\u00a0": " "})


class Broken(ValueError):
    """A reference that means nothing; the text tells a model what there is instead."""


@dataclass(frozen=True)
class Number:
    value: float


@dataclass(frozen=True)
class Place:
    """Cells of evidence, or a fact; `rows` is what stands in the square brackets."""

    evidence: str
    rows: str | None
    column: str | None
    text: str


@dataclass(frozen=True)
class Call:
    """A function, or an operator by its sign, over its arguments."""

    name: str
    args: tuple["Node", ...]


Node = Number | Place | Call


@dataclass(frozen=True)
class Reference:
    node: Node
    formats: tuple[str, ...]


def parse(text: str) -> Reference:
    """The tree of what stands between the braces. Raises Broken."""
    if len(text) > LONGEST:
        raise Broken("it is too long")
    reader = _Reader(_pieces(text))
    node = reader.sum(0)
    formats: list[str] = []
    if reader.pieces and reader.next() != "|":
        raise Broken("one formula to a reference; words stand outside of it")
    if rest := text.translate(_SPELLINGS).rpartition("]")[2].split("|")[1:]:
        formats = [part.strip() for part in rest]
    if wrong := [part for part in formats if not FORMAT.fullmatch(part)]:
        raise Broken(f"there is no format {wrong[0]!r}; the formats are short, 0, 1, 2, 3, +, abs")
    return Reference(node, tuple(formats))


def _pieces(text: str) -> list[Place | Number | str]:
    """Places, numbers, names and signs, up to the first format."""
    text, at = text.translate(_SPELLINGS).rstrip(), 0
    pieces: list[Place | Number | str] = []
    while at < len(text) and pieces[-1:] != ["|"]:
        found = _PIECE.match(text, at)
        if found is None:
            raise Broken(f"{text[at:].strip()!r} cannot be read; write it like D1[GROCERY].sales")
        at = found.end()
        if found["place"]:
            column = found["quoted"] or found["column"]
            pieces.append(Place(found["place"], found["rows"], column, found.group().strip()))
        elif found["number"]:
            pieces.append(Number(float(found["number"]) / (100 if found["percent"] else 1)))
        else:
            pieces.append(found["name"] or found["sign"])
    return pieces


@dataclass
class _Reader:
    pieces: list[Place | Number | str] = field(default_factory=list)

    def next(self) -> Place | Number | str:
        if not self.pieces:
            raise Broken("it ends too early")
        return self.pieces.pop(0)

    def took(self, *signs: str) -> str:
        """The next piece where it is one of the signs, else nothing."""
        head = self.pieces[0] if self.pieces else ""
        return str(self.next()) if isinstance(head, str) and head in signs else ""

    def sum(self, depth: int) -> Node:
        node = self.product(depth)
        while sign := self.took("+", "-"):
            node = Call(sign, (node, self.product(depth)))
        return node

    def product(self, depth: int) -> Node:
        node = self.part(depth)
        while sign := self.took("*", "/"):
            node = Call(sign, (node, self.part(depth)))
        return node

    def part(self, depth: int) -> Node:
        if depth > DEEPEST:
            raise Broken("its brackets go too deep")
        piece = self.next()
        if isinstance(piece, Place | Number):
            return piece
        if piece == "-":
            return Call("negative", (self.part(depth + 1),))
        if piece == "(":
            return self.closed(depth)[0]
        if piece.isidentifier() and self.took("("):
            return Call(piece.lower(), self.closed(depth))
        raise Broken(f"{piece!r} stands where a figure should")

    def closed(self, depth: int) -> tuple[Node, ...]:
        """What stands up to the closing bracket, parted by commas."""
        args = [self.sum(depth + 1)]
        while self.took(","):
            args.append(self.sum(depth + 1))
        if not self.took(")"):
            raise Broken("a bracket is not closed")
        return tuple(args)
