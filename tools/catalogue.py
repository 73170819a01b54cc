"""What stands beside a product's bare number: its type, package and brand, as the catalogue has them."""

from knowledge.metrics import Definitions
from tools.evidence import Column, Value
from tools.warehouse import scans
from tools.warehouse.connection import Warehouse

ABOUT = ("product_type", "package_size", "brand")
"""The dimensions that describe a product, most telling first."""


def described(
    columns: list[Column], rows: list[dict[str, Value]], warehouse: Warehouse, d: Definitions
) -> list[Column]:
    """The columns with those that describe each row's product behind its number; the rows get their cells.

    They are of the role "about": they group nothing and measure nothing.
    """
    place = next((n for n, c in enumerate(columns) if c["name"] == "product"), None)
    ids = [row["product"] for row in rows if isinstance(row.get("product"), int)] if place is not None else []
    if place is None or not ids:
        return columns
    shown = [name for name in ABOUT if name in d.dimensions and name not in {c["name"] for c in columns}]
    known = scans.products(ids, [d.dimensions[name].column for name in shown], warehouse)
    for row in rows:
        row |= dict(zip(shown, known.get(row["product"], [None] * len(shown)), strict=True))
    about: list[Column] = [
        {"name": name, "label": d.dimensions[name].label, "unit": "text", "role": "about"} for name in shown
    ]
    return [*columns[: place + 1], *about, *columns[place + 1 :]]
