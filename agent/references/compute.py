"""What a reference comes to: the figure with its unit, its cells and the arithmetic over them."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from agent.answer import Cell
from agent.gate.frames import Frame, Measure
from agent.gate.term import Term, added, averaged, grown, less, over, without
from agent.references.places import frame_of, many, one, rows_of
from agent.references.products import NUMBER, divided, multiplied, of_one_row
from agent.references.syntax import Broken, Call, Node, Number, Place

MOST_CELLS = 1000


def compute(node: Node, frames: Mapping[str, Frame], known: Collection[float]) -> Term:
    """The figure that a tree stands for. `known`: the bare numbers that may be in it. Raises Broken."""
    found = _figure(node, frames, known)
    if not found.cells:
        raise Broken("it holds no evidence")
    return found


def _figure(node: Node, frames: Mapping[str, Frame], known: Collection[float]) -> Term:
    if isinstance(node, Number):
        if node.value != 1 and node.value not in known:
            raise Broken(
                f"{node.value:g} is no evidence: a formula holds figures of evidence, 1, and numbers that "
                "the user gave; count(D1) is how many rows there are, percents are share(a, b) and pct(a, b)"
            )
        return Term(node.value, NUMBER, (), f"{node.value:.12g}")
    if isinstance(node, Place):
        return one(node, frame_of(node, frames))
    if node.name in _OVER_ROWS:
        return _OVER_ROWS[node.name](_all(node, frames, known))
    if node.name == "count":
        return _count(node, frames)
    if node.name not in _OVER_TWO:
        names = ", ".join([*_OVER_ROWS, "count", *(n for n in _OVER_TWO if n.isalpha() and n != "negative")])
        raise Broken(f"there is no function {node.name}; there are {names}")
    args = [_figure(arg, frames, known) for arg in node.args]
    if (
        len(args) == 2
        and args[0].cells
        and args[0].cells == args[1].cells
        and node.name in ("-", "pct", "share")
    ):
        raise Broken("both sides are the same cell")
    wanted = 1 if node.name == "negative" else 2
    if len(args) != wanted:
        raise Broken(f"{node.name} takes {wanted} figures, as in {_EXAMPLES.get(node.name, node.name)}")
    found = _OVER_TWO[node.name](*args)
    if len(found.cells) > MOST_CELLS:
        raise Broken("it is over too many cells")
    return found


def _all(node: Call, frames: Mapping[str, Frame], known: Collection[float]) -> list[Term]:
    """The figures that a function goes over: those of each column, and each single one."""
    found: list[Term] = []
    for arg in node.args:
        found += many(arg, frame_of(arg, frames)) if isinstance(arg, Place) else [_figure(arg, frames, known)]
    if len({t.unit for t in found}) > 1:
        raise Broken(f"{node.name} goes over figures of one unit")
    return found


def _summed(terms: list[Term]) -> Term:
    first = terms[0]
    column, table = first.measure, first.frame
    if column is not None and table is not None and table.governed and not column.additive:
        alike = [t for t in terms if t.frame is table and t.measure == column]
        if len(alike) > 1 and not _shares_of_one(alike, column, table):
            raise Broken(
                f"{column.name} of several rows cannot be added up, it would count some more than once; "
                "ask for the total in a call of its own"
            )
    return added(terms) if len(terms) > 1 else first


def _shares_of_one(terms: list[Term], column: Measure, table: Frame) -> bool:
    """Whether they are shares of one whole: of a sum, over rows of the same group."""
    value = table.sibling(column, "value")
    if column.kind != "share" or value is None or not value.additive:
        return False
    rows = [table.rows[r] for t in terms for r in t.rows]
    return len(table.axes) < 2 or any(len({str(row.get(a)) for row in rows}) == 1 for a in table.axes)


def _count(node: Call, frames: Mapping[str, Frame]) -> Term:
    (place,) = node.args if len(node.args) == 1 else (None,)
    if not isinstance(place, Place):
        raise Broken("count takes rows, as in count(D1[sales > 1000])")
    frame = frame_of(place, frames)
    rows = rows_of(place, frame)
    column = next(iter([*frame.axes, *(m.name for m in frame.measures)]), "")
    cells: tuple[Cell, ...] = tuple({"evidence": frame.id, "row": r, "column": column} for r in rows)
    if not cells:
        raise Broken(f"{place.text} means no rows: say that there is none in words")
    arithmetic = f"count({', '.join(['{}'] * len(cells))})"
    return Term(float(len(rows)), "count", cells, arithmetic, "count", frame, frozenset(rows))


def _plus(a: Term, b: Term) -> Term:
    _alike(a, b, "added up")
    return _summed([a, b])


def _minus(a: Term, b: Term) -> Term:
    if a.unit == NUMBER and a.value == 1 and b.unit == "percent":
        return without(b)
    _alike(a, b, "subtracted")
    return less(a, b)


def _alike(a: Term, b: Term, done: str) -> None:
    if a.unit != b.unit and {a.unit, b.unit} != {"ratio", "times"}:
        raise Broken(f"{a.unit} and {b.unit} cannot be {done}")


def _pct(new: Term, old: Term) -> Term:
    _alike(new, old, "compared in percent")
    of_one_row(new, old)
    found = grown(new, old)
    if found is None:
        raise Broken("from a base of zero or less there is no percent change")
    return found


def _share(part: Term, whole: Term) -> Term:
    _alike(part, whole, "set in percent of each other")
    of_one_row(part, whole)
    found = over(part, whole, "percent")
    if found is None:
        raise Broken("there is no share of zero")
    return found


def _negative(a: Term) -> Term:
    return replace(a, value=-a.value, arithmetic=f"(-{a.arithmetic})", formula=a.formula or "product")


_OVER_ROWS: dict[str, Callable[[list[Term]], Term]] = {
    "sum": _summed,
    "mean": lambda terms: averaged(terms) if len(terms) > 1 else terms[0],
    "max": lambda terms: max(terms, key=lambda t: t.value),
    "min": lambda terms: min(terms, key=lambda t: t.value),
}
_OVER_TWO: dict[str, Callable[..., Term]] = {
    "+": _plus, "-": _minus, "*": multiplied, "/": divided, "pct": _pct, "share": _share,
    "negative": _negative,
}  # fmt: skip
_EXAMPLES = {"pct": "pct(new, old)", "share": "share(part, whole)"}
