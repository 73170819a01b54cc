"""Shapes of requests in people's words: shares of a part, people told in the same breath, words in names."""

from collections.abc import Callable
from typing import Any

import pytest

from agent.reading import Reader, Reading
from agent.reading.result import Rank

Agrees = Callable[[Reading, dict[str, Any]], None]
KNOWN: dict[str, Any] = {"unknown": [], "choices": [], "refers_back": False}
H1, H2 = "2017-01-01/2017-06-30", "2017-07-01/2017-12-31"

CASES: list[tuple[str, dict[str, Any]]] = [
    # which of the named is the part
    ("what share of grocery does soft drinks make up, week by week", {"part": "category", "by": ["week"]}),
    ("how much of each store's sales is produce", {"part": "department", "by": ["store"], "share": True}),
    ("beef as a share of meat over time", {"part": "category", "share": True}),
    ("share of produce by store", {"part": "", "by": ["store"]}),
    # the groups of each step of time are its whole
    ("share of each department within each quarter", {"by": ["quarter", "department"], "within": "quarter"}),
    ("weekly department mix in percent", {"by": ["week", "department"], "within": "week"}),
    # people told of in the same question
    ("who got campaign 8 but never redeemed - how much did those folks spend",
     {"customers": ["mailed 8", "not redeemed 8"], "metrics": ["sales", "sales_per_customer"]}),
    ("households sent campaign 8 that never redeemed anything",
     {"customers": ["mailed 8", "not redeemed"]}),
    ("people who used to buy frozen pizza in the first half and then quit",
     {"customers": [f"bought FROZEN PIZZA {H1}", f"not bought FROZEN PIZZA {H2}"]}),
    ("how many households bought beef in q1 and then stopped",
     {"customers": ["bought BEEF 2017-01-01/2017-03-31", "not bought BEEF 2017-04-01/2017-12-31"]}),
    ("shoppers whose first purchase was in may: what did they spend by month afterwards",
     {"customers": ["first bought 2017-05-01/2017-05-31"], "period": "2017-06-01/2017-12-31"}),
    # names
    ("product types containing 'shrimp'", {"filters": ["product_type contains shrimp"]}),
    ("categories with seafood in the name", {"filters": ["category contains seafood"], "by": ["category"]}),
    # a part in each group, and groups that have none of it
    ("stores where produce is more than 10% of sales",
     {"part": "department", "having": ["sales_share > 0.1"], "share": True}),
    ("categories where over 40% of sales are on deal", {"part": "on_deal", "having": ["sales_share > 0.4"]}),
    ("how many stores sold no beef", {"having": ["sales = 0"], "count_of": "store", "share": True}),
    ("weeks with no pork sales", {"having": ["sales = 0"], "by": ["week"]}),
    # time
    ("how many households bought beef in every quarter",
     {"customers": [f"bought BEEF 2017-{q}" for q in (
         "01-01/2017-03-31", "04-01/2017-06-30", "07-01/2017-09-30", "10-01/2017-12-31")]}),
    ("months where both sales and orders went up",
     {"having": ["sales_change > 0", "orders_change > 0"], "compare": "previous_row"}),
    ("categories that doubled in q3 vs q2", {"having": ["sales_change_pct > 1"]}),
    ("did any day in july look off", {"tool": "find_unusual"}),
    # inside the groups of another rank
    ("top 4 categories in each of the 3 biggest departments", {"within": "department", "unknown": []}),
    ("what share of sales comes from the top tenth of products",
     {"tool": "measure_spread", "wants": {"metric": "sales", "per": "product"}, "customers": []}),
    ("the typical (median) yearly spend of a household with kids",
     {"wants": {"metric": "sales", "per": "customer"}}),
    # households by how often, how much and when
    ("how many people shop twice a week or more", {"having": ["orders >= 104"], "count_of": "customer"}),
    ("campaigns with a response of at least one in ten", {"having": ["response_rate >= 0.1"]}),
    ("stores with a basket over $35", {"having": ["average_basket > 35"], "baskets": []}),
    ("people sent campaign 8 who redeemed at least two coupons",
     {"customers": ["redeemed redemptions >= 2", "mailed 8"], "by": []}),
    ("one-time buyers of frozen pizza", {"customers": ["bought FROZEN PIZZA orders = 1"]}),
    ("new households in may - their average basket in june",
     {"customers": ["first bought 2017-05-01/2017-05-31"], "period": "2017-06-01/2017-06-30"}),
    ("what do the top 1% of customers spend on average",
     {"customers": ["bought top 1% by sales"], "metrics": ["sales_per_customer"]}),
    ("what portion of deli happens after 5pm", {"part": "hour", "share": True}),
    ("mailer vs no mailer: units per category, top 5", {"within": "in_mailer"}),
    ("spread of basket values: quartiles", {"tool": "measure_spread", "filters": []}),
    ("anyone who bought beer in june or july but not in august",
     {"customers": ["bought BEERS/ALES 2017-06-01/2017-06-30", "bought BEERS/ALES 2017-07-01/2017-07-31",
                    "not bought BEERS/ALES 2017-08-01/2017-08-31"]}),
    ("customers targeted by campaign 8 who bought beef", {"customers": ["mailed 8", "bought BEEF"]}),
    ("number of orders in steps of ten dollars up to forty",
     {"wants": {"metric": "sales", "per": "order", "show": "histogram", "edges": [10, 20, 30, 40]}}),
    ("which weeks were under the yearly average for orders", {"having": ["orders_index < 100"]}),
    ("product types where more than a quarter of sales is private label",
     {"metrics": ["private_label_share"], "having": ["private_label_share > 0.25"]}),
    ("departments contributing under 2% of october revenue", {"having": ["sales_share < 0.02"]}),
    ("penetration of wine among households aged 25-34", {"metrics": ["penetration"], "by": []}),
    ("which days in december were lower than expected", {"tool": "find_unusual"}),
    ("interquartile range of spend per household", {"wants": {"metric": "sales", "per": "customer"}}),
    ("rolling 4 week average of beer sales", {"add": ["moving_average"], "points": 4, "by": ["week"]}),
    # what a change is made of
    ("which store contributed most to the fall from may to june",
     {"rank": Rank(False, None, "change"), "period": "2017-06-01/2017-06-30"}),
    ("customer count, trips per customer and basket: which of them drove the drop in june",
     {"tool": "explain_change", "wants": {"metric": "sales"}}),
    ("how much of the december increase came from each department",
     {"tool": "explain_change", "wants": {"metric": "sales", "into": "groups", "by": "department"}}),
    ("price vs volume vs mix: what pushed produce up in q3 vs q2",
     {"tool": "explain_change", "wants": {"metric": "sales", "into": "prices"}}),
    ("discount depth by department, deepest first", {"metrics": ["discount_rate"], "by": ["department"]}),
]  # fmt: skip


@pytest.mark.parametrize(("question", "expected"), CASES, ids=[q for q, _ in CASES])
def test_a_shape_is_read(reader: Reader, agrees: Agrees, question: str, expected: dict[str, Any]) -> None:
    agrees(reader.read(question), {**KNOWN, **expected})
