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
        f"{capital(view.name(first))} had {more} {label} than {view.name(second)}"
        f"{scope.where(view)}{scope.when(view)}: {with_share(view, first, metric)} "
        f"against {with_share(view, second, metric)}"
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
    return metric["unit"] == "count" and " " not in metric["label"] and metric["label"].endswith("s")


def capital(name: str) -> str:
    return name[:1].upper() + name[1:]
