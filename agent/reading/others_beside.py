"""One part of the shop or of the year set against all that is not in it: 'sundays vs other days', 'december
vs the other months', 'beer vs everything else'."""

from dataclasses import replace
from typing import Any

from agent.reading.context import Sentence
from agent.reading.days import month_end
from agent.reading.result import Reading
from agent.reading.usual_day import rate_per_day
from tools.warehouse.request import Filter

_AGAINST = {"vs", "versus", "than", "against", "with", "to", "compared", "from", "between", "or"}

_YEAR = 12


def says_others(s: Sentence, r: Reading) -> bool:
    """Whether the question sets its own value or month against all others, which then point at no answer
    before; the words for them have done their part."""
    places = [p for p, x in enumerate(s.links) if x.target == "points:complement"]
    if s.refers_to != "complement" or not places or r.by or r.customers or r.baskets:
        return False
    ahead = {w for x in s.links[max(0, places[0] - 3) : places[0]] for w in s.words(x).split()}
    if not ahead & _AGAINST or _own(r) is None:
        return False
    for place in places:
        s.tell(place)
    s.refers_to = ""
    return True


def beside_others(r: Reading, definitions: Any) -> None:
    """Puts all others beside the part; times of different length are compared per day."""
    own = _own(r)
    if own is None:
        return
    metric = r.metrics[0] if r.metrics else "sales"
    timed = definitions.dimensions[own.dimension].group == "time"
    if timed and (rate := rate_per_day(metric, definitions)):
        r.metrics = [rate]
    rest = [f for f in r.filters if f != own]
    r.compare, r.by, r.share = None, [], False
    others = replace(r, filters=[own.model_copy(update={"op": "not_in"}), *rest])
    if own in r.filters:
        r.versus = others
    else:
        r.versus = replace(others, period=None)  # the part is the period itself


def _own(r: Reading) -> Filter | None:
    """The part that the question names: its last value, or else the months that its period is made of."""
    named = [f for f in r.filters if f.op == "in"]
    if named:
        return named[-1]
    period = r.period
    if period is None or period.start.day != 1 or period.end != month_end(period.end):
        return None
    months = [f"{period.start.year}-{m:02d}" for m in range(period.start.month, period.end.month + 1)]
    return Filter(dimension="month", values=list(months)) if len(months) < _YEAR else None
