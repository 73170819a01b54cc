"""Evidence as the tools make it, small enough to check by eye, for the answers of answers.yaml."""

from typing import Any

from agent.gate import Vocabulary
from tools.evidence import Column, Evidence, Fact, Kind, Unit, make


def dimension(name: str, label: str, unit: Unit = "text") -> Column:
    """A column of groups."""
    return {"name": name, "label": label, "unit": unit, "role": "dimension"}


def metric(
    name: str, label: str, unit: Unit, of: str = "", kind: Kind = "value", additive: bool = False
) -> Column:
    """A column of figures of the metric `of`."""
    return {
        "name": name,
        "label": label,
        "unit": unit,
        "role": "metric",
        "metric": of or name,
        "kind": kind,
        "additive": additive,
    }


def fact(name: str, label: str, value: float, unit: Unit) -> Fact:
    """A figure beside the rows."""
    return {"name": name, "label": label, "value": value, "unit": unit}


def period(start: str, end: str, label: str) -> dict[str, str]:
    """A period as a scope has it."""
    return {"start": start, "end": end, "label": label}


def rows(names: str, *lines: tuple[Any, ...]) -> list[dict[str, Any]]:
    """Rows of evidence from lines of cells, under names parted by spaces."""
    return [dict(zip(names.split(), line, strict=True)) for line in lines]


def compared(of: str, label: str, unit: Unit) -> list[Column]:
    """The columns of a metric beside another period."""
    change_unit: Unit = "points" if unit == "percent" else unit
    return [
        metric(of, label, unit, of, "value", unit == "usd"),
        metric(f"{of}_before", f"{label} before", unit, of, "before", unit == "usd"),
        metric(f"{of}_change", f"Change in {label.lower()}", change_unit, of, "change"),
        metric(f"{of}_change_pct", f"Change in {label.lower()}, %", "percent", of, "change_pct"),
    ]


def with_changes(names: list[tuple[Any, ...]], columns: str) -> list[dict[str, Any]]:
    """Rows of (name, value, before) with change and percent change worked out."""
    return rows(columns, *((n, v, b, round(v - b, 6), (v - b) / b) for n, v, b in names))


YEAR = period("2017-01-01", "2017-12-31", "2017")
Q1, Q2 = period("2017-01-01", "2017-03-31", "Q1 2017"), period("2017-04-01", "2017-06-30", "Q2 2017")
MARCH, APRIL = (
    period("2017-03-01", "2017-03-31", "March 2017"),
    period("2017-04-01", "2017-04-30", "April 2017"),
)


def shop() -> dict[str, Evidence]:
    """A dozen pieces of evidence by name; their ids are given when an answer uses them."""
    sales = metric("sales", "Sales", "usd", additive=True)
    orders = metric("orders", "Orders", "count")
    share = metric("sales_share", "Share of sales", "percent", "sales", "share")
    departments = [
        ("GROCERY", 2316393.54),
        ("DRUG GM", 596827.49),
        ("PRODUCE", 322858.82),
        ("MEAT", 308543.02),
        ("MEAT-PCKGD", 232282.66),
        ("DELI", 148343.25),
    ]
    months = [
        355190.61,
        340412.78,
        391220.07,
        371404.52,
        402118.33,
        396870.19,
        388254.4,
        401733.85,
        379926.16,
        385011.7,
        372639.4,
        411258.39,
    ]
    visits = [12013, 11520, 13204, 12688, 13551, 13102, 12890, 13344, 12705, 12981, 12377, 13876]
    return {
        "departments": make(
            "query_metric",
            "Sales by department, 2017",
            scope={"metrics": ["sales"], "by": ["department"], "period": YEAR, "share": True},
            columns=[dimension("department", "Department"), sales, share],
            rows=rows("department sales sales_share", *((n, v, v / 3925248.78) for n, v in departments)),
            facts=[fact("total_sales", "Sales in all", 3925248.78, "usd")],
        ),
        "months": make(
            "query_metric",
            "Sales and orders by month, 2017",
            scope={"metrics": ["sales", "orders"], "by": ["month"], "period": YEAR},
            columns=[dimension("month", "Month", "date"), sales, orders],
            rows=rows(
                "month sales orders",
                *((f"2017-{m:02d}-01", s, o) for m, (s, o) in enumerate(zip(months, visits, strict=True), 1)),
            ),
            facts=[
                fact("total_sales", "Sales in all", round(sum(months), 2), "usd"),
                fact("total_orders", "Orders in all", sum(visits), "count"),
            ],
        ),
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
        "weekdays": make(
            "query_metric",
            "Sales and average basket by weekday",
            scope={"metrics": ["sales", "average_basket"], "by": ["weekday"], "period": YEAR},
            columns=[
                dimension("weekday", "Weekday"),
                sales,
                metric("average_basket", "Average basket", "usd"),
            ],
            rows=rows(
                "weekday sales average_basket",
                ("Monday", 618223.1, 28.14),
                ("Tuesday", 581904.6, 27.52),
                ("Wednesday", 573420.8, 27.03),
                ("Thursday", 560112.2, 27.33),
                ("Friday", 640377.9, 29.41),
                ("Saturday", 801230.5, 32.88),
                ("Sunday", 820771.3, 33.6),
            ),
            facts=[fact("total_sales", "Sales in all", 4596040.4, "usd")],
        ),
        "grid": make(
            "query_metric",
            "Sales by department and month",
            scope={"metrics": ["sales"], "by": ["department", "month"], "period": Q1},
            columns=[dimension("department", "Department"), dimension("month", "Month", "date"), sales],
            rows=rows(
                "department month sales",
                *(
                    (d, f"2017-0{m}-01", s)
                    for d, line in {
                        "GROCERY": (184310.2, 176512.4, 200381.1),
                        "PRODUCE": (22910.7, 21406.3, 27643.8),
                        "DELI": (11820.5, 12044.9, 13377.6),
                    }.items()
                    for m, s in enumerate(line, 1)
                ),
            ),
        ),
        "products": make(
            "query_metric",
            "Top 5 categories by sales",
            scope={
                "metrics": ["sales", "orders"],
                "by": ["category"],
                "period": YEAR,
                "limit": 5,
                "share": True,
            },
            columns=[dimension("category", "Category"), sales, orders, share],
            rows=rows(
                "category sales orders sales_share",
                ("SOFT DRINKS", 170411.8, 31402, 0.03708),
                ("BEEF", 153920.4, 20118, 0.03349),
                ("FLUID MILK PRODUCTS", 121760.2, 41277, 0.02649),
                ("CHEESE", 118233.9, 29931, 0.02573),
                ("FRZN MEAT/MEAT DINNERS", 96114.3, 15820, 0.02091),
            ),
            facts=[
                fact("total_sales", "Sales in all", 4596040.4, "usd"),
                fact("rows_before_limit", "Categories in all", 303, "count"),
            ],
            truncated=False,
        ),
        "weeks": make(
            "query_metric",
            "Orders and customers by week",
            scope={
                "metrics": ["orders", "active_customers"],
                "by": ["week"],
                "period": period("2017-04-02", "2017-04-29", "weeks 14 to 17"),
            },
            columns=[
                dimension("week", "Week", "count"),
                orders,
                metric("active_customers", "Active customers", "count"),
            ],
            rows=rows(
                "week orders active_customers",
                (14, 2951, 1288),
                (15, 3102, 1341),
                (16, 3187, 1362),
                (17, 2874, 1259),
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


def vocabulary() -> Vocabulary:
    """The shop's names, of which each piece of evidence shows some."""
    departments = "GROCERY|DRUG GM|PRODUCE|MEAT|MEAT-PCKGD|DELI|FLORAL|PASTRY|SEAFOOD|MISCELLANEOUS"
    metrics = {"sales": ("revenue", "turnover"), "orders": ("baskets", "trips"), "discounts": ("savings",)}
    units = {"sales": "usd", "orders": "count", "discounts": "usd"}
    return Vocabulary(metrics, {"department": dict.fromkeys(departments.split("|"), ())}, units)
