"""Customers by what they did, how often, when first and last, and where they stand."""

from collections.abc import Callable
from typing import Any

import pytest

from agent.reading import Reader, Reading

Agrees = Callable[[Reading, dict[str, Any]], None]

BEER, WINE = "BEERS/ALES", "DOMESTIC WINE|IMPORTED WINE"
Q1, Q2, Q3 = "2017-01-01/2017-03-31", "2017-04-01/2017-06-30", "2017-07-01/2017-09-30"
MAY, JUNE = "2017-05-01/2017-05-31", "2017-06-01/2017-06-30"
COUNTED: dict[str, Any] = {"metrics": ["customers"], "filters": [], "unknown": [], "by": []}

CASES: list[tuple[str, dict[str, Any]]] = [
    # nothing else, at no other place or time
    ("number of hh that only ever buy private label", {**COUNTED, "customers": ["not bought Private"]}),
    ("customers buying only beer", {**COUNTED, "customers": [f"not bought {BEER}"]}),
    ("how many customers bought nothing but beer", {**COUNTED, "customers": [f"not bought {BEER}"]}),
    ("shoppers who buy wine only", {**COUNTED, "customers": [f"not bought {WINE}"]}),
    ("how many people only shopped in june",
     {**COUNTED, "customers": [f"bought {JUNE}", "not bought 2017-01-01/2017-05-31",
                               "not bought 2017-07-01/2017-12-31"]}),
    ("how many shoppers came every single month", {**COUNTED, "customers": ["bought months_active >= 12"]}),
    # how often and how much, of goods and of all
    ("households that bought beer 5 or more times",
     {**COUNTED, "customers": [f"bought {BEER} orders >= 5"]}),
    ("customers who ordered wine more than 3 times in june",
     {**COUNTED, "customers": [f"bought {WINE} orders > 3 {JUNE}"]}),
    ("customers that visited more than one store", {**COUNTED, "customers": ["bought stores_trading > 1"]}),
    ("who shops at more than 3 stores", {**COUNTED, "customers": ["bought stores_trading > 3"]}),
    ("people who bought beer and spent over $1000",
     {**COUNTED, "customers": ["bought sales > 1000", f"bought {BEER}"]}),
    ("avg basket of households shopping more than 20 times",
     {"metrics": ["average_basket"], "by": [], "customers": ["bought orders > 20"]}),
    ("shoppers who spent $100 or more on produce", {"having": ["sales >= 100"], "unknown": []}),
    ("how many ppl shop with us at least once a week",
     {**COUNTED, "customers": ["bought orders >= 52"]}),
    ("customers spending over 300 a month on avg", {"by": ["customer"], "having": ["sales > 3600"]}),
    ("how many customers spent more than $40 per month in q1", {"having": ["sales > 120"], "period": Q1}),
    # first, last, gone
    ("households whose last purchase was before july",
     {**COUNTED, "customers": ["last bought 2017-01-01/2017-06-30"], "period": None}),
    ("how many people last bought beer in june", {**COUNTED, "customers": [f"last bought {BEER} {JUNE}"]}),
    ("shoppers last seen in may", {**COUNTED, "customers": [f"last bought {MAY}"]}),
    ("how many used to buy beer but stopped",
     {"customers": [f"bought {BEER} 2017-01-01/2017-09-30", f"not bought {BEER} 2017-10-01/2017-12-31"],
      "unknown": []}),
    ("customers not seen since the end of september",
     {**COUNTED, "customers": ["bought 2017-01-01/2017-09-30", "not bought 2017-10-01/2017-12-31"]}),
    # where they stand
    ("how many customers did we gain in june, and how many did we lose",
     {"metrics": ["new_customers", "lapsed_customers"], "period": JUNE, "compare": None}),
    ("average basket of new customers in june vs returning customers",
     {"metrics": ["average_basket"], "customers": [f"first bought {JUNE}"], "against_rest": True}),
    ("what did lapsed customers of q3 buy",
     {"by": ["category"], "customers": [f"bought {Q2}", f"not bought {Q3}"],
      "period": "2017-01-01/2017-06-30", "unknown": []}),
    ("sales to repeat customers", {"metrics": ["sales"], "customers": ["bought orders >= 2"], "unknown": []}),
    ("average basket of new customers", {"unknown": ["new customers"]}),
    ("repeat rate of beer buyers",
     {"metrics": ["repeat_rate"], "filters": [f"category in {BEER}"], "customers": []}),
    # against all others, and parts of them
    ("avg spend of people who bought beer vs those who didnt",
     {"customers": [f"bought {BEER}"], "against_rest": True, "unknown": []}),
    ("what percent of wine buyers are homeowners",
     {"metrics": ["customers"], "share": True, "by": ["home_ownership"], "unknown": []}),
    ("what share of wine buyers have kids", {"share": True, "by": ["household_type"]}),
    ("share of customers with kids who buy wine", {"metrics": ["penetration"], "share": False, "by": []}),
    ("do new customers in june spend less than returning ones",
     {"metrics": ["sales_per_customer", "sales"],
      "customers": [f"first bought {JUNE}"], "against_rest": True}),
    # more at one time than at another
    ("customers who spent more in june than in may",
     {"by": ["customer"], "having": ["sales_change > 0"], "period": JUNE, "compare": MAY, "unknown": []}),
    ("how many customers spent less in june than in may", {"having": ["sales_change < 0"]}),
    ("customers who spent more in may than in june", {"having": ["sales_change < 0"], "period": JUNE}),
    ("categories that sold more in june than in may", {"by": ["category"], "having": ["sales_change > 0"]}),
    ("customers whose spend dropped from may to june", {"by": ["customer"], "having": ["sales_change < 0"]}),
    ("customers active in both may and june", {**COUNTED, "customers": [f"bought {MAY}", f"bought {JUNE}"]}),
    ("how many of januarys customers were still shopping in june",
     {**COUNTED, "customers": ["bought 2017-01-01/2017-01-31", f"bought {JUNE}"]}),
    ("what % of may customers still bought in june",
     {"share": True, "among": 1, "customers": [f"bought {MAY}", f"bought {JUNE}"]}),
    ("of the households that bought beer, what share bought wine",
     {"share": True, "among": 1, "customers": [f"bought {BEER}", f"bought {WINE}"]}),
    ("what share of families shop more than 50 times", {"tool": "measure_spread", "baskets": []}),
    ("people buying at more than five stores", {**COUNTED, "customers": ["bought stores_trading > 5"]}),
    ("what do our top 100 households spend per trip",
     {"metrics": ["average_basket"], "customers": ["bought top 100 by sales"], "by": []}),
    # nothing at all at a time, a figure beside others, who they are
    ("who hasnt bought anything in june", {**COUNTED, "customers": [f"not bought {JUNE}"], "period": None}),
    ("how many bought wine at least twice but never beer",
     {**COUNTED, "customers": [f"bought {WINE} orders >= 2", f"not bought {BEER}"]}),
    ("top 50 customers list with spend and trips", {"metrics": ["sales", "orders"], "by": ["customer"]}),
    ("new shoppers in june and what they spent", {"metrics": ["new_customers", "sales_to_new_customers"]}),
    ("one-time shoppers: how many & avg basket",
     {"metrics": ["customers", "average_basket"], "customers": ["bought orders = 1"]}),
    ("the bottom 20% of customers: how much do they spend",
     {"metrics": ["sales", "sales_per_customer"], "customers": ["bought lowest 20% by sales"]}),
    ("how many of the customers gained in may shopped again in june",
     {**COUNTED, "customers": [f"first bought {MAY}"], "period": JUNE}),
    ("share of returning customers in june", {"metrics": ["returning_customer_share"], "share": False}),
    ("avg spend of 45 - 54 vs 55 - 64", {"by": ["age"], "filters": ["age in 45-54|55-64"], "tool": ""}),
    # each deed at a time of its own
    ("how many customers bought wine in may and bought wine in june",
     {**COUNTED, "customers": [f"bought {WINE} {MAY}", f"bought {WINE} {JUNE}"]}),
    ("how many customers bought beer in may and wine in june",
     {**COUNTED, "customers": [f"bought {BEER} {MAY}", f"bought {WINE} {JUNE}"]}),
    ("HHs that shopped in may but not once in june, how many have we lost?",
     {**COUNTED, "customers": [f"bought {MAY}", f"not bought {JUNE}"]}),
    ("families: how many are there, whats their avg basket", {"metrics": ["customers", "average_basket"]}),
    # what follows later, and on how many days
    ("how many hh bought wine in may but not since",
     {**COUNTED, "customers": [f"bought {WINE} {MAY}", f"not bought {WINE} {JUNE[:10]}/2017-12-31"]}),
    ("people who purchased on more than 10 different days in june",
     {**COUNTED, "customers": [f"bought trading_days > 10 {JUNE}"]}),
    ("customers who shopped in at least 6 months", {**COUNTED, "customers": ["bought months_active >= 6"]}),
    # each of them, and the best of them
    ("number of different categories an average customer buys",
     {"tool": "measure_spread", "wants": {"metric": "categories_bought", "per": "customer"}}),
    ("single parents - how many and whats their avg basket", {"metrics": ["customers", "average_basket"]}),
    ("average basket of our best customers",
     {"metrics": ["average_basket"], "customers": ["bought top 20% by sales"], "by": []}),
    ("our best customers by spend", {"customers": [], "by": ["customer"]}),
    ("customers in their 20s", {"filters": ["age in 19-24|25-34"], "unknown": []}),
    ("how many 65+ customers bought wine",
     {"metrics": ["customers"], "filters": ["age in 65+", f"category in {WINE}"]}),
]  # fmt: skip


@pytest.mark.parametrize(("question", "expected"), CASES, ids=[q for q, _ in CASES])
def test_question_is_read(reader: Reader, agrees: Agrees, question: str, expected: dict[str, Any]) -> None:
    agrees(reader.read(question), expected)
