"""What could stand in a slot: of the shop's own metrics, groupings, values and days, as far as it fits."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

from agent.edits.change import EARLIER, CannotChange, changed, words_of
from agent.reading.result import Reading
from knowledge.metrics import Definitions
from tools.evidence import Evidence
from tools.warehouse.periods import words
from tools.warehouse.request import Filter, MetricRequest, Period
from tools.warehouse.values import DimensionValue, nearest_values

MOST = 16
TRIED = 60
MONTHS_OF_QUARTER = 3


class Choice(TypedDict):
    """`to` is what is sent back to choose it; `hint` says more, where there is more to say."""

    label: str
    hint: str
    to: Any


@dataclass(frozen=True)
class Shop:
    """What choices are drawn from. `read` reads words as a question's are read."""

    definitions: Definitions
    values: Sequence[DimensionValue]
    covers: Period
    read: Callable[[str], Reading]


def choices(evidence: Evidence, slot: str, typed: str, shop: Shop) -> list[Choice]:
    """At most sixteen things that could stand in the slot and match what is typed, best first. Each gives a
    request that has a meaning and differs from the present one."""
    field = slot.partition(":")[0]
    makers = {
        "metrics": _metrics,
        "by": _groupings,
        "period": _periods,
        "filters": _filters,
        "compare": _comparisons,
    }
    found: list[Choice] = []
    if field not in makers:
        return found
    now = MetricRequest.model_validate(evidence["scope"]).model_dump(mode="json", exclude_defaults=True)
    known: list[Any] = []
    for tried, (to, hint) in enumerate(makers[field](evidence, slot, typed.strip(), shop)):
        if to in known or len(found) == MOST or tried > TRIED:
            continue
        known.append(to)
        try:
            call = changed(evidence, slot, to, shop.definitions)
        except CannotChange:
            continue
        if call["args"] != now:
            found.append({"label": words_of(slot, to, shop.definitions), "hint": hint, "to": to})
    return found


Offered = Iterator[tuple[Any, str]]


def _metrics(evidence: Evidence, slot: str, typed: str, shop: Shop) -> Offered:
    """The metrics of the same facts first."""
    d = shop.definitions
    present = evidence["scope"]["metrics"]
    family = d.facts_of(present[0])
    for same in (True, False):
        for metric in d.metrics.values():
            related = (d.facts_of(metric.name) == family) == same and metric.name not in present
            if related and _holds([metric.label, *metric.synonyms], typed):
                yield metric.name, metric.meaning


def _groupings(evidence: Evidence, slot: str, typed: str, shop: Shop) -> Offered:
    d = shop.definitions
    for name in d.dimensions_of(evidence["scope"]["metrics"][0]):
        dimension = d.dimensions[name]
        free = dimension.spoken and name not in evidence["scope"]["by"]
        if free and _holds([dimension.label, *dimension.synonyms], typed):
            yield name, dimension.meaning


def _periods(evidence: Evidence, slot: str, typed: str, shop: Shop) -> Offered:
    """What the typed words mean, then the quarters, then the months, that the data hold."""
    for period in _days(typed, shop):
        yield period.model_dump(mode="json"), _span(period)


def _comparisons(evidence: Evidence, slot: str, typed: str, shop: Shop) -> Offered:
    """The stretch before, as far as the data reach, then other days."""
    own = MetricRequest.model_validate(evidence["scope"]).period
    for name, said in EARLIER.items():
        if _holds([said], typed):
            yield name, ""
    for period in _days(typed, shop):
        if own is None or (period.start, period.end) != (own.start, own.end):
            yield period.model_dump(mode="json"), _span(period)


def _filters(evidence: Evidence, slot: str, typed: str, shop: Shop) -> Offered:
    """Values that look like what is typed, and what its words mean; before anything is typed, the largest
    values of the same dimension."""
    place = slot.partition(":")[2]
    present = [Filter.model_validate(f) for f in evidence["scope"].get("filters") or []]
    own = present[int(place)] if place.isdecimal() and int(place) < len(present) else None
    if not typed:
        dimension = own.dimension if own else "department"
        for value in [v for v in shop.values if v.dimension == dimension][:TRIED]:
            yield _one(value.dimension, value.value), ""
        return
    for read in shop.read(typed).filters:
        yield read.model_dump(mode="json"), shop.definitions.dimensions[read.dimension].label
    for value in nearest_values(typed, list(shop.values), limit=TRIED // 2):
        yield _one(value.dimension, value.value), shop.definitions.dimensions[value.dimension].label


def _days(typed: str, shop: Shop) -> Iterator[Period]:
    if typed and (read := shop.read(typed).period) is not None:
        yield read
    for period in (*_steps(shop.covers, MONTHS_OF_QUARTER), *_steps(shop.covers, 1)):
        if _holds([period.label], typed):
            yield period


def _steps(covers: Period, months: int) -> Iterator[Period]:
    """The quarters, or the months, that the data touch."""
    month = (covers.start.month - 1) // months * months + 1
    start = dt.date(covers.start.year, month, 1)
    while start <= covers.end:
        count = start.year * 12 + start.month - 1 + months
        after = dt.date(count // 12, count % 12 + 1, 1)
        end = after - dt.timedelta(days=1)
        yield Period(start=start, end=end, label=words(start, end))
        start = after


def _span(period: Period) -> str:
    said = words(period.start, period.end)
    return "" if said == period.label else said


def _one(dimension: str, value: str) -> dict[str, Any]:
    return Filter(dimension=dimension, values=[value]).model_dump(mode="json")


def _holds(names: Sequence[str], typed: str) -> bool:
    """Whether every typed word begins a word of one of the names."""
    wanted = typed.lower().split()
    return any(all(any(w.startswith(t) for w in name.lower().split()) for t in wanted) for name in names)
