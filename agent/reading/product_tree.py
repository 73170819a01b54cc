"""At which level of the product tree goods that are named side by side are taken."""

from dataclasses import replace
from itertools import pairwise

from agent.reading.context import Sentence
from agent.reading.english import Key
from agent.reading.levels import PRODUCT, dimension_at
from agent.reading.links import Link
from agent.reading.values import Meant, in_part


def narrow(s: Sentence) -> None:
    """'White milk', 'frozen breakfast': of two words for goods side by side, the first picks among what the
    second names; where nothing is both, the first is not understood ('baby carrots')."""
    for place in range(len(s.links) - 1):
        first, second = s.links[place], s.links[place + 1]
        names = (dimension_at(s, place), dimension_at(s, place + 1))
        if not (first.after == second.first and names[0] and set(names) <= set(PRODUCT)):
            continue
        one = first.data[0]
        if not (one.partial or one.family) or (len(s.links) > place + 2 and dimension_at(s, place + 2)):
            continue
        both = _both(s, first, second)
        if both is None:
            s.links[place] = replace(first, kind="unknown", target="", data=None)
            continue
        s.tell(place, "qualifier")
        s.links[place + 1] = replace(second, target=both.dimension, data=[both])


def _both(s: Sentence, first: Link, second: Link) -> Meant | None:
    """The goods that are what both of two links name: values of both, or product types with both words."""
    one, other = first.data[0], second.data[0]
    shared = tuple(v for v in other.values if v in one.values) if one.dimension == other.dimension else ()
    if shared:
        return replace(other, values=shared, partial=True)
    words = [s.tokens[first.after - 1].stem, s.tokens[second.after - 1].stem]
    held = [{t for t in s.lexicon.holding.get(w, ()) if t.dimension == "product_type"} for w in words]
    types = sorted(held[0] & held[1], key=lambda t: -t.weight)
    named = tuple(t.value for t in types)
    return replace(other, dimension="product_type", values=named, partial=True) if named else None


def agree_on_dimension(s: Sentence) -> None:
    """Values of the product tree that stand side by side are taken at one level where that is possible."""
    places = [p for p, x in enumerate(s.links) if x.kind == "value" and isinstance(x.data, list)
              and x.data[0].dimension in PRODUCT]  # fmt: skip
    for a, b in pairwise(places):
        between = [s.links[k] for k in range(a + 1, b)]
        if not between or not any(s.is_and(x) or x.kind == "compare" for x in between):
            continue
        first, second = s.links[a].data, s.links[b].data
        if first is None or second is None:
            continue  # a link taken back by the pair before
        if first[0].dimension == second[0].dimension:
            continue
        wider = [[*s.links[p].data, *in_part(stems(s, s.links[p]), s.lexicon)] for p in (a, b)]
        for level in (first[0].dimension, second[0].dimension, *PRODUCT):
            fits = [next((m for m in data if m.dimension == level), None) for data in wider]
            if fits[0] and fits[1]:
                for place, meant in zip((a, b), fits, strict=True):
                    s.links[place] = replace(s.links[place], target=level, data=[meant])
                break
        else:
            s.apart = True  # "dairy vs produce": each is told of on its own


def stems(s: Sentence, link: Link) -> Key:
    """The stems of a link's words, as phrases are looked up."""
    return tuple(t.stem for t in s.tokens[link.first : link.after] if t.kind != "symbol" and t.norm != "s")
