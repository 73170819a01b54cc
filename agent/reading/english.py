"""General English that reading leans on: function words, phrases that shape a question, real words."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from agent.reading.tokens import phrase_key, plain, singular

_FOLDER = Path(__file__).parent / "words"
_ENDINGS = (
    ("ies", "y"), ("es", ""), ("es", "e"), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""),
    ("ing", "e"), ("er", ""), ("er", "e"), ("est", ""), ("est", "e"), ("ly", ""), ("ness", ""),
)  # fmt: skip

Key = tuple[str, ...]


@cache
def function_words() -> frozenset[str]:
    """Words that carry no content in a question about figures, in plain form."""
    lines = _lines("function.txt")
    return frozenset(plain(word) for line in lines for word in line.replace("-", " ").split())


@cache
def restricting_adverbs() -> frozenset[str]:
    """Adverbs that may say which part of the shop is meant: locally, newly, repeatedly."""
    return frozenset(word for line in _lines("adverbs.txt") for word in line.split())


@cache
def _real_words() -> frozenset[str]:
    return frozenset(_lines("english.txt"))


@cache
def phrases() -> dict[str, Any]:
    """The shapes of `words/phrases.yaml`: lists of phrases, and a few mappings."""
    return _yaml("phrases.yaml")


@cache
def capabilities() -> dict[str, Any]:
    """What may be asked beyond figures, from `words/capabilities.yaml`."""
    return _yaml("capabilities.yaml")


@cache
def versus() -> dict[str, Any]:
    """How two kinds of households or baskets are set against each other, from `words/versus.yaml`."""
    return _yaml("versus.yaml")


@cache
def foreign_words() -> dict[str, frozenset[str]]:
    """The commonest words of other languages, by two-letter code."""
    return {code: frozenset(text.split()) for code, text in _yaml("languages.yaml").items()}


@cache
def phrase_keys(section: str) -> frozenset[Key]:
    """A list of `words/phrases.yaml` as keys for lookup."""
    return frozenset(phrase_key(p) for p in phrases()[section])


def is_listed(word: str) -> bool:
    """Whether a plain word stands in the list of common English words as it is, or in the plural."""
    return word in _real_words() or singular(word) in _real_words()


def is_english(word: str) -> bool:
    """Whether a plain word, in any regular inflection, is a common English word."""
    known = _real_words()
    if word in known or word in function_words() or singular(word) in known:
        return True
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            base = word[: -len(ending)]
            if len(base) == 3 and ending in ("ed", "ing", "er", "est") and not instead and base[1] in "aeiou":
                continue  # bigest, gotest: a short word doubles its last letter
            doubled = len(base) > 3 and base[-1] == base[-2] and base[:-1] in known
            if base + instead in known or (doubled and ending in ("ed", "ing", "er", "est")):
                return True
    return False


def _lines(name: str) -> list[str]:
    text = (_FOLDER / name).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _yaml(name: str) -> dict[str, Any]:
    fast = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loaded: dict[str, Any] = yaml.load((_FOLDER / name).read_text(encoding="utf-8"), Loader=fast)
    return loaded


_PARTS = {"share", "part", "portion", "percent", "%", "pct", "fraction", "proportion", "much"}


def plain_english(words: list[str], first: int, after: int) -> bool:
    """Whether words that are also the name of a value are used as plain English where they stand."""
    named = words[first:after]
    if named == ["make", "up"]:  # "customers that make up half of sales", "what part do they make up"
        return first > 0 and (after < len(words) or not _PARTS.isdisjoint(words[:first]))
    return named == ["on", "sales"]  # "compare them on sales": by that figure, not at a lower price
