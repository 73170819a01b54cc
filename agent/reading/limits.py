"""What is said of customers or values that no filter can say; it is not passed over."""

from itertools import pairwise

from agent.reading.context import Sentence
from agent.reading.counting import BUYS
from agent.reading.deed_parts import RELATIVE
from agent.reading.deeds import find_people
from agent.reading.restricted import Restricted
from tools.warehouse.request import Filter

_HABITS = {"only", "always", "mostly", "mainly", "usually", "often", "regularly", "exclusively", "rarely",
    "seldom", "just", "hardly", "sometimes", "frequently"}  # fmt: skip

_OTHERS = {"those", "people", "ones", "non", "everyone", "others", "customers", "the rest", "the others"}
_ONLY = {"only", "just", "exclusively", "solely", "always", "never"}
_DENIED = {"dont", "didnt", "doesnt", "do not", "did not", "does not", "not"}
_SOLD = {"sold", "bought", "sell", "sells", "selling", "purchased", "available"}


def not_as_rows(s: Sentence, found: Restricted, positive: list[tuple[int, str, list[Filter]]]) -> None:
    """Who bought one thing but not another, or both, is no question of single receipt lines."""
    if not any((x.kind == "metric" and x.target in s.counts) or x.target == "customer" for x in s.links):
        return
    without = {f.dimension for f in found.filters if f.op == "not_in"}
    for place, dimension, _ in positive:
        if dimension in without and not any(x.target == "sales" for x in s.links if x.kind == "metric"):
            later = [x for x in s.links[place:] if x.kind == "negation"]
            if later:
                found.unknown.append((later[0].first, s.links[-1].after))
                return
    both = next((x for x in s.links if s.words(x) == "both"), None)
    if both is not None and len(positive) > 1:
        found.unknown.append((both.first, s.links[positive[-1][0]].after))


def not_always(s: Sentence, found: Restricted) -> None:
    """'Customers who only buy private label' say what else they do not buy, which no filter says."""
    people = find_people(s)
    for place, link in enumerate(s.links):
        others = [s.words(x) for x in s.links[place + 1 : place + 3]]
        if s.words(link).endswith("than") and others and others[0] in _OTHERS and _told_of(s):
            found.unknown.append((link.first, s.links[-1].after))  # "more than those who didnt"
            break
    for place, link in enumerate(s.links[:-1]):
        verb = s.links[place + 1]
        goods = any(x.kind == "dimension" or x.target in s.counts for x in s.links[:place])
        if s.words(link) in _ONLY | _DENIED and s.words(verb) in _SOLD and goods and not people:
            found.unknown.append((link.first, verb.after))  # "only sold in december", "stores that dont sell"
            continue
        sold = place > 0 and s.words(s.links[place - 1]) in _SOLD
        if s.words(link) in ("no", "not any") and verb.kind == "value" and sold and goods and not people:
            found.unknown.append((link.first, verb.after))  # "stores that sell no beer"
            continue
        if s.words(link) in ("no", "without any", "zero") and verb.kind == "metric" and (goods or people):
            found.unknown.append((link.first, verb.after))  # "categories with no sales"
            continue
        habit = s.words(link) in _HABITS and link.target != "told" and s.words(verb) in BUYS
        habit = habit and any(p < place for p in people)
        if habit and not any(x.kind == "condition" and x.data is not None for x in s.links[place:]):
            found.unknown.append((link.first, verb.after))


def _told_of(s: Sentence) -> bool:
    """Whether customers are told of by what they did, whose others no single question sets beside them."""
    return any(s.words(x) in RELATIVE for x in s.links)


def not_opposed(s: Sentence, found: Restricted, positive: list[tuple[int, str, list[Filter]]]) -> None:
    """'Families vs couples' are told apart by two dimensions: no grouping and no filter means that."""
    for (a, first, _), (b, second, _) in pairwise(p for p in positive if p[1] in s.people):
        between = {w for x in s.links[a + 1 : b] for w in s.words(x).split()}
        if first != second and between & {"vs", "versus", "than", "or", "compared", "against"}:
            found.unknown.append((s.links[a + 1].first, s.links[b].after))
