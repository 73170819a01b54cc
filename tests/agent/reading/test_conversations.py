"""Conversations over real readings: what is looked up after each further question, slot by slot."""

import json
from typing import Any

import pytest
from langchain_core.messages import BaseMessage, HumanMessage, ToolMessage

from agent.builtin.desk import Desk
from agent.builtin.model import reply
from agent.reading import Reader
from knowledge.metrics import load_definitions
from tools.evidence import make
from tools.warehouse.request import CustomerSet, Filter, MetricRequest, Period

DEFINITIONS = load_definitions()

CASES: list[tuple[list[str], list[str]]] = [
    # the other side of a comparison stays, whatever is changed after it
    (["sales in store 367 in october", "vs 292?"], ["sales by store of store 367|292 in 2017-10"]),
    (["sales in store 367 in october", "vs 292?", "both w/o fuel"],
     ["sales by store of store 367|292, not fuel Fuel in 2017-10"]),
    (["sales in store 367 in october", "vs 292?", "and customers"],
     ["customers by store of store 367|292 in 2017-10"]),
    (["beef sales in may", "add pork"], ["sales by category of category BEEF|PORK in 2017-05"]),
    (["beef sales in may", "and pork", "put both next to each other"],
     ["sales by category of category BEEF|PORK in 2017-05"]),
    (["beer sales in may", "vs wine", "and in june"],
     ["sales of category BEERS/ALES in 2017-06", "sales of category DOMESTIC WINE|IMPORTED WINE in 2017-06"]),
    (["beef sales by month", "and pork", "compare the two"],
     ["sales by month, category of category BEEF|PORK"]),
    (["sales of beef vs pork", "by store"],
     ["sales by category, store within category of category BEEF|PORK"]),
    (["avg basket in store 367", "compared to the chain average", "and in may"],
     ["average_basket of store 367 in 2017-05", "average_basket in 2017-05"]),
    (["orders in may", "vs customers"], ["orders, customers in 2017-05"]),
    (["sales in q1 vs q2", "no i meant q3 and q4"], ["sales in Q4 2017 against Q3 2017"]),
    # a count becomes the households that it counted
    (["new customers in march", "how much did they spend"],
     ["sales in 2017-03 by first bought in 2017-03"]),
    (["new customers in march", "how much did they spend", "and april's"],
     ["sales in 2017-04 by first bought in 2017-04"]),
    (["new customers in march", "how much did they spend in april"],
     ["sales in 2017-04 by first bought in 2017-03"]),
    (["how many redeemed coupons from campaign 13", "how much did they spend in may"],
     ["sales in 2017-05 by redeemed campaign 13"]),
    (["how many redeemed coupons from campaign 13", "did they spend more than the others"],
     ["sales by redeemed campaign 13", "sales by not redeemed campaign 13"]),
    (["how many customers bought beef", "how many of them also bought pork"],
     ["customers of category PORK by bought category BEEF"]),
    (["spend of families with kids in may", "all households again"], ["sales in 2017-05"]),
    # shares stay shares, and of what they were
    (["share of produce in total sales", "in march?"], ["sales by department in 2017-03 as share"]),
    (["share of produce in total sales", "vs april"],
     ["sales by department as share", "sales by department in 2017-04 as share"]),
    (["how many redeemed coupons from campaign 13", "what share of those mailed is that"],
     ["response_rate of campaign 13"]),
    (["discounts in june", "what share of sales is that"], ["discount_rate in 2017-06"]),
    (["beef sales in store 367", "what share of all beef is that"],
     ["sales by store of category BEEF as share"]),
    # goods in whatever role they stood
    (["how many baskets had diapers", "and beer?"], ["orders in baskets with category BEERS/ALES"]),
    (["how many baskets had diapers", "and beer?", "how many had both"],
     ["orders in baskets with category DIAPERS & DISPOSABLES and category BEERS/ALES"]),
    (["sales of beef, pork and chicken", "exclude pork"],
     ["sales by category of category BEEF|CHICKEN"]),
    # figures, steps and what was told
    (["beef sales and units by month", "without the sales"], ["units by month of category BEEF"]),
    (["beef sales in august", "which month was best"], ["sales by month of category BEEF"]),
    (["beef sales in may and how many orders", "and in june"],
     ["sales of category BEEF in 2017-06", "orders of category BEEF in 2017-06"]),
    (["beef sales in may", "which store sold the most"],
     ["sales by store of category BEEF in 2017-05 as share"]),
    (["beef sales in may", "pork in june", "go back to the first one"],
     ["sales of category BEEF in 2017-05"]),
    (["beef sales in june", "and in may", "which of these had more orders"],
     ["orders of category BEEF in 2017-06 against 2017-05"]),
    (["top 3 stores by customers in may", "their avg baskets?", "and the bottom three"],
     ["average_basket by store in 2017-05"]),
    (["orders over $100 in june", "what share of all orders is that"],
     ["orders in 2017-06", "orders in baskets with sales > 100 in 2017-06"]),
    (["orders over $100 in june", "avg items in those", "and over $50"],
     ["items_per_order in baskets with sales > 50 in 2017-06"]),
    (["how many shoppers bought beef in q1", "what else did they buy", "and pork?"],
     ["sales by category in Q1 2017 by bought category PORK in Q1 2017"]),
    (["how many shoppers bought beef in q1", "what else did they buy", "and pork?", "how many bought both"],
     ["customers in Q1 2017 by bought category BEEF in Q1 2017 by bought category PORK in Q1 2017"]),
    (["how much do singles spend per visit", "whats that per household"],
     ["sales_per_customer of marital_status Unmarried"]),
    (["how many coupons were redeemed in campaign 26", "how many were they", "avg spend of these in october"],
     ["sales_per_customer in 2017-10 by redeemed campaign 26"]),
    (["sales in store 343 by department, july", "just meat and deli", "vs store 381"],
     ["sales by department, store of store 343|381, department MEAT|DELI in 2017-07"]),
    (["weekend vs weekday sales in march", "per day on average"],
     ["sales_per_day by weekend of weekend Weekend|Monday to Friday in 2017-03"]),
    (["beef units in november", "in all of 2017", "avg per week?"],
     ["units by week of category BEEF, full_week Whole week in 2017-01"]),
    (["compare renters and homeowners on sales", "on number of trips"],
     ["orders by home_ownership of home_ownership Renter|Homeowner"]),
    (["beef units in q2", "sales too", "drop units"], ["sales of category BEEF in Q2 2017"]),
    (["new customers jan to mar by month", "share of all customers"],
     ["new_customer_share by month in 2017-01"]),
    (["wine sales in december", "imported only"], ["sales of category IMPORTED WINE in 2017-12"]),
    (["sales of meat, private label vs national", "percent", "by month"],
     ["sales by brand, month of brand Private|National, department MEAT"]),
    (["sales in may", "without beef", "no, i meant with beef only"], ["sales of category BEEF in 2017-05"]),
    (["beef sales in november", "compared to last month", "which stores dropped most", "and which gained"],
     ["sales by store of category BEEF in 2017-11"]),
    (["avg basket of singles", "families?", "who has more orders"],
     ["orders of marital_status Unmarried", "orders of household_type 1 Adult Kids|2 Adults Kids"]),
    (["avg basket of singles", "couples?", "and families", "put all three side by side"],
     ["average_basket of marital_status Unmarried", "average_basket of marital_status Married",
      "average_basket of household_type 1 Adult Kids|2 Adults Kids"]),
    (["sales in november", "how about october", "so how much more was it"],
     ["sales in 2017-11 against 2017-10"]),
    (["top 3 stores by beef sales in may", "same stores in june"],
     ["sales by store of category BEEF, store a|b|c in 2017-06"]),
    (["new customers in may", "in which stores did they shop", "did they come back in june"],
     ["customers in 2017-06 by first bought in 2017-05"]),
    (["weekend sales of beef in may", "vs weekdays"],
     ["sales by weekend of weekend Weekend|Monday to Friday, category BEEF in 2017-05"]),
    # rows of a list by their part in it
    (["top 3 stores by beef sales in may", "customers of the winner"],
     ["customers of category BEEF, store a in 2017-05"]),
    (["top 3 stores by beef sales in may", "customers of the winner", "and the runner-up?"],
     ["customers of category BEEF, store b in 2017-05"]),
    (["top 3 stores by beef sales in may", "how many orders did the weakest store have"],
     ["orders of category BEEF, store c in 2017-05"]),
    (["sales by store in june", "which is the best store"], ["sales by store in 2017-06 as share"]),
    (["top 10 stores by beef sales", "which of those stores sold the least pork"],
     ["sales by store of category PORK, store a|b|c"]),
    # what is taken back
    (["beef sales in store 367 in may", "without the store filter"], ["sales of category BEEF in 2017-05"]),
    (["beef sales in store 367 in may", "drop the beef part"], ["sales of store 367 in 2017-05"]),
    (["beef sales on weekends", "w/o that filter please"], ["sales of category BEEF"]),
    (["beef sales in may", "and in june", "undo that"], ["sales of category BEEF in 2017-05"]),
    (["beef sales in june vs may", "drop the comparison"], ["sales of category BEEF in 2017-06"]),
    (["beef sales in store 367", "how much did they sell there overall"], ["sales of store 367"]),
    # doubt, and another order of what was compared
    (["beef sales in june", "hm i thought it was 40k"], ["sales of category BEEF in 2017-06"]),
    (["beef sales in june", "that looks way too low"], ["sales of category BEEF in 2017-06"]),
    (["beef sales in june", "our dashboard says 12,300"], ["sales of category BEEF in 2017-06"]),
    (["beef sales on weekends", "and weekdays", "as a share"], ["sales by weekend of category BEEF"]),
    (["average basket in store 367", "what % of the total was that"], ["sales by store as share"]),
    (["beef sales for 45-54", "vs 65+", "as a share of their spend"],
     ["sales by age, category within age of age 45-54|65+"]),
    (["redemptions by month", "how many households was that"], ["redeeming_customers"]),
    # one of two, those that moved, all of several
    (["beef sales in june vs may", "which of them had more orders"],
     ["orders of category BEEF in 2017-06 against 2017-05"]),
    (["sales by department in june vs may", "only the ones that fell"],
     ["sales by department in 2017-06 against 2017-05"]),
    (["orders and units of beef", "pork?", "chicken?", "which of the three did best"],
     ["orders, units by category of category BEEF|PORK|CHICKEN"]),
    (["private label sales by age", "the 25-34s, how much do they spend on it"],
     ["private_label_sales of age 25-34"]),
    (["campaign 18 redemptions", "total sales in may", "13?"], ["redemptions of campaign 13"]),
    (["beef sales in may", "ok forget beef, total sales"], ["sales in 2017-05"]),
    # all of something again, rows by number, a row beside another
    (["beef orders in store 367 in may", "what about the whole chain"],
     ["orders of category BEEF in 2017-05"]),
    (["beef sales to families", "and on everything"],
     ["sales of household_type 1 Adult Kids|2 Adults Kids"]),
    (["top 3 stores by beef sales", "orders of number 2"], ["orders of category BEEF, store b"]),
    (["top 3 stores by beef sales", "what do these three sell most"],
     ["sales by category of category BEEF, store a|b|c"]),
    (["top 3 stores by beef sales", "compare it to 406"],
     ["sales by store of category BEEF, store a|406"]),
    (["beef sales by month", "whats the peak"], ["sales by month of category BEEF"]),
    (["beef sales in store 367", "how much of it is on promo"],
     ["sales by on_deal of category BEEF, store 367"]),
    (["beef sales in june", "im not convinced, can you check again"], ["sales of category BEEF in 2017-06"]),
    (["beef sales in may", "and in june", "by how much in percent"],
     ["sales of category BEEF in 2017-06 against 2017-05"]),
    # between what was spoken of; what a short question keeps
    (["beef sales by age in may", "in june", "so who gained"],
     ["sales by age of category BEEF in 2017-06 against 2017-05"]),
    (["beef sales by age in june vs may", "and who lost the most"],
     ["sales by age of category BEEF in 2017-06 against 2017-05"]),
    (["campaign 13 redemptions", "of how many mailed"], ["targeted_customers of campaign 13"]),
    (["campaign 13 response rate", "how does that compare to all campaigns"],
     ["response_rate of campaign 13", "response_rate"]),
    (["beef sales in may", "what was the average basket"],
     ["average_basket of category BEEF in 2017-05"]),
    (["beef sales in may", "how many stores do we have"], ["stores_trading"]),
    (["top 3 stores by beef sales", "that store's total sales?"], ["sales of store a"]),
    (["beef sales in june", "how sure are you about this"], ["sales of category BEEF in 2017-06"]),
    (["top 3 stores by beef sales", "best one - average basket then", "and the weakest"],
     ["average_basket of category BEEF, store c"]),
    (["sales by department in june vs may", "anything that shrank?"],
     ["sales by department in 2017-06 against 2017-05"]),
    (["beef sales by month", "best month?", "how many customers then"],
     ["customers of category BEEF, month a"]),
    (["store 343 sales by month", "same for store 381", "which of the two had more over the year"],
     ["sales by store of store 343|381"]),
    (["coupon discount in may", "as % of sales"], ["coupon_discount, sales in 2017-05"]),
    (["baskets with beef and pork", "drop the beef condition"], ["orders in baskets with category PORK"]),
    (["beef sales in june vs may", "i thought beef alone was at 60 percent"],
     ["sales of category BEEF in 2017-06 against 2017-05"]),
    (["top 3 stores by beef sales", "who was second"], ["sales of category BEEF, store b"]),
    (["top 3 stores by beef sales", "first one over time"], ["sales by month of category BEEF, store a"]),
    (["top 3 stores by beef sales", "not 367"], ["sales by store of category BEEF, not store 367"]),
    (["beef sales in june", "kind of surprised, are those numbers right?"],
     ["sales of category BEEF in 2017-06"]),
    (["deal share by department in may", "whats the average"], ["deal_share in 2017-05"]),
    (["beef orders by weekday in may", "whats the slowest"],
     ["orders by weekday of category BEEF in 2017-05"]),
    (["beef orders in may", "hm looks odd"], ["orders of category BEEF in 2017-05"]),
    (["beef sales in may", "no wait, pork"], ["sales of category PORK in 2017-05"]),
    (["how much did those who redeemed spend in may"], ["sales in 2017-05 by redeemed in 2017-05"]),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "looked_up"), CASES, ids=[" / ".join(asked) for asked, _ in CASES])
def test_a_further_question_edits_what_was_asked(
    reader: Reader, asked: list[str], looked_up: list[str]
) -> None:
    assert _last_calls(reader, asked) == looked_up


def _last_calls(reader: Reader, asked: list[str]) -> list[str]:
    """What was looked up for the last of the questions, in short form and each once."""
    covers = Period.model_validate({"start": "2017-01-01", "end": "2017-12-31"})
    desk = Desk(reader, DEFINITIONS, (), lambda word: [], covers)
    messages: list[BaseMessage] = []
    found: list[str] = []
    for question in asked:
        messages.append(HumanMessage(question))
        found = []
        for _ in range(4):
            said = reply(messages, desk)
            messages.append(said)
            for call in said.tool_calls:
                messages.append(_looked_up(dict(call), len(messages)))
                found += (
                    [_short(MetricRequest.model_validate(call["args"]))] if "metrics" in call["args"] else []
                )
            if not said.tool_calls or said.tool_calls[0]["name"] == "ask_user":
                break
    return found


def _looked_up(call: dict[str, Any], number: int) -> ToolMessage:
    """A few rows of each grouping, those that were chosen where some were."""
    if call["name"] != "query_metric":
        return ToolMessage("{}", tool_call_id=call["id"], name=call["name"])
    request = MetricRequest.model_validate(call["args"])
    chosen = {f.dimension: f.values for f in request.filters if f.op == "in" and len(f.values) > 1}
    rows = [
        {
            **{b: chosen.get(b, "abc")[place] for b in request.by},
            **dict.fromkeys(request.metrics, 9.0 - place),
        }
        for place in range(min([3, *map(len, chosen.values())]) if request.by else 1)
    ]
    columns = [{"name": b, "label": b, "role": "dimension", "unit": "", "metric": ""} for b in request.by]
    columns += [
        {"name": m, "label": m, "role": "metric", "unit": "usd", "metric": m} for m in request.metrics
    ]
    evidence = make("query_metric", "t", columns=columns, rows=rows, scope=call["args"])  # type: ignore[arg-type]
    return ToolMessage(json.dumps({**evidence, "id": f"D{number}"}), tool_call_id=call["id"])


def _short(request: MetricRequest) -> str:
    """'sales by store of store 367|292 in 2017-10'."""
    text = ", ".join(request.metrics)
    text += f" by {', '.join(request.by)}" if request.by else ""
    text += f" within {request.within}" if request.within else ""
    text += f" of {', '.join(map(_filter, request.filters))}" if request.filters else ""
    held = " and ".join(_filter(f) for b in request.baskets for f in b.holding)
    held += " and ".join(f"{h.metric} {h.op} {h.value:g}" for b in request.baskets for h in b.having)
    text += f" in baskets with {held}" if held else ""
    text += f" in {_period(request.period)}" if request.period else ""
    text += f" against {_period(request.compare)}" if isinstance(request.compare, Period) else ""
    text += "".join(f" by {_set(s)}" for s in request.customers)
    return text + (" as share" if request.share and not request.filters[1:] and _asked_share(request) else "")


def _asked_share(request: MetricRequest) -> bool:
    """Lists of whole figures show shares anyway; they are told here where no filter narrows the list."""
    return request.by in (["department"], ["store"]) and request.limit is None


def _filter(f: Filter) -> str:
    return f"{'' if f.op == 'in' else 'not '}{f.dimension} {'|'.join(map(str, f.values))}"


def _set(s: CustomerSet) -> str:
    words = ["not"] if s.negate else []
    words += ["first"] if s.when == "first" else []
    words += [s.deed, *map(_filter, s.filters)]
    return " ".join(words) + (f" in {_period(s.period)}" if s.period else "")


def _period(p: Period) -> str:
    return p.label if p.label.startswith("Q") else f"{p.start:%Y-%m}"
