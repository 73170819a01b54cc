"""The names that evidence and the shop's vocabulary hold, as phrases that a text can be searched for."""

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from agent.gate.context import METRIC, Lexicon, Phrases, tokens
from agent.gate.frames import Frame

_COMMON_WORDS = (
    "with other others misc item items product products from under over total sale sales order orders "
    "basket baskets household households customer customers store stores share week month average kids "
    "adult adults none unknown only all more less most type group goods food foods"
)
_COMMON = frozenset(_COMMON_WORDS.split())


_GENERIC_WORDS = "share rate value amount number count total pct percent index depth size"
_GENERIC = frozenset(_GENERIC_WORDS.split())


_FUNCTION_WORDS = (
    "make made up down all total top set add per day week month year other of in the and or no not with "
    "for on at to by from more less most least best worst high low large small new old big whole part "
    "rest sale order trip visit share average basket household customer shopper store shop product item "
    "unit price deal campaign type level"
)
_FUNCTION = frozenset(_FUNCTION_WORDS.split())


_SPELLED = {
    "0": ("no", "without", "zero"), "1": ("one", "1"), "2": ("two", "2"), "3": ("three", "3"),
    "3+": ("three or more", "3 or more", "three plus", "3+"), "4": ("four", "4"),
    "5+": ("five or more", "5+"),
}  # fmt: skip
_STATES = ("full_week", "on_deal", "on_display", "in_mailer")
"""Dimensions that say how something was sold; their words are those of metrics too."""
_TIME_UNITS = ("hour", "week", "day", "month", "year")
_PARTS_OF = ("decile", "quintile", "quartile", "tenth", "fifth")
_PLACES = dict(
    zip(
        "123456789",
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"],
        strict=True,
    )
)
_ENDS = {"1": ("top", "first", "highest"), "10": ("bottom", "last", "lowest"), "5": ("bottom", "last"),
         "4": ("bottom", "last")}  # fmt: skip


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
        _add_values(phrases, name, list(known), heads[name], _metric_words(beside, vocabulary))
        if any(row.get(name) is None for frame in beside if name in frame.axes for row in frame.rows):
            values[name][UNKNOWN] = None
            for words in (f"{none} {head}" for head in heads[name] for none in _NONE_OF):
                _add(phrases, words, name, UNKNOWN)
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


def _add(phrases: Phrases, words: str, axis: str, value: str) -> None:
    stems = tuple(token.stem for token in tokens(words))
    if stems and (stems, axis, value) not in phrases[stems[0]]:
        phrases[stems[0]].append((stems, axis, value))


@lru_cache(maxsize=4)
def _far(held: Held) -> Phrases:
    """The phrases of a vocabulary's values, and of its metrics whose unit is known."""
    phrases: Phrases = defaultdict(list)
    for name, known in held.vocabulary.values.items():
        if name in _STATES:
            continue
        for value, aliases in known.items():
            for words in (value, *aliases):
                if not _is_bare(words) and not {token.stem for token in tokens(words)} <= _FUNCTION:
                    _add(phrases, words, name, value.casefold())
    for metric, synonyms in held.vocabulary.metrics.items():
        for words in (metric.replace("_", " "), *synonyms) if metric in held.vocabulary.units else ():
            _add(phrases, words, METRIC, metric)
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
        _add(phrases, words, METRIC, metric)
    metrics = {measure.metric for frame in frames for measure in frame.measures}
    tails = Counter(metric.rpartition("_")[2] for metric in metrics)
    for metric in metrics:
        tail = metric.rpartition("_")[2]
        if "_" in metric and "_per_" not in metric and tails[tail] <= 2 and tail not in _GENERIC | metrics:
            synonyms = vocabulary.metrics.get(tail, ()) if tails[tail] == 1 else ()
            for words in (tail, *synonyms):
                _add(phrases, words, METRIC, metric)
        head = metric.partition("_per_")[0]
        if head not in ("", metric) and head not in metrics:
            for words in (head.replace("_", " "), *vocabulary.metrics.get(head, ())):
                _add(phrases, words, METRIC, metric)
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
                if count[stem] == 1 and len(stem) > 3 and stem not in _COMMON | _FUNCTION | _GENERIC:
                    _add(phrases, stem, METRIC, name)
                    if stem.endswith("ing"):
                        _add(phrases, f"{stem[:-3]}ed", METRIC, name)


def _noun(head: str) -> str:
    """The word of a dimension's name that its values go with: "tenth" of "tenth of households"."""
    words = head.split()
    return next((word for word in words if word in _PARTS_OF), words[-1])


def _is_bare(words: str) -> bool:
    """Whether a value needs its column's name beside it to be recognised: a number, a letter, yes or no."""
    short = len(words) < 2 or words.casefold() in ("true", "false", "no", "yes")
    return short or re.fullmatch(r"[\d.]+", words) is not None


def _add_values(
    phrases: Phrases, name: str, values: list[str], heads: set[str], metric_words: set[str]
) -> None:
    """Adds a dimension's values, and of long ones each word that tells it from all others."""
    count = Counter(stem for value in values for stem in {token.stem for token in tokens(value)})
    taken = metric_words | _COMMON | {token.stem for head in heads for token in tokens(head)}
    spelled = [tuple(token.stem for token in tokens(value)) for value in values]
    for value in values:
        key = value.casefold()
        if _is_bare(value):
            for head in (words for words in heads if words.split()):
                for end in _ENDS.get(key, ()) if key == "1" or key == values[-1].casefold() else ():
                    _add(phrases, f"{end} {_noun(head)}", name, key)
                if key in _PLACES and _noun(head) in _PARTS_OF:
                    _add(phrases, f"{_PLACES[key]} {_noun(head)}", name, key)
                for said in (
                    () if _noun(head).casefold() in (*_TIME_UNITS, *_PARTS_OF) else _SPELLED.get(key, ())
                ):
                    _add(phrases, f"{said} {_noun(head)}", name, key)
                    for child in ("child", "children") if head.endswith("kids") else ():
                        _add(phrases, f"{said} {child}", name, key)
                _add(phrases, f"{head} {value}", name, key)
                _add(phrases, f"{_noun(head)} {value}", name, key)
                if key in ("true", "false"):
                    _add(phrases, head if key == "true" else f"not {head}", name, key)
            continue
        _add(phrases, value, name, key)
        turned = re.fullmatch(r"(\d[\d,]*) (\w+) or (more|less|fewer)", value)
        if turned:
            _add(phrases, f"{turned[1]} or {turned[3]} {turned[2]}", name, key)
            _add(phrases, f"{turned[1]}+ {turned[2]}", name, key)
        parts = tokens(value)
        for size in range(2, len(parts)):
            head_of = tuple(part.stem for part in parts[:size])
            if sum(1 for stems in spelled if stems[:size] == head_of) == 1 and not set(head_of) <= taken:
                phrases[head_of[0]].append((head_of, name, key))
        for part in parts if len(parts) > 1 else ():
            if (
                count[part.stem] == 1
                and len(part.stem) > 3
                and part.stem.isalpha()
                and part.stem not in taken
            ):
                _add(phrases, part.stem, name, key)
