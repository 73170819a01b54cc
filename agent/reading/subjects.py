"""Words that tell of something and ask for nothing: the customers who buy, the selling of what is counted."""

from dataclasses import replace

from agent.reading.context import Sentence
from agent.reading.english import phrase_keys
from agent.reading.links import Link

_OTHER_DEEDS = {"got", "received", "get", "mailed", "targeted", "redeemed", "used", "contacted", "reached"}
"""Verbs that say who is meant, so that a verb of buying after them says what is asked."""
_ASKED = {"rank", "compare", "share", "condition", "dimension", "metric"}


def drop_told(sentence: Sentence) -> None:
    """Takes words that tell of something and ask for nothing out of the figures asked for: the customers
    who buy, the selling of what is counted."""
    _drop_described(sentence)
    _drop_weak(sentence)
    _drop_subjects(sentence)


def _drop_described(s: Sentence) -> None:
    """'Customers who bought beer': the buying says which customers, and asks for no sales."""
    people = [p for p, x in enumerate(s.links) if x.target in (*s.counts, *s.counts.values(), "subject")]
    for place, link in enumerate(s.links):
        if s.words(link) not in ("who", "that", "which") or not any(p < place for p in people):
            continue
        verb = next((p for p in range(place + 1, min(place + 5, len(s.links))) if _leans(s.links[p])), None)
        if verb is not None and not any(s.words(x) in _OTHER_DEEDS for x in s.links[place:verb]):
            s.tell(verb, "")
    first = s.links[0] if s.links else None
    if first is None or s.words(first) != "who" or people:
        return
    verb = next((p for p, x in enumerate(s.links) if _leans(x)), None)
    asked = any((x.kind in _ASKED and not _leans(x)) or s.words(x) in ("more", "less") for x in s.links)
    what = any(x.kind == "value" or x.target == "points:entity" for x in s.links)
    if verb is not None and not asked and what:
        # "who bought milk" counts them
        s.links[0] = replace(first, kind="metric", target="customers", data=None)
        s.tell(verb, "")


def _leans(link: Link) -> bool:
    """Whether a verb only leans to sales: buy, sell, spend."""
    weak = phrase_keys("weak_metric")
    return link.kind == "metric" and (link.target == "weak_metric" or link.data in weak)


def _drop_weak(s: Sentence) -> None:
    weak = phrase_keys("weak_metric")

    def is_weak(link: Link) -> bool:
        return link.kind == "metric" and (link.target == "weak_metric" or link.data in weak)

    strong = [
        x for x in s.links if x.kind in ("metric", "absent") and not is_weak(x) and x.target not in s.counts
    ]
    counted_ones = [p for p, x in enumerate(s.links) if x.kind == "metric" and x.target in s.counts]
    asked = [p for p in counted_ones if _is_asked(s, p)]
    kept = False
    for place, link in enumerate(s.links):
        if is_weak(link) and not kept and strong and _in_list(s, place):
            kept = True
            s.links[place] = replace(link, target="sales")
        elif is_weak(link):
            if strong or asked or kept:
                s.links[place] = replace(link, kind="function", target="")
            else:
                kept = True
                s.links[place] = replace(
                    link, target="sales" if link.target == "weak_metric" else link.target
                )


def _in_list(s: Sentence, place: int) -> bool:
    """The spend in 'total spend, visits and avg basket', 'with spend and trips': a figure beside others."""
    if s.words(s.links[place]) not in ("spend", "spending"):
        return False
    for side, beyond in ((place - 1, place - 2), (place + 1, place + 2)):
        if 0 <= beyond < len(s.links) and s.is_and(s.links[side]) and s.links[beyond].kind == "metric":
            return True
    return False


def _is_asked(s: Sentence, place: int) -> bool:
    """Whether a counted metric is itself asked for, rather than the subject of the sentence."""
    noun = place
    while noun and s.links[noun - 1].kind == "value" and s.links[noun - 1].after == s.links[noun].first:
        noun -= 1  # "how many 65+ customers"
    before = s.before(noun)
    if s.words(s.links[place]) == "how many":
        return True  # "single parents: how many and what is their basket"
    if before is not None and (before.target == "how_many" or before.kind in ("rank", "share")):
        return True
    following = s.following(place, skip=False)
    ahead = s.links[place - 1] if place else None
    for side, beyond in ((ahead, place - 2), (following, place + 2)):
        if s.is_and(side) and 0 <= beyond < len(s.links) and s.links[beyond].kind == "metric":
            return True
    return s.links[place].target not in ("customers",)


def _drop_subjects(s: Sentence) -> None:
    """'What do customers spend': the customers are told of, not counted, when something else is asked."""
    others = [x for x in s.links if x.kind == "metric" and x.target != "customers"]
    for place, link in enumerate(s.links):
        told = link.kind == "metric" and link.target == "customers" and others and not _is_asked(s, place)
        if told:
            s.links[place] = replace(link, kind="function", target="subject")
