"""One period beside another. Small enough to check by eye."""

from evals.numbers.gate.build import APRIL, MARCH, Q1, Q2, compared, dimension, fact, with_changes
from tools.evidence import Evidence, make


def moves() -> dict[str, Evidence]:
    """By name; their ids are given when an answer uses them."""
    return {
        "quarters": make(
            "query_metric",
            "Sales by department, Q2 2017 against Q1 2017",
            scope={"metrics": ["sales"], "by": ["department"], "period": Q2, "compare": Q1},
            columns=[dimension("department", "Department"), *compared("sales", "Sales", "usd")],
            rows=with_changes(
                [
                    ("GROCERY", 583940.2, 561203.7),
                    ("DRUG GM", 148220.9, 152904.3),
                    ("PRODUCE", 88121.4, 71960.8),
                    ("FLORAL", 9120.4, 6010.1),
                ],
                "department sales sales_before sales_change sales_change_pct",
            ),
            facts=[
                fact("total_sales", "Sales in all", 829402.9, "usd"),
                fact("total_sales_before", "Sales in all before", 792078.9, "usd"),
            ],
        ),
        "april": make(
            "query_metric",
            "Sales and orders, April 2017 against March 2017",
            scope={"metrics": ["sales", "orders"], "period": APRIL, "compare": MARCH},
            columns=[*compared("sales", "Sales", "usd"), *compared("orders", "Orders", "count")],
            rows=[
                {
                    "sales": 371404.52,
                    "sales_before": 391220.07,
                    "sales_change": -19815.55,
                    "sales_change_pct": -0.050651,
                    "orders": 12688,
                    "orders_before": 13204,
                    "orders_change": -516,
                    "orders_change_pct": -0.039079,
                }
            ],
        ),
        "private": make(
            "query_metric",
            "Private-label share by department, Q2 2017 against Q1 2017",
            scope={"metrics": ["private_label_share"], "by": ["department"], "period": Q2, "compare": Q1},
            columns=[
                dimension("department", "Department"),
                *compared("private_label_share", "Private-label share", "percent"),
            ],
            rows=with_changes(
                [("GROCERY", 0.283, 0.271), ("DRUG GM", 0.119, 0.127), ("PASTRY", 0.642, 0.608)],
                "department private_label_share private_label_share_before "
                "private_label_share_change private_label_share_change_pct",
            ),
        ),
    }
