"""How a metric spreads over its units (orders, customers ...): quantiles, tenths, bins, concentration.

Everything is computed in the database over one row per unit; `tools.measure_spread` gives it names.
"""

from typing import NamedTuple

import ibis

from knowledge.metrics import Definitions
from tools.evidence import Value
from tools.warehouse.aggregates import aggregated
from tools.warehouse.columns import value_of
from tools.warehouse.connection import Warehouse
from tools.warehouse.render import sql_text
from tools.warehouse.request import MetricRequest
from tools.warehouse.selected import scope_of

QUANTILES = {"p10": 0.1, "q1": 0.25, "median": 0.5, "q3": 0.75, "p90": 0.9, "p99": 0.99}
TOPS = (0.01, 0.05, 0.1, 0.2, 0.5)
WHOLES = (0.5, 0.8)

_RANKED = """
WITH units AS ({units}),
ranked AS (
  SELECT value, row_number() OVER (ORDER BY value DESC, unit) AS place, count(*) OVER () AS n,
         sum(value) OVER () AS whole,
         sum(value) OVER (ORDER BY value DESC, unit ROWS UNBOUNDED PRECEDING) AS running
  FROM units WHERE unit IS NOT NULL AND value IS NOT NULL
)
"""


class Found(NamedTuple):
    """One row of figures by name, or many, and the SQL that computed them."""

    rows: list[dict[str, Value]]
    sql: str


def units_sql(request: MetricRequest, d: Definitions) -> str:
    """One row per unit: the value of the request's one dimension, and its one metric."""
    metric, per = request.metrics[0], request.by[0]
    table = aggregated([metric], scope_of(request, d, by=[per]), d)
    value = value_of(metric, table, d).cast("float64")
    return sql_text(table.select(unit=table[per], value=value).order_by(ibis.asc("unit")))


def summary(units: str, warehouse: Warehouse) -> Found:
    """count, mean, sd, lowest, highest, total, the QUANTILES, and how concentrated the total is.

    Quantiles are interpolated linearly (Hyndman and Fan 1996, type 7). `top_10` is the share of the total
    that the ceil(10 % of n) largest units have, `for_80` how many of the largest it takes for 80 % of it.
    `gini` is 2 sum(i x_i) / (n sum(x)) - (n + 1) / n with x ascending (Dixon et al. 1987, eq. 3, without
    the small-sample factor): 0 where all units are equal, near 1 where one has everything. `unnamed` is how
    many groups had no unit's name.
    """
    quantiles = ", ".join(f"quantile_cont(value, {q}) AS {name}" for name, q in QUANTILES.items())
    tops = ", ".join(
        f"sum(value) FILTER (place <= ceil(n * {q})) / nullif(max(whole), 0) AS top_{q:.0%}".replace("%", "")
        for q in TOPS
    )
    enough = ", ".join(
        f"count(*) FILTER (running - value < {q} * whole) AS for_{q:.0%}".replace("%", "") for q in WHOLES
    )
    sql = f"""{_RANKED.format(units=units)}
SELECT count(*) AS n, avg(value) AS mean, stddev_pop(value) AS sd, min(value) AS lowest,
       max(value) AS highest, sum(value) AS total, {quantiles}, {tops}, {enough},
       2 * sum((n + 1 - place) * value) / nullif(max(n) * sum(value), 0) - (max(n) + 1) / max(n) AS gini,
       bool_and(value = round(value)) AS whole_numbers,
       (SELECT count(*) FROM units WHERE unit IS NULL) AS unnamed
FROM ranked"""
    return _run(sql, warehouse)


def tenths(units: str, warehouse: Warehouse) -> Found:
    """A row for each tenth of the units, largest first: units, low, high, mean, total and share.

    The first k tenths together hold the ceil(k n / 10) largest units, so they agree with `top_10` and so on.
    """
    sql = f"""{_RANKED.format(units=units)}
SELECT (place - 1) * 10 // n + 1 AS tenth, count(*) AS units, min(value) AS low, max(value) AS high,
       avg(value) AS mean, sum(value) AS total, sum(value) / nullif(max(whole), 0) AS share
FROM ranked GROUP BY tenth ORDER BY tenth"""
    return _run(sql, warehouse)


def binned(units: str, edges: list[float], warehouse: Warehouse) -> Found:
    """A row for each bin: units and total. A bin holds its lower edge and not its upper one; the last holds
    all that is larger. Values below the first edge do not occur."""
    inner = ", ".join(f"{edge!r}" for edge in edges[1:])
    place = f"len(list_filter([{inner}], lambda edge: value >= edge))" if inner else "0"
    sql = f"""{_RANKED.format(units=units)}
SELECT {place} AS bin, count(*) AS units, sum(value) AS total FROM ranked GROUP BY bin ORDER BY bin"""
    found = _run(sql, warehouse)
    by_bin = {row["bin"]: row for row in found.rows}
    empty: dict[str, Value] = {"units": 0, "total": 0.0}
    return Found([{**empty, **by_bin.get(n, {}), "bin": n} for n in range(len(edges))], found.sql)


def _run(sql: str, warehouse: Warehouse) -> Found:
    result = warehouse.run(sql)
    return Found([dict(zip(result.columns, row, strict=True)) for row in result.rows], sql)
