"""What kind of answer a question wants, and the figure and time step that it implies."""

from typing import Any

from agent.reading.context import Sentence
from agent.reading.english import phrase_keys, phrases
from agent.reading.restricted import Restricted
from agent.reading.result import Reading
from agent.reading.timing import Timed
from agent.reading.tokens import phrase_key


def step(r: Reading, definitions: Any) -> str:
    """The time step of a trend: days within five weeks, weeks within a quarter, else months."""
    length = (r.period.end - r.period.start).days + 1 if r.period else 365
    wanted = (
        ("date", "week", "month")
        if length <= 35
        else ("week", "month")
        if length <= 100
        else ("month", "week")
    )
    return next((d for d in wanted if d in definitions.dimensions), "month")


_PRICES = {"most expensive", "priciest", "dearest", "cheapest", "least expensive", "expensive"}


_SELLING = {"sell", "sells", "sold", "selling", "carry", "buy", "bought"}


def priced(s: Sentence, definitions: Any) -> None:
    """In 'most expensive per unit' the unit belongs to the price, and is no figure of its own."""
    dear = any(phrases()["comparatives"].get(s.words(x)) == "price_per_unit" for x in s.links)
    if not dear and not any(x.kind == "rank" and x.target in _PRICES for x in s.links):
        return
    for place, link in enumerate(s.links):
        if link.kind == "metric" and s.words(link) in _SELLING:
            s.tell(place)  # "the most expensive thing we sell"
    for place, link in enumerate(s.links[1:], start=1):
        per = s.words(s.links[place - 1]) in ("per", "by", "a", "each")
        if per and link.kind == "metric" and link.target == "units":
            s.tell(place - 1)
            s.tell(place)


def rank_of_setting(s: Sentence, r: Reading, definitions: Any) -> None:
    """'The average ticket at the 10 busiest stores': they are ranked by what the rank speaks of, or by their
    sales, and not by the rate that is asked of them."""
    place = next((p for p, x in enumerate(s.links) if x.kind == "rank"), None)
    if place is None or r.rank is None or not (r.by and r.metrics) or r.others or r.rank.on != "value":
        return
    figure = next(
        (p for p, x in enumerate(s.links) if x.kind == "metric" and x.target == r.metrics[0]), place
    )
    lead = [s.words(x) for x in s.links[max(0, place - 2) : place] if s.words(x) not in ("the", "our", "its")]
    noun = s.following(place)
    if figure >= place or lead[-1:] not in [[w] for w in ("at", "in", "of", "for", "across", "from")]:
        return
    if definitions.metrics[r.metrics[0]].ratio is None or noun is None or noun.kind != "dimension":
        return
    by = next((m for m in implied(r, s, definitions)), "sales")
    r.metrics = list(dict.fromkeys([by, *r.metrics]))


def implied(r: Reading, s: Sentence, definitions: Any) -> list[str]:
    """The figure that a superlative speaks of where none is named: 'busiest' is of orders."""
    given = {" ".join(phrase): names for phrase, names in _implied_metrics().items()}
    for link in s.links:
        name = phrases()["comparatives"].get(s.words(link), "")
        if name in definitions.metrics:
            return [name]
    for link in s.links:
        if link.kind == "rank" and link.target in given:
            return [m for m in given[link.target] if m in definitions.metrics][:1]
    return []


def _implied_metrics() -> dict[tuple[str, ...], list[str]]:
    return {phrase_key(phrase): names for phrase, names in phrases()["implied_metric"].items()}


def shape(s: Sentence, r: Reading, restricted: Restricted, timed: Timed, definitions: Any) -> Any:
    """What kind of answer is wanted: see `Reading.shape`."""
    over_time = any(definitions.dimensions[b].kind == "time" for b in r.by)
    if r.compare is not None or (
        timed.compared and (restricted.side_by_side or len(r.by) > 0) and not r.rank
    ):
        return "ranking" if r.rank else "compare"
    if r.rank:
        return "ranking"
    if over_time:
        return "trend"
    if r.share:
        return "share"
    asks_what = any(phrase_keys("what_is_there") & {tuple(s.words(x).split())} for x in s.links[:3])
    if r.by and not r.metrics and not r.having and asks_what and not restricted.side_by_side:
        return "list"
    if r.count_of and not r.having and not r.filters:
        return "list"
    return "ranking" if r.by else "value"
