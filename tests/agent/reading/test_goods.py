"""People's words for goods, and rankings, receipts and campaigns as people ask for them."""

from collections.abc import Callable
from typing import Any

import pytest

from agent.reading import Rank, Reader, Reading

Agrees = Callable[[Reading, dict[str, Any]], None]

DAIRY = "category in FLUID MILK PRODUCTS|CHEESE|CHEESES"
ALCOHOL = "category in BEERS/ALES|DOMESTIC WINE|IMPORTED WINE"
FROZEN = "category in FROZEN PIZZA|SEAFOOD - FROZEN|FROZEN"
BABY = "category in DIAPERS & DISPOSABLES|INFANT FORMULA"

CASES: list[tuple[str, dict[str, Any]]] = [
    # parts of the store that the catalogue has no name for, and the nouns said with them
    ("how much dairy did we sell in june", {"metrics": ["sales"], "filters": [DAIRY], "unknown": []}),
    ("dairy department sales by month", {"by": ["month"], "filters": [DAIRY]}),
    ("frozen section sales by category", {"by": ["category"], "filters": [FROZEN], "unknown": []}),
    ("top 2 frozen categories", {"by": ["category"], "filters": [FROZEN], "rank": Rank(True, 2)}),
    ("baby stuff sales", {"filters": [BABY], "metrics": ["sales"]}),
    ("booze sales on saturdays", {"filters": [ALCOHOL, "weekday in Saturday"]}),
    ("halloween stuff in october", {"period": "2017-10-01/2017-10-31", "filters": ["category in HALLOWEEN"]}),
    ("vegan sales in may", {"unknown": ["vegan"]}),
    ("basket size when fuel is not included", {"filters": ["fuel not_in Fuel"]}),
    ("baby cheese sales", {"unknown": ["baby"]}),
    ("number of carts with beer", {"metrics": ["orders"], "filters": []}),
    # ranked goods, articles, receipts
    ("top 5 cheeses", {"by": ["product_type"], "rank": Rank(True, 5)}),
    ("cheapest dairy", {"by": ["category"], "metrics": ["price_per_unit"], "rank": Rank(False)}),
    ("top 20 items by quantity", {"by": ["product"], "metrics": ["units"], "rank": Rank(True, 20)}),
    ("which store sold the most items", {"by": ["store"], "metrics": ["units"]}),
    ("most expensive categories in grocery per unit", {"by": ["category"], "metrics": ["price_per_unit"]}),
    ("biggest receipt and its day", {"by": ["order", "date"], "metrics": ["sales"], "rank": Rank(True, 1)}),
    ("which day had the biggest single order", {"by": ["order", "date"], "metrics": ["sales"]}),
    ("biggest baskets by weekday", {"by": ["weekday"], "metrics": ["average_basket"]}),
    ("sales excluding the top 10 stores", {"by": ["store"], "others": True, "leads": ["others"]}),
    ("grocery revenue per store, top 5 only", {"by": ["store"], "rank": Rank(True, 5), "unknown": []}),
    ("most bought item", {"by": ["product"], "rank": Rank(True)}),
    ("average ticket at the 10 busiest stores", {"by": ["store"], "metrics": ["orders", "average_basket"]}),
    ("top 5 stores by average basket", {"metrics": ["average_basket"]}),
    ("whats the most expensive thing we sell", {"by": ["product"], "metrics": ["price_per_unit"]}),
    ("sales without the biggest store", {"others": True, "rank": Rank(True, 1), "leads": ["others"]}),
    ("sales in all stores except 367", {"filters": ["store not_in 367"]}),
    ("did campaign 18 get more redemptions than 13 and 8", {"filters": ["campaign in 18|13|8"]}),
    ("lowest price we had on beef", {"by": ["product_type"], "metrics": ["price_per_unit"]}),
    ("produce sales of stores 381 and 375", {"filters": ["department in PRODUCE", "store in 381|375"]}),
    ("total of the top 20 stores", {"by": ["store"], "rank": Rank(True, 20), "leads": ["together"]}),
    ("what share of sales do the top 3 stores make", {"by": ["store"], "leads": ["together"]}),
    ("share of sales by category, top 5", {"by": ["category"], "leads": []}),
    (
        "which display location sold the most",
        {"by": ["display"], "filters": ["display not_in Not on Display"]},
    ),
    ("whats the ranking of store 367", {"unknown": ["ranking"]}),
    # conditions, and what no request can say
    ("how many categories sold over 50k", {"count_of": "category", "having": ["sales > 50000"]}),
    ("how many stores did over 100k", {"count_of": "store", "having": ["sales > 100000"]}),
    ("how many different cheeses do we sell", {"metrics": ["products_sold"], "by": []}),
    ("which stores sell no beer", {"having": ["sales = 0"], "by": ["store"], "unknown": []}),
    ("which stores dont sell beer", {"having": ["sales = 0"], "by": ["store"], "unknown": []}),
    ("wine categories by sales", {"by": ["category"], "metrics": ["sales"]}),
    ("how many product categories are there", {"metrics": ["categories_bought"], "by": []}),
    ("top 3 stores per quarter", {"by": ["quarter", "store"], "within": "quarter"}),
    # prices and promotions
    ("product types under 2 dollars", {"by": ["product_type"], "having": ["price_per_unit < 2"]}),
    ("products that cost more than $20", {"by": ["product"], "having": ["price_per_unit > 20"]}),
    ("departments with sales below 50 dollars", {"having": ["sales < 50"]}),
    ("which departments rely most on promos", {"by": ["department"], "metrics": ["deal_share"]}),
    (
        "is private label beer cheaper than national",
        {"by": ["brand"], "metrics": ["price_per_unit"], "compare": None, "unknown": []},
    ),
    ("did we sell cheaper beef in june than in may", {"metrics": ["price_per_unit"]}),
    (
        "is beer more expensive on saturdays than on sundays",
        {"by": ["weekday"], "metrics": ["price_per_unit"]},
    ),
    ("price of a can of beer", {"filters": ["category in BEERS/ALES"], "metrics": ["price_per_unit"]}),
    ("average loyalty discount on beer", {"metrics": ["loyalty_discount_rate"]}),
    ("what share of orders had a discount in june", {"metrics": ["deal_order_share"], "share": False}),
    ("display vs no display units for beer", {"by": ["on_display"], "metrics": ["units"]}),
    (
        "how many private label products do we have",
        {"metrics": ["products_sold"], "filters": ["brand in Private"]},
    ),
    ("how many milk products do we sell", {"metrics": ["products_sold"]}),
    (
        "how many products did campaign 8 cover",
        {"metrics": ["products_on_offer"], "filters": ["campaign in 8"]},
    ),
    ("any category over 150k?", {"by": ["category"], "having": ["sales > 150000"]}),
    ("how many baskets had beer and cheese together", {"metrics": ["orders"], "unknown": []}),
    ("beer sales on promo vs not", {"by": ["on_deal"], "metrics": ["sales"], "unknown": []}),
    # campaigns
    ("campaigns live in october", {"metrics": ["campaigns_run"], "unknown": []}),
    ("which coupon was used the most", {"by": ["offer"], "metrics": ["redemptions"]}),
    ("redemption rate of type a b and c", {"by": ["campaign_type"], "metrics": ["response_rate"]}),
    ("best type B campaign", {"by": ["campaign"], "metrics": ["response_rate"]}),
    ("what products were in campaign 22", {"by": ["product"], "metrics": ["products_on_offer"]}),
    ("how many coupons were never redeemed", {"metrics": ["offers", "offers_redeemed"], "customers": []}),
    (
        "response rate, redemptions and targeted customers of campaign 18",
        {"metrics": ["response_rate", "redemptions", "targeted_customers"], "customers": []},
    ),
    ("list all type C campaigns", {"by": ["campaign"], "filters": ["campaign_type in Type C"]}),
    ("which type A campaign had the lowest response", {"by": ["campaign"], "metrics": ["response_rate"]}),
    ("average length of campaigns by type", {"by": ["campaign_type"], "metrics": ["campaign_days"]}),
    (
        "categories with more than 20% of sales on display",
        {"by": ["category"], "having": ["display_share > 0.2"], "metrics": ["display_share"]},
    ),
    ("redemptions per coupon in campaign 18", {"by": ["offer"], "filters": ["campaign in 18"]}),
    ("which campaign reached the most households", {"by": ["campaign"], "metrics": ["targeted_customers"]}),
    (
        "do type A campaigns get better response than type C",
        {"by": ["campaign_type"], "metrics": ["response_rate"], "unknown": []},
    ),
    ("stores that opened in may", {"absent": ["openings of stores"]}),
]


@pytest.mark.parametrize(("question", "expected"), CASES, ids=[q for q, _ in CASES])
def test_goods_are_read(question: str, expected: dict[str, Any], reader: Reader, agrees: Agrees) -> None:
    agrees(reader.read(question), expected)


def test_goods_of_several_names_are_told_side_by_side_as_a_whole(reader: Reader) -> None:
    sides = reader.read("beer vs wine").sides
    assert [len(side.values) for side in sides] == [1, 2]
    assert reader.read("grocery vs produce").sides == []
    levels = reader.read("dairy vs produce by quarter")
    assert [side.dimension for side in levels.sides] == ["category", "department"]
    assert (levels.filters, levels.by) == ([], ["quarter"])


def test_what_a_word_for_many_stands_for_is_said(reader: Reader) -> None:
    (note,) = (n for n in reader.read("dairy sales in june").notes if "dairy" in n)
    assert "FLUID MILK PRODUCTS, CHEESE" in note


@pytest.mark.parametrize(
    ("question", "rest"),
    [("average basket with coupon vs without", True), ("basket size with a coupon by month", False)],
)
def test_orders_with_a_coupon_are_chosen_for_another_figure(
    question: str, rest: bool, reader: Reader
) -> None:
    reading = reader.read(question)
    assert [(h.metric, h.value) for b in reading.baskets for h in b.having] == [("coupon_discount", 0)]
    assert reading.against_rest is rest
    assert reader.read("orders with a coupon by month").metrics == ["coupon_orders"]
