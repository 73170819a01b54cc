"""Joins and sums over the canonical tables that run well and count wrong."""

import re


def joins(sql: str) -> list[str]:
    """A sentence for each join that is known to repeat rows."""
    words = set(re.findall(r"[a-z_]+", sql.lower()))
    said = []
    if "promotions" in words and "order_lines" in words and not {"product_id", "store_id", "week"} <= words:
        said.append(
            "order_lines and promotions meet on product, store and week; on fewer, sales are repeated."
        )
    if "offer_products" in words and words & {"redemptions", "order_lines"}:
        said.append("A coupon covers many products: joined to offer_products, rows are repeated.")
    return said


def quantities(sql: str) -> list[str]:
    """A sentence where quantities are read with fuel among them."""
    words = set(re.findall(r"[a-z_]+", sql.lower()))
    if "quantity" in words and "order_lines" in words and not words & {"is_fuel", "fuel"}:
        return ["Quantities include fuel, which is counted in small measures."]
    return []
