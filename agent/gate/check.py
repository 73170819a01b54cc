"""The number gate: every figure of a draft is bound to evidence and recomputed, or reported."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from agent.answer import Claim
from agent.gate.attach import Attached, Named, attach, read
from agent.gate.bind import Reading, bind, tell
from agent.gate.context import METRIC, TIME, Lexicon, Mention, Vocabulary, lexicon, marks
from agent.gate.derive import Candidate
from agent.gate.frames import Frame, Measure, frame
from agent.gate.kinds import Setting, excused, quoted
from agent.gate.numbers import Figure, figures
from agent.gate.order import Used, contradicted
from agent.gate.sentences import Passage, passages
from agent.gate.words import Said, direction, said
from tools.evidence import Evidence

_PLAIN = Vocabulary()
_SUITS = {"usd": {"usd"}, "plain": {"count", "ratio"}}
_BEFORE_TITLE = re.compile(
    r"\b(?:before|previous|prior|earlier|last (?:month|week|quarter|year|period)|compared)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Failure:
    """A figure, or a word of direction or rank, that the evidence does not bear out.

    `start` and `end` are offsets in the text, or in chart title number `title` where that is set. `unit` is
    the stretch that goes when it cannot be repaired. `nearest` says what the evidence does hold.
    """

    text: str
    start: int
    end: int
    sentence: str
    reason: str
    nearest: str
    unit: tuple[int, int]
    title: int | None = None


@dataclass(frozen=True)
class Checked:
    """The outcome for one draft."""

    claims: list[Claim] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)


def check(text: str, evidence: Sequence[Evidence], question: str, chart_titles: Sequence[str] = (),
          *, vocabulary: Vocabulary = _PLAIN) -> Checked:  # fmt: skip
    """Binds every figure of `text` and of the chart titles to `evidence`.

    `question` is what the user asked: its numbers may be restated as conditions, never confirmed. Claims are
    for `text` alone. `vocabulary` adds synonyms and values that the evidence itself does not show.
    """
    frames = [frame(one) for one in evidence]
    known = lexicon(frames, vocabulary)
    setting = Setting(frames, question, figures(question), _printed(frames))
    checked = Checked()
    for passage in passages(text):
        _check(passage, frames, known, setting, checked, None)
    for n, title in enumerate(chart_titles):
        _check(Passage(title, 0, len(title), (0, len(title)), "heading"), frames, known, setting, checked, n)
    return checked


def _printed(frames: Sequence[Frame]) -> str:
    """The tools' own words that names and durations may be taken from."""
    words = []
    for one in frames:
        words += [str(one.evidence.get("title") or ""), *(str(w) for w in one.evidence.get("warnings") or [])]
        words += [str(column.get("label") or "") for column in one.axes.values()]
        words += [m.label for m in one.measures] + [str(f.get("label", "")) for f in one.facts]
        period = (one.evidence.get("scope") or {}).get("period")
        words.append(str(period.get("label") or "") if isinstance(period, dict) else "")
    return " . ".join(words)


def _check(
    passage: Passage,
    frames: list[Frame],
    known: Lexicon,
    setting: Setting,
    checked: Checked,
    title: int | None,
) -> None:
    said_figures = figures(passage.text)
    if not said_figures and not re.search(r"[^\W\d_]{3}", passage.text):
        return
    named = read(passage, known)
    cited = marks(passage.text)
    usable = [one for one in frames if one.id in cited] or frames
    measured = []
    for figure in said_figures:
        kind = excused(figure, passage, named.own, setting)
        if kind is None:
            measured.append(figure)
        elif not figure.spelled and title is None:
            checked.claims.append(_claim(figure, passage, kind, None))
    bound: list[tuple[Reading, Candidate]] = []
    for n, figure in enumerate(measured):
        reading = _carried(_read(figure, measured, n, passage, named, frames), bound)
        outcome = bind(reading, usable)
        if outcome.candidate is not None:
            bound.append((reading, outcome.candidate))
            if title is None:
                checked.claims.append(
                    _claim(
                        figure, passage, "formula" if outcome.candidate.formula else "cell", outcome.candidate
                    )
                )
            continue
        source = quoted(figure, passage, usable)
        if source is None:
            checked.failures.append(
                _failure(passage, figure.start, figure.end, outcome.reason, outcome.nearest, title)
            )
        elif title is None:
            claim = _claim(figure, passage, "cell", None)
            checked.claims.append(
                {**claim, "cells": [{"evidence": source[0], "row": None, "column": source[1]}]}
            )
    for reading, candidate in _misdirected(bound, passage.text):
        figure = reading.figure
        checked.failures.append(
            _failure(
                passage,
                figure.start,
                figure.end,
                "the direction is contrary to the evidence",
                tell(candidate),
                title,
            )
        )
    if True:
        seen: set[tuple[int, int]] = set()
        used = [Used(r.figure.start, c.measure) for r, c in bound if c.measure is not None]
        for wrong in contradicted(passage, named, usable, used):
            if (wrong.start, wrong.end) not in seen:
                seen.add((wrong.start, wrong.end))
                checked.failures.append(
                    _failure(passage, wrong.start, wrong.end, wrong.reason, wrong.nearest, title)
                )


def _read(
    figure: Figure, measured: list[Figure], n: int, passage: Passage, named: Named, frames: list[Frame]
) -> Reading:
    alike = [one for one in measured if one.unit == figure.unit]
    units: dict[str, set[str]] = {}
    for one in frames:
        for measure in one.measures:
            units.setdefault(measure.metric, set()).add(measure.unit)

    def suits(mention: Mention) -> bool:
        wanted = _SUITS.get(figure.unit)
        return wanted is None or passage.kind == "cell" or bool(wanted & units.get(mention.value, set()))

    attached = attach(passage, named, alike, figure, suits)
    held = {one.mention.value for one in attached.get(METRIC, [])}
    rates = [metric for metric, all_units in units.items() if metric in all_units_of(frames, "percent")]
    if figure.unit == "percent" and held and not held & set(rates) and len(rates) == 1:
        attached[METRIC] = [*attached[METRIC], Attached(Mention(0, 0, METRIC, rates[0]), False)]
    if passage.kind == "cell":
        used = _said_in_cell(figure, passage)
    else:
        used = said(
            passage.text,
            figure,
            measured[n - 1].end if n else 0,
            passage.lead if passage.kind == "bullet" else "",
        )
    own = [*named.own, *named.beside]
    if not any(m.axis == TIME for m in own):
        own += [m for m in named.above if m.axis == TIME]
    return Reading(figure, passage, used, attached, own)


def all_units_of(frames: list[Frame], unit: str) -> set[str]:
    """The metrics whose plain value is in a unit."""
    return {m.metric for one in frames for m in one.measures if m.unit == unit and m.kind == "value"}


def _carried(reading: Reading, bound: list[tuple[Reading, Candidate]]) -> Reading:
    """A derived figure may be of the metric of the figure before it ("$3,522 per household, 52 % more")."""
    last = next((c.measure.metric for _, c in reversed(bound) if c.measure is not None), None)
    held = reading.attached.get(METRIC)
    if last is None or not held or reading.figure.unit not in ("percent", "times", "points"):
        return reading
    extra = Attached(Mention(0, 0, METRIC, last), False)
    return replace(reading, attached={**reading.attached, METRIC: [*held, extra]})


def _said_in_cell(figure: Figure, passage: Passage) -> Said:
    title = f"{passage.header} {passage.label}"
    placed = said(
        f"{title} {figure.text}",
        replace(figure, start=len(title) + 1, end=len(title) + 1 + len(figure.text), sign=0),
        0,
        "",
    )
    if _BEFORE_TITLE.search(passage.header) and not re.search(
        r"change|Δ|%\s?ch|diff", passage.header, re.IGNORECASE
    ):
        return Said("before", 0)
    if re.search(
        r"\b(?:change|growth|difference|diff|Δ|delta|vs|versus|trend|increase|decrease|decline|drop)\b|Δ|\+/[-−–]",
        passage.header,
        re.IGNORECASE,
    ):
        return Said("change", figure.sign or direction(passage.header))
    return Said(
        "either" if placed.role == "change" else placed.role if placed.role != "compared" else "level",
        placed.direction,
    )


def _misdirected(bound: list[tuple[Reading, Candidate]], text: str) -> list[tuple[Reading, Candidate]]:
    """Levels whose order contradicts the verb: "rose from 1.2M to 1.1M", "at 1.1M, up from 1.2M"."""
    wrong = []
    for (one, first), (two, second) in pairwise(bound):
        if first.unit != second.unit or first.signed or second.signed or first.formula or second.formula:
            continue
        between = text[one.figure.end : two.figure.start]
        if one.said.role == "before" and re.match(r"[\s*_]*(?:\([^)]*\)|[^,;.]{0,40}?)\s?\bto\b", between):
            way, change = direction(text[: one.figure.start]), second.value - first.value
        elif two.said.role in ("before", "compared"):
            way, change = direction(between), first.value - second.value
        else:
            continue
        if way * change < 0:
            wrong.append((two, second))
    return wrong


def _claim(figure: Figure, passage: Passage, kind: str, candidate: Candidate | None) -> Claim:
    claim: Claim = {
        "text": figure.text,
        "start": passage.start + figure.start,
        "end": passage.start + figure.end,
        "value": candidate.value if candidate else figure.value,
        "kind": kind,  # type: ignore[typeddict-item]
        "cells": candidate.cells if candidate else [],
    }
    return {**claim, "formula": candidate.formula} if candidate and candidate.formula else claim


def _failure(passage: Passage, start: int, end: int, reason: str, nearest: str, title: int | None) -> Failure:
    said_text = passage.text[start:end].strip()
    where = f"{passage.label}: {passage.text.strip()}" if passage.kind == "cell" else passage.text
    return Failure(
        said_text, passage.start + start, passage.start + end, where, reason, nearest, passage.unit, title
    )


__all__ = ["METRIC", "Checked", "Failure", "Measure", "Vocabulary", "check"]
