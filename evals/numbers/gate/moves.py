"""One period beside another. Small enough to check by eye."""

from evals.numbers.gate.build import (
    APRIL,
    FEBRUARY,
    JANUARY,
    MARCH,
    Q1,
    Q2,
    compared,
    dimension,
    fact,
    metric,
    rows,
    with_changes,
)
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
        "stores": make(
            "query_metric",
            "Sales by store, Q2 2017 against Q1 2017",
            scope={"metrics": ["sales"], "by": ["store"], "period": Q2, "compare": Q1},
            columns=[dimension("store", "Store"), *compared("sales", "Sales", "usd")],
            rows=with_changes(
                [
                    (57, 60300.0, 19900.0),
                    (31, 42100.0, 20900.0),
                    (70, 33000.0, 30000.0),
                    (62, 25000.0, 26000.0),
                    (44, 15200.0, 30500.0),
                ],
                "store sales sales_before sales_change sales_change_pct",
            ),
            facts=[
                fact("total_sales", "Total sales", 175600.0, "usd"),
                fact("total_sales_before", "Total sales before", 127300.0, "usd"),
            ],
        ),
        "drivers": make(
            "explain_change",
            "Change in sales by driver, February 2017, against January 2017",
            scope={"metrics": ["sales"], "period": FEBRUARY, "compare": JANUARY},
            columns=[
                dimension("driver", "Driver"),
                metric("contribution", "Part of the change in sales", "usd", "sales", "contribution"),
                metric("share_of_change", "Share of the change", "percent", "sales", "contribution_share"),
            ],
            rows=rows(
                "driver contribution share_of_change",
                ("Customers", -6438.41, 0.276979),
                ("Orders per customer", -23323.26, 1.00336),
                ("Average basket", 6516.52, -0.280339),
            ),
            facts=[
                fact("sales_now", "Sales, February 2017", 350055.08, "usd"),
                fact("sales_before", "Sales, January 2017", 373300.23, "usd"),
                fact("sales_change", "Change in sales", -23245.15, "usd"),
                fact("sales_change_pct", "Change in sales, %", -0.0622693, "percent"),
            ],
        ),
    }
