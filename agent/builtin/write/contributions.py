"""A change taken apart: how large it was, and what each part adds to it, the largest first."""

from agent.builtin.write import scope, words
from agent.builtin.write.cells import Row, number
from agent.builtin.write.value import is_plural
from agent.builtin.write.view import View, bullets
from tools.evidence import Column, Fact

TOLD = 4
"""Parts that the text names; the table has them all."""
LITTLE = 0.0005


def parts_column(view: View) -> Column | None:
    """The column that says what each row adds to the change, where the evidence takes one apart."""
    share = next((c for c in view.evidence["columns"] if c.get("kind") == "contribution_share"), None)
    if share is None:
        return None
    kinds = ("contribution", "change")
    return next((c for kind in kinds for c in view.evidence["columns"] if c.get("kind") == kind), None)


def contributions(view: View, column: Column) -> str:
    """The change in a sentence, then its largest parts with their share of it."""
    change = _fact(view, "_change")
    now, before = _fact(view, "_now"), _fact(view, "_before")
    if change is None or now is None or before is None or not isinstance(change["value"], int | float):
        return ""
    rate = _fact(view, "_change_pct")
    metric, when = now["label"].partition(",")[::2]
    metric += scope.where(view)
    then = before["label"].partition(",")[2]
    moved = "rose" if change["value"] > 0 else "fell"
    size = words.figure(abs(change["value"]), change["unit"])
    pct = (
        f" ({words.percent(abs(float(rate['value'])))})"
        if rate and isinstance(rate["value"], int | float)
        else ""
    )
    if abs(change["value"]) == 0:
        return words.sentence(f"{metric} did not change between{then} and{when}", view.mark)
    lead = words.sentence(
        f"{metric} {moved} {size}{pct}, from {words.figure(before['value'], before['unit'])} in{then} to "
        f"{words.figure(now['value'], now['unit'])} in{when}",
        view.mark,
    )
    rows = sorted(view.measured(column), key=lambda r: -abs(number(r, column)))
    lines = [words.sentence(_part(view, r, column), view.mark) for r in rows[:TOLD]]
    return f"{lead} The parts that make up the change:\n\n{bullets(lines)}"


def _part(view: View, row: Row, column: Column) -> str:
    share = next(c for c in view.evidence["columns"] if c.get("kind") == "contribution_share")
    size = number(row, column)
    many = is_plural(view.name(row))
    sign = ("add" if many else "adds") if size > 0 else ("take away" if many else "takes away")
    of = row.get(share["name"])
    told = f" ({words.percent(abs(of))} of the change)" if isinstance(of, float) and 0 < of <= 1 else ""
    return f"{view.name(row)} {sign} {words.figure(abs(size), column['unit'])}{told}{_moved(view, row)}"


def _moved(view: View, row: Row) -> str:
    """Where the driver itself went: ': from 16.4 to 17.1'; empty for groups and parts of price."""
    own = [f for f in view.evidence["facts"] if f["label"].startswith(f"{view.name(row)}, ")]
    then = next((f for f in own if f["name"].endswith("_before")), None)
    now = next((f for f in own if f["name"].endswith("_now")), None)
    if now is None or then is None:
        return ""
    return f": from {words.figure(then['value'], then['unit'])} to {words.figure(now['value'], now['unit'])}"


def _fact(view: View, ending: str) -> Fact | None:
    """The first fact with such an ending: that of the figure whose change is taken apart."""
    return next((f for f in view.evidence["facts"] if f["name"].endswith(ending)), None)
