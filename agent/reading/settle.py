"""Decides by their neighbours what words with several meanings mean: customers counted, listed or told of."""

from dataclasses import replace

from agent.reading.context import COUNTS, Sentence
from agent.reading.english import phrases
from agent.reading.links import Link
from agent.reading.ranking import is_superlative

COMPARATIVES = {"better", "worse", "bigger", "larger", "smaller", "stronger", "weaker", "faster", "slower",
    "greater", "fewer", "healthier"}  # fmt: skip
_COMPARES = {"compare", "comparing", "comparison of", "comparison"}


def settle(sentence: Sentence) -> None:
    """Makes of words that name both a figure and a grouping what their neighbours make of them; a
    comparative that describes no noun ('which is better') carries no content."""
    for place, link in enumerate(sentence.links):
        after = sentence.links[place + 1] if place + 1 < len(sentence.links) else None
        noun = after is not None and after.kind in ("dimension", "metric", "value", "unknown")
        than = any(sentence.words(x) == "than" for x in sentence.links[place:])
        if sentence.words(link) in phrases()["comparatives"] and _against_values(sentence, place):
            sentence.links[place] = replace(link, kind="function", target="told")
        if link.kind == "unknown" and sentence.words(link) in COMPARATIVES and (than or not noun):
            sentence.links[place] = replace(link, kind="function")
    for place, link in enumerate(sentence.links):
        if sentence.words(link) in ("families", "family") and _are_homes(sentence, place):
            key = ("household",)
            sentence.links[place] = replace(link, kind="metric", target="customers", data=key)
    for place, link in enumerate(sentence.links):
        if sentence.words(link) in _ARTICLES and _are_articles(sentence, place):
            sentence.links[place] = replace(link, kind="dimension", target="product", data=None)
    for place, link in enumerate(sentence.links):
        if link.kind in ("metric", "dimension") and link.data is not None:
            sentence.links[place] = _metric_or_dimension(sentence, place, link)


def _are_homes(s: Sentence, place: int) -> bool:
    """'Families of 4', 'which families stopped buying': households of any kind, with kids or not."""
    ahead = s.links[place + 1 : place + 3]
    sized = any(x.kind == "value" and x.target in ("household_size", "kids") for x in ahead)
    return sized or (place == 1 and s.words(s.links[0]) == "which")


def _against_values(s: Sentence, place: int) -> bool:
    """'Are private label eggs cheaper than national ones': goods against goods, and no change over time."""
    halves = {x.target.split("=")[0] for x in s.links if x.kind == "value"} & s.two_valued
    if halves and not any(x.kind == "period" for x in s.links):
        return True  # "is beer more expensive on weekends"
    if not any(s.words(x) == "than" for x in s.links[place:]):
        return False
    kinds = [{x.kind for x in part} for part in (s.links[:place], s.links[place + 1 :])]
    return all("value" in k for k in kinds) and all("period" not in k for k in kinds)


_ARTICLES = {"item", "items", "items sold", "thing", "things"}


def _are_articles(s: Sentence, place: int) -> bool:
    """'Top 20 items', 'which items': single articles, where 'the most items' are pieces."""
    before = s.before(place)
    if before is not None and before.target in ("weak_metric", "sales", "how_many"):
        led = s.before(s.links.index(before))  # "the most bought item"
        return led is not None and led.kind == "rank" and before.target != "how_many"
    if before is None:
        return False
    ranked = before.kind == "rank" and (not is_superlative(before.target) or before.data.n is not None)
    return ranked or s.words(before) in ("which", "what", "best", "individual")


def pass_brackets(s: Sentence) -> None:
    """A time in brackets explains what is outside of them where a time stands there too: '4 week average
    (this week and the 3 before) for weeks 30 to 34'."""
    depth, inside = 0, []
    for place, link in enumerate(s.links):
        depth += (s.words(link) == "(") - (s.words(link) == ")")
        if depth > 0:
            inside.append(place)
    told = {"period", "compare", "function", "unknown", "follow_up"}
    outside = any(x.kind == "period" for p, x in enumerate(s.links) if p not in inside)
    if inside and outside and all(s.links[p].kind in told for p in inside):
        for p in inside:
            s.tell(p)


def _metric_or_dimension(s: Sentence, place: int, link: Link) -> Link:
    terms = s.lexicon.terms.get(link.data, [])
    metric = next((t.name for t in terms if t.kind == "metric"), None)
    dimension = next((t.name for t in terms if t.kind == "dimension"), None)
    if dimension is None and metric in s.counts:
        dimension = s.counts[metric]
    if metric is None or dimension is None:
        return link
    wants = _wants_dimension(s, place)
    return replace(link, kind="dimension" if wants else "metric", target=dimension if wants else metric)


def _wants_dimension(s: Sentence, place: int) -> bool:
    before = s.before(place)
    direct = _asked_with(s, place)
    if {"number", "count", "many"} & set(s.words(s.links[place]).split()):
        return False  # "by number of customers"
    described = [x for x in s.links[place + 1 : place + 4] if x.kind == "value"]
    if (
        before is not None
        and s.words(before) in ("by", "among", "amongst")
        and any(x.target in s.people for x in described)
    ):
        return False  # "spend by families with 2 kids"
    if before is not None and before.target == "group":
        by_metric = s.words(before) == "by" and any(x.kind == "rank" for x in s.links[:place])
        return not (by_metric and any(x.kind == "dimension" for x in s.links[:place]))
    if before is not None and before.target in COUNTS:
        return False
    if before is not None and s.words(before) in _COMPARES and _measured(s, place):
        return True
    if before is not None and before.kind == "rank" and before.data and before.data.on != "value":
        return False  # "lost the most customers"
    if before is not None and before.kind == "rank":
        return not is_superlative(before.target) or before.data.n is not None
    if direct in ("which", "what", "whose", "list", "name"):
        return True
    if place == 0 or all(s.is_plain(x) for x in s.links[:place]):
        ahead = s.links[place + 1 : place + 5]
        if (
            ahead
            and s.words(ahead[0]) in ("with", "having", "that", "who")
            and any(x.kind == "rank" for x in ahead)
        ):
            return True  # "campaign with the most redemptions"
    if s.links[place].target in s.counts and _listed_by(s, place):
        return True
    condition = next((x for x in s.links[place + 1 :] if x.kind == "condition"), None)
    with_ = place + 1 < len(s.links) and s.words(s.links[place + 1]) in ("with", "having", "that", "whose")
    if condition is not None and with_ and not s.asks_number and place == 0:
        return True  # "campaigns with a response over 20%"
    return condition is not None and not s.asks_number and s.links[place].target in ("customers", "customer")


def _measured(s: Sentence, place: int) -> bool:
    """'Compare the campaigns by redemption rate': another figure says by what the things are compared."""
    alone = not any(
        x.kind in ("period", "value", "dimension") or (x.kind == "metric" and p != place)
        for p, x in enumerate(s.links)
    )
    return alone or any(
        x.target == "group" or s.words(x) in ("on", "in terms of", "regarding")
        for x in s.links[place + 1 : place + 3]
    )


def _listed_by(s: Sentence, place: int) -> bool:
    """'Customers by spend', 'households by number of orders': each of them, in the order of the figure."""
    ahead = s.links[place + 1 : place + 3]
    figure = len(ahead) == 2 and ahead[1].kind == "metric" and ahead[1].target not in s.counts
    others = any(x.kind in ("dimension", "metric", "rank") for x in s.links[:place])
    return figure and s.words(ahead[0]) == "by" and not others


def _asked_with(s: Sentence, place: int) -> str:
    """The question word that a noun belongs to: 'which of our customers', but not 'what do customers'."""
    at = place - 1
    while at >= 0 and s.words(s.links[at]) in ("of", "our", "the", "your", "other"):
        at -= 1
    return s.words(s.links[at]) if at >= 0 else ""
