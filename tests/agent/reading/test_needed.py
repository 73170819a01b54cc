"""What a pattern needs is never more than what it matches with."""

import re

import pytest

from agent.reading.needed import needed, possible


@pytest.mark.parametrize(
    ("pattern", "clauses"),
    [
        ("beer lovers?", [{"beer"}, {"lover", "lovers"}]),
        ("(who )?(shops|buys) (more|most)( often)?", [{"shops", "buys"}, {"more", "most"}]),
        ("{goods} (is|are) in (it|the (basket|cart))", [{"is", "are"}, {"in"}, {"it", "the"}]),
        ("(?P<most>lost|gained) (?!never)(?=ever)", [{"lost", "gained"}]),
        ("(re)?work pre(fix)? it ?s", []),
        ("sales|(any )?orders", [{"sales", "orders"}]),
        ("sales|\\w+", []),
        ("a{2} [bc]d one", [{"one"}]),
    ],
)
def test_words_that_must_be_there(pattern: str, clauses: list[set[str]]) -> None:
    assert [set(one) for one in needed(pattern)] == clauses


@pytest.mark.parametrize(
    ("pattern", "plain"),
    [
        ("(who )?(shops|buys) most", "buys most"),
        ("(the |our )?(non )?coupon users?", "our coupon user"),
        ("it ?s for (a|the) \\w+", "its for the board"),
        ("sales( of {goods})? by( the)? day", "sales by day"),
    ],
)
def test_what_matches_is_possible(pattern: str, plain: str) -> None:
    assert re.fullmatch(pattern.replace("{goods}", "beer"), plain)
    assert possible(needed(pattern), frozenset(plain.split()))
    assert not possible(needed("sales of beer"), frozenset(["sales", "of"]))
