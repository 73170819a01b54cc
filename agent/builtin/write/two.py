"""Two groups side by side, and the words that every order of groups needs."""

from agent.builtin.write import scope, words
from agent.builtin.write.cells import Row, number
from agent.builtin.write.restriction import SAID, placed
from agent.builtin.write.value import is_plural
from agent.builtin.write.view import View, bullets
from tools.evidence import Column
from tools.warehouse.request import Filter


def pair(view: View, first: Row, second: Row, metric: Column) -> str:
    """Two groups side by side."""
    if (states := [_state(view, row) for row in (first, second)]) and all(states):
        label = view.label(metric)
        verb = "were" if is_plural(label) else "was"
        figures = [f"{with_share(view, r, metric)} {s}" for r, s in zip((first, second), states, strict=True)]
        said = f"{label}{scope.where(view)}{scope.when(view)} {verb} {words.listed(figures)}"
        return _with_further(view, words.sentence(said, view.mark), first, second, metric)
    label = view.label(metric).lower()
    more = (
        ("fewer" if number(first, metric) < number(second, metric) else "more")
        if counted(metric)
        else ("lower" if number(first, metric) < number(second, metric) else "higher")
    )
    article = "" if is_plural(view.label(metric)) else "a "
    said = (
        f"{capital(view.name(first))} had {article}{more} {label}{scope.where(view)}{scope.when(view)} than "
        f"{view.name(second)}: {with_share(view, first, metric)} against {with_share(view, second, metric)}"
    )
    if view.beside(metric, "share") is not None and not _picked(view):
        said = (
            f"{capital(view.name(first))} had {with_share(view, first, metric)} of {label}"
            f"{scope.where(view)}{scope.when(view)}, {view.name(second)} {with_share(view, second, metric)}"
        )
    return _with_further(view, words.sentence(said, view.mark), first, second, metric)


def _with_further(view: View, lead: str, first: Row, second: Row, metric: Column) -> str:
    """The sentence on the first measure, and the others of both groups below it."""
    further = [
        words.sentence(
            f"{view.label(m)}: {view.cell(first, m)} for {view.name(first)}, {view.cell(second, m)} for "
            f"{view.name(second)}",
            view.mark,
        )
        for m in view.metrics
        if m is not metric and all(isinstance(r.get(m["name"]), int | float) for r in (first, second))
    ]
    return f"{lead}\n\n{bullets(further)}" if further else lead


def _state(view: View, row: Row) -> str:
    """How something was sold, as it follows a verb: 'on deal', 'on weekends'; empty for other groups."""
    column = view.dimensions[0]
    dimension, value = view.definitions.dimensions.get(column["name"]), str(row.get(column["name"]))
    if dimension is None or len(view.dimensions) > 1:
        return ""
    if value not in SAID and not (dimension.labels and dimension.group == "promotion"):
        return ""
    return placed(Filter(dimension=dimension.name, values=[value]), view.definitions)


def with_share(view: View, row: Row, metric: Column) -> str:
    share = view.beside(metric, "share")
    if share is None or _picked(view) or row.get(share["name"]) is None:
        return view.cell(row, metric)
    return f"{view.cell(row, metric)} ({view.cell(row, share)})"


def _picked(view: View) -> bool:
    """Whether the groups were picked by name: a share would be of these alone, unsaid."""
    filters = view.request.filters if view.request else []
    return any(f.dimension == c["name"] for f in filters for c in view.dimensions)


def counted(metric: Column) -> bool:
    """Whether the figure counts things that can be many or few: orders, coupon redemptions."""
    plural = metric["label"].endswith("s") and " per " not in metric["label"]
    return metric["unit"] == "count" and plural


def most(view: View, metric: Column) -> str:
    """The word for the end that the order puts first: 'highest', 'fewest'."""
    request = view.request
    low = request is not None and not request.descending and request.order_by == metric["name"]
    if counted(metric):
        return "fewest" if low else "most"
    return "lowest" if low else "highest"


def capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def verb(view: View, one: str, many: str) -> str:
    """The verb of a group's name: households of some kind are many."""
    group = view.definitions.dimensions.get(view.dimensions[0]["name"])
    plural = (
        group is not None and group.group == "customer" and group.kind != "id" and len(view.dimensions) == 1
    )
    return many if plural else one


def noun_of(view: View, number: int) -> str:
    """What the rows are: '31 departments', or '317 groups' where they combine several dimensions."""
    if len(view.dimensions) == 1:
        return view.plural(view.dimensions[0], number)
    return "group" if number == 1 else "groups"
