"""Products and quotients of figures, and which units they have."""

from dataclasses import replace

from agent.gate.term import Term, over, times
from agent.references.syntax import Broken

NUMBER = "number"
"""The unit of a bare number in a formula."""


def multiplied(a: Term, b: Term) -> Term:
    """So many of one, each worth the other. Raises Broken."""
    for x, y in ((a, b), (b, a)):
        if y.unit in (NUMBER, "ratio", "times", "percent"):
            return times(*_with_number(x, y), x.unit)
        if (x.unit, y.unit) == ("usd", "count"):
            return times(x, y, "usd")
    raise Broken(f"{a.unit} times {b.unit} means nothing")


def of_one_row(a: Term, b: Term) -> None:
    """Raises Broken for a quotient of one row's cell by another row's of another column: a slip."""
    if a.frame is not b.frame or a.frame is None or a.row is None or b.row is None or a.row == b.row:
        return
    if a.measure and b.measure and a.measure != b.measure:
        names = [", ".join(str(a.frame.rows[r].get(axis)) for axis in a.frame.axes) for r in (a.row, b.row)]
        columns = f"{a.measure.name} of {names[0]} and {b.measure.name} of {names[1]}"
        raise Broken(f"{columns} are of different rows; take both of one")


def divided(a: Term, b: Term) -> Term:
    """So much for each, or so many times the other. Raises Broken."""
    of_one_row(a, b)
    if not b.value:
        raise Broken("it divides by zero")
    if b.unit in (NUMBER, "ratio", "times") or (b.unit == "percent" != a.unit):
        unit = a.unit
    elif a.unit == b.unit:
        each = a.unit == "count" and (
            a.measure is None or b.measure is None or a.measure.metric != b.measure.metric
        )
        unit = "ratio" if each else "times"
    elif b.unit == "count" and a.unit in ("usd", "ratio"):
        unit = a.unit
    elif (a.unit, b.unit) == ("count", "usd"):
        unit = "ratio"
    else:
        raise Broken(f"{a.unit} divided by {b.unit} means nothing")
    found = over(*_with_number(a, b), unit)
    assert found is not None
    return replace(found, formula="ratio")


def _with_number(a: Term, b: Term) -> tuple[Term, Term]:
    """Both, a bare number as though it were of the other's rows: it tells nothing of its own."""
    if a.unit == NUMBER:
        a = replace(a, frame=b.frame, rows=b.rows, measure=b.measure)
    if b.unit == NUMBER:
        b = replace(b, frame=a.frame, rows=a.rows, measure=a.measure)
    return a, b
