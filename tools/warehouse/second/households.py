"""Sets of customers and of orders as conditions on the rows of a source."""

from collections.abc import Sequence

from knowledge.metrics import Definitions
from tools.warehouse.request import Basket, CustomerSet
from tools.warehouse.second.aggregate import aggregate
from tools.warehouse.second.days import in_period
from tools.warehouse.second.filters import any_of, kept
from tools.warehouse.second.formula import sources
from tools.warehouse.second.formulas import FORMULAS
from tools.warehouse.second.sources import SOURCES, Unreached

DEEDS = {"bought": "l", "mailed": "m", "redeemed": "r"}
COMPARED = frozenset({">", ">=", "<", "<=", "=", "!="})


def belongs(alias: str, sets: Sequence[CustomerSet], d: Definitions) -> list[str]:
    """The conditions that the row's customer is in all sets, or in one of several that are alternatives."""
    groups: list[list[str]] = []
    for asked in sets:
        inside = f"{alias}.customer_id IN ({_members(asked, d)})"
        if not SOURCES[alias].customers:
            raise Unreached(f"households of {SOURCES[alias].table.replace('_', ' ')}")
        one = f"({inside}) IS NOT TRUE" if asked.negate else inside
        if asked.alternative and groups:
            groups[-1].append(one)
        else:
            groups.append([one])
    return [any_of(group) for group in groups]


def holds(alias: str, baskets: Sequence[Basket], d: Definitions) -> list[str]:
    """The conditions that the row's order holds (or does not hold) a line that matches all filters."""
    found = []
    for basket in baskets:
        if alias != "l":
            raise Unreached(f"baskets of {SOURCES[alias].table.replace('_', ' ')}")
        rows = " AND ".join(kept("l", f, d) for f in basket.holding)
        inside = f"l.order_id IN (SELECT l.order_id FROM order_lines AS l WHERE {rows})"
        found.append(f"({inside}) IS NOT TRUE" if basket.negate else inside)
    return found


def _members(asked: CustomerSet, d: Definitions) -> str:
    """The SELECT of the customers of one set, before `negate`."""
    alias = DEEDS[asked.deed]
    source, rows = SOURCES[alias], [kept(alias, f, d) for f in asked.filters]
    if asked.period and asked.when == "any":
        rows += in_period(alias, asked.period)
    sql = f"SELECT {alias}.customer_id FROM {source.table} AS {alias} WHERE {' AND '.join([*rows, 'TRUE'])}"
    if asked.when != "any" and asked.period:
        if not source.day or asked.when not in ("first", "last"):
            raise Unreached(f"the {asked.when} time they {asked.deed}")
        day = f"{'min' if asked.when == 'first' else 'max'}({source.day})"
        start, end = asked.period.start, asked.period.end
        return f"{sql} GROUP BY {alias}.customer_id HAVING {day} BETWEEN DATE '{start}' AND DATE '{end}'"
    if asked.at_least:
        if asked.at_least.op not in COMPARED:
            raise Unreached(f"the condition {asked.at_least.op}")
        figure = _measured(asked.at_least.metric, alias)
        sql += f" GROUP BY {alias}.customer_id HAVING {figure} {asked.at_least.op} {asked.at_least.value!r}"
    return _heaviest(asked, alias, sql) if asked.top else sql


def _heaviest(asked: CustomerSet, alias: str, sql: str) -> str:
    """Those of a set whose figure ranks high (low) enough, whoever ties with the last among them."""
    assert asked.top
    figure = f"{_measured(asked.top.by, alias)} AS figure"
    each = sql.replace("customer_id FROM", f"customer_id, {figure} FROM", 1)
    each += "" if asked.at_least else f" GROUP BY {alias}.customer_id"
    size = f"ceil(count(*) OVER () * {asked.top.share!r})" if asked.top.share else str(asked.top.count)
    order = "figure" if asked.top.lowest else "figure DESC"
    return (
        f"SELECT customer_id FROM (SELECT customer_id, rank() OVER (ORDER BY {order}) AS place, "
        f"{size} AS size FROM ({each}) WHERE figure IS NOT NULL) WHERE place <= size"
    )


def _measured(metric: str, alias: str) -> str:
    formula = FORMULAS.get(metric)
    if formula is None or sources(formula) != {alias}:
        raise Unreached(f"households by their {metric.replace('_', ' ')}")
    return aggregate(formula)
