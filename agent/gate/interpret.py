"""Reads the words around a figure into what it belongs to and how it is used."""

import re
from collections.abc import Mapping
from dataclasses import replace

from agent.gate.attach import attach
from agent.gate.context import MARK, METRIC, TIME, Mention, tokens
from agent.gate.figure import Figure
from agent.gate.frames import Frame
from agent.gate.named import Named
from agent.gate.nearest import Attached
from agent.gate.reading import Reading
from agent.gate.sentences import Passage
from agent.gate.term import Term
from agent.gate.words import Said, direction, said

_AWAY = 1_000_000
"""Puts names from the words above before everything in the passage."""
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
    cited = max((m.end() for m in MARK.finditer(passage.text) if m.end() <= figure.start), default=0)
    shown = {measure.metric for one in frames for measure in one.measures}
    alike = [one for one in measured if one.unit == figure.unit]

    def suits(mention: Mention) -> bool:
        if mention in named.own and mention.end <= cited and mention.value not in shown:
            return False
        wanted = _SUITS.get(figure.unit)
        return wanted is None or passage.kind == "cell" or bool(wanted & units.get(mention.value, set()))

    attached = attach(passage, named, alike, figure, suits)
    attached[METRIC] = [
        one
        for one in attached.get(METRIC, [])
        if one.mention.value in shown
        or one.mention.start <= figure.start
        or one.mention.start - figure.end < 15
    ]
    held = {one.mention.value for one in attached.get(METRIC, [])}
    if held and not held & shown:
        attached[METRIC] += [
            Attached(m, False) for m in named.own if m.axis == METRIC and m.value in shown and suits(m)
        ]
    words = {t.stem for t in tokens(f"{passage.lead} {passage.text}")}
    for measure in (m for one in frames for m in one.measures if m.kind == "value" and held):
        label = {t.stem for t in tokens(measure.label)}
        if len(label) > 2 and label <= words and measure.metric not in held and passage.kind != "cell":
            attached[METRIC].append(Attached(Mention(0, 0, METRIC, measure.metric), False))
    rates = {m.metric for one in frames for m in one.measures if m.unit == "percent" and m.kind == "value"}
    if figure.unit in ("percent", "points") and held and not held & rates:
        attached[METRIC] = [
            *attached[METRIC],
            *(Attached(Mention(0, 0, METRIC, one), False) for one in rates),
        ]
    if passage.kind == "cell":
        used = _said_in_cell(figure, passage)
    else:
        used = said(
            passage.text,
            figure,
            max((one.end for one in measured if one.end <= figure.start), default=0),
            passage.lead if passage.kind == "bullet" else "",
        )
    if used.role == "compared":
        _turn_to_the_other(attached, named)
    own = [*named.own, *named.beside]
    axes = {mention.axis for mention in own}
    own += [
        m._replace(start=m.start - _AWAY, end=m.end - _AWAY)
        for m in named.above
        if m.axis not in axes or (m.axis == TIME and passage.kind == "sentence")
    ]
    return Reading(figure, passage, used, attached, own)


def _turn_to_the_other(attached: dict[str, list[Attached]], named: Named) -> None:
    """After "cheese is in more orders: 26,621 vs. 20,657" the second is the other one's, named before."""
    for axis in [axis for axis in attached if axis not in (METRIC, TIME)]:
        mine = {m.value for m in named.own if m.axis == axis}
        others = {m.value: m for m in named.earlier if m.axis == axis and m.value not in mine}
        if len(mine) == 1 and len(others) == 1:
            other = next(iter(others.values()))
            attached[axis] = [Attached(other._replace(start=-1, end=-1), True)]


def carried(reading: Reading, bound: list[tuple[Reading, Term]]) -> Reading:
    """A derived figure may be of the metric of the figure beside it ("$3,522 per household, 52 % more")."""
    held = reading.attached.get(METRIC)
    beside = sorted(
        (abs(one.figure.start - reading.figure.start), c.measure.metric)
        for one, c in bound
        if c.measure is not None
    )
    if not beside or not held:
        return reading
    extra = Attached(Mention(0, 0, METRIC, beside[0][1]), False)
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
