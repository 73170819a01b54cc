"""Says a question in words that reading knows: 'average basket when wine is in it' is of baskets with wine.

A rewording is data: a pattern, the words to put in its place, and examples that a test reads. It is the place
for another way of saying something that can be asked already; what cannot be asked yet needs code.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from agent.reading.links import Link
from agent.reading.needed import Clauses, needed, possible
from agent.reading.tokens import Token

_FOLDER = Path(__file__).parent / "words" / "rewordings"
_SLOT = re.compile(r"\{(\w+?)(\d?)\}")
_GOODS = {"department", "category", "product_type", "product", "brand", "fuel"}
_MOST = 6
"""Rewordings of one question; no question needs more, and none can go round in circles."""
_LINKED: dict[str, Callable[[Link, frozenset[str]], bool]] = {
    "goods": lambda link, people: link.kind == "value" and link.target in _GOODS,
    "people": lambda link, people: link.kind == "value" and link.target in people,
    "value": lambda link, people: link.kind == "value",
    "measure": lambda link, people: link.kind == "metric",
    "group": lambda link, people: link.kind == "dimension",
    "time": lambda link, people: link.kind == "period",
}
_PLAIN = {"n": r"\d[\w.,%]*", "word": r"\w+", "any": r"\S+(?: \S+){0,6}?", "rest": r"[^?;!]+?(?= [?.;!]| ?$)"}
"""Slots for words whatever they mean: a number, one word, a few words, all up to the end."""
_INSIDE = r"(?:[^()]|\([^()]*\)\??)*"
"""What stands inside brackets that may hold others."""
_JOINED = {"and", "or", ",", "&", "plus"}


@dataclass(frozen=True)
class Rewording:
    """`say` is a regular expression over plain words with one blank between them, in which {goods}, {people},
    {value}, {measure}, {group}, {time} stand for runs of words so understood, {n} for a number, {word},
    {any}, {rest} for any words; {goods2} is a second one. `instead` uses the same slots."""

    say: str
    instead: str
    examples: tuple[tuple[str, str], ...]
    slots: tuple[tuple[str, str], ...]
    needs: Clauses
    """Words without which the pattern cannot match."""


def reworded(
    text: str, tokens: list[Token], links: Callable[[], Iterable[Link]], people: frozenset[str]
) -> str:
    """The question with the first rewording made that applies; as it was where none does.

    `tokens` are those of `text`, spelled; `links` finds everything that runs of them may stand for.
    """
    norms = [t.norm for t in tokens]
    words = frozenset(norms)
    likely = [r for r in rewordings() if possible(r.needs, words)]
    if not likely:
        return text
    plain, runs = " ".join(norms), runs_of(norms, links(), people)
    starts = [sum(len(n) + 1 for n in norms[:i]) for i in range(len(norms))]

    def typed(begin: int, end: int) -> str:
        """The words as typed that a part of the plain text stands for."""
        held = [t for t, start in zip(tokens, starts, strict=True) if begin <= start < end]
        return text[held[0].start : held[-1].end] if held else ""

    for rewording in likely:
        pattern = _filled(rewording, runs)
        found = re.search(pattern, plain) if pattern else None
        if found and found.end() > found.start():
            whole = typed(*found.span())
            given = {name: typed(*found.span(name)) for name in found.groupdict()}
            new = rewording.instead.format_map(defaultdict(str, given))
            return re.sub(r"\s+", " ", text.replace(whole, new, 1)).strip()
    return text


def fully(text: str, once: Callable[[str], str]) -> str:
    """The text after `once` has been applied until nothing changes any more, at most a few times."""
    seen = {text}
    for _ in range(_MOST):
        new = once(text)
        if new in seen:
            return text
        text = new
        seen.add(text)
    return text


@cache
def rewordings() -> tuple[Rewording, ...]:
    """All rewordings in the order of their files and places; the first that matches is made."""
    fast = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    made = []
    for path in sorted(_FOLDER.glob("*.yaml")):
        for entry in yaml.load(path.read_text(encoding="utf-8"), Loader=fast) or ():
            made += [_rewording(say, entry) for say in entry["say"]]
    return tuple(made)


def _rewording(say: str, entry: dict[str, Any]) -> Rewording:
    slots = tuple((m[1] + m[2], m[1]) for m in _SLOT.finditer(say))
    examples = tuple((str(typed), str(meant)) for typed, meant in entry["examples"].items())
    return Rewording(say, entry["instead"], examples, slots, needed(say))


def runs_of(norms: list[str], links: Iterable[Link], people: frozenset[str]) -> dict[str, list[str]]:
    """For each slot the runs of words that can fill it, longest first; several joined by 'and' are one."""
    places: dict[str, set[tuple[int, int]]] = {name: set() for name in _LINKED}
    for link in links:
        for name, fits in _LINKED.items():
            if fits(link, people):
                places[name].add((link.first, link.after))
    found = {}
    for name, spans in places.items():
        for first, after in sorted(spans):
            at = after
            while at < len(norms) - 1 and norms[at] in _JOINED:
                start = at + 2 if norms[at + 1] in _JOINED else at + 1
                nexts = [b for a, b in spans if a == start]
                if not nexts:
                    break
                at = max(nexts)
                spans = spans | {(first, at)}
        texts = {" ".join(norms[a:b]) for a, b in spans}
        found[name] = sorted(texts, key=len, reverse=True)
    return found


def _filled(rewording: Rewording, runs: dict[str, list[str]]) -> str:
    """The pattern with its slots spelled out for this question; empty where nothing can fill one."""
    pattern = rewording.say
    for name, kind in rewording.slots:
        if kind in _LINKED and not runs[kind]:
            optional = rf"\({_INSIDE}\{{{name}\}}{_INSIDE}\)\?|\|\{{{name}\}}|\{{{name}\}}\|"
            if re.search(optional, pattern) is None:
                return ""
            inside = r"(?!)"
        else:
            inside = _PLAIN[kind] if kind in _PLAIN else "|".join(map(re.escape, runs[kind]))
        pattern = pattern.replace(f"{{{name}}}", f"(?P<{name}>{inside})", 1)
    return rf"(?:(?<=\s)|^)(?:{pattern})(?=\s|$)"
