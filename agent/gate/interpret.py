"""Reads the words around a figure into what it belongs to and how it is used."""

import re
from collections.abc import Mapping
from dataclasses import replace

from agent.gate.attach import Attached, Named, attach
from agent.gate.bind import Reading
from agent.gate.context import METRIC, TIME, Mention
from agent.gate.derive import Candidate
from agent.gate.frames import Frame
from agent.gate.numbers import Figure
from agent.gate.sentences import Passage
from agent.gate.words import Said, direction, said

_SUITS = {"usd": {"usd"}, "plain": {"count", "ratio"}}
_BEFORE_TITLE = re.compile(
    r"\b(?:before|previous|prior|earlier|last (?:month|week|quarter|year|period)|compared)\b", re.IGNORECASE
)
_CHANGE_TITLE = re.compile(
    r"\b(?:change|growth|difference|diff|delta|vs|versus|trend|increase|decrease|decline|drop)\b|Δ|\+/[-−–]",
    re.IGNORECASE,
)
Units = dict[str, set[str]]


def units_of(frames: list[Frame], known: Mapping[str, str]) -> Units:
    """The units in which each metric is shown, by the evidence or (where it has none) by the vocabulary."""
    units: Units = {}
    for measure in (measure for one in frames for measure in one.measures):
        units.setdefault(measure.metric, set()).add(measure.unit)
    return {metric: {unit} for metric, unit in known.items()} | units


def interpret(
    figure: Figure,
    measured: list[Figure],
    passage: Passage,
    named: Named,
    frames: list[Frame],
    units: Mapping[str, set[str]],
) -> Reading:
    """A figure with what it belongs to and how it is used; `measured` are all figures of the passage."""
    alike = [one for one in measured if one.unit == figure.unit]

    def suits(mention: Mention) -> bool:
        wanted = _SUITS.get(figure.unit)
        return wanted is None or passage.kind == "cell" or bool(wanted & units.get(mention.value, set()))

    attached = attach(passage, named, alike, figure, suits)
    held = {one.mention.value for one in attached.get(METRIC, [])}
    rates = {m.metric for one in frames for m in one.measures if m.unit == "percent" and m.kind == "value"}
    if figure.unit == "percent" and held and not held & rates and len(rates) == 1:
        attached[METRIC] = [*attached[METRIC], Attached(Mention(0, 0, METRIC, next(iter(rates))), False)]
    if passage.kind == "cell":
        used = _said_in_cell(figure, passage)
    else:
        used = said(
            passage.text,
            figure,
            max((one.end for one in measured if one.end <= figure.start), default=0),
            passage.lead if passage.kind == "bullet" else "",
        )
    own = [*named.own, *named.beside]
    if not any(m.axis == TIME for m in own):
        own += [m for m in named.above if m.axis == TIME]
    return Reading(figure, passage, used, attached, own)


def carried(reading: Reading, bound: list[tuple[Reading, Candidate]]) -> Reading:
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
    if _BEFORE_TITLE.search(passage.header) and not _CHANGE_TITLE.search(passage.header):
        return Said("before", 0)
    if _CHANGE_TITLE.search(passage.header):
        return Said("change", figure.sign or direction(passage.header))
    return Said(
        "either" if placed.role == "change" else placed.role if placed.role != "compared" else "level",
        placed.direction,
    )
