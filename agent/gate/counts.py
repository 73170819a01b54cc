"""Counts of what was listed: rows, names said, rows that meet what the sentence says of them."""

import re
from collections.abc import Iterator

from agent.answer import Cell
from agent.gate.candidate import fact_number
from agent.gate.context import TIME, Mention, stem, tokens
from agent.gate.cues import FIRST_N, first_n
from agent.gate.figure import Figure
from agent.gate.frames import Frame
from agent.gate.periods import rows_of
from agent.gate.reach import Reach
from agent.gate.sentences import Passage
from agent.gate.steps import moved_in_time
from agent.gate.subsets import sharing
from agent.gate.term import Term
from agent.gate.words import moves

_OTHER = re.compile(r"[\s*_]*(?:other|more|remaining)\b", re.IGNORECASE)
_LIMITING = re.compile(r"\b(?:of|out of|all|the|these|those|across|in)[\s*_]*\Z", re.IGNORECASE)
_ALL_OF = re.compile(r"\b(?:of|of the|all|the|these|those)[\s*_]*\Z", re.IGNORECASE)
_OTHERS = re.compile(r"\b(?:other|remaining)[\s*_]*\Z", re.IGNORECASE)
_ENDS = re.compile(r"[\s*_]*(?:[,.;:)]|\Z|and\b|but\b|though\b|together\b|combined\b)")
_IN = re.compile(r"\sin\s(?:only\s|just\s|all\s|the\s)*")
_SINCE = re.compile(r"\s(?:\w+\s){0,2}?(?:after|since|following)\s")
_AVERAGE = re.compile(
    r"\b(?:(?P<above>above|over|exceed(?:s|ed)?|higher than|more than)|below|under|lower than|less than)\s"
    r"(?:the\s|their\s|its\s|our\s)?(?:\w+(?:['’]s)?\s)?(?:average|mean)\b",
    re.IGNORECASE,
)
_SHORT_OF = re.compile(
    r"\b(?:fewer|less|below|under|short of|fail\w*|not (?:reach|have|meet))\b", re.IGNORECASE
)
_LISTED = re.compile(r":|\(|\s[—–-]\s")
_GROUPS = frozenset({"group", "row", "result", "item", "entry", "value", "segment", "part", "factor"})


def counted(figure: Figure, reach: Reach, passage: Passage, own: list[Mention]) -> Iterator[Term]:
    """How many rows there are, are named, or moved as the sentence says, if the figure's noun is theirs."""
    frame = reach.frame
    if (
        figure.unit != "plain"
        or figure.value != int(figure.value)
        or figure.step < 1
        or figure.value > 10_000
    ):
        return
    noun_words = [stem(t.stem) for t in tokens(passage.text[figure.end :])[:4]]
    if noun_words[:1] == ["of"]:
        noun_words = [stem(t.stem) for t in tokens(passage.text[figure.end :])[:6]]
    axis = axis_of(frame, noun_words)
    if (
        axis is None
        and len(frame.axes) == 1
        and _ALL_OF.search(passage.text[: figure.start])
        and _ENDS.match(passage.text[figure.end :])
    ):
        name = next(iter(frame.axes))
        yield counting(frame, list(range(len(frame.rows))), name)
    first = FIRST_N.search(passage.text[: figure.start])
    if axis is None and len(frame.axes) == 1 and first and _OTHERS.search(passage.text[: figure.start]):
        yield counting(frame, list(range(len(frame.rows)))[first_n(first) :], next(iter(frame.axes)))
    for name in frame.axes:
        key = TIME if name == frame.time else name
        after = {m.value for m in own if m.start >= figure.end and m.axis == key}
        if _LISTED.search(passage.text[figure.end :]) and len(after) == figure.value and figure.value > 1:
            yield counting(frame, list(range(len(after))), name)
    if figure.spelled and _ALL_OF.search(passage.text[: figure.start]):
        said = {m.value for m in own if m.axis in frame.axes or (m.axis == TIME and frame.time)}
        if len(said) == figure.value:
            yield counting(frame, list(range(len(said))), next(iter(frame.axes), ""))
    if (
        axis is None
        and _OTHERS.search(passage.text[: figure.start])
        and (every := fact_number(frame, "groups"))
    ):
        base: Cell = {"evidence": frame.id, "row": None, "column": "groups"}
        shown = len(frame.rows)
        yield Term(every - shown, "count", (base,), f"({{}} - {shown})", "difference", frame)
    if axis is None:
        return
    name, distinct = axis
    if subset := sharing(" ".join(noun_words[:2]), frame, name):
        yield counting(frame, list(subset), name)
    if _OTHER.match(passage.text[figure.end :]) or _OTHERS.search(passage.text[: figure.start]):
        said = {m.value for m in own if m.axis == name}
        counted_all = fact_number(frame, "groups")
        left = first_n(first) if first else len(said) or len(frame.rows)
        if counted_all and left and (first or counted_all > len(frame.rows)):
            known: Cell = {"evidence": frame.id, "row": None, "column": "groups"}
            yield Term(counted_all - left, "count", (known,), f"({{}} - {left})", "difference", frame)
        yield counting(
            frame,
            [r for r in range(len(frame.rows)) if str(frame.rows[r].get(name)).casefold() not in said],
            name,
        )
        return
    if told := _told(figure, passage.text):
        yield from (counting(frame, rows, name) for rows in _moved(reach, told))
        return
    if all_of := fact_number(frame, "groups_all"):
        # Those that a condition leaves out: "13 departments have fewer than 500 orders".
        both: tuple[Cell, ...] = tuple(
            {"evidence": frame.id, "row": None, "column": n} for n in ("groups_all", "groups")
        )
        left_out = all_of - (fact_number(frame, "groups") or 0)
        if _SHORT_OF.search(passage.text, figure.end):
            yield Term(left_out, "count", both, "({} - {})", "difference", frame)
    if beside := _AVERAGE.search(passage.text, figure.end):
        yield from (
            counting(frame, rows, name) for rows in _beside_average(reach, beside["above"] is not None)
        )
    if (since := _SINCE.match(passage.text, figure.end)) and frame.time:
        times = [m for m in own if m.start >= since.end() and m.axis == TIME and m.span]
        yield counting(frame, _later(frame, times[:1]), name)
    yield counting(frame, distinct, name)
    key = TIME if name == frame.time else name
    rows = [
        r
        for r in distinct
        if any(r in rows_of(frame, m, (r,)) for m in own if m.axis == key and (key != TIME or m.span))
    ]
    if len(rows) > 1:
        yield counting(frame, rows, name)


def _told(figure: Figure, text: str) -> int:
    """+1 or -1 where a count is of what rose or fell ("six grew", "fell in six"), else 0."""
    found = list(moves(text))
    moved_in = [m.sign for m in found if _IN.fullmatch(text[m.end : figure.start])]
    limits = _LIMITING.search(text[: figure.start]) is not None
    after = [m.sign for m in found if m.start > figure.end and not limits]
    return next(iter([*moved_in, *after]), 0)


def _moved(reach: Reach, sign: int) -> Iterator[list[int]]:
    """The rows that rose or fell, by their change or, along time, from one to the next."""
    frame = reach.frame
    for measure in (m for m in frame.measures if reach.allows(m)):
        if measure.kind == "change" or measure.name == "contribution":
            held = ((r, frame.number(r, measure) or 0.0) for r in range(len(frame.rows)))
            yield [r for r, change in held if change * sign > 0]
        elif measure.kind == "value" and frame.sibling(measure, "change") is None:
            yield from moved_in_time(frame, measure, sign)


def _beside_average(reach: Reach, above: bool) -> Iterator[list[int]]:
    """The rows above or below the average: of a sum the mean of the rows, of a rate its figure over all."""
    frame = reach.frame
    for measure in (m for m in frame.measures if m.kind == "value" and reach.allows(m)):
        held = [(r, v) for r in range(len(frame.rows)) if (v := frame.number(r, measure)) is not None]
        overall = None if measure.additive else fact_number(frame, f"total_{measure.metric}")
        middle = overall if overall is not None else sum(v for _, v in held) / max(len(held), 1)
        yield [r for r, v in held if (v > middle) is above and v != middle]


def _later(frame: Frame, said: list[Mention]) -> list[int]:
    """The rows after a time that is named."""
    rows = [r for m in said for r in rows_of(frame, m, tuple(range(len(frame.rows))))]
    last = max((when.last for r in rows if (when := frame.when[r])), default=None)
    return [r for r, when in enumerate(frame.when) if last and when and when.first > last]


def counting(frame: Frame, rows: list[int], column: str) -> Term:
    """How many rows these are."""
    cells: tuple[Cell, ...] = tuple({"evidence": frame.id, "row": r, "column": column} for r in rows)
    counting = f"count({', '.join(['{}'] * len(cells))})"
    return Term(float(len(rows)), "count", cells, counting, "count", frame, frozenset(rows))


def axis_of(frame: Frame, nouns: list[str]) -> tuple[str, list[int]] | None:
    """The dimension that the nouns after a figure name, and one row for each of its values."""
    for name, column in frame.axes.items():
        heads = {t.stem for t in tokens(f"{name.replace('_', ' ')} {column.get('label') or ''}")}
        ends = any(head.endswith(noun) for head in heads for noun in nouns[:2] if len(noun) > 2)
        if ends or heads & set(nouns) or (len(frame.axes) == 1 and set(nouns[:1]) & _GROUPS):
            first: dict[str, int] = {}
            for r, row in enumerate(frame.rows):
                first.setdefault(str(row.get(name)), r)
            return name, list(first.values())
    return None
