"""Parts of the units by size: 'top 20%', 'the bottom decile', 'ten equal groups'."""

from agent.reading.links import Link
from agent.reading.timewords import NUMBERS, norm, stem
from agent.reading.tokens import Token

TOPS = {"top", "best", "biggest", "largest", "heaviest", "richest", "highest", "spending", "valuable"}
BOTTOMS = {"bottom", "lowest", "poorest", "weakest", "smallest", "lightest"}
_EQUAL = {"equal", "equally", "same"}
_SIZED = {"sized", "large", "big", "size", "equally", "of", "the"}
_PARTS = {"group", "part", "slice", "bucket", "bin", "band", "chunk", "set", "segment"}


def find_tops(tokens: list[Token]) -> list[Link]:
    """Links from 'top 20%', 'best 10 percent of', 'top decile', 'bottom tenth' to the part they name, and
    from 'ten equal groups' to tenths."""
    links: list[Link] = []
    said: float = 0
    for at, token in enumerate(tokens):
        if token.text in ("80/20", "20/80"):
            after = at + 2 if norm(tokens, at + 1) in ("rule", "split", "principle", "law") else at + 1
            links.append(Link(at, after, "share", "spread:concentration", 1.1))
        if after := _equal_groups(tokens, at):
            of = {10: "tenths", 4: "percentile", 5: "fifths"}.get(int(_count(token) or 0))
            links += [Link(at, after, "share", f"spread:{of}", 1.1)] if of else []
        if norm(tokens, at - 1) not in TOPS | BOTTOMS:
            continue
        first = at - 2 if norm(tokens, at - 2) in ("most", "highest", "best") else at - 1
        part, after = _part(tokens, at)
        if said and token.norm in ("one", "ones"):  # "the top decile and the bottom one"
            part, after = said, at + 1
            first -= 1 if norm(tokens, first - 1) == "the" else 0
        if part:
            said = part
            after += 1 if norm(tokens, after) == "of" else 0
            side = "bottom" if norm(tokens, at - 1) in BOTTOMS else "top"
            links.append(Link(first, after, "share", f"spread:{side}", 1.3, part))
    return links


def _count(token: Token) -> float | None:
    return token.value if token.kind == "number" and not token.unit else NUMBERS.get(token.norm)


def _equal_groups(tokens: list[Token], at: int) -> int:
    """The place behind '10 equal groups', 'ten groups of the same size'; 0 where there is no such thing."""
    if not _count(tokens[at]):
        return 0
    after = at + 1
    words = []
    while after < len(tokens) and after < at + 6 and norm(tokens, after) in _EQUAL | _SIZED:
        words.append(norm(tokens, after))
        after += 1
    if stem(tokens, after) not in _PARTS:
        return 0
    after += 1
    while words == [] and norm(tokens, after) in _EQUAL | _SIZED:
        words.append(norm(tokens, after))
        after += 1
    return after if set(words) & _EQUAL else 0


def _part(tokens: list[Token], at: int) -> tuple[float, int]:
    """The percentage that the words at a place name, and the place behind them; 0 for none."""
    word = norm(tokens, at)
    named = {
        "decile": 10,
        "tenth": 10,
        "fifth": 20,
        "quintile": 20,
        "quarter": 25,
        "quartile": 25,
        "half": 50,
    }
    if word in named and (word != "quarter" or stem(tokens, at + 1) != "of"):
        return named[word], at + 1
    token = tokens[at]
    value = token.value if token.kind == "number" else NUMBERS.get(word)
    if value is None or not 0 < value <= 100:
        return 0, at
    if token.unit == "%":
        return value, at + 1
    return (value, at + 2) if norm(tokens, at + 1) in ("percent", "%", "pct") else (0, at)
