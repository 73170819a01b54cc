"""Households by income, campaigns, and one basket. Small enough to check by eye."""

from evals.numbers.gate.build import YEAR, dimension, fact, metric, rows
from tools.evidence import Evidence, make


def people() -> dict[str, Evidence]:
    """By name; their ids are given when an answer uses them."""
    orders = metric("orders", "Orders", "count")
    return {
        "incomes": make(
            "query_metric",
            "Spend per household by income",
            scope={"metrics": ["sales_per_household", "households"], "by": ["income"], "period": YEAR},
            columns=[
                dimension("income", "Income"),
                metric("sales_per_household", "Sales per household", "usd"),
                metric("households", "Households", "count"),
            ],
            rows=rows(
                "income sales_per_household households",
                ("Under 15K", 2310.4, 61),
                ("15-24K", 2498.12, 74),
                ("25-34K", 2705.9, 77),
                ("50-74K", 3521.77, 192),
                ("75-99K", 3904.05, 96),
                ("250K+", 5120.3, 11),
            ),
            facts=[
                fact("households_with_demographics", "Households with known demographics", 801, "count"),
                fact("households_all", "Households in all", 2469, "count"),
            ],
            warnings=["Demographics are known for 801 of 2,469 households."],
        ),
        "campaigns": make(
            "query_metric",
            "Redemption by campaign",
            scope={
                "metrics": ["redemption_rate", "targeted_households", "redemptions"],
                "by": ["campaign_id"],
                "filters": [{"dimension": "campaign_type", "op": "in", "values": ["Type A"]}],
            },
            columns=[
                dimension("campaign_id", "Campaign"),
                metric("redemption_rate", "Redemption rate", "percent"),
                metric("targeted_households", "Targeted households", "count"),
                metric("redemptions", "Redemptions", "count", additive=True),
            ],
            rows=rows(
                "campaign_id redemption_rate targeted_households redemptions",
                (13, 0.1977, 1077, 213),
                (18, 0.1889, 1133, 214),
                (8, 0.1593, 1076, 171),
            ),
        ),
        "basket": make(
            "query_metric",
            "Basket figures of GROCERY",
            scope={
                "metrics": ["average_basket", "items_per_order", "orders"],
                "filters": [{"dimension": "department", "op": "in", "values": ["GROCERY"]}],
                "period": YEAR,
            },
            columns=[
                metric("average_basket", "Average basket", "usd"),
                metric("items_per_order", "Items per order", "ratio"),
                orders,
            ],
            rows=[{"average_basket": 31.42, "items_per_order": 13.4, "orders": 137904}],
        ),
    }
