"""A period beside another: what it is now, what it was, and the change."""

from agent.builtin.write import scope, words
from agent.builtin.write.cells import Row, number
from agent.builtin.write.ranking import FOLLOWERS, groups_in_all, main_metric, nothing
from agent.builtin.write.two import noun_of
from agent.builtin.write.value import stated
from agent.builtin.write.view import View, bullets
from tools.evidence import Column
from tools.warehouse.request import Period

UNSEEN = 0.0005
"""A smaller change of a share would read 0.0 points."""


def comparison(view: View) -> str:
    """One figure against its former value, or the groups with the largest of them."""
    metric = main_metric(view)
    rows = view.measured(metric)
    if not rows:
        return nothing(view, metric)
    if not view.dimensions:
        lead = _sentence(view, rows[0], view.metrics[0])
        further = [
            words.sentence(f"{view.label(m)}: {view.cell(rows[0], m)}, {moved(view, rows[0], m)}", view.mark)
            for m in view.metrics[1:]
        ]
        return f"{lead}\n\n{bullets(further)}" if further else lead
    order = (view.request.order_by or metric["name"]) if view.request else metric["name"]
    first = rows[0] if order.startswith(metric["name"]) else max(rows, key=lambda r: number(r, metric))
    lead = _grouped(view, first, metric)
    others = [r for r in rows if r is not first][:FOLLOWERS]
    return " ".join([lead, *(_line(view, r, metric) for r in others)])


def moved(view: View, row: Row, metric: Column) -> str:
    """The change in words: 'up $1,234 (3.2%)', 'down 12 (4.0%)', 'the same'."""
    change = view.beside(metric, "change")
    rate = view.beside(metric, "change_pct")
    if change is None or not isinstance(row.get(change["name"]), int | float):
        return "with nothing to compare it to"
    by = number(row, change)
    if by == 0:
        return "the same"
    if change["unit"] == "points" and abs(by) < UNSEEN:
        return "practically unchanged"
    size = words.figure(abs(by), change["unit"])
    later = _link(view) == "against"
    relative = ""
    if rate and isinstance(row.get(rate["name"]), int | float):
        relative = f" ({words.percent(abs(number(row, rate)))})"
    if later:
        return f"a difference of {size}{relative}"
    return f"{'up' if by > 0 else 'down'} {size}{relative}"


def _sentence(view: View, row: Row, metric: Column) -> str:
    before = view.beside(metric, "before")
    now = stated(view, metric, view.cell(row, metric))
    if before is None or row.get(before["name"]) is None:
        return words.sentence(f"{now}; there is nothing to compare with{_other(view)}", view.mark)
    then = f"{view.cell(row, before)}{_other(view)}"
    if _link(view) == "against":
        said = f"{now} and {then}: {moved(view, row, metric)}"
    elif (how := moved(view, row, metric)) == "practically unchanged":
        said = f"{now} and {then}: {how}"
    else:
        said = f"{now}, {how} from {then}"
    return words.sentence(said, view.mark)


def _link(view: View) -> str:
    """'from' an earlier period, 'against' a later one: a fall towards the past is none."""
    request = view.request
    compare = request.compare if request else None
    later = (
        isinstance(compare, Period) and request and request.period and compare.start > request.period.start
    )
    return "against" if later else "from"


def _other(view: View) -> str:
    """The compared period as it follows its figure."""
    compare = view.request.compare if view.request else None
    if compare is None:
        return ""
    if not isinstance(compare, Period):
        fact = view.fact("compared_period", "before_period")
        return scope.said_of(str(fact["value"])) if fact else " in the period before"
    return scope.said_of(compare.label or words.days(compare.start, compare.end))


def _grouped(view: View, row: Row, metric: Column) -> str:
    name = view.name(row)
    what = f"{view.label(metric).lower()}{scope.where(view)}{scope.when(view)}"
    before = view.beside(metric, "before")
    link = "as" if moved(view, row, metric) == "the same" else _link(view)
    then = f" {link} {view.cell(row, before)}{_other(view)}" if before else ""
    request = view.request
    order = (request.order_by or "") if request else ""
    head = f"{name[:1].upper()}{name[1:]}"
    moves = [h for h in request.having if h.metric.startswith(f"{metric['name']}_change")] if request else []
    if moves and request:
        total = groups_in_all(view)
        fell = moves[0].op.startswith("<")
        did = "lost" if fell else "gained"
        said = (
            f"{total:,} {noun_of(view, total)} {did} in {what}{_against(view)}; {name} {did} most: "
            f"{moved(view, row, metric)}, to {view.cell(row, metric)}{then}"
        )
    elif "change" in order and request:
        place = "gained most" if request.descending else "lost most"
        said = f"{head} {place} in {what}: {moved(view, row, metric)}, to {view.cell(row, metric)}{then}"
    else:
        said = f"{head} comes first in {what}: {view.cell(row, metric)}, {moved(view, row, metric)}{then}"
    return words.sentence(said, view.mark)


def _against(view: View) -> str:
    """The compared period after a comparison: ' against Q3 2017'."""
    other = _other(view)
    return f" against{other.removeprefix(' in').removeprefix(' on').removeprefix(' from')}" if other else ""


def _line(view: View, row: Row, metric: Column) -> str:
    name = view.name(row)
    return (
        f"{name[:1].upper()}{name[1:]}: {view.cell(row, metric)}, {moved(view, row, metric)} [{view.mark}]."
    )
