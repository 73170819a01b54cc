"""A figure that is named only to be set aside: 'customers, not orders'."""

from agent.reading.context import Sentence

_INSTEAD = {"not", "but not", "and not"}


def set_aside(s: Sentence) -> None:
    """Takes the second of two figures out of what is asked, where a negation stands right before it. Nothing
    is without orders in 'the number of customers, not orders'."""
    for place, link in enumerate(s.links):
        negated = place > 0 and s.words(s.links[place - 1]) in _INSTEAD
        named = [x for x in s.links[:place] if x.kind == "metric" and x.target != link.target]
        if link.kind == "metric" and link.target != "weak_metric" and negated and named:
            s.tell(place - 1)
            s.tell(place)
