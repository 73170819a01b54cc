"""A change by the groups of a dimension: what each adds, and for a rate whether by its rate or its weight."""

from knowledge.metrics import Definitions, Metric
from tools.change import rows as parts
from tools.change.sides import Explained, Sides, group_columns, totals
from tools.decompose import Part, by_rate_and_mix
from tools.errors import ToolError
from tools.evidence import Column, Value
from tools.warehouse.connection import Warehouse
from tools.warehouse.growth import Key, measured
from tools.wording import lower_first

SUMS = "The change of each group; the groups' changes add up to the whole change."
RATES = (
    "Of each group, what its own rate adds ((w1 + w0)/2 (r1 - r0)) and what its weight does "
    "((w1 - w0) ((r1 + r0)/2 - (R1 + R0)/2)), with w its share of {under}, r its rate and R the whole's "
    "(Shapley value, Shorrocks 2013): they add up to the change exactly."
)


def metrics_of(metric: str, by: str, d: Definitions) -> list[str]:
    """What must be measured by group. Raises ToolError where groups overlap, so that nothing would add up."""
    m = d.metrics.get(metric)
    if m is None or by not in d.dimensions:
        return [metric]
    wanted = [m.ratio.numerator, m.ratio.denominator] if m.ratio else [metric]
    lifted = m.ratio.denominator_without if m.ratio else []
    if lifted or not all(d.additive(part, [by]) for part in wanted):
        fitting = [
            x.name
            for x in d.dimensions.values()
            if x.name in d.dimensions_of(metric) and all(d.additive(part, [x.name]) for part in wanted)
        ]
        raise ToolError(
            f"{m.label} cannot be shared out by {d.dimensions[by].label.lower()}, because the same one "
            f"counts in several {d.dimensions[by].plural}. Dimensions that can: "
            f"{', '.join(fitting[:12]) or 'none'}."
        )
    return wanted


def by_groups(on: Sides, metric: str, warehouse: Warehouse, d: Definitions) -> Explained:
    """A row per group, the largest part first."""
    now, before = measured(on.now, warehouse, d), measured(on.before, warehouse, d)
    keys = list(dict.fromkeys([*now.groups, *before.groups]))
    m, by, sql = d.metrics[metric], on.now.by, f"{now.sql};\n{before.sql}"
    if not keys:
        raise ToolError("Nothing was recorded on either side. Ask for other periods or a wider selection.")
    if m.ratio:
        return _rates(keys, now.groups, before.groups, on, m, sql, d)
    rows: list[dict[str, Value]] = []
    for key in keys:
        new, old = (side.groups.get(key, [0.0])[0] for side in (now, before))
        grown = {f"{metric}_change_pct": (new - old) / old if old else None}
        rows.append({**dict(zip(by, key, strict=True)), **_sides(metric, new, old), **grown})
    new, old = (sum(float(str(row[name])) for row in rows) for name in (metric, f"{metric}_before"))
    for row in rows:
        row["share_of_change"] = float(str(row[f"{metric}_change"])) / (new - old) if new != old else None
    rows = parts.largest_first(rows, f"{metric}_change")
    columns = [*group_columns(by, d), *parts.side_columns(m, on, True), _pct(m), parts.share_column(m, on)]
    facts = totals(metric, m.unit, m.label, new, old, on)
    drawn = parts.chart(rows, by[0], f"{metric}_change", new - old, m, on, d)
    return Explained(rows, columns, facts, drawn, [], sql, SUMS)


def _rates(
    keys: list[Key],
    now: dict[Key, list[float]],
    before: dict[Key, list[float]],
    on: Sides,
    m: Metric,
    sql: str,
    d: Definitions,
) -> Explained:
    nothing = [0.0, 0.0]
    pairs = {key: Part(*now.get(key, nothing), *before.get(key, nothing)) for key in keys}
    try:
        shifted = by_rate_and_mix(pairs)
    except ValueError:
        raise ToolError(
            f"{m.label} cannot be worked out on both sides: one of them holds nothing. Ask for another "
            "period."
        ) from None
    whole = [sum(part[place] for part in pairs.values()) for place in range(4)]
    rows: list[dict[str, Value]] = []
    for key, part in pairs.items():
        shift = shifted[key]
        new = part.over / part.under if part.under else None
        old = part.over_before / part.under_before if part.under_before else None
        rows.append(
            {
                **dict(zip(on.now.by, key, strict=True)),
                **_sides(m.name, new, old),
                "by_rate": shift.rate,
                "by_mix": shift.mix,
                "contribution": shift.rate + shift.mix,
            }
        )
    rows = parts.largest_first(rows, "contribution")
    new, old = whole[0] / whole[1], whole[2] / whole[3]
    columns = [
        *group_columns(on.now.by, d),
        *parts.side_columns(m, on, False),
        parts.contribution("by_rate", f"By its own {lower_first(m.label)}", m),
        parts.contribution("by_mix", "By its weight", m),
        parts.contribution("contribution", f"Part of the {on.noun} in {lower_first(m.label)}", m),
    ]
    facts = totals(m.name, m.unit, m.label, new, old, on)
    drawn = parts.chart(rows, on.now.by[0], "contribution", new - old, m, on, d)
    under = lower_first(d.metrics[m.ratio.denominator].label) if m.ratio else ""
    return Explained(rows, columns, facts, drawn, [], sql, RATES.format(under=under))


def _sides(metric: str, new: float | None, old: float | None) -> dict[str, Value]:
    change = None if new is None or old is None else new - old
    return {metric: new, f"{metric}_before": old, f"{metric}_change": change}


def _pct(m: Metric) -> Column:
    return {
        "name": f"{m.name}_change_pct", "label": "Change, %", "unit": "percent", "role": "metric",
        "metric": m.name, "kind": "change_pct", "additive": False,
    }  # fmt: skip
