"""The tables of marketing: campaigns, their coupons, and promotion in the stores."""

from tools.warehouse.table import Column, Table

CAMPAIGNS = Table(
    "campaigns",
    "One row per direct-mail campaign.",
    (
        Column("campaign_id", "INTEGER", "Number of the campaign"),
        Column("campaign_type", "VARCHAR", "Type A (16 coupons picked per household), Type B or Type C"),
        Column("start_date", "DATE", "First day its coupons were valid; may lie before the data"),
        Column("end_date", "DATE", "Last day its coupons were valid; may lie after the data"),
    ),
    key=("campaign_id",),
)

CAMPAIGN_TARGETS = Table(
    "campaign_targets",
    "Who was mailed which campaign: one row per campaign and customer.",
    (
        Column("campaign_id", "INTEGER", "The campaign"),
        Column("customer_id", "INTEGER", "A customer it was mailed to"),
    ),
    key=("campaign_id", "customer_id"),
    points_to=((("campaign_id",), "campaigns"), (("customer_id",), "customers")),
)

OFFERS = Table(
    "offers",
    "One row per coupon of a campaign. The same coupon may be part of several campaigns.",
    (
        Column("offer_id", "BIGINT", "Number of the coupon"),
        Column("campaign_id", "INTEGER", "The campaign it was part of"),
    ),
    key=("offer_id", "campaign_id"),
    points_to=((("campaign_id",), "campaigns"),),
)

OFFER_PRODUCTS = Table(
    "offer_products",
    "The products each coupon is good for. Never join it to redemptions row to row: one coupon has many.",
    (
        Column("offer_id", "BIGINT", "The coupon"),
        Column("campaign_id", "INTEGER", "The campaign"),
        Column("product_id", "INTEGER", "A product the coupon is good for"),
    ),
    key=("offer_id", "campaign_id", "product_id"),
    points_to=((("offer_id", "campaign_id"), "offers"), (("product_id",), "products")),
)

REDEMPTIONS = Table(
    "redemptions",
    "Coupons handed in: one row per redemption.",
    (
        Column("redemption_id", "INTEGER", "Number of the redemption, given at load"),
        Column("customer_id", "INTEGER", "Who redeemed"),
        Column("offer_id", "BIGINT", "The coupon"),
        Column("campaign_id", "INTEGER", "The campaign it came from"),
        Column("redeemed_on", "DATE", "The day"),
    ),
    key=("redemption_id",),
    points_to=((("customer_id",), "customers"), (("offer_id", "campaign_id"), "offers")),
)

PROMOTIONS = Table(
    "promotions",
    "In-store promotion: one row per product, store and week in which it was on display or in the mailer.",
    (
        Column("product_id", "INTEGER", "The product"),
        Column("store_id", "INTEGER", "The store"),
        Column("week", "INTEGER", "The week, as in order_lines.week"),
        Column("display", "VARCHAR", "Where in the store it stood, e.g. Front End Cap; or Not on Display"),
        Column("mailer", "VARCHAR", "Where in the weekly ad, e.g. Front Page Feature; or Not in Mailer"),
        Column("on_display", "BOOLEAN", "Whether it stood on any display"),
        Column("in_mailer", "BOOLEAN", "Whether it was anywhere in the weekly ad"),
    ),
    key=("product_id", "store_id", "week"),
    points_to=((("product_id",), "products"), (("store_id",), "stores")),
)
