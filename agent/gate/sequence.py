"""What must agree between the figures of one passage, and between its periods and the evidence."""

import re
from collections.abc import Iterator
from itertools import pairwise

from agent.gate.figure import Figure
from agent.gate.reading import Reading
from agent.gate.term import Term
from agent.gate.words import direction, moves

_CLAIMED = re.compile(
    r"\b(?:more|less|fewer|higher|lower|larger|smaller|bigger)\b[^.;,\d]{0,30}[:,]?[\s$*_]*\Z", re.I
)
_EACH_TIME = re.compile(
    r"\b(?:every|each)\s(?:single\s)?(?:month|week|quarter|day)\b|\bsteadily\b", re.IGNORECASE
)
_AFTER = re.compile(r"\b(?:after|following|despite|from)\s(?:an?\s|the\s)?(?:\w+\s)?\Z", re.IGNORECASE)
_IN_ORDER = frozenset({"week", "hour", "day", "month", "quarter", "year", "date"})
_BESIDE = re.compile(
    r"\b(?:(?P<above>above|ahead of|(?:higher|more|larger|bigger) than)|below|behind|"
    r"(?:lower|less|fewer|smaller) than)"
    r"\s(?:[\w'’*-]+\s){0,4}(?:\()?[\s$*_]*\Z",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\b(?:between|range (?:of|from)|rang(?:ed|es|ing) from)\s[\s$*_]*\Z", re.IGNORECASE)
_AND = re.compile(r"[\s*_]*(?:and|to|[–—-])[\s*_$]*")
_OF = re.compile(r"\s(?:out )?of (?:the |all )?")
_TO = re.compile(r"[\s*_]*(?:\([^)]*\)|[^,;.]{0,40}?)\s?\bto\b")


def misdirected(bound: list[tuple[Reading, Term]], text: str) -> Iterator[tuple[Reading, Term]]:
    """Levels whose order contradicts the verb: "rose from 1.2M to 1.1M", "at 1.1M, up from 1.2M"."""
    yield from _against_the_run(bound, text)
    for (one, first), (two, second) in pairwise(bound):
        if first.unit == second.unit and _as_much(one, two, text):
            yield two, second
        if first.unit != second.unit or first.signed or second.signed:
            continue
        if "exact" != two.figure.hedge != "about" or re.search(r"\b(?:above|below) (?:it|that|them)\b", text):
            continue
        between = text[one.figure.end : two.figure.start]
        if {first.formula, second.formula} not in ({None}, {"ratio"}):
            continue
        if one.said.role == "before" and _TO.match(between):
            way, change = direction(text[: one.figure.start]), second.value - first.value
        elif two.said.role in ("before", "compared") and not _TO.match(text[two.figure.end :]):
            way, change = direction(between), first.value - second.value
            claimed = _CLAIMED.search(text[: one.figure.start])
            way = way or (direction(claimed.group()) if claimed else 0)
            way = way or (one.said.direction if one.said.role == "level" else 0)
        elif (beside := _BESIDE.search(between)) and _alike(first, second):
            way, change = (1 if beside["above"] else -1), first.value - second.value
        elif (
            two.said.role == "level"
            and one.said.role not in ("before", "compared")
            and _follow(first, second)
        ):
            way, change = direction(between), second.value - first.value
        else:
            continue
        if way * change < 0 or (way and first.formula is None and first.cells == second.cells):
            yield two, second


def _alike(first: Term, second: Term) -> bool:
    """Whether two quantities are of one column, or two facts of one evidence."""
    if first.measure is not None:
        return first.measure == second.measure
    return second.measure is None and first.frame is second.frame and not first.rows and not second.rows


def _as_much(one: Reading, two: Reading, text: str) -> bool:
    """Whether two figures are the same although one is said to be more or less than the other."""
    same = one.figure.value == two.figure.value and two.said.role in ("before", "compared")
    return same and _CLAIMED.search(text[: one.figure.start]) is not None


def of_another(bound: list[tuple[Reading, Term]], text: str) -> Iterator[tuple[Reading, Term]]:
    """A percent change in brackets after a figure that is of another metric: "sales fell by $20K (3.9 %)"."""
    for (one, first), (two, second) in pairwise(bound):
        if first.measure is None or second.measure is None or second.measure.kind != "change_pct":
            continue
        between, after = text[one.figure.end : two.figure.start], text[two.figure.end :]
        enclosed = re.fullmatch(r"[\s*_]*\([\s*_]*", between) and re.match(r"[\s*_]*\)", after)
        if enclosed and first.measure.metric != second.measure.metric:
            yield two, second


def _follow(first: Term, second: Term) -> bool:
    """Whether two cells are of one column, one after the other in time."""
    frame = first.frame
    if frame is None or frame is not second.frame or first.measure != second.measure or first.measure is None:
        return False
    if first.row is None or second.row is None:
        return False
    if frame.time is not None:
        one, two = frame.rows[first.row], frame.rows[second.row]
        alike = all(one.get(axis) == two.get(axis) for axis in frame.axes if axis != frame.time)
        earlier, later = frame.when[first.row], frame.when[second.row]
        return alike and earlier is not None and later is not None and earlier.first < later.first
    ordered = len(frame.axes) == 1 and _IN_ORDER & set(next(iter(frame.axes)).casefold().split("_"))
    return bool(ordered) and first.row < second.row


def _against_the_run(bound: list[tuple[Reading, Term]], text: str) -> Iterator[tuple[Reading, Term]]:
    """A list of levels in time against the verb before it: "fell every month: 12, 13 and 14"."""
    run: list[tuple[Reading, Term]] = []
    for pair in [*bound, None]:
        follows = run and pair is not None and _follow(run[-1][1], pair[1])
        if follows and pair and not direction(text[run[-1][0].figure.end : pair[0].figure.start]):
            run.append(pair)
            continue
        if len(run) > 1:
            before = text[: run[0][0].figure.start]
            verb = max(moves(before), key=lambda move: move.start, default=None)
            each = _EACH_TIME.search(before)
            enough = len(run) > 2 and verb and not _AFTER.search(before[: verb.start])
            values = [candidate.value for _, candidate in run]
            steps = [b - a for a, b in pairwise(values)] if each else [values[-1] - values[0]]
            if verb and (each or enough) and any(step * verb.sign < 0 for step in steps):
                yield run[-1]
        run = [pair] if pair is not None else []


def too_many(measured: list[Figure], text: str) -> Iterator[Figure]:
    """The first of "2,469 of 801": a part that is larger than its whole."""
    for one, two in pairwise(measured):
        alike = one.unit == two.unit and one.unit in ("plain", "usd")
        if alike and one.value > two.value and _OF.fullmatch(text[one.end : two.start]):
            yield one


def upside_down(measured: list[Figure], text: str) -> Iterator[Figure]:
    """The second of "between 5 and 3"."""
    for one, two in pairwise(measured):
        plain = one.unit == two.unit and one.sign == two.sign == 0 and two.hedge == "exact"
        if (
            plain
            and one.value > two.value
            and _BETWEEN.search(text[: one.start])
            and _AND.fullmatch(text[one.end : two.start])
        ):
            yield two
