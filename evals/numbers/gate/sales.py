"""Sales by department, month, weekday, week and category. Small enough to check by eye."""

from evals.numbers.gate.build import Q1, YEAR, dimension, fact, metric, period, rows
from tools.evidence import Evidence, make


def sales() -> dict[str, Evidence]:
    """By name; their ids are given when an answer uses them."""
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
        "drinks": make(
            "query_metric",
            "Sales by category, drinks",
            scope={"metrics": ["sales"], "by": ["category"], "period": YEAR},
            columns=[dimension("category", "Category"), sales],
            rows=rows(
                "category sales",
                ("SOFT DRINKS", 170411.8),
                ("BEERS/ALES", 98455.1),
                ("DOMESTIC WINE", 61204.5),
                ("WATER", 31020.4),
                ("IMPORTED WINE", 30310.2),
                ("MISC WINE", 3411.9),
            ),
            facts=[fact("total_sales", "Sales in all", 394813.9, "usd")],
        ),
    }
