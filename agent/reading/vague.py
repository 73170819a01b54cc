"""Nouns that name a grouping only together with what is grouped: 'by size', 'split by kind', 'by type'."""

from dataclasses import replace
from typing import Any

from agent.reading.context import Sentence
from agent.reading.days import Days
from agent.reading.links import Link
from agent.reading.negation import negated
from agent.reading.timewords import norm
from agent.reading.tokens import Token

_SIZES = {"size", "sizes"}
_KINDS = {"kind", "kinds", "type", "types", "sort", "sorts", "form", "forms", "source"}
_BELOW = {"department": "category", "category": "product_type"}
_DISCOUNTS = ("loyalty_discount", "coupon_discount", "coupon_match")
_BY = {"by", "per", "split by", "broken down by", "grouped by", "each", "for each", "every", "across"}
_MEANT = {"product": {**dict.fromkeys(_SIZES, "package_size")},
          "customer": {**dict.fromkeys(_SIZES, "household_size"), **dict.fromkeys(_KINDS, "household_type")},
          "campaign": dict.fromkeys(_KINDS, "campaign_type")}  # fmt: skip


def find_yearly(tokens: list[Token], days: Days) -> list[Link]:
    """'A year', 'per year', 'annual': where the data hold one year, all of them, and no grouping."""
    if days.first.year != days.last.year:
        return []
    links = []
    for at, token in enumerate(tokens):
        if token.norm in ("annual", "annually", "yearly") and norm(tokens, at - 1) not in ("by", "the"):
            links.append(Link(at, at + 1, "function", "yearly", 1.7))
        if token.norm in ("a", "per") and norm(tokens, at + 1) == "year":
            links.append(Link(at, at + 2, "function", "yearly", 1.7))
    return links


def settle_vague(s: Sentence, definitions: Any) -> None:
    """Gives every vague noun behind 'by' the grouping that the rest of the question makes of it. One that
    nothing explains is not understood: no word behind 'by' is passed over."""
    if s.previous is not None and s.previous.by and len(s.links) > 1:
        # "which group spends most" after figures by age group
        asked = s.words(s.links[0]) == "which" and s.words(s.links[1]) in ("group", "groups", "band")
        if asked and s.links[1].kind == "function":
            s.links[1] = Link(s.links[1].first, s.links[1].after, "dimension", s.previous.by[0])
    for place, link in enumerate(s.links):
        if link.target != "group":
            continue
        at = place + 1
        while at < len(s.links) and s.is_plain(s.links[at]):
            at += 1
        if at >= len(s.links):
            continue
        noun = s.links[at]
        counted = noun.target in s.counts
        if noun.kind == "metric" and not counted and s.words(link) == "by" and _cuts(s, place):
            s.links[at] = replace(noun, kind="unknown", target="", data=None)
        if noun.kind not in ("function", "unknown"):
            continue
        words = s.words(noun)
        if words in _KINDS and (total := _place_of(s, "total_discount")) is not None:
            parts = [m for m in _DISCOUNTS if m in definitions.metrics]
            _side_by_side(s, total, [place, at], parts)
            continue
        name = _meant(s, words, definitions)
        if name in definitions.dimensions:
            s.links[at] = Link(noun.first, noun.after, "dimension", name)
        elif noun.kind == "function" and words.isalpha() and words not in _IDLE and s.words(link) in _BY:
            s.links[at] = Link(noun.first, noun.after, "unknown")


_IDLE = {"itself", "themselves", "far", "me", "you", "us", "now", "then", "chance", "hand", "default",
    "and", "or", "the", "a", "our", "all", "each", "any", "single", "one", "given", "time", "value", "number",
    "amount", "volume", "total", "results", "performance", "name", "those", "these", "that", "this", "how",
    "way", "what", "which", "where", "when", "who", "whether", "much", "many", "people", "going"}  # fmt: skip


def _cuts(s: Sentence, place: int) -> bool:
    """Whether a figure is to be cut by a figure, which no grouping does: 'sales by price', 'sales by number
    of items'; things are listed by one ('departments by sales')."""
    figure = any(x.kind == "metric" and x.target not in s.counts for x in s.links[:place])
    return figure and not any(
        x.kind in ("dimension", "rank", "compare", "follow_up") for x in s.links[: place + 3]
    )


def _place_of(s: Sentence, metric: str) -> int | None:
    return next((p for p, x in enumerate(s.links) if x.kind == "metric" and x.target == metric), None)


def _side_by_side(s: Sentence, total: int, told: list[int], metrics: list[str]) -> None:
    """A sum by its kinds: the figures it is made of, each in a column of its own."""
    s.extra_metrics = metrics
    for place in told:
        s.tell(place)


def _meant(s: Sentence, words: str, definitions: Any) -> str:
    groups = []
    deepest = ""
    for place, link in enumerate(s.links):
        target = link.target.split("=")[0]
        dimension = definitions.dimensions.get(target) if link.kind in ("value", "dimension") else None
        if dimension is not None:
            groups.append(dimension.group)
            if target in _BELOW and link.kind == "value" and not negated(s, place):
                deepest = target
        elif link.target in ("customers", "subject", "customer"):
            groups.append("customer")
        elif link.kind == "metric" and link.target in definitions.metrics:
            facts = definitions.facts_of(link.target)
            groups += ["campaign"] if "order_lines" not in facts else []
    for group in dict.fromkeys(groups):
        if name := _MEANT.get(group, {}).get(words, ""):
            return name
    return _BELOW.get(deepest, "") if words in _KINDS else ""
