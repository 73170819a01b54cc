"""How the tables of marketing are filled: promotion in the stores, coupons, redemptions."""

from tools.warehouse.fill import Fill

# Almost every key of this large table occurs once: finding the others first saves grouping all of it.
PROMOTIONS = Fill(
    "promotions",
    (
        """
        CREATE TEMP TABLE doubled AS
        SELECT product_id, store_id, week, count(*) AS copies FROM staged_promotions
        GROUP BY ALL HAVING count(*) > 1""",
        """
        INSERT INTO promotions
        SELECT product_id, store_id, week, coalesce(display, 'Not on Display'),
               coalesce(mailer, 'Not in Mailer'), display IS NOT NULL, mailer IS NOT NULL
        FROM staged_promotions ANTI JOIN doubled USING (product_id, store_id, week)""",
        """
        INSERT INTO promotions
        SELECT product_id, store_id, week,
               CASE count(DISTINCT display) WHEN 0 THEN 'Not on Display' WHEN 1 THEN max(display)
                                            ELSE 'Several Places' END,
               CASE count(DISTINCT mailer) WHEN 0 THEN 'Not in Mailer' WHEN 1 THEN max(mailer)
                                           ELSE 'Several Places' END,
               count(display) > 0, count(mailer) > 0
        FROM staged_promotions SEMI JOIN doubled USING (product_id, store_id, week)
        GROUP BY ALL ORDER BY ALL""",
    ),
    "SELECT (SELECT count(*) FROM staged_promotions) - (SELECT coalesce(sum(copies - 1), 0) FROM doubled)",
    "One row per product, store and week: rows that differ only in the place are merged, "
    "and read 'Several Places' where there were several.",
)

OFFER_PRODUCTS = Fill(
    "offer_products",
    (
        "INSERT INTO offer_products SELECT DISTINCT offer_id, campaign_id, product_id "
        "FROM staged_offer_products ORDER BY ALL",
    ),
    "SELECT count(*) FROM (SELECT 1 FROM staged_offer_products GROUP BY offer_id, campaign_id, product_id)",
    "Repeated rows counted once.",
)

OFFERS = Fill(
    "offers",
    (
        """
        INSERT INTO offers
        SELECT offer_id, campaign_id FROM offer_products
        UNION SELECT offer_id, campaign_id FROM staged_offers ORDER BY ALL""",
    ),
    """SELECT count(*) FROM (SELECT offer_id, campaign_id FROM staged_offer_products
                             UNION SELECT offer_id, campaign_id FROM staged_offers)""",
    "One row per coupon and campaign, taken from the list of products each coupon is good for.",
)

REDEMPTIONS = Fill(
    "redemptions",
    (
        """
        INSERT INTO redemptions
        SELECT row_number() OVER (ORDER BY redeemed_on, customer_id, offer_id, campaign_id),
               customer_id, offer_id, campaign_id, redeemed_on
        FROM staged_redemptions ORDER BY ALL""",
    ),
    "SELECT count(*) FROM staged_redemptions",
    "Numbered by day, customer and coupon.",
)
