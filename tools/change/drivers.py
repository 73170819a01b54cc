"""A change by its drivers: customers x orders per customer x what an order holds."""

from itertools import pairwise
from typing import NamedTuple

from knowledge.metrics import Definitions, Metric
from tools.change import rows as parts
from tools.change.sides import Explained, Sides, group_columns, totals
from tools.decompose import by_factors
from tools.errors import ToolError
from tools.evidence import Unit, Value
from tools.warehouse.connection import Warehouse
from tools.warehouse.growth import measured
from tools.wording import lower_first

CHAIN = ["customers", "orders"]
METHOD = (
    "Each driver is multiplied by the next: {chain}. The change is shared out among them by the logarithmic "
    "mean (additive LMDI, Ang 2005, Energy Policy 33, 867-871), so that the parts add up to it exactly."
)
APART = (
    "Each group is taken apart by itself, so the drivers' parts of the groups do not add up to the whole's."
)


class Driver(NamedTuple):
    """One factor of the product: `of` over `per` (None for the first)."""

    name: str
    label: str
    unit: Unit


def chain_of(metric: str, d: Definitions) -> list[str]:
    """The metrics whose ratios, one after the other, multiply to the metric. Raises ToolError for one that
    is no total of what customers bought in orders."""
    m = d.metrics.get(metric)
    if m is None:
        return [metric]
    if m.ratio or m.status or m.fact != "order_lines" or not d.additive(metric, ["order"]):
        raise ToolError(
            f"{m.label} is no total over orders, so customers and orders do not multiply to it. Take apart "
            "sales, orders, units or a discount by drivers, or use into='groups' with 'by'."
        )
    return [*CHAIN[: CHAIN.index(metric)], metric] if metric in CHAIN else [*CHAIN, metric]


def by_drivers(on: Sides, metric: str, warehouse: Warehouse, d: Definitions) -> Explained:
    """A row per driver; with a dimension a row per group, with a column per driver."""
    now, before = measured(on.now, warehouse, d), measured(on.before, warehouse, d)
    chain = chain_of(metric, d)
    drivers = [_driver(chain, place, d) for place in range(len(chain))]
    method = METHOD.format(chain=" x ".join(lower_first(driver.label) for driver in drivers))
    sql, m = f"{now.sql};\n{before.sql}", d.metrics[metric]
    if on.now.by:
        keys = dict.fromkeys([*now.groups, *before.groups])
        rows = [_group(key, now.groups.get(key), before.groups.get(key), on, metric, drivers) for key in keys]
        rows = parts.largest_first(rows, f"{metric}_change")
        additive = d.additive(metric, on.now.by)
        new, old = (sum(side[-1] for side in sides.groups.values()) for sides in (now, before))
        facts = totals(metric, m.unit, m.label, new, old, on) if additive else []
        columns = [*group_columns(on.now.by, d), *parts.side_columns(m, on, additive)]
        columns += [
            parts.contribution(f"by_{x.name}", f"By {lower_first(x.label)}", m, False) for x in drivers
        ]
        columns.append(parts.contribution("by_coming_or_going", "There on one side only", m, False))
        drawn = parts.chart(rows, on.now.by[0], f"{metric}_change", new - old if additive else 0, m, on, d)
        return Explained(rows, columns, facts, drawn, [APART], sql, method)
    figures_now, figures_then = now.groups.get((), []), before.groups.get((), [])
    for figures, words in ((figures_now, on.now_words), (figures_then, on.before_words)):
        if not figures or min(figures) <= 0:
            raise ToolError(
                f"There is nothing to take apart: {lower_first(m.label)} of {words} are zero. Ask for the "
                "change itself with query_metric, or for another period."
            )
    factors, factors_before = _factors(figures_now), _factors(figures_then)
    new, old = figures_now[-1], figures_then[-1]
    amounts, change = by_factors(factors, factors_before), new - old
    labelled = {driver.label: amount for driver, amount in zip(drivers, amounts, strict=True)}
    facts = totals(metric, m.unit, m.label, new, old, on)
    for driver, x1, x0 in zip(drivers, factors, factors_before, strict=True):
        if driver.name != metric:
            facts += totals(driver.name, driver.unit, driver.label, x1, x0, on)
    found = parts.part_rows("driver", labelled, change)
    columns = parts.part_columns("driver", "Driver", m, on)
    drawn = parts.chart(found, "driver", "contribution", change, m, on, d)
    return Explained(found, columns, facts, drawn, [], sql, method)


def _factors(figures: list[float]) -> list[float]:
    return [figures[0], *(over / under for under, over in pairwise(figures))]


def _group(
    key: tuple[Value, ...],
    now: list[float] | None,
    before: list[float] | None,
    on: Sides,
    metric: str,
    drivers: list[Driver],
) -> dict[str, Value]:
    new, old = now[-1] if now else 0.0, before[-1] if before else 0.0
    both = now and before and min(*now, *before) > 0
    amounts = by_factors(_factors(now), _factors(before)) if both and now and before else [0.0] * len(drivers)
    return {
        **dict(zip(on.now.by, key, strict=True)),
        metric: new,
        f"{metric}_before": old,
        f"{metric}_change": new - old,
        **{f"by_{driver.name}": amount for driver, amount in zip(drivers, amounts, strict=True)},
        "by_coming_or_going": 0.0 if both else new - old,
    }


def _driver(chain: list[str], place: int, d: Definitions) -> Driver:
    """The factor at a place of the chain, under the name that the definitions give it, if they do."""
    of = d.metrics[chain[place]]
    if place == 0:
        return Driver(of.name, of.label, of.unit)
    per = chain[place - 1]
    ratios = (m for m in d.metrics.values() if _is_ratio(m, of.name, per))
    if named := next(ratios, None):
        return Driver(named.name, named.label, named.unit)
    under = lower_first(d.metrics[per].label).removesuffix("s")
    return Driver(f"{of.name}_per_{under}", f"{of.label} per {under}", "usd" if of.unit == "usd" else "ratio")


def _is_ratio(m: Metric, over: str, under: str) -> bool:
    ratio = m.ratio
    return bool(ratio) and ratio is not None and (ratio.numerator, ratio.denominator) == (over, under)
