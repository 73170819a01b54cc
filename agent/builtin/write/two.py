"""Two groups side by side, and the words that every order of groups needs."""

from agent.builtin.write import scope, words
from agent.builtin.write.view import Row, View, number
from tools.evidence import Column


def pair(view: View, first: Row, second: Row, metric: Column) -> str:
    """Two groups side by side."""
    label = view.label(metric).lower()
    more = (
        ("fewer" if number(first, metric) < number(second, metric) else "more")
        if counted(metric)
        else ("lower" if number(first, metric) < number(second, metric) else "higher")
    )
    said = (
        f"{capital(view.name(first))} had {more} {label}{scope.where(view)}{scope.when(view)} than "
        f"{view.name(second)}: {with_share(view, first, metric)} against {with_share(view, second, metric)}"
    )
    if view.beside(metric, "share") is not None and not _picked(view):
        said = (
            f"{capital(view.name(first))} had {with_share(view, first, metric)} of {label}"
            f"{scope.where(view)}{scope.when(view)}, {view.name(second)} {with_share(view, second, metric)}"
        )
    return words.sentence(said, view.mark)


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
