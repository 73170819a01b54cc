"""What a passage names: the entities, metrics and periods of the evidence, in the spellings people use."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from agent.gate.dates import Span, named_periods
from agent.gate.frames import Frame

TIME = "time"
METRIC = "metric"
_TOKEN = re.compile(r"[^\W_]+(?:['’](?!s\b)[^\W_]+)?(?:['’]s\b)?\+?")
_MARK = re.compile(r"\[([DKM]\d+(?:\s*[,;]\s*[DKM]\d+)*)\]")
_COMMON = frozenset(
    ["with", "other", "others", "misc", "item", "items", "product", "products", "from", "under", "over", "total", "sale", "sales", "order", "orders", "basket", "baskets", "household", "households", "customer", "customers", "store", "stores", "share", "week", "month", "average", "kids", "adult", "adults", "none", "unknown", "only", "all", "more", "less", "most", "type", "group", "goods", "food", "foods"]
)


_GENERIC = frozenset("share rate value amount number count total pct percent index depth size".split())


class Vocabulary(NamedTuple):
    """Words beyond the evidence: synonyms of metrics, and every known value of a dimension with its aliases."""

    metrics: Mapping[str, Iterable[str]] = {}
    values: Mapping[str, Mapping[str, Iterable[str]]] = {}


class Mention(NamedTuple):
    """Where a text names something. `axis` is a dimension, TIME or METRIC; `value` is compared casefolded;
    `span` is set for periods (None there means the whole year)."""

    start: int
    end: int
    axis: str
    value: str
    span: Span | None = None
    joint: Span | None = None


class Token(NamedTuple):
    start: int
    end: int
    stem: str


@dataclass
class Lexicon:
    """Phrases by their first stem."""

    phrases: dict[str, list[tuple[tuple[str, ...], str, str]]]


def tokens(text: str) -> list[Token]:
    """The words of a text with their stems; "Groceries", "Grocery's" and "GROCERY" share one."""
    return [Token(m.start(), m.end(), stem(m.group())) for m in _TOKEN.finditer(text)]


def stem(word: str) -> str:
    """A word without case, possessive and plural ending."""
    low = re.sub(r"['’]s\Z", "", word.casefold())
    if len(low) > 4 and low.endswith("ies"):
        return low[:-3] + "y"
    if len(low) > 4 and low.endswith(("ches", "shes", "xes", "sses")):
        return low[:-2]
    return low[:-1] if len(low) > 3 and low.endswith("s") and not low.endswith("ss") else low


def marks(text: str) -> set[str]:
    """The ids of evidence that a text cites."""
    return {mark.strip() for match in _MARK.finditer(text) for mark in re.split("[,;]", match[1])}


def lexicon(frames: list[Frame], vocabulary: Vocabulary) -> Lexicon:
    """Everything that may be named: dimension values and metrics of the evidence and the vocabulary."""
    phrases: dict[str, list[tuple[tuple[str, ...], str, str]]] = defaultdict(list)
    values: dict[str, dict[str, None]] = defaultdict(dict)
    heads: dict[str, set[str]] = defaultdict(set)
    metric_words: set[str] = set()

    def add(words: str, axis: str, value: str) -> None:
        stems = tuple(token.stem for token in tokens(words))
        if stems and (stems, axis, value) not in phrases[stems[0]]:
            phrases[stems[0]].append((stems, axis, value))

    for frame in frames:
        for name, column in frame.axes.items():
            heads[name] |= {name.replace("_", " "), str(column.get("label") or name)}
            if name != frame.time:
                values[name].update(
                    dict.fromkeys(str(row.get(name)) for row in frame.rows if row.get(name) is not None)
                )
        for name, kept in frame.filters.items():
            heads[name].add(name.replace("_", " "))
            values[name].update(dict.fromkeys(kept))
        for measure in frame.measures:
            label = [measure.label] if measure.kind == "value" else []
            for words in (
                measure.metric.replace("_", " "),
                *label,
                *vocabulary.metrics.get(measure.metric, ()),
            ):
                add(words, METRIC, measure.metric)
                metric_words |= {token.stem for token in tokens(words)}
    tails = Counter(metric.rpartition("_")[2] for metric in {m.metric for frame in frames for m in frame.measures})
    for metric in {m.metric for frame in frames for m in frame.measures if "_per_" not in m.metric}:
        tail = metric.rpartition("_")[2]
        if "_" in metric and tails[tail] == 1 and tail not in _GENERIC:
            add(tail, METRIC, metric)
    for name, known in vocabulary.values.items():
        for value, aliases in known.items():
            for words in (value, *aliases):
                if not _is_bare(words):
                    add(words, name, value.casefold())
    for name, known_here in values.items():
        _add_values(name, list(known_here), heads[name], metric_words, add)
    for options in phrases.values():
        options.sort(key=lambda option: -len(option[0]))
    return Lexicon(dict(phrases))


def _is_bare(words: str) -> bool:
    """Whether a value needs its column's name beside it to be recognised: a number, a letter, yes or no."""
    return (
        len(words) < 2
        or re.fullmatch(r"[\d.]+", words) is not None
        or words.casefold() in ("true", "false", "no", "yes")
    )


def _add_values(name: str, values: list[str], heads: set[str], metric_words: set[str], add) -> None:  # type: ignore[no-untyped-def]
    count = Counter(
        t.stem for value in values for t in {token.stem: token for token in tokens(value)}.values()
    )
    head_words = {token.stem for head in heads for token in tokens(head)}
    for value in values:
        key = value.casefold()
        if _is_bare(value):
            for head in heads:
                add(f"{head} {value}", name, key)
                add(f"{head.split()[-1] if head.split() else head} {value}", name, key)
                if key in ("true", "false"):
                    add(head if key == "true" else f"not {head}", name, key)
            continue
        add(value, name, key)
        parts = tokens(value)
        for part in parts if len(parts) > 1 else ():
            rare = count[part.stem] == 1 and len(part.stem) > 3 and part.stem.isalpha()
            if rare and part.stem not in metric_words | head_words | _COMMON:
                add(part.stem, name, key)


def mentions(text: str, known: Lexicon) -> list[Mention]:
    """What `text` names, the longest phrase first; a period is never read as anything else."""
    periods = named_periods(text)
    found = [
        Mention(p.start, p.end, TIME, text[p.start : p.end].casefold(), p.span, p.joint) for p in periods
    ]
    words = tokens(text)
    n = 0
    while n < len(words):
        match = None
        for stems, _, _ in known.phrases.get(words[n].stem, ()):
            if match is not None and len(stems) < match:
                break
            if tuple(word.stem for word in words[n : n + len(stems)]) == stems:
                match = len(stems)
        if match is None:
            n += 1
            continue
        start, end = words[n].start, words[n + match - 1].end
        said = tuple(word.stem for word in words[n : n + match])
        if not any(p.start < end and start < p.end for p in periods):
            found += [
                Mention(start, end, axis, value)
                for stems, axis, value in known.phrases[said[0]]
                if stems == said
            ]
        n += match
    return sorted(found)
