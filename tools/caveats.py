"""What must be said with a figure: caveats that apply, parts of weeks and months, gaps, small groups."""

import datetime as dt

from knowledge.metrics import Condition, Definitions, Dimension, Metric
from tools.earlier import beside_before, early, late
from tools.evidence import Value
from tools.warehouse import scans
from tools.warehouse.compile import before, demographics_used
from tools.warehouse.connection import Warehouse
from tools.warehouse.periods import DAY, period_words
from tools.warehouse.request import MetricRequest, Period
from tools.wording import date, listed, lower_first

Rows = list[dict[str, Value]]


def caveats(request: MetricRequest, warehouse: Warehouse, d: Definitions) -> list[str]:
    """The sentences of the definitions' own caveats whose condition holds for this request."""
    named = dict.fromkeys([*request.by, *request.dimensions])
    found = [c for m in request.metrics for c in d.caveats_of(m)]
    settled = d.leaves_out_fuel(request.metrics)
    for name in named:
        # Metrics that say what they do with fuel need no dimension to say it again.
        found += [c for c in d.dimensions[name].caveats if not (settled and c.when == "fuel_in_scope")]
    holds = {when: _holds(when, request, warehouse, d) for when in dict.fromkeys(c.when for c in found)}
    if holds.get("fuel_in_scope"):
        # What that caveat says about fuel includes that it is there.
        holds["fuel_included"] = False
    return list(dict.fromkeys(c.text for c in found if holds[c.when]))


def gaps(
    request: MetricRequest, rows: Rows, partial: list[Value], warehouse: Warehouse, d: Definitions
) -> list[str]:
    """Sentences about what the data cannot show: days outside, cut weeks and months, empty results."""
    said = []
    first, last = warehouse.first_day, warehouse.last_day
    then = before(request)
    if request.period and any(asked.period is None for asked in request.customers):
        said.append(f"Who counts is decided over all days, not only {period_words(request.period)}.")
    if then and (then.start < first or then.end > last):
        said.append(
            f"Of {period_words(then)} the data hold a part; they run from {_day(first)} to {_day(last)}."
        )
    said += [*beside_before(request, warehouse, d), *not_whole(request, partial, warehouse)]
    untimed = [m for m in request.metrics if all(not _timed(f, d) for f in d.facts_of(m))]
    if request.period and untimed:
        said.append(f"{listed([d.metrics[m].label for m in untimed])} does not depend on the period.")
    values = [row.get(m) for row in rows for m in request.metrics]
    lowest = request.limit is not None and not request.descending
    if not any(values) and not (values and lowest):
        said.append("Nothing was recorded for this selection.")
    elif request.by and (missing := sum(all(row.get(m) is None for m in request.metrics) for row in rows)):
        noun = d.dimensions[request.by[0]].plural.lower() if len(request.by) == 1 else "groups"
        said.append(f"{missing} of the {len(rows)} {noun} {'has' if missing == 1 else 'have'} no value.")
    return said


def coverage(request: MetricRequest, known: int, everyone: int, d: Definitions) -> str:
    """The base of figures about demographics."""
    names = listed([d.dimensions[name].label.lower() for name in demographics_used(request, d)])
    verb = "are" if " and " in names else "is"
    named = names[0].upper() + names[1:]
    return f"{named} {verb} known for {known:,} of {everyone:,} customers in this selection."


def _holds(when: Condition, request: MetricRequest, warehouse: Warehouse, d: Definitions) -> bool:
    groups = {d.dimensions[name].group for name in [*request.by, *request.dimensions]}
    match when:
        case "always":
            return True
        case "fuel_in_scope":
            return scans.fuel_in_scope(request, warehouse, d) != "none"
        case "fuel_included":
            split = any(d.dimensions[name].group == "product" for name in request.by)
            return not split and scans.fuel_in_scope(request, warehouse, d) == "some"
        case "demographics_used":
            return bool(demographics_used(request, d))
        case "promotions_used":
            return "promotion" in groups
        case "campaigns_used":
            return "campaign" in groups
        case "product_scope":
            return "product" in groups
        case "time_grouped":
            return any(d.dimensions[name].group == "time" for name in request.by)
        case "period_given":
            return request.period is not None
        case "early_days":
            return early(request, warehouse)
        case "late_days":
            return late(request, warehouse)


def cut(request: MetricRequest, rows: Rows, warehouse: Warehouse) -> list[Value]:
    """The weeks, months or quarters of the rows that the data or the period hold only in part."""
    step = _step(request)
    if step is None:
        return []
    start = max(request.period.start, warehouse.first_day) if request.period else warehouse.first_day
    end = min(request.period.end, warehouse.last_day) if request.period else warehouse.last_day
    shown = {row[step] for row in rows}
    if step == "week":
        return [w for w in scans.partial_weeks(warehouse, start, end) if w in shown]
    ends = [label for label, first, after in _buckets(step, start, end) if first < start or after - DAY > end]
    return [label for label in dict.fromkeys(ends) if label in shown]


def not_whole(request: MetricRequest, partial: list[Value], warehouse: Warehouse) -> list[str]:
    """A sentence that names the weeks, months or quarters that are cut, if there are any."""
    if not partial:
        return []
    step = _step(request)
    names = listed([str(p) if step == "week" else date(str(p)) for p in partial])
    noun = ("Week " if len(partial) == 1 else "Weeks ") if step == "week" else ""
    asked = request.period
    narrower = asked and (asked.start > warehouse.first_day or asked.end < warehouse.last_day)
    where = "this period" if narrower else "the data"
    return [f"{noun}{names} {'is' if len(partial) == 1 else 'are'} not whole in {where}."]


def mostly_fuel(shares: dict[str, float], dimension: Dimension) -> list[str]:
    """Groups whose sales are fuel for the most part: those that are all fuel in one sentence."""
    whole = [name for name, share in shares.items() if share > 0.995]
    said = [f"{name} is {share:.0%} fuel." for name, share in shares.items() if name not in whole]
    noun = dimension.label if len(whole) == 1 else dimension.plural.capitalize()
    named = f"{noun} {listed(whole)}" if dimension.kind == "id" else listed(whole)
    return said + ([f"{named} {'is' if len(whole) == 1 else 'are'} fuel."] if whole else [])


def high_rate(rate: Metric, group: list[str], base: Metric, amount: float) -> str:
    """A rate above 100 % and the little that it is a rate of."""
    said = f"${amount:,.2f}" if base.unit == "usd" else f"{amount:,.0f}"
    return (
        f"The {lower_first(rate.label)} {' '.join(group)} is above 100%: "
        f"it rests on {lower_first(base.label)} of {said}."
    )


def overlapping(request: MetricRequest, d: Definitions) -> list[str]:
    """A sentence where shares are of groups that share members, such as orders with several departments."""
    parts = [m for m in request.metrics if d.metrics[m].ratio is None and not d.additive(m, request.by)]
    if not request.share or not parts or request.share_over:
        return []
    names = listed([lower_first(d.metrics[m].label) for m in parts])
    plural = listed([d.dimensions[name].plural.lower() for name in request.by])
    return [f"The same {names} can count in several {plural}, so the shares add up to more than 100%."]


def unequal(now: Period, days: int, then: Period, days_before: int) -> str:
    """Two periods that differ in their number of trading days."""
    return f"{period_words(now)} has {days} trading days, {period_words(then)} has {days_before}."


def _step(request: MetricRequest) -> str | None:
    return next((name for name in request.by if name in ("week", "month", "quarter")), None)


def _buckets(step: str, start: dt.date, end: dt.date) -> list[tuple[str, dt.date, dt.date]]:
    """(label, first day, day after) of the first and the last month or quarter."""
    months = 1 if step == "month" else 3
    found = []
    for day in (start, end):
        first = dt.date(day.year, (day.month - 1) // months * months + 1, 1)
        place = first.year * 12 + first.month - 1 + months
        label = f"{first:%Y-%m}" if step == "month" else f"{first.year}-Q{first.month // 3 + 1}"
        found.append((label, first, dt.date(place // 12, place % 12 + 1, 1)))
    return found


def _timed(fact: str, d: Definitions) -> bool:
    f = d.facts[fact]
    return any(how is not None for how in (f.date, f.span, f.week))


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"
