"""Footfall: orders come nearest to it, and are taken for it where nothing else is said of visitors."""

from dataclasses import replace
from typing import Any

from agent.reading.context import Sentence

_TOPIC = "visitors who did not buy"
_SAID = {"footfall", "foot traffic", "traffic", "store traffic", "visitors", "visitor", "walk ins", "walkins"}
_RATES = {"convert", "converts", "converted", "left", "leave", "leaving", "without", "didnt", "not",
    "never", "vs", "versus", "per", "buying", "bought", "who"}  # fmt: skip
"""Words beside which visitors are those who may not have bought."""


def count_visits(s: Sentence, definitions: Any) -> list[str]:
    """Takes footfall for orders, in place, and gives what to say of it; nothing where something else that
    the shop does not record is asked for, too."""
    absent = [p for p, x in enumerate(s.links) if x.kind == "absent"]
    meant = [p for p in absent if s.links[p].target == _TOPIC and s.words(s.links[p]) in _SAID]
    words = {t.norm for t in s.tokens}
    if not meant or meant != absent or "orders" not in definitions.metrics or words & _RATES:
        return []
    said = s.words(s.links[meant[0]])
    for place in meant:
        s.links[place] = replace(s.links[place], kind="metric", target="orders", data=None)
    return [f"'{said.capitalize()}' is read as orders: visits without a purchase are not recorded."]
