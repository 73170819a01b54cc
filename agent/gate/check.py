"""The number gate: every figure of a draft is bound to evidence and recomputed, or reported."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from agent.answer import Cell, Claim
from agent.gate.aside import set_aside
from agent.gate.claims import Wrong
from agent.gate.conditions import Setting
from agent.gate.context import Lexicon, marks
from agent.gate.figure import Figure
from agent.gate.frames import Frame, frame
from agent.gate.given import Given, contrary, for_figure, is_said, of_passage
from agent.gate.interpret import interpret, units_of
from agent.gate.joint import jointly_wrong
from agent.gate.kinds import excused
from agent.gate.lexicon import Vocabulary, lexicon
from agent.gate.named import Named, read
from agent.gate.numbers import figures
from agent.gate.operands import Near
from agent.gate.opposed import exchanged, repeated
from agent.gate.outcomes import Failure, claim_given, claim_of, failure_at
from agent.gate.quoted import quoted
from agent.gate.reading import Reading
from agent.gate.sentences import Passage, passages
from agent.gate.settled import frames_of, refuted
from agent.gate.shortlists import Heard, shortlisted_wrongly
from agent.gate.sought import DERIVED, Scene, sought
from agent.gate.term import Term
from tools.evidence import Evidence

_PLAIN = Vocabulary()
MOST = 60
"""Figures of a sentence that are looked at: each is weighed against all others, hundreds take minutes."""
CROWDED = f"one sentence holds more than {MOST} figures, which is more than can be checked; tell fewer"


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
    given: Sequence[Given] = (),
) -> Checked:
    """Binds every figure of `text` and of the chart titles to `evidence`; those `given` are bound already,
    and only the words around them are checked.

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
    by_id = {one.id: one for one in frames}
    given = [_in_frames(one, by_id) for one in given]
    for passage, at in stretches:
        own = of_passage(given, passage) if at is None else []
        for one in own:
            if one.term is None:
                start, end = one.start - passage.start, one.end - passage.start
                broken = failure_at(passage, start, end, one.reason, "", None)
                checked.failures.append(replace(broken, text=f"{{{one.reference}}}"))
        if not re.search(r"\d|[^\W\d_]{3}", passage.text):
            continue
        if len(figures(passage.text)) > MOST:
            checked.failures.append(failure_at(passage, 0, len(passage.text), CROWDED, "", at))
            continue
        cited = marks(passage.text)
        usable = [one for one in frames if one.id in cited] or frames
        named = set_aside(read(passage, known), passage.text, usable)
        cells, terms = _check(passage, named, usable, units, setting, checked, at, above, known, own)
        above += terms
        if at is None:
            heard.append(Heard(passage, cells))
    for passage, wrong in shortlisted_wrongly(heard, frames):
        checked.failures.append(
            failure_at(passage, wrong.start, wrong.end, wrong.reason, wrong.nearest, None)
        )
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
    given: Sequence[Given] = (),
) -> tuple[list[Term], list[Term]]:
    """Accounts for every figure of one passage, adding to `checked`; returns what was bound."""
    measured, claims = [], []
    settled: dict[Figure, Given] = {}
    for figure in figures(passage.text):
        if (source := for_figure(given, figure, passage)) is not None:
            settled[figure] = source
            measured.append(figure)
            continue
        kind = "scope" if is_said(given, figure) else excused(figure, passage, named.own, setting)
        if kind is None:
            measured.append(figure)
        elif not figure.spelled:
            claims.append(claim_of(figure, passage, kind, None))
    bound: list[tuple[Reading, Term]] = []
    near = Near(above=above[-24:])
    again = set_aside(read(passage, known, carry=True), passage.text, frames)
    scene = Scene(passage, named, again, frames, setting.frames, units, measured)
    wrong: list[Wrong] = []
    for figure, source in settled.items():
        term = source.term
        assert term is not None
        sense = interpret(figure, measured, passage, named, [term.frame] if term.frame else frames, units)
        wrong += contrary(sense, source, measured, [one.term for one in settled.values() if one.term])
        near.here.append((figure, term))
        bound.append((sense, term))
        claims.append(claim_given(source, term, passage))
    wrong += [*exchanged(bound), *repeated(bound)]
    open_ = sorted((f for f in measured if f not in settled), key=lambda one: one.unit in DERIVED)
    for turn, figure in _twice(open_):
        if any(figure is one for one, _ in near.here):
            continue
        reading, outcome = sought(figure, scene, near, bound, again=turn > 0)
        found = outcome.candidate
        if found is None and turn == 0:
            continue
        quote = quoted(figure, passage, frames) if found is None else None
        if found is not None:
            near.here.append((figure, found))
            bound.append((reading, found))
            claims.append(claim_of(figure, passage, "formula" if found.formula else "cell", found))
        elif quote is not None:
            cells: list[Cell] = [{"evidence": quote[0], "row": None, "column": quote[1]}]
            claims.append({**claim_of(figure, passage, "cell", None), "cells": cells})
        else:
            failure = failure_at(passage, figure.start, figure.end, outcome.reason, outcome.nearest, title)
            checked.failures.append(failure)
    bound.sort(key=lambda pair: pair[0].figure.start)
    if title is None:
        checked.claims.extend(sorted(claims, key=lambda claim: claim["start"]))
    known_ones = [(figure, one.term) for figure, one in settled.items() if one.term]
    sure = {(figure.start, figure.end) for figure in settled}
    about = frames if marks(passage.text) else frames_of(known_ones, frames)
    joint = [
        one
        for one in jointly_wrong(passage, named, about, bound, measured)
        if not refuted(one, passage, named, known_ones)
    ]
    for one in (*wrong, *joint):
        failure = failure_at(passage, one.start, one.end, one.reason, one.nearest, title)
        failure = replace(failure, known=(one.start, one.end) in sure)
        if not any(
            (f.start, f.end, f.title) == (failure.start, failure.end, title) for f in checked.failures
        ):
            checked.failures.append(failure)
    return [candidate for _, candidate in bound], [t for _, t in sorted(near.here, key=lambda p: p[0].start)]


def _twice(open_: Sequence[Figure]) -> Iterator[tuple[int, Figure]]:
    """Every figure, then every figure once more: one may be worked out from those after it."""
    yield from ((turn, figure) for turn in (0, 1) for figure in open_)


def _in_frames(one: Given, by_id: Mapping[str, Frame]) -> Given:
    """The figure with its evidence as this check has read it."""
    if one.term is None or one.term.frame is None or one.term.frame.id not in by_id:
        return one
    return replace(one, term=replace(one.term, frame=by_id[one.term.frame.id]))
