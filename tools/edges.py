"""What lies at the edges of the rows: groups beyond a cut, ties at it, averages that begin with too few."""

from itertools import groupby

from knowledge.metrics import Definitions
from tools.choice_words import figure_words, value_words
from tools.evidence import Fact, Value
from tools.warehouse import columns, ranked, wholes, windows
from tools.warehouse.request import MetricRequest
from tools.warehouse.steps import step_of
from tools.wording import date, listed

Raw = list[dict[str, Value]]
Order = tuple[str, bool] | None
"""The column that ranks the groups, and whether the highest come first."""
MOST_NAMED = 3


def edges(request: MetricRequest, raw: Raw, d: Definitions) -> tuple[list[Fact], list[str]]:
    """Facts about what is not among the rows, and sentences that must be said of it; `raw` are the rows with
    their hidden columns."""
    ordering = columns.ordering(request, d)
    ranks = ranked.ranks_by(request, ordering)
    order = (ranks, dict(ordering)[ranks]) if ranks else None
    groups = [row for row in raw if row.get(ranked.BEYOND) is None]
    facts = [*_shown(request, groups, raw, order, d), *_others(request, raw, d)]
    return facts, [*_ties(request, groups, order, d), *_short_averages(request, raw, d)]


def _shown(request: MetricRequest, groups: Raw, raw: Raw, order: Order, d: Definitions) -> list[Fact]:
    count = raw[0].get(wholes.GROUPS, 0) if raw else 0
    if not isinstance(count, int) or count <= len(groups):
        return []
    plural = listed([d.dimensions[name].plural.lower() for name in request.by])
    many = request.limit if request.within and request.limit else len(groups)
    said = f"the first {many}"
    if order:
        said = f"the {many} with the {'highest' if order[1] else 'lowest'} {figure_words(order[0], d)}"
    if request.within:
        said += f" in each {d.dimensions[request.within].label.lower()}"
    return [{"name": "shown", "label": "Shown", "value": f"{said}, of {count:,} {plural}", "unit": "text"}]


def _others(request: MetricRequest, raw: Raw, d: Definitions) -> list[Fact]:
    beyond = [row[ranked.BEYOND] for row in raw if row.get(ranked.BEYOND) is not None]
    if not beyond or request.within:
        return []
    plural = d.dimensions[request.by[0]].plural
    label = f"{plural[0].upper()}{plural[1:]} in {ranked.OTHERS}"
    return [{"name": "others", "label": label, "value": beyond[0], "unit": "count"}]


def _ties(request: MetricRequest, groups: Raw, order: Order, d: Definitions) -> list[str]:
    """Groups left out although they have the figure of the last one shown."""
    if not order:
        return []
    said = []
    for parent, rows in groupby(groups, key=lambda row: row.get(str(request.within))):
        together = list(rows)
        last = together[-1]
        shown = sum(row.get(ranked.FIGURE) == last.get(ranked.FIGURE) for row in together)
        more = int(str(last.get(ranked.SAME) or 0)) - shown
        if more > 0 and last.get(ranked.FIGURE) is not None:
            inner = [d.dimensions[name] for name in request.by if name != request.within]
            noun = listed([(x.label if more == 1 else x.plural).lower() for x in inner])
            where = f" in {value_words(str(parent), d.dimensions[request.within])}" if request.within else ""
            verb, figure = "has" if more == 1 else "have", figure_words(order[0], d)
            alike = f"as many {figure}" if _counts(order[0], d) else f"the same {figure}"
            said.append(f"{more:,} more {noun}{where} {verb} {alike} as the last one shown.")
    if len(said) > MOST_NAMED:
        return [*said[:MOST_NAMED], f"There are ties at the cut in {len(said) - MOST_NAMED} more."]
    return said


def _counts(column: str, d: Definitions) -> bool:
    return column in d.metrics and d.metrics[column].unit == "count"


def _short_averages(request: MetricRequest, raw: Raw, d: Definitions) -> list[str]:
    step = step_of(request)
    if "moving_average" not in request.add or step is None:
        return []
    short = [row[step] for row in raw if int(str(row.get(windows.POINTS) or 0)) < request.points]
    if not short:
        return []
    plural, noun = d.dimensions[step].plural.lower(), "week " if step == "week" else ""
    last = noun + date(str(short[-1]), step)
    return [f"Up to {last} the average of {request.points} {plural} rests on fewer: the data begin there."]
