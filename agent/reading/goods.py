"""What the words for goods and other values are to filter by."""

from collections.abc import Iterable
from typing import Any

from agent.reading.context import Sentence
from agent.reading.links import Link
from tools.warehouse.request import Filter


def chosen_by(link: Link) -> Filter | None:
    """The filter of a value's link."""
    if isinstance(link.data, Filter):
        return link.data
    return link.data[0].filter() if isinstance(link.data, list) else None


def goods_among(s: Sentence, places: Iterable[int], definitions: Any) -> list[Filter]:
    """The first goods named at these places, taken out of what is left to filter; empty where none are."""
    for place in places:
        link = s.links[place]
        chosen = chosen_by(link) if link.kind == "value" else None
        if chosen is not None and definitions.dimensions[chosen.dimension].group == "product":
            s.take(place)
            return [chosen]
    return []
