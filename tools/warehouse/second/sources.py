"""The tables that figures are counted from, each with its columns and its ways to others."""

from dataclasses import dataclass


class Unreached(Exception):
    """The second route has no way to this; the text says to what."""


@dataclass(frozen=True)
class Source:
    """A table under its alias, its columns that are dimensions, and its way to days and campaigns."""

    table: str
    own: dict[str, str]
    day: str | None = None
    time: str | None = None
    """A time stamp that decides on days, where there is one."""
    products: bool = False
    customers: bool = False
    campaigns: bool = False
    promotions: bool = False


SOURCES = {
    "l": Source(
        "order_lines",
        {
            "customer": "l.customer_id",
            "product": "l.product_id",
            "store": "l.store_id",
            "order": "l.order_id",
            "hour": "date_part('hour', l.ordered_at)",
            "part_of_day": "CASE WHEN hour(l.ordered_at) BETWEEN 0 AND 5 THEN 'Night' "
            "WHEN hour(l.ordered_at) BETWEEN 6 AND 11 THEN 'Morning' "
            "WHEN hour(l.ordered_at) BETWEEN 12 AND 16 THEN 'Afternoon' "
            "WHEN hour(l.ordered_at) BETWEEN 17 AND 21 THEN 'Evening' ELSE 'Late evening' END",
            "on_deal": "CASE WHEN greatest(l.loyalty_discount, l.coupon_discount, l.coupon_match) > 0 "
            "THEN 'On deal' ELSE 'Full price' END",
        },
        day="CAST(l.ordered_at AS DATE)",
        time="l.ordered_at",
        products=True,
        customers=True,
        promotions=True,
    ),
    "r": Source(
        "redemptions",
        {"customer": "r.customer_id", "campaign": "r.campaign_id", "offer": "r.offer_id"},
        day="r.redeemed_on",
        customers=True,
        campaigns=True,
    ),
    "m": Source(
        "campaign_targets",
        {"customer": "m.customer_id", "campaign": "m.campaign_id"},
        customers=True,
        campaigns=True,
    ),
    "c": Source("campaigns", {"campaign": "c.campaign_id"}, campaigns=True),
    "s": Source("campaigns", {"campaign": "s.campaign_id"}, day="s.start_date", campaigns=True),
    "o": Source(
        "offer_products",
        {"offer": "o.offer_id", "campaign": "o.campaign_id", "product": "o.product_id"},
        products=True,
        campaigns=True,
    ),
    "p": Source(
        "promotions",
        {
            "product": "p.product_id",
            "store": "p.store_id",
            "week": "p.week",
            "display": "p.display",
            "mailer": "p.mailer",
            "on_display": "CASE WHEN p.on_display THEN 'On display' ELSE 'Not on display' END",
            "in_mailer": "CASE WHEN p.in_mailer THEN 'In the mailer' ELSE 'Not in the mailer' END",
        },
        products=True,
    ),
    "k": Source("customers", {"customer": "k.customer_id"}, customers=True),
    "g": Source("products", {"product": "g.product_id"}, products=True),
}
