"""A change in sales by volume, mix and price, computed in the database over every product of both sides."""

from typing import NamedTuple

from tools.evidence import Value
from tools.warehouse.connection import Warehouse
from tools.warehouse.growth import MOST_GROUPS, Key

PARTS = ("volume", "mix", "price", "new", "gone", "unpriced", "fuel")

_SQL = """
WITH now AS ({now}),
before AS ({before}),
met AS (
  SELECT {keys}, coalesce(n.units, 0) AS u1, coalesce(n.sales_without_fuel, 0) AS s1,
         coalesce(b.units, 0) AS u0, coalesce(b.sales_without_fuel, 0) AS s0,
         coalesce(n.fuel_sales, 0) AS f1, coalesce(b.fuel_sales, 0) AS f0
  FROM now AS n FULL JOIN before AS b ON {same}
),
told AS (
  SELECT *, u1 > 0 AND s1 > 0 AND u0 > 0 AND s0 > 0 AS on_both,
         u1 = 0 AND s1 = 0 AS is_gone, u0 = 0 AND s0 = 0 AS is_new
  FROM met
),
weighed AS (
  SELECT *, sum(u1) FILTER (on_both) OVER () AS q1, sum(u0) FILTER (on_both) OVER () AS q0,
         CASE WHEN NOT on_both THEN 0 WHEN s1 = s0 THEN s1 ELSE (s1 - s0) / ln(s1 / s0) END AS log_mean
  FROM told
)
SELECT {groups} coalesce(sum(log_mean * ln(q1 / q0)) FILTER (on_both), 0) AS volume,
       coalesce(sum(log_mean * ln((u1 / q1) / (u0 / q0))) FILTER (on_both), 0) AS mix,
       coalesce(sum(log_mean * ln((s1 / u1) / (s0 / u0))) FILTER (on_both), 0) AS price,
       coalesce(sum(s1 - s0) FILTER (NOT on_both AND is_new), 0) AS new,
       coalesce(sum(s1 - s0) FILTER (NOT on_both AND is_gone AND NOT is_new), 0) AS gone,
       coalesce(sum(s1 - s0) FILTER (NOT on_both AND NOT is_gone AND NOT is_new), 0) AS unpriced,
       sum(f1 - f0) AS fuel, sum(s1 + f1) AS sales, sum(s0 + f0) AS sales_before
FROM weighed {grouped}"""


class Priced(NamedTuple):
    """Group -> its PARTS, sales and sales_before by name; and the SQL."""

    groups: dict[Key, dict[str, float]]
    sql: str


def priced(now: str, before: str, groups: list[str], level: str, warehouse: Warehouse) -> Priced:
    """The parts of the change in sales from one side to the other, by groups of goods.

    `now` and `before` select, for each of the groups and each product (or whatever `level` has a price),
    units, sales_without_fuel and fuel_sales. Sales of goods on both sides are all units x their share of the
    units x their price; the parts of these three are additive LMDI-I (Ang 2005, Energy Policy 33, 867-871,
    table 1), L(s1, s0) ln(x1 / x0), and add up over any group. Goods on one side only are new or gone; those
    with sales but no units, or units but no sales, on one side have no price there; fuel's quantity is not
    in pieces. The seven parts add up to the change.
    """
    names = [*groups, level]
    sql = _SQL.format(
        now=now,
        before=before,
        keys=", ".join(f"coalesce(n.{name}, b.{name}) AS {name}" for name in names),
        same=" AND ".join(f"n.{name} IS NOT DISTINCT FROM b.{name}" for name in names),
        groups="".join(f"{name}, " for name in groups),
        grouped=f"GROUP BY {', '.join(groups)}" if groups else "",
    )
    result = warehouse.run(sql, max_rows=MOST_GROUPS)
    figures = result.columns[len(groups) :]
    return Priced({row[: len(groups)]: _figures(figures, row[len(groups) :]) for row in result.rows}, sql)


def _figures(names: list[str], row: tuple[Value, ...]) -> dict[str, float]:
    return {name: float(str(value or 0)) for name, value in zip(names, row, strict=True)}
