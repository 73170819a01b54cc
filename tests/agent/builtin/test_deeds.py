"""Households by what they did, in words."""

import datetime as dt

from agent.builtin.write.deeds import chosen, done, predicate
from knowledge.metrics import load_definitions
from tools.warehouse.request import CustomerSet, Filter, Having, Period

D = load_definitions()
BEER = Filter(dimension="category", values=["BEERS/ALES"])
PIZZA = Filter(dimension="category", values=["FROZEN PIZZA"])
MAY = Period(start=dt.date(2017, 5, 1), end=dt.date(2017, 5, 31), label="May 2017")


def test_what_was_bought_in_the_days_of_the_figure_needs_no_days_of_its_own() -> None:
    sets = [CustomerSet(bought=[BEER], period=MAY), CustomerSet(bought=[PIZZA], period=MAY)]
    assert done(sets, D, MAY) == "bought Beers/Ales and bought Frozen Pizza"
    assert done(sets, D, None) == ""


def test_one_who_was_mailed_need_not_have_shopped() -> None:
    sets = [CustomerSet(mailed=[Filter(dimension="campaign", values=[18])])]
    assert done(sets, D, None) == ""
    assert chosen(sets, D) == "households that were mailed campaign 18"


def test_a_denied_deed_keeps_its_days() -> None:
    sets = [CustomerSet(bought=[BEER], period=MAY), CustomerSet(bought=[PIZZA], period=MAY, negate=True)]
    assert "(May 2017)" in chosen(sets, D, MAY)
    assert done(sets, D, MAY).startswith("bought Beers/Ales")


def test_who_stopped_and_who_began_read_as_people_say_it() -> None:
    june = Period(start=dt.date(2017, 6, 1), end=dt.date(2017, 6, 30), label="June 2017")
    stopped = [CustomerSet(bought=[BEER], period=MAY), CustomerSet(bought=[BEER], period=june, negate=True)]
    assert done(stopped, D, None) == "bought Beers/Ales in May 2017 but none in June 2017"
    left = [CustomerSet(bought=[], period=MAY), CustomerSet(bought=[], period=june, negate=True)]
    assert done(left, D, None) == "shopped in May 2017 but not in June 2017"
    new = [CustomerSet(bought=[], period=MAY, when="first")]
    assert chosen(new, D) == "households that made their first purchase in May 2017"


def test_a_set_by_what_was_spent() -> None:
    rich = CustomerSet(bought=[], at_least=Having(metric="sales", op=">", value=5000))
    assert chosen([rich], D) == "households with sales of more than $5,000"


def test_what_they_did_follows_their_name_as_a_verb() -> None:
    rich = CustomerSet(bought=[], at_least=Having(metric="sales", op=">", value=5000))
    none = CustomerSet(redeemed=[], negate=True)
    assert predicate([none, rich], D) == "redeemed no coupon and had sales of more than $5,000"
    assert predicate([CustomerSet(bought=[BEER])], D) == "bought Beers/Ales"
    # Who was mailed, or never bought, need not have shopped.
    assert predicate([CustomerSet(mailed=[Filter(dimension="campaign", values=[18])])], D) == ""
    assert predicate([CustomerSet(bought=[BEER], negate=True)], D) == ""
