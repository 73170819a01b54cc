"""What the words for goods and other values are to filter by."""

from collections.abc import Iterable
from typing import Any

from agent.reading.context import Sentence
from agent.reading.links import Link
from agent.reading.result import Reading
from tools.warehouse.request import Filter


def chosen_by(link: Link) -> Filter | None:
    """The filter of a value's link."""
    if isinstance(link.data, Filter):
        return link.data
    return link.data[0].filter() if isinstance(link.data, list) else None


_BELOW = {
    "department": "category",
    "category": "product_type",
    "product_type": "product",
    "brand": "category",
    "campaign_type": "campaign",
}
"""What the things that a value names consist of."""


def rank_goods(s: Sentence, r: Reading, definitions: Any) -> None:
    """'Cheapest meat', 'top 5 cheeses': a rank right before goods is one of what they consist of; 'which of
    those sold the least beer' ranks those."""
    if r.rank is None or r.by or r.count_of or s.refers_to:
        return
    places = [p for p, x in enumerate(s.links) if x.kind == "value"]
    place = next((p for p in places if (b := s.before(p)) is not None and b.kind == "rank"), None)
    priced = [p for p, x in enumerate(s.links) if x.kind == "metric" and x.target.endswith("price_per_unit")]
    if place is None and len(places) == 1 and any((b := s.before(p)) and b.kind == "rank" for p in priced):
        place = places[0]  # "the lowest price we had on beef"
    chosen = chosen_by(s.links[place]) if place is not None else None
    if chosen is not None and definitions.dimensions[chosen.dimension].kind == "id":
        r.unknown += [s.words(x) for x in s.links if x.kind == "rank"]  # "the ranking of store 367"
    if chosen is None or chosen.dimension not in _BELOW or chosen.op != "in":
        return
    several = len(chosen.values) > 2
    level = chosen.dimension if several else _BELOW[chosen.dimension]
    if level in definitions.dimensions:
        r.by = [level]
        r.notes.append(
            f"Taken by {definitions.dimensions[level].label.lower()}, as the question does not say by what."
        )


def list_of_kind(s: Sentence, r: Reading) -> None:
    """'List all type C campaigns', 'which type A campaign did best': the campaigns themselves."""
    for place, link in enumerate(s.links):
        chosen = chosen_by(link) if link.kind == "value" else None
        if r.by or chosen is None or chosen.dimension != "campaign_type" or r.count_of or s.asks_number:
            continue
        nouns = {t.stem for t in s.tokens[link.after - 1 : link.after + 1]}
        ahead = {s.words(x) for x in s.links[max(0, place - 3) : place]}
        if "campaign" in nouns and ahead & {"which", "what", "list", "list all", "show", "all", "name"}:
            r.by = ["campaign"]


def rank_without_none(r: Reading, definitions: Any) -> None:
    """'Which display place sold most' ranks the places, and not what stood on none."""
    for name in r.by if r.rank is not None else ():
        none = getattr(definitions.dimensions[name], "none", "")
        if none and all(f.dimension != name for f in r.filters):
            r.filters.append(Filter(dimension=name, op="not_in", values=[none]))


def rank_of_ratio(s: Sentence, r: Reading, definitions: Any) -> None:
    """'Revenue per store, top 5' ranks stores: the things that a figure is one of each."""
    ratio = definitions.metrics[r.metrics[0]].ratio if r.metrics else None
    if r.rank is None or r.by or r.refers_back or ratio is None or ratio.denominator not in s.counts:
        return
    r.by = [s.counts[ratio.denominator]]


def goods_among(s: Sentence, places: Iterable[int], definitions: Any) -> list[Filter]:
    """The first goods named at these places, taken out of what is left to filter; empty where none are."""
    for place in places:
        link = s.links[place]
        chosen = chosen_by(link) if link.kind == "value" else None
        if chosen is not None and definitions.dimensions[chosen.dimension].group == "product":
            s.take(place)
            return [chosen]
    return []
