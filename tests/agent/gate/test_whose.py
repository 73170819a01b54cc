"""Whose figures a sentence tells: two stretches of months, groups without a name, households by a deed."""

from typing import Any

import pytest

from agent.gate import Vocabulary, check
from tools.evidence import Evidence, make

SALES: Any = {"name": "sales", "label": "Sales", "unit": "usd", "role": "metric", "metric": "sales"}
BEFORE: Any = {**SALES, "name": "sales_before", "label": "Sales, April to June 2017", "kind": "before"}
CHANGE: Any = {**SALES, "name": "sales_change", "label": "Change", "kind": "change"}
WORDS = Vocabulary(values={"category": dict.fromkeys(("DIAPERS", "BEERS/ALES", "DOMESTIC WINE", "MILK"), ())})


def evidence(columns: list[Any], rows: list[dict[str, Any]], **scope: Any) -> Evidence:
    asked = {"metrics": ["sales"], **scope}
    return {**make("query_metric", "Sales", columns=columns, rows=rows, scope=asked), "id": "D1"}


def by(axis: str, rows: dict[str | None, float], **scope: Any) -> Evidence:
    column: Any = {"name": axis, "label": axis.title(), "unit": "text", "role": "dimension"}
    return evidence([column, SALES], [{axis: k, "sales": v} for k, v in rows.items()], by=[axis], **scope)


QUARTERS = evidence(
    [SALES, BEFORE, CHANGE],
    [{"sales": 1149.0, "sales_before": 1128.0, "sales_change": 21.0}],
    period={"start": "2017-07-01", "end": "2017-09-30", "label": "July to September 2017"},
    compare={"start": "2017-04-01", "end": "2017-06-30", "label": "April to June 2017"},
)
UNNAMED = by("department", {None: 172.0, "CHEF SHOPPE": 1702.0, "SPIRITS": 12300.0, "SEAFOOD": 17081.0})
DIAPERS = [{"bought": [{"dimension": "category", "op": "in", "values": ["DIAPERS"]}]}]
BUYERS = by("category", {"BEERS/ALES": 19209.0, "DOMESTIC WINE": 5364.0}, customers=DIAPERS)

NO_MAY = evidence(
    [SALES],
    [{"sales": 3821.0}],
    filters=[{"dimension": "month", "op": "not_in", "values": ["2017-05", "2017-06"]}],
)
MONTHS: Any = [
    {"name": n, "label": n.replace("_", " "), "unit": "date", "role": "dimension"}
    for n in ("first_order_month", "month")
]
COHORT = evidence(
    [*MONTHS, SALES],
    [
        {"first_order_month": "2017-02", "month": f"2017-{m:02d}", "sales": v}
        for m, v in enumerate((11726.0, 14826.0, 15852.0, 15861.0), 9)
    ],
    customers=[{"bought": [], "when": "first", "period": {"start": "2017-02-01", "end": "2017-02-28"}}],
)
CLIPPED = by("department", {"GM MERCH EXP": 1.0, "SPIRITS": 3.0})
CLIPPED["columns"][1] = {**SALES, "unit": "count"}


@pytest.mark.parametrize(
    ("text", "of", "stands"),
    [
        ("Sales were $1,149 from July to September 2017, up $21 from $1,128 from April to June 2017 [D1].",
         QUARTERS, True),
        ("Sales were $1,128 from July to September 2017, up $21 from $1,149 from April to June 2017 [D1].",
         QUARTERS, False),
        ("Sales were $1,149 from July to September 2017, up $21 from $1,128 from March to June 2017 [D1].",
         QUARTERS, False),
        ("Chef Shoppe had the lowest sales: $1,702 [D1].", UNNAMED, True),
        ("Spirits had the lowest sales: $12,300 [D1].", UNNAMED, False),
        ("Beers/Ales had the highest sales to households that bought Diapers: $19,209 [D1].", BUYERS, True),
        ("Domestic Wine had the most sales to households that bought Diapers: $5,364 [D1].", BUYERS, False),
        ("Domestic Wine sold $19,209 to households that bought Diapers [D1].", BUYERS, False),
        ("Beers/Ales had the highest sales to households that bought Milk: $19,209 [D1].", BUYERS, False),
        ("Diapers sold $19,209 [D1].", BUYERS, False),
        ("Sales without May 2017 or June 2017 were $3,821 [D1].", NO_MAY, True),
        ("Sales without May 2017 or July 2017 were $3,821 [D1].", NO_MAY, False),
        ("Sales were $3,821 in May 2017 [D1].", NO_MAY, False),
        ("The cohort of February 2017 bought most in December 2017: $15,861 [D1].", COHORT, True),
        ("The cohort of February 2017 bought most in November 2017: $15,861 [D1].", COHORT, False),
        ("GM Merchandise Exp 1, Spirits 3 [D1].", CLIPPED, True),
        ("GM Merchandise Exp 3, Spirits 1 [D1].", CLIPPED, False),
    ],
)  # fmt: skip
def test_a_figure_is_of_whom_the_sentence_says(text: str, of: Evidence, stands: bool) -> None:
    assert (not check(text, [of], "sales?", vocabulary=WORDS).failures) is stands
