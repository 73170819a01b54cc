"""The names that evidence and the shop's vocabulary hold, as phrases that a text can be searched for."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from agent.gate.context import METRIC, Lexicon, Phrases, tokens
from agent.gate.frames import Frame
from agent.gate.value_names import COMMON, add_phrase, add_values, is_bare

_GENERIC_WORDS = "share rate value amount number count total pct percent index depth size"
_GENERIC = frozenset(_GENERIC_WORDS.split())


_FUNCTION_WORDS = (
    "make made up down all total top set add per day week month year other of in the and or no not with "
    "for on at to by from more less most least best worst high low large small new old big whole part "
    "rest sale order trip visit share average basket household customer shopper store shop product item "
    "unit price deal campaign type level"
)
_FUNCTION = frozenset(_FUNCTION_WORDS.split())


_STATES = ("full_week", "on_deal", "on_display", "in_mailer")
"""Dimensions that say how something was sold; their words are those of metrics too."""


UNKNOWN = "none"
"""The name under which rows without a value are found."""
_NONE_OF = ("no", "without", "without a", "without an", "unknown")


class Vocabulary(NamedTuple):
    """Words beyond the evidence: synonyms of metrics, every known value of a dimension with its aliases, and
    the units of metrics (where given, another metric's name beside a figure rules out this one's cells), and
    the first and last day of the data, which evidence without a period is of."""

    metrics: Mapping[str, Iterable[str]] = {}
    values: Mapping[str, Mapping[str, Iterable[str]]] = {}
    units: Mapping[str, str] = {}
    covers: tuple[dt.date, dt.date] | None = None


class Held:
    """A vocabulary, hashable by identity, so that its phrases are made once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def __hash__(self) -> int:
        return id(self.vocabulary)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Held) and other.vocabulary is self.vocabulary


def lexicon(frames: list[Frame], vocabulary: Vocabulary) -> Lexicon:
    """Everything that may be named: dimension values and metrics of the evidence and the vocabulary."""
    phrases: Phrases = defaultdict(list)
    values: dict[str, dict[str, None]] = defaultdict(dict)
    heads: dict[str, set[str]] = defaultdict(set)
    for frame in frames:
        for name, column in frame.axes.items():
            heads[name] |= {name.replace("_", " "), str(column.get("label") or name)}
            if name != frame.time:
                values[name].update({str(row[name]): None for row in frame.rows if row.get(name) is not None})
        for name, kept in frame.filters.items():
            heads[name].add(name.replace("_", " "))
            shown = {value.casefold() for value in values[name]}
            values[name].update(dict.fromkeys(value for value in kept if value not in shown))
    _add_metrics(phrases, frames, vocabulary)
    for name, known in values.items():
        beside = [frame for frame in frames if name in frame.axes or name in frame.filters]
        add_values(phrases, name, list(known), heads[name], _metric_words(beside, vocabulary))
        if any(row.get(name) is None for frame in beside if name in frame.axes for row in frame.rows):
            values[name][UNKNOWN] = None
            for words in (f"{none} {head}" for head in heads[name] for none in _NONE_OF):
                add_phrase(phrases, words, name, UNKNOWN)
    held = frozenset((name, value.casefold()) for name, known in values.items() for value in known)
    held |= {(METRIC, measure.metric) for frame in frames for measure in frame.measures}
    axes = frozenset(values) | {METRIC}
    return Lexicon(_sorted(phrases), _far(Held(vocabulary)), axes, held, _period_words(frames))


def _period_words(frames: list[Frame]) -> frozenset[str]:
    scopes = [frame.evidence.get("scope") or {} for frame in frames]
    periods = [scope.get(name) for scope in scopes for name in ("period", "compare")]
    labels = [str(period.get("label") or "") for period in periods if isinstance(period, dict)]
    return frozenset(token.stem for label in labels for token in tokens(label))


def ready(vocabulary: Vocabulary) -> Vocabulary:
    """The vocabulary with its phrases made, so that the first check need not make them."""
    _far(Held(vocabulary))
    return vocabulary


def _sorted(phrases: Phrases) -> Phrases:
    return {first: sorted(options, key=lambda option: -len(option[0])) for first, options in phrases.items()}


@lru_cache(maxsize=4)
def _far(held: Held) -> Phrases:
    """The phrases of a vocabulary's values, and of its metrics whose unit is known."""
    phrases: Phrases = defaultdict(list)
    for name, known in held.vocabulary.values.items():
        if name in _STATES:
            continue
        for value, aliases in known.items():
            for words in (value, *aliases):
                if not is_bare(words) and not {token.stem for token in tokens(words)} <= _FUNCTION:
                    add_phrase(phrases, words, name, value.casefold())
    for metric, synonyms in held.vocabulary.metrics.items():
        for words in (metric.replace("_", " "), *synonyms) if metric in held.vocabulary.units else ():
            add_phrase(phrases, words, METRIC, metric)
    return _sorted(phrases)


def _metric_names(frames: list[Frame], vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Each metric of the evidence with each of its names."""
    for measure in (measure for frame in frames for measure in frame.measures):
        label = [measure.label] if measure.kind == "value" else []
        synonyms = vocabulary.metrics.get(measure.metric, ())
        yield from (
            (measure.metric, words) for words in (measure.metric.replace("_", " "), *label, *synonyms)
        )


def _metric_words(frames: list[Frame], vocabulary: Vocabulary) -> set[str]:
    return {token.stem for _, words in _metric_names(frames, vocabulary) for token in tokens(words)}


def _add_metrics(phrases: Phrases, frames: list[Frame], vocabulary: Vocabulary) -> None:
    """Adds the names of the evidence's metrics."""
    for metric, words in _metric_names(frames, vocabulary):
        add_phrase(phrases, words, METRIC, metric)
    metrics = {measure.metric for frame in frames for measure in frame.measures}
    tails = Counter(metric.rpartition("_")[2] for metric in metrics)
    for metric in metrics:
        tail = metric.rpartition("_")[2]
        if "_" in metric and "_per_" not in metric and tails[tail] <= 2 and tail not in _GENERIC | metrics:
            synonyms = vocabulary.metrics.get(tail, ()) if tails[tail] == 1 else ()
            for words in (tail, *synonyms):
                add_phrase(phrases, words, METRIC, metric)
        head = metric.partition("_per_")[0]
        if head not in ("", metric) and head not in metrics:
            for words in (head.replace("_", " "), *vocabulary.metrics.get(head, ())):
                add_phrase(phrases, words, METRIC, metric)
    _add_label_words(phrases, frames)


def _add_label_words(phrases: Phrases, frames: list[Frame]) -> None:
    """The words that tell one column of free SQL, or one metric of a request, from all others beside it."""
    for frame in frames:
        levels = {m.metric: m for m in frame.measures if m.kind == "value"}
        words = {
            name: {t.stem for t in tokens(f"{name.replace('_', ' ')} {m.label}")}
            for name, m in levels.items()
        }
        count = Counter(stem for stems in words.values() for stem in stems)
        for name, stems in words.items():
            for stem in stems if len(levels) > 1 else ():
                if count[stem] == 1 and len(stem) > 3 and stem not in COMMON | _FUNCTION | _GENERIC:
                    add_phrase(phrases, stem, METRIC, name)
                    if stem.endswith("ing"):
                        add_phrase(phrases, f"{stem[:-3]}ed", METRIC, name)
