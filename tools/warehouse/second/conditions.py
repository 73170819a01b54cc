"""Filters, customer sets and periods of a request as conditions on the rows of a source."""

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.metrics import Definitions, Group
from tools.evidence import Value
from tools.warehouse.request import CustomerSet, Filter, MetricRequest, Period
from tools.warehouse.schema import quoted
from tools.warehouse.second.aggregate import aggregate
from tools.warehouse.second.formulas import FORMULAS, sources
from tools.warehouse.second.sources import SOURCES, Unreached, row_meets

ONE_DAY = dt.timedelta(days=1)
SPANS = ("date", "month", "quarter")
"""Dimensions whose values are stretches of days."""
DEEDS = {"bought": "l", "mailed": "m", "redeemed": "r"}
COMPARED = frozenset({">", ">=", "<", "<=", "=", "!="})


@dataclass(frozen=True)
class Part:
    """The part of the shop that one figure is of: a group is told by the value of each of its dimensions."""

    filters: Sequence[Filter] = ()
    any_of: Sequence[Sequence[Filter]] = ()
    customers: Sequence[CustomerSet] = ()
    period: Period | None = None
    known: Sequence[str] = ()
    group: dict[str, Value] = field(default_factory=dict)


def where(alias: str, part: Part, d: Definitions, lifted: frozenset[Group] = frozenset()) -> list[str]:
    """The conditions on a row of the source; those on lifted groups of dimensions are left out.

    Raises Unreached for what the source has no way to.
    """

    def bound(dimension: str) -> bool:
        return d.dimensions[dimension].group not in lifted

    found = [_kept(alias, f, d) for f in part.filters if bound(f.dimension)]
    ways = [[_kept(alias, f, d) for f in way if bound(f.dimension)] for way in part.any_of]
    if ways and all(ways):
        found.append(_any([" AND ".join(f"({one})" for one in way) for way in ways]))
    found += [_known(alias, name) for name in part.known if bound(name)]
    found += [_of_group(alias, name, value, d) for name, value in part.group.items() if bound(name)]
    if part.period:
        found += _in_period(alias, part.period)
    if "customer" not in lifted:
        found += [_member(alias, one, d) for one in part.customers]
    return found


def period_before(request: MetricRequest) -> Period | None:
    """The days that a comparison sets beside the request's own. Raises Unreached for a kind that is new."""
    asked, now = request.compare, request.period
    if asked is None or isinstance(asked, Period):
        return asked
    if asked != "previous_period" or now is None:
        raise Unreached("this kind of comparison")
    last = now.start - ONE_DAY
    months = (now.end.year - now.start.year) * 12 + now.end.month - now.start.month + 1
    if now.start.day == 1 and now.end.day == calendar.monthrange(now.end.year, now.end.month)[1]:
        place = now.start.year * 12 + now.start.month - 1 - months
        return Period(start=dt.date(place // 12, place % 12 + 1, 1), end=last)
    return Period(start=last - (now.end - now.start), end=last)


def _kept(alias: str, f: Filter, d: Definitions) -> str:
    if f.op in ("not_in", "not_contains"):
        opposite = Filter(dimension=f.dimension, op="in" if f.op == "not_in" else "contains", values=f.values)
        return f"({_kept(alias, opposite, d)}) IS NOT TRUE"
    if f.op not in ("in", "between", "contains"):
        raise Unreached(f"the condition {f.op}")
    dimension = d.dimensions[f.dimension]
    if f.dimension in SPANS and f.op != "contains":
        pairs = [(f.values[0], f.values[1])] if f.op == "between" else [(v, v) for v in f.values]
        return _any([_days(alias, _span(str(a))[0], _span(str(b))[1]) for a, b in pairs])
    if f.op == "contains":
        words = [quoted(f"%{_escaped(str(v))}%") for v in f.values]
        return row_meets(
            alias, f.dimension, lambda x: _any([f"CAST({x} AS VARCHAR) ILIKE {w} ESCAPE '!'" for w in words])
        )
    values: Sequence[Value] = f.values
    if f.op == "between" and dimension.order:
        names = [str(name).lower() for name in dimension.order]
        low, high = sorted(names.index(str(v).lower()) for v in f.values)
        values = dimension.order[low : high + 1]
    elif f.op == "between":
        first, last = (_literal(v, f.dimension, d) for v in f.values)
        return row_meets(alias, f.dimension, lambda x: f"{x} BETWEEN {first} AND {last}")
    listed = ", ".join(_literal(v, f.dimension, d) for v in values)
    return row_meets(alias, f.dimension, lambda x: f"{x} IN ({listed})")


def _known(alias: str, dimension: str) -> str:
    return row_meets(alias, dimension, lambda x: f"{x} IS NOT NULL")


def _of_group(alias: str, dimension: str, value: Value, d: Definitions) -> str:
    if value is None:
        return f"({_known(alias, dimension)}) IS NOT TRUE"
    if isinstance(value, bool):
        raise Unreached("groups without a name")
    return _kept(alias, Filter(dimension=dimension, values=[value]), d)


def _in_period(alias: str, period: Period) -> list[str]:
    source, start, end = SOURCES[alias], f"DATE '{period.start}'", f"DATE '{period.end}'"
    overlapping = f"NOT (end_date < {start} OR start_date > {end})"
    if source.day:
        return [_days(alias, period.start, period.end)]
    if source.table == "campaigns":
        return [overlapping]
    if source.campaigns:
        return [f"{alias}.campaign_id IN (SELECT campaign_id FROM campaigns WHERE {overlapping})"]
    if source.table == "promotions":
        weeks = f"FROM calendar WHERE date >= {start} AND date <= {end}"
        return [f"{alias}.week BETWEEN (SELECT min(week) {weeks}) AND (SELECT max(week) {weeks})"]
    return []


def _member(alias: str, asked: CustomerSet, d: Definitions) -> str:
    if not SOURCES[alias].customers:
        raise Unreached(f"households of {SOURCES[alias].table.replace('_', ' ')}")
    inner = DEEDS[asked.deed]
    source = SOURCES[inner]
    rows = [*where(inner, Part(asked.filters, period=asked.period), d), "TRUE"]
    sql = f"SELECT {inner}.customer_id FROM {source.table} AS {inner} WHERE {' AND '.join(rows)}"
    if asked.at_least:
        formula = FORMULAS.get(asked.at_least.metric)
        if formula is None or sources(formula) != {inner} or asked.at_least.op not in COMPARED:
            raise Unreached(f"households by their {asked.at_least.metric.replace('_', ' ')}")
        met = f"{aggregate(formula)} {asked.at_least.op} {asked.at_least.value!r}"
        sql += f" GROUP BY {inner}.customer_id HAVING {met}"
    return f"{alias}.customer_id {'NOT ' if asked.negate else ''}IN ({sql})"


def _days(alias: str, first: dt.date, last: dt.date) -> str:
    source = SOURCES[alias]
    if source.time:
        return f"{source.time} >= TIMESTAMP '{first}' AND {source.time} < TIMESTAMP '{last + ONE_DAY}'"
    if source.day:
        return f"{source.day} >= DATE '{first}' AND {source.day} <= DATE '{last}'"
    raise Unreached(f"days of {source.table.replace('_', ' ')}")


def _span(label: str) -> tuple[dt.date, dt.date]:
    """First and last day of '2017-03-15', '2017-03' or '2017-Q1'."""
    year, _, rest = label.upper().partition("-")
    if rest.startswith("Q"):
        first, last = int(rest[1:]) * 3 - 2, int(rest[1:]) * 3
    elif "-" in rest:
        day = dt.date.fromisoformat(label)
        return day, day
    else:
        first = last = int(rest)
    end = calendar.monthrange(int(year), last)[1]
    return dt.date(int(year), first, 1), dt.date(int(year), last, end)


def _literal(value: Value, dimension: str, d: Definitions) -> str:
    if d.dimensions[dimension].kind in ("id", "number", "time"):
        return str(int(float(str(value))))
    return quoted(str(value))


def _escaped(word: str) -> str:
    return word.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def _any(conditions: list[str]) -> str:
    return "(" + " OR ".join(f"({one})" for one in conditions) + ")"
