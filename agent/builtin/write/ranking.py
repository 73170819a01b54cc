"""Groups in order: who leads, by how much, who follows, and how many there are in all."""

from agent.builtin.write import scope, words
from agent.builtin.write.cells import Row, number, number_or_zero
from agent.builtin.write.members import are_members, members
from agent.builtin.write.places import alike_first, first_named, left, nth_place, together
from agent.builtin.write.two import capital, most, noun_of, pair, verb, with_share
from agent.builtin.write.view import View
from tools.evidence import Column

WHOLE_LIST = 10
"""Up to this many groups are all named; of more, only the leading ones."""
LEADING = 5
FOLLOWERS = 2
"""Groups that a sentence names after the first: the table beneath has them all."""
VISIBLE = 0.00005
"""A smaller share would read 0.00%."""


def ranking(view: View, nth: int | None = None, ranks: bool = True, beyond: bool = False) -> str:
    """The first group in a sentence, or the second or third that was asked for, and who comes next. `ranks`
    says whether the question asks for a rank, `beyond` that it asks for what is left without the first."""
    metric = main_metric(view)
    rows = [r for r in view.measured(metric) if all(r.get(c["name"]) is not None for c in view.dimensions)]
    rest = _others(view, rows)
    rows = [r for r in rows if r is not rest]
    if not rows:
        return nothing(view, metric)
    rows = _whole(view, rows)
    request = view.request
    if kind := _kind_of_one(view, rows, metric):
        return kind
    order = request.order_by if request else None
    asked = request.limit if request else None
    ranked = order is None or order.startswith(metric["name"])
    first = rows[0] if ranked else max(rows, key=lambda r: number(r, metric))
    shown = rows[: asked or (len(rows) if len(rows) <= WHOLE_LIST else LEADING)]
    if nth is not None and ranked and 1 < nth <= len(rows):
        return nth_place(view, rows, nth, metric)
    if ranked and are_members(view, ranks):
        return members(view, metric, rows, groups_in_all(view))
    if len(rows) == 2 and number(rows[0], metric) != number(rows[1], metric):
        return pair(view, rows[0], rows[1], metric)
    said = _lead(view, first, metric)
    if ranked and metric["unit"] == "percent" and _unnamed(view.measured(metric)[0], view):
        # What has no name stands before it, so that it is not the highest of all.
        said = first_named(view, first, metric)
    alike = alike_first(view, shown, metric) if ranked else []
    if alike:
        said = together(view, alike, metric)
    lead = words.sentence(said, view.mark)
    if fuel := view.fuel(first):
        lead = f"{lead} {words.sentence(fuel, view.mark)}"
    if len(shown) == 1:
        if rest is not None and beyond:
            lead = f"{words.sentence(left(view, rest, metric, 1), view.mark)} {lead}"
        return lead
    others = [r for r in shown if r is not first and r not in alike]
    if not others:
        return lead
    if not ranked:
        others.sort(key=lambda r: -number(r, metric))
    if view.introduced and view.of_people:
        lead = f"Of these, {lead[:1].lower()}{lead[1:]}"
    parts = [lead, words.sentence(followers(view, others[:FOLLOWERS], metric), view.mark)]
    total = groups_in_all(view)
    if rest is not None and beyond:
        parts.insert(0, words.sentence(left(view, rest, metric, len(shown)), view.mark))
    elif rest is not None:
        others_ = f"The other {noun_of(view, 2)} together had {with_share(view, rest, metric)}"
        parts.append(words.sentence(others_, view.mark))
    elif total > len(shown) and asked:
        place = "highest" if request is None or request.descending else "lowest"
        kept = f"The table has the {asked} {place} of {total:,} {noun_of(view, total)}"
        parts.append(words.sentence(kept, view.mark))
    return " ".join(parts)


def _kind_of_one(view: View, rows: list[Row], metric: Column) -> str:
    """'Campaign 18 is Type A': what one campaign is, where the kinds were counted for it alone."""
    asked = view.request.filters if view.request else []
    one = next((f for f in asked if f.dimension == "campaign" and len(f.values) == 1), None)
    if one is None or len(rows) != 1 or metric["name"] != "campaigns_run":
        return ""
    return words.sentence(f"Campaign {one.values[0]} is {view.name(rows[0])}", view.mark)


def _others(view: View, rows: list[Row]) -> Row | None:
    """The row that stands for all groups beyond the cut, where the request asks for it."""
    if view.request is None or not view.request.others:
        return None
    return next((r for r in rows if "Others" in [r[c["name"]] for c in view.dimensions]), None)


def _unnamed(row: Row, view: View) -> bool:
    """Whether a part of what the row stands for has no name."""
    return any(row.get(c["name"]) is None for c in view.dimensions)


def _whole(view: View, rows: list[Row]) -> list[Row]:
    """The rows without the periods that the data hold in part: those are low or high for no reason."""
    time = view.time
    return [r for r in rows if time is None or str(r[time["name"]]) not in view.partial] or rows


def followers(view: View, rows: list[Row], metric: Column) -> str:
    """Who comes next: 'Drug GM follows with $596,827, then Fuel with $329,594'."""
    said = [f"{view.name(r)} with {view.cell(r, metric)}" for r in rows]
    follows = verb(view, "follows", "follow")
    first = f"{capital(view.name(rows[0]))} {follows} with {view.cell(rows[0], metric)}"
    return ", then ".join([first, *said[1:]])


def main_metric(view: View) -> Column:
    """The column that the rows are ordered by, or the first metric."""
    order = view.request.order_by if view.request else None
    return next((m for m in view.metrics if m["name"] == order), view.metrics[0])


def line(view: View, row: Row, metric: Column) -> str:
    """A group and its figures: 'Grocery: $2,316,394 (50.4%), 12,345 orders'."""
    said = f"{capital(view.name(row))}: {view.cell(row, metric)}"
    share = view.beside(metric, "share")
    if share and abs(number_or_zero(row, share)) >= VISIBLE:
        said += f" ({view.cell(row, share)} of the total)"
    for other in view.metrics:
        if other is not metric:
            said += f", {view.label(other).lower()} {view.cell(row, other)}"
    return said


def nothing(view: View, metric: Column) -> str:
    """No group has a figure: said, with the scope that was looked at."""
    what = f"{view.label(metric).lower()}{scope.where(view)}{scope.when(view)}"
    having = view.request.having if view.request else []
    moved = next((h for h in having if h.metric.endswith("_change")), None)
    if moved is not None and moved.value == 0 and len(view.dimensions) == 1:
        noun = view.definitions.dimensions[view.dimensions[0]["name"]].plural.lower()
        verb = "gained" if moved.op.startswith(">") else "lost"
        # Of which values was looked at is said by the title; of five it would be a list of names.
        return words.sentence(f"None of these {noun} {verb} in {view.label(metric).lower()}", view.mark)
    return words.sentence(f"Nothing in the data matches: there is no {what}", view.mark)


def groups_in_all(view: View) -> int:
    """How many groups there were before the list was cut."""
    whole = view.fact("groups", "rows", "row_count", "groups_total")
    return int(whole["value"]) if whole and isinstance(whole["value"], int | float) else len(view.rows)


def _lead(view: View, row: Row, metric: Column) -> str:
    name, figure, label = capital(view.name(row)), view.cell(row, metric), view.label(metric).lower()
    extent = most(view, metric)
    if view.request and view.request.having:
        total = groups_in_all(view)
        met = words.listed([scope.condition(h, view) for h in view.request.having])
        of = "" if any(h.metric == metric["name"] for h in view.request.having) else f" {label}"
        return (
            f"{total:,} {noun_of(view, total)} had {met}{scope.where(view, conditions=False)}"
            f"{scope.when(view)}; {view.name(row)} had the {extent}{of}: {figure}"
        )
    said = f"{name} had the {extent} {label}{scope.where(view)}{scope.when(view)}: {figure}"
    if metric.get("metric", metric["name"]) == "customers" and verb(view, "", "many"):
        # Households have no customers: they are customers.
        size = "smallest" if extent == "fewest" else "largest"
        of = "" if view.introduced else f" of {label}{scope.where(view)}{scope.when(view)}"
        said = f"{name} were the {size} group{of}: {figure}"
    share = view.beside(metric, "share")
    if share and abs(number_or_zero(row, share)) >= VISIBLE:
        said += f", {view.cell(row, share)} of the total"
    return said
