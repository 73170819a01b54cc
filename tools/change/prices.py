"""A change in sales by volume, mix and price, and by products that came or went."""

from knowledge.metrics import Definitions
from tools.change import rows as parts
from tools.change.sides import Explained, Sides, group_columns, totals
from tools.errors import ToolError
from tools.evidence import Value
from tools.warehouse.connection import Warehouse
from tools.warehouse.growth import Key, measured_sql
from tools.warehouse.price_parts import PARTS, priced

MEASURED = ["units", "sales_without_fuel", "fuel_sales"]
NAMES = {
    "volume": "Volume",
    "mix": "Mix",
    "price": "Price",
    "new": "New {level}",
    "gone": "{level} no longer sold",
    "unpriced": "{level} without a price",
    "fuel": "Fuel",
}
ALWAYS = ("volume", "mix", "price")
METHOD = (
    "Of the {level} sold on both sides, sales are all units x the share of the units x the price received "
    "per unit. The change is shared out among these by the logarithmic mean (additive LMDI, Ang 2005, Energy "
    "Policy 33, 867-871): volume is more or fewer units, mix dearer or cheaper {level} among them, price "
    "another price of the same. {Level} sold on one side only, with sales but no units, and fuel, whose "
    "quantity is not in pieces, are apart. All parts add up to the change exactly."
)


def by_prices(on: Sides, level: str, warehouse: Warehouse, d: Definitions) -> Explained:
    """A row per part; with a dimension before the level, a row per group with a column per part."""
    groups = on.now.by[:-1]
    found = priced(measured_sql(on.now, d), measured_sql(on.before, d), groups, level, warehouse)
    new, old = (sum(amounts[side] for amounts in found.groups.values()) for side in ("sales", "sales_before"))
    if not new or not old:
        raise ToolError(
            f"Nothing was sold in {on.before_words if new else on.now_words}, so there are no prices to "
            "compare. Ask for another period."
        )
    plural, m = d.dimensions[level].plural, d.metrics["sales"]
    labels = {part: _first_upper(said.format(level=plural)) for part, said in NAMES.items()}
    used = [part for part in PARTS if part in ALWAYS or any(a[part] for a in found.groups.values())]
    facts = totals("sales", m.unit, m.label, new, old, on)
    method = METHOD.format(level=plural, Level=_first_upper(plural))
    if not groups:
        rows = parts.part_rows("part", {labels[p]: found.groups[()][p] for p in used}, new - old)
        columns = parts.part_columns("part", "Part", m, on)
        drawn = parts.chart(rows, "part", "contribution", new - old, m, on, d)
        return Explained(rows, columns, facts, drawn, [], found.sql, method)
    rows = [_group(key, groups, amounts, used) for key, amounts in found.groups.items()]
    rows = parts.largest_first(rows, "sales_change")
    columns = [*group_columns(groups, d), *parts.side_columns(m, on, True)]
    columns += [parts.contribution(f"by_{part}", f"By {labels[part].lower()}", m) for part in used]
    drawn = parts.chart(rows, groups[0], "sales_change", new - old, m, on, d)
    return Explained(rows, columns, facts, drawn, [], found.sql, method)


def _group(key: Key, groups: list[str], amounts: dict[str, float], used: list[str]) -> dict[str, Value]:
    return {
        **dict(zip(groups, key, strict=True)),
        "sales": amounts["sales"],
        "sales_before": amounts["sales_before"],
        "sales_change": amounts["sales"] - amounts["sales_before"],
        **{f"by_{part}": amounts[part] for part in used},
    }


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]
