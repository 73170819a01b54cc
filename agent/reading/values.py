"""Finds the values of dimensions that words stand for: by name, by a person's word for them, or in part."""

from dataclasses import dataclass
from typing import Any

from agent.reading.english import Key, function_words, plain_english
from agent.reading.lexicon import Lexicon, ValueTerm
from agent.reading.links import Link
from agent.reading.recognise import keys_from
from agent.reading.tokens import Token, phrase_key
from tools.warehouse.request import Filter

GOODS = ("product", "item", "good")
"""Nouns that add nothing to the name of goods."""
RIVAL = 0.15
"""A second meaning is worth mentioning from this part of the first one's sales."""
_SLIGHT = 0.0002
"""A value below this part of all sales is a poor guess against words that say something else."""
_MOST_IN_PART = 12
"""A word that stands in the names of more values than this says too little to stand for their union."""
ADJECTIVES = {"fresh", "frozen", "organic", "canned", "dry", "diet", "light", "regular", "premium",
    "natural", "whole", "large", "small", "hot", "cold", "sweet", "plain", "mixed", "other",
    "miscellaneous", "bulk",
    "good", "bad", "great", "best", "half", "added", "extra", "single", "double", "long",
    "short", "new", "old", "mini", "jumbo", "super", "assorted", "sliced", "cooked",
    "baked", "ready", "high", "low",
    "economy", "value", "special", "seasonal"}  # fmt: skip
"""Words that say how goods are, not what they are: alone they stand for no union of values."""


@dataclass(frozen=True)
class Meant:
    """One dimension and the values that a phrase stands for; `declared` where the definitions say so."""

    dimension: str
    values: tuple[str | int | float, ...]
    weight: float
    declared: bool = False
    partial: bool = False
    family: bool = False
    """Whether the words are people's for several values, of which each has a name of its own: 'dairy'."""

    def filter(self) -> Filter:
        """The filter that keeps these values."""
        return Filter(dimension=self.dimension, values=list(self.values))


def find_values(tokens: list[Token], lexicon: Lexicon, declared: dict[Key, list[Meant]]) -> list[Link]:
    """Links to values; the data of a link is a list of Meant, the most plausible first."""
    links: list[Link] = []
    for first in range(len(tokens)):
        for after, key in keys_from(tokens, first, lexicon.longest, lexicon):
            if plain_english([t.norm for t in tokens], first, after):
                continue
            meant = _weighed(key, exact(key, lexicon, declared), lexicon)
            if meant and not meant[0].declared and len(key) == 1 and key[0] in ADJECTIVES:
                continue
            single = tokens[first] if after == first + 1 else None
            if meant and not (single and single.norm in function_words()):
                # in the plural a word is a noun, not a verb: roses are no growth
                plural = single is not None and single.norm != single.stem and not meant[0].partial
                score = 1.08 if plural and key not in lexicon.terms else 0.7 if meant[0].partial else 1.0
                if not meant[0].declared and meant[0].weight < _SLIGHT * lexicon.total:
                    score = min(score, 0.6)
                if len(key) > 1 and key[0] in ("non", "no", "not") and not meant[0].declared:
                    continue  # "non food" is a product type of a few dollars
                links.append(Link(first, after, "value", meant[0].dimension, score, meant))
            elif not meant and not _measured(key, lexicon) and (part := in_part(key, lexicon)):
                # below a declared word of the same length, so that definitions always win over guesses
                links.append(Link(first, after, "value", part[0].dimension, 0.7, part))
    return links


_COMPARING = {"under", "over", "plus", "minus", "above", "below", "half", "spread", "step", "line"}
"""Words that stand in names of goods and alone say how figures are set against each other."""


def _measured(key: Key, lexicon: Lexicon) -> bool:
    """Whether the last of several words names a figure: 'produce sales' are no PROD-WHS SALES."""
    return len(key) > 1 and any(t.kind == "metric" for t in lexicon.terms.get(key[-1:], ()))


def _weighed(key: Key, meant: list[Meant], lexicon: Lexicon) -> list[Meant]:
    """A small value that only happens to be named like a common word gives way to all that bear the word."""
    if not meant or meant[0].declared or len(key) > 1 or meant[0].partial:
        return meant
    first = meant[0]
    depth = lexicon.value_counts
    wider = [m for m in in_part(key, lexicon) if depth[m.dimension] <= depth[first.dimension]]
    if wider and wider[0].weight >= 3 * first.weight:
        return [wider[0], *(m for m in meant if m.dimension != wider[0].dimension)]
    bearing = [t for t in lexicon.holding.get(key[0], ()) if t.dimension == first.dimension]
    others = sum(t.weight for t in bearing) - first.weight
    if others < 2 * first.weight:
        return meant
    kin = next((m for m in in_part(key, lexicon) if m.dimension == first.dimension), None)
    if kin is not None:
        return [kin, *meant[1:]]
    return [] if len(bearing) > _MOST_IN_PART else meant


def declared_values(definitions: Any, lexicon: Lexicon) -> dict[Key, list[Meant]]:
    """People's words for values, as the definitions list them."""
    weights = {(t.dimension, t.value): t.weight for terms in lexicon.values.values() for t in terms}
    table: dict[Key, list[Meant]] = {}
    for dimension in definitions.dimensions.values():
        for phrase, values in dimension.values_synonyms.items():
            key = phrase_key(str(phrase))
            if any(part.isdigit() for part in key) and {"over", "under", "more", "less"} & set(key):
                continue  # bands are read from the numbers themselves, with a cue to what is counted
            sold = [v for v in values if (dimension.name, v) in weights] or values
            weight = sum(weights.get((dimension.name, v), 0.0) for v in sold)
            found = table.setdefault(key, [])
            if all(m.dimension != dimension.name for m in found):
                found.append(Meant(dimension.name, tuple(sold), weight, True, family=len(values) > 2))
    return table


def exact(key: Key, lexicon: Lexicon, declared: dict[Key, list[Meant]]) -> list[Meant]:
    """What a phrase stands for by name or declaration: declared words first, then the greatest in sales."""
    meant = list(declared.get(key, ()))
    groups: dict[str, list[ValueTerm]] = {}
    for term in lexicon.values.get(key, ()):
        if all(m.dimension != term.dimension for m in meant):
            groups.setdefault(term.dimension, []).append(term)
    groups = {d: _called_so(key, d, terms, lexicon) for d, terms in groups.items()}
    if "product_type" in groups and "category" not in groups:
        groups |= _called_products(key, lexicon)
    named = [
        Meant(d, tuple(t.value for t in sorted(terms, key=lambda t: -t.weight)), sum(t.weight for t in terms))
        for d, terms in groups.items()
    ]
    named.sort(key=lambda m: (-m.weight, lexicon.value_counts.get(m.dimension, 0), m.dimension))
    if named and not meant:
        # the same goods under a coarser name are the safer reading when nearly nothing is lost
        coarse = [m for m in named if m.weight >= 0.6 * named[0].weight]
        first = min(coarse, key=lambda m: (lexicon.value_counts.get(m.dimension, 0), m.dimension))
        named = [first, *(m for m in named if m is not first)]
    return meant + named


def _called_products(key: Key, lexicon: Lexicon) -> dict[str, list[ValueTerm]]:
    """The category that a product type's name and a word for any goods make: FLUID MILK PRODUCTS."""
    bearing = (t for noun in GOODS for t in lexicon.values.get((*key, noun), ()))
    wider = [t for t in bearing if t.dimension == "category"]
    return {"category": wider} if wider else {}


def as_products(key: Key, meant: Meant, lexicon: Lexicon) -> bool:
    """Whether what is meant is called by the words and a noun for any goods."""
    names = [lexicon.names.get((meant.dimension, v), ()) for v in meant.values]
    return meant.dimension == "category" and any(name[:-1] == key and name[-1] in GOODS for name in names)


def _called_so(key: Key, dimension: str, terms: list[ValueTerm], lexicon: Lexicon) -> list[ValueTerm]:
    """The values whose whole name a word is, where there are any: COFFEE without DRY TEA/COFFEE/COCO MIX."""
    whole = [t for t in terms if lexicon.names.get((dimension, t.value)) == key]
    most = sum(t.weight for t in whole)
    return [t for t in terms if t in whole or t.weight >= RIVAL * most] if whole else terms


def in_part(key: Key, lexicon: Lexicon) -> list[Meant]:
    """Values whose names hold all words of a phrase, the head word at one end of the name."""
    if len(key) == 1 and key[0] in ADJECTIVES:
        return []
    if len(key) == 1 and key[0] in _COMPARING:
        return []
    if len(key) > 3 or any(not part.isalpha() or len(part) < 3 or part in function_words() for part in key):
        return []
    sets = [{(t.dimension, t.value): t for t in lexicon.holding.get(part, ())} for part in key]
    shared = set(sets[0]).intersection(*sets[1:])
    groups: dict[str, list[ValueTerm]] = {}
    for place in shared:
        if lexicon.heads[place] & set(key):
            groups.setdefault(place[0], []).append(sets[0][place])
    meant = []
    for dimension, terms in groups.items():
        terms.sort(key=lambda t: (-t.weight, str(t.value)))
        total = sum(t.weight for t in terms)
        said_enough = len(terms) > 1 or _nearly_all(key, terms[0], lexicon)
        if total > 0 and len(terms) <= _MOST_IN_PART and said_enough:
            meant.append(Meant(dimension, tuple(t.value for t in terms), total, partial=True))
    meant.sort(key=lambda m: (-m.weight, lexicon.value_counts.get(m.dimension, 0), m.dimension))
    if meant:
        coarse = [m for m in meant if m.weight >= 0.6 * meant[0].weight]
        first = min(coarse, key=lambda m: (lexicon.value_counts.get(m.dimension, 0), m.dimension))
        meant = [first, *(m for m in meant if m is not first)]
    return meant


def _nearly_all(key: Key, term: ValueTerm, lexicon: Lexicon) -> bool:
    """Whether words are most of a value's name, or the noun at its end: 'foil' of ALUMINUM FOIL."""
    place = (term.dimension, term.value)
    name = lexicon.names[place]
    noun = name[-1:] == key and len(name) < 4 and term.weight >= _SLIGHT * lexicon.total
    return noun or 2 * len(key) > len(name)
