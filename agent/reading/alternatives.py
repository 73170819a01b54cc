"""Alternatives of different kinds: 'on display or in the mailer', 'renters or families'."""

from dataclasses import replace

from agent.reading.context import Sentence
from agent.reading.restricted import Restricted
from agent.reading.values import exact
from tools.warehouse.request import Filter

_PASSED = {"to", "in", "on", "for", "by", "of", "the", "from", "with", "at", "have", "had", "who", "were",
    "are", "either", "sold", "was", "is"}  # fmt: skip
_CHOOSES = {"which", "more", "less", "better", "bigger", "worse", "higher", "lower", "most"}

Positive = list[tuple[int, str, list[Filter]]]


def split_metric(s: Sentence) -> None:
    """In 'produce or private label sales' the last words are a value and a figure, not one figure's name."""
    for place, link in enumerate(s.links[2:], start=2):
        ored = s.words(s.links[place - 1]) == "or" and s.links[place - 2].kind == "value"
        key = tuple(t.stem for t in s.tokens[link.first : link.after])
        if link.kind != "metric" or not ored or len(key) < 2:
            continue
        meant = exact(key[:-1], s.lexicon, s.declared)
        rest = [t.name for t in s.lexicon.terms.get(key[-1:], ()) if t.kind == "metric"]
        if meant and rest:
            cut = link.after - 1
            value = replace(link, after=cut, kind="value", target=meant[0].dimension, data=meant[:1])
            s.links[place : place + 1] = [value, replace(link, first=cut, target=rest[0], data=key[-1:])]
            return


def alternatives(s: Sentence, found: Restricted, positive: Positive) -> Positive:
    """Puts values of different dimensions that 'or' joins into `any_of`, and returns the other values."""
    words = {s.words(x) for x in s.links}
    if words & _CHOOSES or any(x.kind == "compare" for x in s.links):
        return positive
    groups: list[list[tuple[int, str, list[Filter]]]] = []
    for one in positive:
        joined = groups and _ored(s, groups[-1][-1][0], one[0])
        if joined:
            groups[-1].append(one)
        else:
            groups.append([one])
    rest: Positive = []
    for group in groups:
        if len({d for _, d, _ in group}) < 2:
            rest += group
            continue
        named: dict[str, Filter] = {}
        for _, dimension, filters in group:
            old = named.get(dimension)
            values = [*(old.values if old else []), *filters[0].values]
            named[dimension] = Filter(dimension=dimension, values=list(dict.fromkeys(values)))
        found.any_of += [[chosen] for chosen in named.values()]
    return rest


def _ored(s: Sentence, first: int, second: int) -> bool:
    between = [s.words(x) for x in s.links[first + 1 : second]]
    return "or" in between and all(w in _PASSED or w == "or" for w in between)
