"""Places in an order of groups: the second or third, the first with a name, a first place that is shared."""

from agent.builtin.write import scope, words
from agent.builtin.write.cells import Row, number
from agent.builtin.write.two import capital, most, noun_of, verb, with_share
from agent.builtin.write.view import View
from tools.evidence import Column

MOST_AHEAD = 3
"""Groups that are named before the second, third ... that was asked for."""
ALIKE = 3
"""Up to this many groups with the first figure are named together."""


def nth_place(view: View, rows: list[Row], nth: int, metric: Column) -> str:
    """'Drug GM has the second highest sales in 2017: $596,827. Before it comes Grocery with $2,316,394.'"""
    row, before = rows[nth - 1], rows[: nth - 1]
    place = {2: "second", 3: "third", 4: "fourth", 5: "fifth"}.get(nth, f"number {nth}")
    said = (
        f"{capital(view.name(row))} {verb(view, 'has', 'have')} the {place} {most(view, metric)} "
        f"{view.label(metric).lower()}{scope.where(view)}{scope.when(view)}: {view.cell(row, metric)}"
    )
    ahead = words.listed([f"{view.name(r)} with {view.cell(r, metric)}" for r in before[:MOST_AHEAD]])
    return (
        f"{words.sentence(said, view.mark)} {words.sentence(f'Before it {_come(before)} {ahead}', view.mark)}"
    )


def alike_first(view: View, rows: list[Row], metric: Column) -> list[Row]:
    """The few groups that share the first place; none where it is one group's alone."""
    found = [r for r in rows if number(r, metric) == number(rows[0], metric)]
    chosen = view.request is not None and bool(view.request.having)
    return found if 1 < len(found) <= ALIKE and not chosen else []


def together(view: View, rows: list[Row], metric: Column) -> str:
    """Groups that share the first place."""
    named = capital(words.listed([view.name(r) for r in rows]))
    what = f"{view.label(metric).lower()}{scope.where(view)}{scope.when(view)}"
    return f"{named} had the {most(view, metric)} {what}: {view.cell(rows[0], metric)} each"


def first_named(view: View, row: Row, metric: Column) -> str:
    """The first group that has a name, where the one without leads."""
    noun, name = view.dimensions[0]["label"].lower(), view.name(row)
    return (
        f"{capital(name)} had a {view.label(metric).lower()}{scope.where(view)} of {view.cell(row, metric)}"
        f"{scope.when(view)}, behind only what has no {noun} recorded"
    )


def together_in_all(view: View) -> str:
    """'The 10 leading stores together had sales of $886,229 (19.3% of the total) in 2017.'"""
    metric = view.metrics[0]
    by = [c["name"] for c in view.dimensions]
    beyond = view.request is not None and view.request.others
    rows = [r for r in view.measured(metric) if not (beyond and "Others" in [r.get(name) for name in by])]
    if not view.definitions.additive(metric.get("metric", metric["name"]), by):
        return (
            f"The {view.label(metric).lower()} of several {noun_of(view, 2)} do not add up to those of all."
        )
    share = view.beside(metric, "share")
    whole = words.figure(sum(number(r, metric) for r in rows), metric["unit"])
    part = f" ({words.percent(sum(number(r, share) for r in rows))} of the total)" if share else ""
    noun, where = noun_of(view, len(rows)), scope.where(view)
    if view.request is not None and view.request.having:
        met = view.fact("groups")
        if met is not None and met["value"] != len(rows):
            return "They are too many for the list to hold all, so what they make together is not told."
        which = f"{noun}{where}"
        said = f"The {len(rows)} {which} together had {view.label(metric).lower()} of {whole}{part}"
        return words.sentence(f"{said}{scope.when(view)}", view.mark)
    place = "leading" if view.request is None or view.request.descending else "last"
    said = (
        f"The {len(rows)} {place} {noun} together had {view.label(metric).lower()}"
        f"{where} of {whole}{part}{scope.when(view)}"
    )
    return words.sentence(said, view.mark)


def left(view: View, rest: Row, metric: Column, ahead: int) -> str:
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
