"""What the shop's words mean: phrases of metrics, dimensions, absent topics and values, by their stems."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from agent.reading.english import Key, function_words, is_english
from agent.reading.tokens import phrase_key, singular

TermKind = Literal["metric", "dimension", "absent"]


class Term(NamedTuple):
    """A governed name that a phrase stands for."""

    kind: TermKind
    name: str


class ValueTerm(NamedTuple):
    """A value of a dimension that a phrase stands for; `weight` is its sales."""

    dimension: str
    value: str | int | float
    weight: float


@dataclass(frozen=True)
class Lexicon:
    """Phrases (as stems) and what they stand for, and which values hold a word in their name.

    `heads` are the nouns of each value's name; `joined` writes a phrase of several words as one
    ('privatelabel'); `words` are all single words that occur, with how much a misspelling may be drawn to
    them (core words before value words); `value_words` are those in the names of a dimension's values, the
    more sold the stronger; `dimension_words` are all words that a dimension or one of its values may be
    called by.
    """

    terms: dict[Key, list[Term]]
    values: dict[Key, list[ValueTerm]]
    holding: dict[str, list[ValueTerm]]
    names: dict[tuple[str, str | int | float], Key]
    heads: dict[tuple[str, str | int | float], frozenset[str]]
    joined: dict[str, Key]
    words: dict[str, float]
    value_words: dict[str, dict[str, float]]
    dimension_words: dict[str, frozenset[str]]
    longest: int
    value_counts: dict[str, int]
    total: float


def build(definitions: Any, values: Iterable[Any]) -> Lexicon:
    """The lexicon of a shop, from its definitions and its value index."""
    terms: dict[Key, list[Term]] = {}
    for metric in definitions.metrics.values():
        for phrase in (metric.label, *metric.synonyms):
            _add(terms, phrase_key(phrase), Term("metric", metric.name))
    for dimension in definitions.dimensions.values():
        if not dimension.spoken:
            continue
        for phrase in (dimension.label, getattr(dimension, "plural", ""), *dimension.synonyms):
            _add(terms, phrase_key(phrase), Term("dimension", dimension.name))
    for absent in definitions.absent:
        for phrase in (absent.topic.replace("_", " "), *absent.synonyms):
            _add(terms, phrase_key(phrase), Term("absent", absent.topic))

    linked: dict[Key, list[ValueTerm]] = {}
    holding: dict[str, list[ValueTerm]] = {}
    names: dict[tuple[str, str | int | float], Key] = {}
    counts: dict[str, int] = {}
    heads: dict[tuple[str, str | int | float], frozenset[str]] = {}
    short = {singular(k): phrase_key(v) for k, v in getattr(definitions, "abbreviations", {}).items()}
    for entry in values:
        term = ValueTerm(entry.dimension, entry.value, float(entry.weight or 0.0))
        counts[term.dimension] = counts.get(term.dimension, 0) + 1
        name = phrase_key(str(entry.value))
        names[(term.dimension, term.value)] = name
        for key in {name, *(phrase_key(alias) for alias in entry.aliases)}:
            if any(part.isalpha() for part in key):
                _add(linked, key, term)
        for word in _words_in(name, short):
            holding.setdefault(word, []).append(term)
        heads[(term.dimension, term.value)] = _heads(str(entry.value), short)

    declared = [phrase_key(str(p)) for d in definitions.dimensions.values() for p in d.values_synonyms]
    keys = [*terms, *linked, *(key for key in declared if key)]
    joined = {"".join(k): k for k in keys if len(k) in (2, 3) and all(p.isalpha() for p in k)}
    joined = {word: key for word, key in joined.items() if len(word) > 5 and not is_english(word)}
    return Lexicon(
        terms=terms,
        values=linked,
        holding=holding,
        names=names,
        heads=heads,
        joined=joined,
        words=_spelling_words(terms, linked, declared),
        value_words=_words_of_values(holding),
        dimension_words={d.name: _said_for(d) for d in definitions.dimensions.values()},
        longest=max((len(k) for k in keys), default=1),
        value_counts=counts,
        total=max(
            (sum(t.weight for t in names_of) for names_of in _by_dimension(linked).values()), default=0.0
        ),
    )


def _words_in(name: Key, short: dict[str, Key]) -> set[str]:
    """The words of a value's name that say what it is, clipped and written out; 'non chocolate' is none."""
    denied = {name[at + 1] for at in range(len(name) - 1) if name[at] == "non"}
    written = {part for word in name for part in (word, *short.get(word, ())) if word not in denied}
    return {part for part in written if len(part) > 2 and part.isalpha()}


def _heads(value: str, short: dict[str, Key]) -> frozenset[str]:
    """The nouns of a value's name: the last word of each part, 'MEAT: TURKEY BULK' has meat and bulk."""
    parts = [phrase_key(part) for part in re.split(r"[-:/,(&]|\bAND\b", value)]
    last = [part[-1] for part in parts if part]
    return frozenset(word for head in last for word in (head, *short.get(head, ())[-1:]))


def _said_for(dimension: Any) -> frozenset[str]:
    phrases = (dimension.label, *dimension.synonyms, *(str(p) for p in dimension.values_synonyms))
    words = {part for phrase in phrases for part in phrase_key(phrase)}
    return frozenset(word for word in words if word not in function_words())


def _words_of_values(holding: dict[str, list[ValueTerm]]) -> dict[str, dict[str, float]]:
    largest = max((t.weight for terms in holding.values() for t in terms), default=0.0) or 1.0
    table: dict[str, dict[str, float]] = {}
    for word, terms in holding.items():
        for term in terms:
            pull = 0.6 + 0.4 * term.weight / largest
            words = table.setdefault(term.dimension, {})
            words[word] = max(pull, words.get(word, 0.0))
    return table


def _by_dimension(values: dict[Key, list[ValueTerm]]) -> dict[str, set[ValueTerm]]:
    grouped: dict[str, set[ValueTerm]] = {}
    for terms in values.values():
        for term in terms:
            grouped.setdefault(term.dimension, set()).add(term)
    return grouped


def _add(table: dict[Key, list[Any]], key: Key, entry: Any) -> None:
    if key and entry not in table.setdefault(key, []):
        table[key].append(entry)


def _spelling_words(
    terms: dict[Key, list[Term]], values: Iterable[Key], declared: Iterable[Key]
) -> dict[str, float]:
    """Words to which a misspelling may be drawn: those that people use, and of the catalogue's none that is
    clipped (CHIX, FRZN)."""
    words: dict[str, float] = {w: 0.6 for key in declared for w in key if len(w) > 3 and w.isalpha()}
    for key in values:
        for part in key:
            if len(part) > 3 and part.isalpha() and (is_english(part) or len(key) == 1):
                words.setdefault(part, 0.6)
    for key, meant in terms.items():
        pull = 0.7 if all(term.kind == "absent" for term in meant) else 1.0
        for part in key:
            if len(part) > 2 and part.isalpha() and part not in function_words():
                words[part] = max(pull, words.get(part, 0.0))
    return {singular(word): pull for word, pull in words.items()}
