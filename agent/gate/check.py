"""The number gate: every figure of a draft is bound to evidence and recomputed, or reported."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from agent.answer import Cell, Claim
from agent.gate.attach import Named, read
from agent.gate.bind import Bound, bind
from agent.gate.candidate import tell
from agent.gate.claims import Used, Wrong
from agent.gate.conditions import Setting
from agent.gate.context import Lexicon, cited_by, marks
from agent.gate.derive import derived
from agent.gate.figure import Figure
from agent.gate.frames import Frame, frame
from agent.gate.interpret import carried, interpret, units_of
from agent.gate.kinds import excused
from agent.gate.lexicon import Vocabulary, lexicon
from agent.gate.numbers import figures
from agent.gate.operands import Near
from agent.gate.order import contradicted
from agent.gate.quoted import quoted
from agent.gate.reading import Reading
from agent.gate.sentences import Passage, passages
from agent.gate.sequence import foreign_periods, misdirected, too_many, wrongly_left_out
from agent.gate.shortlists import Heard, shortlisted_wrongly
from agent.gate.term import Term
from tools.evidence import Evidence

_PLAIN = Vocabulary()
DERIVED = ("percent", "times", "points")


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


def check(
    text: str,
    evidence: Sequence[Evidence],
    question: str,
    chart_titles: Sequence[str] = (),
    *,
    vocabulary: Vocabulary = _PLAIN,
) -> Checked:
    """Binds every figure of `text` and of the chart titles to `evidence`.

    `question` is what the user asked: its numbers may be restated as conditions, never confirmed. Claims are
    for `text` alone. `vocabulary` adds synonyms and values that the evidence itself does not show.
    """
    frames = [frame(one, vocabulary.covers) for one in evidence]
    known, units = lexicon(frames, vocabulary), units_of(frames, vocabulary.units)
    setting = Setting(frames, question, figures(question), _printed(frames))
    checked = Checked()
    stretches: list[tuple[Passage, int | None]] = [(passage, None) for passage in passages(text)]
    for n, title in enumerate(chart_titles):
        stretches.append((Passage(title, 0, len(title), (0, len(title)), "heading"), n))
    heard: list[Heard] = []
    above: list[Term] = []
    for passage, at in stretches:
        if not re.search(r"\d|[^\W\d_]{3}", passage.text):
            continue
        named, cited = read(passage, known), marks(passage.text)
        usable = [one for one in frames if one.id in cited] or frames
        cells, terms = _check(passage, named, usable, units, setting, checked, at, above, known)
        above += terms
        if at is None:
            heard.append(Heard(passage, cells))
    for passage, wrong in shortlisted_wrongly(heard, frames):
        checked.failures.append(_failure(passage, wrong.start, wrong.end, wrong.reason, wrong.nearest, None))
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
    named: Named,
    frames: list[Frame],
    units: Mapping[str, set[str]],
    setting: Setting,
    checked: Checked,
    title: int | None,
    above: list[Term],
    known: Lexicon,
) -> tuple[list[Term], list[Term]]:
    """Accounts for every figure of one passage, adding to `checked`; returns what was bound."""
    measured, claims = [], []
    for figure in figures(passage.text):
        kind = excused(figure, passage, named.own, setting)
        if kind is None:
            measured.append(figure)
        elif not figure.spelled:
            claims.append(_claim(figure, passage, kind, None))
    bound: list[tuple[Reading, Term]] = []
    near = Near(above=above[-24:])
    again = read(passage, known, carry=True)
    for figure in sorted(measured, key=lambda one: one.unit in DERIVED):
        cited = cited_by(passage.text, figure.start)
        usable = [one for one in frames if one.id in cited] or frames
        found: Term | None = None
        outcome, reading = Bound(None), None
        before = marks(passage.previous)
        others = (before | marks(passage.text)) - cited
        wider = [one for one in setting.frames if one.id in others | cited] if cited and others else []
        for sense, of in ((named, usable), (again, usable), *([(again, wider)] if wider else [])):
            tried = interpret(figure, measured, passage, sense, of, units)
            tried = carried(tried, bound) if figure.unit in DERIVED else tried
            first = bind(tried, of)
            found = first.candidate
            if found is None and not first.contrary:
                found = derived(tried, of, near, measured)
            if reading is None or found is not None:
                outcome, reading = first, tried
            if found is not None or first.contrary:
                break
        source = quoted(figure, passage, frames) if found is None else None
        if found is not None and reading is not None:
            near.here.append((figure, found))
            bound.append((reading, found))
            claims.append(_claim(figure, passage, "formula" if found.formula else "cell", found))
        elif source is not None:
            cells: list[Cell] = [{"evidence": source[0], "row": None, "column": source[1]}]
            claims.append({**_claim(figure, passage, "cell", None), "cells": cells})
        else:
            failure = _failure(passage, figure.start, figure.end, outcome.reason, outcome.nearest, title)
            checked.failures.append(failure)
    bound.sort(key=lambda pair: pair[0].figure.start)
    if title is None:
        checked.claims.extend(sorted(claims, key=lambda claim: claim["start"]))
    for wrong in _jointly(passage, named, frames, bound, measured):
        failure = _failure(passage, wrong.start, wrong.end, wrong.reason, wrong.nearest, title)
        if not any(
            (f.start, f.end, f.title) == (failure.start, failure.end, title) for f in checked.failures
        ):
            checked.failures.append(failure)
    return [candidate for _, candidate in bound], [t for _, t in sorted(near.here, key=lambda p: p[0].start)]


def _jointly(
    passage: Passage,
    named: Named,
    frames: list[Frame],
    bound: list[tuple[Reading, Term]],
    measured: list[Figure],
) -> Iterator[Wrong]:
    """What the figures and words of one passage claim together: order, direction, rank, period."""
    for reading, candidate in misdirected(bound, passage.text):
        figure = reading.figure
        yield Wrong(figure.start, figure.end, "the direction is contrary to the evidence", tell(candidate))
    for figure in too_many(measured, passage.text):
        yield Wrong(figure.start, figure.end, "a part is larger than its whole", "")
    for mention in wrongly_left_out(named, frames):
        said = passage.text[mention.start : mention.end]
        yield Wrong(mention.start, mention.end, f"the evidence does not leave out {said}", "")
    for mention in foreign_periods(passage, named, frames, len(measured)):
        said = passage.text[mention.start : mention.end]
        yield Wrong(mention.start, mention.end, f"no evidence covers {said}", _periods(frames))
    used = [
        Used(r.figure.start, c.measure)
        for r, c in bound
        if c.measure is not None or c.formula in ("ratio", "sum")
    ]
    yield from contradicted(passage, named, frames, used)


def _periods(frames: list[Frame]) -> str:
    return "; ".join(
        f"{one.id} covers {one.period.first} to {one.period.last}" for one in frames if one.period
    )


def _claim(figure: Figure, passage: Passage, kind: str, candidate: Term | None) -> Claim:
    claim: Claim = {
        "text": figure.text,
        "start": passage.start + figure.start,
        "end": passage.start + figure.end,
        "value": candidate.value if candidate else figure.value,
        "kind": kind,  # type: ignore[typeddict-item]
        "cells": list(candidate.cells) if candidate else [],
    }
    if candidate is None or candidate.formula is None:
        return claim
    return {**claim, "formula": candidate.formula, "expression": candidate.expression}


def _failure(passage: Passage, start: int, end: int, reason: str, nearest: str, title: int | None) -> Failure:
    said_text = passage.text[start:end].strip()
    where = f"{passage.label}: {passage.text.strip()}" if passage.kind == "cell" else passage.text
    return Failure(
        said_text, passage.start + start, passage.start + end, where, reason, nearest, passage.unit, title
    )
