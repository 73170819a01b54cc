"""Groups in order: who leads, by how much, who follows, and how many there are in all."""

from agent.builtin.write import scope, words
from agent.builtin.write.members import are_members, members
from agent.builtin.write.two import capital, most, pair, with_share
from agent.builtin.write.view import Row, View, number, number_or_zero
from tools.evidence import Column

WHOLE_LIST = 10
"""Up to this many groups are all named; of more, only the leading ones."""
LEADING = 5
FOLLOWERS = 2
"""Groups that a sentence names after the first: the table beneath has them all."""
MOST_AHEAD = 3
"""Groups that are named before the second, third ... that was asked for."""
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
        return _placed(view, rows, nth, metric)
    if ranked and are_members(view, ranks):
        return members(view, metric, rows, groups_in_all(view))
    if len(rows) == 2 and number(rows[0], metric) != number(rows[1], metric):
        return pair(view, rows[0], rows[1], metric)
    said = _lead(view, first, metric)
    if ranked and metric["unit"] == "percent" and _unnamed(view.measured(metric)[0], view):
        # What has no name stands before it, so that it is not the highest of all.
        said = _first_named(view, first, metric)
    lead = words.sentence(said, view.mark)
    if fuel := view.fuel(first):
        lead = f"{lead} {words.sentence(fuel, view.mark)}"
    if len(shown) == 1:
        return lead
    others = [r for r in shown if r is not first]
    if not ranked:
        others.sort(key=lambda r: -number(r, metric))
    if view.introduced and view.of_people:
        lead = f"Of these, {lead[:1].lower()}{lead[1:]}"
    parts = [lead, words.sentence(followers(view, others[:FOLLOWERS], metric), view.mark)]
    total = groups_in_all(view)
    if rest is not None and beyond:
        parts.insert(0, words.sentence(_left(view, rest, metric, len(shown)), view.mark))
    elif rest is not None:
        together = f"The other {noun_of(view, 2)} together had {with_share(view, rest, metric)}"
        parts.append(words.sentence(together, view.mark))
    elif total > len(shown) and asked:
        place = "highest" if request is None or request.descending else "lowest"
        kept = f"The table has the {len(shown)} {place} of {total:,} {noun_of(view, total)}"
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


def _placed(view: View, rows: list[Row], nth: int, metric: Column) -> str:
    """'Drug GM has the second highest sales in 2017: $596,827. Before it comes Grocery with $2,316,394.'"""
    row, before = rows[nth - 1], rows[: nth - 1]
    place = {2: "second", 3: "third", 4: "fourth", 5: "fifth"}.get(nth, f"number {nth}")
    said = (
        f"{capital(view.name(row))} {_verb(view, 'has', 'have')} the {place} {most(view, metric)} "
        f"{view.label(metric).lower()}{scope.where(view)}{scope.when(view)}: {view.cell(row, metric)}"
    )
    ahead = words.listed([f"{view.name(r)} with {view.cell(r, metric)}" for r in before[:MOST_AHEAD]])
    return (
        f"{words.sentence(said, view.mark)} {words.sentence(f'Before it {_come(before)} {ahead}', view.mark)}"
    )


def _left(view: View, rest: Row, metric: Column, ahead: int) -> str:
    """'Without the 10 leading stores, the other stores together had sales of $3,709,511 (80.7%) in 2017'."""
    place = "leading" if view.request is None or view.request.descending else "last"
    beside = "".join(
        f", {view.label(m).lower()} {view.cell(rest, m)}" for m in view.metrics if m is not metric
    )
    return (
        f"Without the {ahead} {place} {noun_of(view, ahead)}, the other {noun_of(view, 2)} together had "
        f"{view.label(metric).lower()} of {with_share(view, rest, metric)}{beside}{scope.where(view)}"
        f"{scope.when(view)}"
    )


def _come(rows: list[Row]) -> str:
    return "comes" if len(rows) == 1 else "come"


def _verb(view: View, one: str, many: str) -> str:
    """The verb of a group's name: households of some kind are many."""
    group = view.definitions.dimensions.get(view.dimensions[0]["name"])
    plural = (
        group is not None and group.group == "customer" and group.kind != "id" and len(view.dimensions) == 1
    )
    return many if plural else one


def _unnamed(row: Row, view: View) -> bool:
    """Whether a part of what the row stands for has no name."""
    return any(row.get(c["name"]) is None for c in view.dimensions)


def _first_named(view: View, row: Row, metric: Column) -> str:
    """The first group that has a name, where the one without leads."""
    noun, name = view.dimensions[0]["label"].lower(), view.name(row)
    return (
        f"After what has no {noun} recorded, {name} had a {view.label(metric).lower()}{scope.where(view)}"
        f" of {view.cell(row, metric)}{scope.when(view)}"
    )


def _whole(view: View, rows: list[Row]) -> list[Row]:
    """The rows without the periods that the data hold in part: those are low or high for no reason."""
    time = view.time
    return [r for r in rows if time is None or str(r[time["name"]]) not in view.partial] or rows


def followers(view: View, rows: list[Row], metric: Column) -> str:
    """Who comes next: 'Drug GM follows with $596,827, then Fuel with $329,594'."""
    said = [f"{view.name(r)} with {view.cell(r, metric)}" for r in rows]
    follows = _verb(view, "follows", "follow")
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
    return words.sentence(f"Nothing in the data matches: there is no {what}", view.mark)


def groups_in_all(view: View) -> int:
    """How many groups there were before the list was cut."""
    whole = view.fact("groups", "rows", "row_count", "groups_total")
    return int(whole["value"]) if whole and isinstance(whole["value"], int | float) else len(view.rows)


def noun_of(view: View, number: int) -> str:
    """What the rows are: '31 departments', or '317 groups' where they combine several dimensions."""
    if len(view.dimensions) == 1:
        return view.plural(view.dimensions[0], number)
    return "group" if number == 1 else "groups"


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
    if metric.get("metric", metric["name"]) == "customers" and _verb(view, "", "many"):
        # Households have no customers: they are customers.
        size = "smallest" if extent == "fewest" else "largest"
        of = "" if view.introduced else f" of {label}{scope.where(view)}{scope.when(view)}"
        said = f"{name} were the {size} group{of}: {figure}"
    share = view.beside(metric, "share")
    if share and abs(number_or_zero(row, share)) >= VISIBLE:
        said += f", {view.cell(row, share)} of the total"
    return said
