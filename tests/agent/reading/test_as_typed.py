"""Questions as people type them: misspelt, run together, abbreviated, in chat language."""

from collections.abc import Callable
from typing import Any

import pytest

from agent.reading import Rank, Reader, Reading

Agrees = Callable[[Reading, dict[str, Any]], None]

BASKET, HEAD = ["average_basket"], ["sales_per_customer"]
Q3, FUEL_OUT = "2017-07-01/2017-09-30", ["fuel not_in Fuel"]
DECEMBER, NOVEMBER = "2017-12-01/2017-12-31", "2017-11-01/2017-11-30"

CASES: list[tuple[str, dict[str, Any]]] = [
    # abbreviations and chat spellings
    ("wuts our avg bskt", {"metrics": BASKET}),
    ("busiest hrs", {"metrics": ["orders"], "by": ["hour"], "rank": Rank(True)}),
    ("rev by mo", {"metrics": ["sales"], "by": ["month"]}),
    ("tot sls 1st half", {"metrics": ["sales"], "period": "2017-01-01/2017-06-30"}),
    ("nbr of visits in juli", {"metrics": ["orders"], "period": "2017-07-01/2017-07-31"}),
    ("how mny custs hv we", {"metrics": ["customers"]}),
    ("cpn redemps camp 8", {"metrics": ["redemptions"], "filters": ["campaign in 8"]}),
    ("spend per hshld by inc band", {"metrics": HEAD}),
    ("milk n cold cereal sales ea", {"filters": ["category in FLUID MILK PRODUCTS|COLD CEREAL"]}),
    ("sales in q3 rn pls", {"metrics": ["sales"], "period": Q3}),
    ("sat vs sun sales", {"by": ["weekday"], "filters": ["weekday in Saturday|Sunday"]}),
    ("sales 4 q3", {"period": Q3, "unknown": []}),
    ("sales in march '17", {"period": "2017-03-01/2017-03-31", "unknown": []}),
    # run together and taken apart
    ("top5 cats in q3", {"by": ["category"], "rank": Rank(True, 5), "period": Q3}),
    ("q3sales bystore", {"metrics": ["sales"], "by": ["store"], "period": Q3}),
    ("howmany orders inmarch", {"metrics": ["orders"], "period": "2017-03-01/2017-03-31"}),
    ("beersales per weekday", {"by": ["weekday"], "filters": ["category in BEERS/ALES"]}),
    ("house hold count", {"metrics": ["customers"]}),
    ("sales/visit by store", {"metrics": BASKET, "by": ["store"]}),
    # misspelt, where the word beside says what kind of word it must be
    ("pasrty dept by month", {"filters": ["department in PASTRY"], "by": ["month"]}),
    ("sales of the grocrey departement", {"filters": ["department in GROCERY"], "by": []}),
    ("lowst dept", {"by": ["department"], "rank": Rank(False)}),
    ("top10 stors", {"by": ["store"], "rank": Rank(True, 10)}),
    ("sales of bannanas", {"filters": ["product_type in BANANAS"]}),
    ("most expencive categry", {"metrics": ["price_per_unit"], "by": ["category"]}),
    ("sales on wensday", {"metrics": ["sales"], "unknown": []}),
    ("avrage spned per houshold", {"metrics": HEAD}),
    # leaving out, before and after
    ("take gas out of the sales", {"filters": FUEL_OUT}),
    ("sales by dept with cigarettes excluded", {"filters": ["category not_in CIGARETTES"]}),
    ("leave beer out, sales by month", {"filters": ["category not_in BEERS/ALES"], "unknown": []}),
    ("sales excl gas and cigarettes", {"filters": ["category not_in CIGARETTES"]}),
    ("revenue disregarding fuel", {"filters": FUEL_OUT}),
    ("by week, dont count the partial weeks", {"by": ["week"], "filters": ["full_week not_in Partial week"]}),
    # figures per one of something
    ("which incme band spends most per houshold", {"metrics": HEAD, "by": ["income"], "rank": Rank(True)}),
    ("which age grp spends most each trip", {"metrics": BASKET, "by": ["age"], "rank": Rank(True)}),
    ("orders a day by store", {"metrics": ["orders_per_day"], "by": ["store"]}),
    ("visits on a normal sunday", {"metrics": ["orders_per_day"], "filters": ["weekday in Sunday"]}),
    ("how many items do ppl put in the basket on average", {"metrics": ["items_per_order"]}),
    ("which weekday has the biggest baskets", {"metrics": BASKET, "by": ["weekday"]}),
    ("do renters spend more than homeowners", {"metrics": [*HEAD, "sales"], "by": ["home_ownership"]}),
    ("who spends more, couples or singles", {"metrics": [*HEAD, "sales"], "by": ["marital_status"]}),
    ("sales of couples vs singles", {"metrics": ["sales"], "by": ["marital_status"]}),
    # parts of a whole
    ("how much of our bizz is gas", {"share": True, "filters": ["fuel in Fuel"]}),
    ("what slice of the business is deli", {"share": True, "filters": ["department in DELI"]}),
    ("how much of the beer did we sell in may", {"share": False, "filters": ["category in BEERS/ALES"]}),
    ("what % of orders used coupons", {"share": False}),
    ("q4 vs q3 sales in %", {"share": False, "compare": Q3}),
    ("what share of beer sales is on weekends", {"share": True}),
    ("percent of baskets that have a coupon", {"metrics": ["coupon_order_share"], "share": False}),
    ("what pct of hh redeemed a coupon", {"customers": ["redeemed"], "share": True}),
    # one thing against its absence
    ("sales with and without fuel", {"by": ["fuel"], "filters": []}),
    ("avg spend of ppl w kids vs without", {"metrics": HEAD, "by": ["household_type"]}),
    ("do ppl with kids spend more", {"metrics": [*HEAD, "sales"], "by": ["household_type"], "filters": []}),
    ("compare stores 367, 406 and 429 by visits", {"by": ["store"], "metrics": ["orders"]}),
    # premises, states and causes
    ("since sales fell in december, by how much vs november", {"period": DECEMBER, "compare": NOVEMBER}),
    ("why were visits down in july", {"metrics": ["orders"], "tool": "explain_change"}),
    ("are sales up in june", {"metrics": ["sales"], "compare": "previous_period"}),
    ("did the mailer increase sales?", {"capability": ["why"]}),
    ("did coupon redemptions increase", {"metrics": ["redemptions"], "capability": []}),
    ("did rain hurt our sales", {"absent": ["weather"], "capability": ["why"]}),
    # how things are
    ("how's business", {"metrics": ["sales", "orders", "customers", "average_basket"],
                        "period": DECEMBER, "compare": "previous_period", "capability": ["overview"]}),
    ("how did we do in march", {"period": "2017-03-01/2017-03-31", "compare": "previous_period"}),
    ("overview of sales by store", {"metrics": ["sales"], "by": ["store"], "compare": None}),
    ("show me the bad ones", {"filters": [], "unknown": ["bad"]}),
    # single orders
    ("baskets over 100 bucks how many", {"count_of": "order", "having": ["sales > 100"]}),
    ("visits with more than 20 items", {"count_of": "order", "having": ["units > 20"]}),
    ("how many trips between 20 and 50 dollars", {"having": ["sales >= 20", "sales <= 50"]}),
    ("biggest basket in may", {"by": ["order"], "metrics": ["sales"], "rank": Rank(True)}),
    ("baskets over $100 by store", {"having": [], "metrics": ["orders"], "by": ["store"], "unknown": []}),
    ("which store has the most orders", {"metrics": ["orders"], "by": ["store"]}),
    # what is counted without a noun
    ("how many bought milk", {"metrics": ["customers"], "filters": ["category in FLUID MILK PRODUCTS"]}),
    ("how many bananas did we sell", {"metrics": ["units"], "filters": ["product_type in BANANAS"]}),
    ("how many are homeowners", {"metrics": ["customers"], "filters": ["home_ownership in Homeowner"]}),
    ("campaign with most redemptions", {"metrics": ["redemptions"], "by": ["campaign"]}),
    ("what do renters buy", {"by": ["category"], "filters": ["home_ownership in Renter"]}),
    ("when do seniors shop", {"by": ["hour"], "filters": ["age in 65+"]}),
    # time
    ("sales mon to fri", {"by": [], "unknown": []}),
    ("sales the day before thanksgiving", {"period": "2017-11-22/2017-11-22"}),
    ("best day of the year", {"by": ["date"], "rank": Rank(True)}),
    ("sales at the end of the year", {"period": DECEMBER}),
    ("this years sales", {"period": "2017-01-01/2017-12-31", "refers_back": False}),
    ("growth by dept q1 to q2", {"period": "2017-04-01/2017-06-30", "compare": "2017-01-01/2017-03-31"}),
    ("sales growth jan to mar by month", {"compare": "previous_row", "by": ["month"]}),
    # campaigns without a figure
    ("best campaign", {"metrics": ["response_rate"], "by": ["campaign"]}),
    ("how long did campaign 13 run", {"metrics": ["campaign_days"], "unknown": []}),
    # small words misspelt, units, what stands first
    ("wat wuz da bigest categry in decmber", {"by": ["category"], "period": DECEMBER, "unknown": []}),
    ("sales in units", {"metrics": ["units"]}),
    ("basket size in $", {"metrics": BASKET}),
    ("basket size in items", {"metrics": ["items_per_order"]}),
    ("november vs december sales", {"period": DECEMBER, "compare": NOVEMBER}),
    ("sales q1 q2 q3 q4", {"by": ["quarter"], "compare": None}),
    ("drop fuel", {"filters": FUEL_OUT}),
    ("did sales drop in june", {"metrics": ["sales"], "compare": "previous_period"}),
    ("how many campaigns did we run and when", {"metrics": ["campaign_days"]}),
    # what no request can hold is not passed over
    ("families vs couples sales", {"metrics": ["sales"], "unknown": []}),
    ("customers who only buy national brands", {"unknown": [], "customers": ["not bought National"]}),
    ("avg age of our customers", {"metrics": ["customers"], "by": ["age"]}),
    ("easter sales vs a normal week", {"unknown": ["a normal week"]}),
    ("which stores dont sell beer", {"having": ["sales = 0"], "by": ["store"], "unknown": []}),
    ("do bigger families spend more per trip", {"metrics": ["average_basket"], "by": ["household_size"]}),
    ("customers who came back", {"metrics": ["returning_customers"]}),
]  # fmt: skip


@pytest.mark.parametrize(("question", "expected"), CASES, ids=[q for q, _ in CASES])
def test_question_is_read(reader: Reader, agrees: Agrees, question: str, expected: dict[str, Any]) -> None:
    agrees(reader.read(question), expected)
