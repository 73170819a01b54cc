"""How a metric spreads over its units (orders, customers ...): quantiles, tenths, bins, concentration.

Everything is computed in the database over one row per unit; `tools.measure_spread` gives it names.
"""

from typing import NamedTuple

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

# Equal values are ranked as one: with millions of orders there are far fewer amounts than orders.
_UNITS = """
WITH units AS ({units}),
named AS (SELECT value FROM units WHERE unit IS NOT NULL AND value IS NOT NULL)"""
_RANKED = (
    _UNITS
    + """,
whole AS (SELECT count(*) AS n, sum(value) AS whole FROM named),
ranked AS (
  SELECT value, same, n, whole, (sum(same) OVER ranks - same)::BIGINT AS larger,
         sum(value * same) OVER ranks - value * same AS sum_larger
  FROM (SELECT value, count(*) AS same FROM named GROUP BY value), whole
  WINDOW ranks AS (ORDER BY value DESC ROWS UNBOUNDED PRECEDING)
)
"""
)


class Found(NamedTuple):
    """One row of figures by name, or many, and the SQL that computed them."""

    rows: list[dict[str, Value]]
    sql: str


def units_sql(request: MetricRequest, d: Definitions) -> str:
    """One row per unit: the value of the request's one dimension, and its one metric."""
    metric, per = request.metrics[0], request.by[0]
    table = aggregated([metric], scope_of(request, d, by=[per]), d)
    value = value_of(metric, table, d).cast("float64")
    return sql_text(table.select(unit=table[per], value=value))


def summary(units: str, warehouse: Warehouse) -> Found:
    """count, mean, sd, lowest, highest, total, the QUANTILES, and how concentrated the total is.

    Quantiles are interpolated linearly (Hyndman and Fan 1996, type 7). `top_10` is the share of the total
    that the ceil(10 % of n) largest units have, `for_80` how many of the largest it takes for 80 % of it.
    `gini` is 2 sum(i x_i) / (n sum(x)) - (n + 1) / n with x ascending (Dixon et al. 1987, eq. 3, without
    the small-sample factor): 0 where all units are equal, near 1 where one has everything. `unnamed` is how
    many groups had no unit's name, `unnamed_value` what they make.
    """
    quantiles = ", ".join(f"quantile_cont(value, {q}) AS {name}" for name, q in QUANTILES.items())
    tops = [
        f"sum(value * greatest(0, least(same, ceil(n * {q}) - larger))) / nullif(max(whole), 0) "
        f"AS top_{_pct(q)}"
        for q in TOPS
    ]
    # A hair is taken off before rounding up: sums of amounts carry noise in their last binary digits.
    enough = [
        f"CAST(sum(least(same, ceil(({q} * whole - sum_larger) / nullif(value, 0) - 1e-9))) "
        f"FILTER (sum_larger < {q} * whole) AS BIGINT) AS for_{_pct(q)}"
        for q in WHOLES
    ]
    sql = f"""{_RANKED.format(units=units)}
SELECT *, (SELECT count(*) FROM units WHERE unit IS NULL) AS unnamed,
       (SELECT sum(value) FROM units WHERE unit IS NULL) AS unnamed_value
FROM (SELECT count(*) AS n, avg(value) AS mean, stddev_pop(value) AS sd, min(value) AS lowest,
             max(value) AS highest, sum(value) AS total, {quantiles},
             bool_and(value = round(value)) AS whole_numbers FROM named),
     (SELECT {", ".join([*tops, *enough])},
             2 * sum(value * same * (n - larger - (same - 1) / 2)) / nullif(max(n) * max(whole), 0)
             - (max(n) + 1) / max(n) AS gini
      FROM ranked)"""
    return _run(sql, warehouse)


def tenths(units: str, warehouse: Warehouse) -> Found:
    """A row for each tenth of the units, largest first: units, low, high, mean, total and share.

    The first k tenths together hold the ceil(k n / 10) largest units, so they agree with `top_10` and so on.
    """
    sql = f"""{_RANKED.format(units=units)},
spread AS (
  SELECT *, unnest(generate_series(larger * 10 // n + 1, (larger + same - 1) * 10 // n + 1)) AS tenth
  FROM ranked
),
cut AS (
  SELECT *, least(larger + same, ceil(tenth * n / 10)) - greatest(larger, ceil((tenth - 1) * n / 10)) AS held
  FROM spread
)
SELECT tenth, sum(held)::BIGINT AS units, min(value) AS low, max(value) AS high,
       sum(value * held) / sum(held) AS mean, sum(value * held) AS total,
       sum(value * held) / nullif(max(whole), 0) AS share
FROM cut WHERE held > 0 GROUP BY tenth ORDER BY tenth"""
    return _run(sql, warehouse)


def binned(units: str, edges: list[float], warehouse: Warehouse) -> Found:
    """A row for each bin: units and total. A bin holds its lower edge and not its upper one; the last holds
    all that is larger. Values below the first edge do not occur."""
    inner = ", ".join(f"{edge!r}" for edge in edges[1:])
    place = f"len(list_filter([{inner}], lambda edge: value >= edge))" if inner else "0"
    sql = f"""{_UNITS.format(units=units)}
SELECT {place} AS bin, count(*) AS units, sum(value) AS total FROM named GROUP BY bin ORDER BY bin"""
    found = _run(sql, warehouse)
    by_bin = {row["bin"]: row for row in found.rows}
    empty: dict[str, Value] = {"units": 0, "total": 0.0}
    return Found([{**empty, **by_bin.get(n, {}), "bin": n} for n in range(len(edges))], found.sql)


def _pct(share: float) -> str:
    return f"{share * 100:.0f}"


def _run(sql: str, warehouse: Warehouse) -> Found:
    result = warehouse.run(sql)
    return Found([dict(zip(result.columns, row, strict=True)) for row in result.rows], sql)
