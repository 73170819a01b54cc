"""Figures over several rows of a column: sums, shares, averages and what is left of a total."""

import re
from collections.abc import Iterator

from agent.gate.attach import clause
from agent.gate.candidate import Candidate, compute, descending, fact_number, total_of
from agent.gate.context import LEFT_OUT, TIME, Mention
from agent.gate.dates import contains
from agent.gate.figure import Figure
from agent.gate.frames import Measure
from agent.gate.reach import Reach, rows_beside, rows_of
from agent.gate.words import OF_A_CHANGE, Said

_TOGETHER = re.compile(
    r"\b(?:together|combined|jointly|in total|sum|totals?|totall?ed|altogether|both|between them|"
    r"collectively|"
    r"along with|add(?:s|ed)? up|these|alone|make up|account(?:s|ed)? for)\b",
    re.IGNORECASE,
)
_REST = re.compile(
    r"\b(?:rest|remain(?:s|ing|der)|others?|everything else|all other|outside)\b", re.IGNORECASE
)
_AVERAGE = re.compile(
    r"\b(?:averag\w*|mean|typical(?:ly)?|monthly|weekly|daily|"
    r"(?:per|a|each|every) (?:month|week|day|quarter|department|category|store))\b",
    re.IGNORECASE,
)
_ADDED_UP = re.compile(r"\b(?:totall?(?:ed|s|ing)|in total|came to|added up to|the total)\b", re.IGNORECASE)
_AVERAGE_LEFT = re.compile(
    r"\b(?:averag(?:ing|ed|es|e)|mean)(?:\s(?:of|is|was|about|around|roughly|at|month|week|day))*[\s*_:(]*\Z",
    re.IGNORECASE,
)
_AVERAGE_RIGHT = re.compile(
    r"[\s*_]*(?:on average|(?:a|per|each) (?:month|week|day|quarter)\b)", re.IGNORECASE
)
_NUMBER = r"\d{1,2}|two|three|four|five|six|seven|eight|ten"
FIRST_N = re.compile(
    rf"\b(?:top|first|largest|biggest|leading|best)[\s-](?P<n>{_NUMBER})\b"
    rf"|\b(?P<m>{_NUMBER}) (?:largest|biggest|leading|top|best)\b",
    re.IGNORECASE,
)
_AT_AN_END = re.compile(
    rf"\b(?P<end>first|last|final)\s(?P<n>{_NUMBER})(?:\s(?:month|week|quarter|day)s)?\b", re.IGNORECASE
)
_OVER_ALL = re.compile(
    r"\b(?:over|across|in|for) (?:the|all) (?:(?:four|six|twelve|12|4|whole|full|entire)\s?)?"
    r"(?:quarters|months|weeks|year)\b",
    re.I,
)
_DAYS_OF = {"weekend": {"saturday", "sunday"},
            "weekday": {"monday", "tuesday", "wednesday", "thursday", "friday"}}  # fmt: skip
_N = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "ten": 10}


def derived_of_groups(
    figure: Figure, said: Said, reach: Reach, text: str, own: list[Mention]
) -> Iterator[Candidate]:
    """Every sum, share, mean and remainder that the words of the passage allow."""
    of_change = OF_A_CHANGE.match(text[figure.end :]) if figure.unit == "percent" else None
    if of_change:
        yield from _of_a_change(reach, own)
    if said.role == "change" or reach.whole:
        return
    columns = [m for m in reach.frame.measures if not reach.metrics or m.metric in reach.metrics]
    for measure in columns:
        if measure.kind == "value":
            yield from _sums(figure, reach, text, own, measure)
        if figure.unit == "percent":
            yield from _shares(reach, text, own, measure)


def _of_a_change(reach: Reach, own: list[Mention]) -> Iterator[Candidate]:
    """What the named rows contributed to a change in all ("48 % of the growth")."""
    frame, rows = reach.frame, named_rows(reach, own)
    for measure in frame.measures:
        total = f"total_{measure.metric}_change"
        wanted = not reach.metrics or measure.metric in reach.metrics
        if rows and wanted and measure.kind == "change" and fact_number(frame, total) is not None:
            yield from compute("share", frame, [*((r, measure.name) for r in rows), (None, total)], "percent")


def averaged(figure: Figure, text: str) -> bool:
    """Whether the words right beside a figure say that it is an average."""
    left, right = text[max(0, figure.start - 28) : figure.start], text[figure.end :]
    return bool(_AVERAGE_LEFT.search(left) or _AVERAGE_RIGHT.match(right))


def first_n(match: re.Match[str]) -> int:
    """The n of "top n"."""
    said = (match["n"] or match["m"]).casefold()
    return _N.get(said, int(said) if said.isdecimal() else 0)


def _sums(
    figure: Figure, reach: Reach, text: str, own: list[Mention], measure: Measure
) -> Iterator[Candidate]:
    frame, name = reach.frame, measure.name
    for rows in _groups(reach, text, own, measure) if measure.additive else ():
        yield from compute("sum", frame, [(r, name) for r in rows], measure.unit)
    total = total_of(frame, measure)
    if total and measure.additive and _REST.search(text):
        shown = named_rows(reach, own) or tuple(range(len(frame.rows)))
        yield from compute("difference", frame, [(None, total), *((r, name) for r in shown)], measure.unit)
    start, end = clause(text, figure)
    near = averaged(figure, text) or (
        _AVERAGE.search(text[start:end]) and not _ADDED_UP.search(text[start:end])
    )
    if near and not frame.limited:
        rows = reach.rows
        if len(rows) < 2 and averaged(figure, text):
            rows = tuple(range(len(frame.rows))) if len(frame.axes) == 1 else ()
        if len(rows) > 1:
            yield from compute("mean", frame, [(r, name) for r in rows], measure.unit)


def _shares(reach: Reach, text: str, own: list[Mention], measure: Measure) -> Iterator[Candidate]:
    frame = reach.frame
    groups = list(_groups(reach, text, own, measure))
    named = named_rows(reach, own)
    if named and _REST.search(text) and not frame.limited:
        groups.append(tuple(r for r in range(len(frame.rows)) if r not in named))
    if measure.kind == "share":
        for rows in groups:
            yield from compute("sum", frame, [(r, measure.name) for r in rows], "percent")
    total = total_of(frame, measure) if measure.kind == "value" and measure.additive else None
    if total is not None:
        if reach.named and not reach.spread and len(reach.rows) == 1:
            groups.append(reach.rows)
        for rows in groups:
            yield from compute("share", frame, [*((r, measure.name) for r in rows), (None, total)], "percent")


def named_rows(reach: Reach, own: list[Mention]) -> tuple[int, ...]:
    """The rows of all names of the passage, those it leaves out too, on the axis that tells rows apart."""
    frame = reach.frame
    for name in frame.axes:
        axis = TIME if name == frame.time else name
        others = rows_beside(reach, axis)
        said = [m._replace(axis=m.axis.removeprefix(LEFT_OUT)) for m in own]
        named = [m for m in said if m.axis == axis and (axis != TIME or m.span)]
        rows = [r for m in named for r in rows_of(frame, m, others)]
        if rows:
            return tuple(dict.fromkeys(rows))
    return ()


def _groups(reach: Reach, text: str, own: list[Mention], measure: Measure) -> Iterator[tuple[int, ...]]:
    """The groups of rows that a passage may add up."""
    frame = reach.frame
    if reach.spread and len(reach.rows) > 1:
        yield reach.rows
    joint = next((m.joint for m in own if m.joint), None)
    if joint and frame.time:
        yield tuple(r for r in rows_beside(reach, TIME) if (s := frame.when[r]) and contains(joint, s))
    together = _TOGETHER.search(text)
    named = named_rows(reach, own)
    if len(named) > 1 and together:
        yield named
    yield from _stretches(reach, text)
    first, line = FIRST_N.search(text), descending(frame, measure)
    if first and len(line) >= (size := first_n(first)) > 1:
        yield tuple(line[:size])
        if _REST.search(text) and not frame.limited and size < len(line):
            yield tuple(line[size:])
    several = len(reach.rows) > 1
    if several and not reach.named and not frame.limited and (together or reach.totals):
        yield reach.rows
    if several and reach.named and len(frame.axes) > 1:
        yield reach.rows


def _stretches(reach: Reach, text: str) -> Iterator[tuple[int, ...]]:
    """Rows that words of the calendar take together: the last two months, the weekend."""
    frame = reach.frame
    others = rows_beside(reach, TIME)
    dated = [
        r
        for _, r in sorted(
            (span.first, r) for r, span in enumerate(frame.when) if span is not None and r in others
        )
    ]
    for match in _AT_AN_END.finditer(text):
        said = match["n"].casefold()
        size = int(said) if said.isdecimal() else _N[said]
        if 1 < size < len(dated):
            yield tuple(dated[:size] if match["end"].casefold() == "first" else dated[-size:])
    if _OVER_ALL.search(text) and len(dated) > 1 and not frame.limited:
        yield tuple(dated)
    for word, days in _DAYS_OF.items():
        for axis in frame.axes if re.search(rf"\b{word}s?\b", text, re.IGNORECASE) else ():
            rows = tuple(r for r, row in enumerate(frame.rows) if str(row.get(axis)).casefold() in days)
            if len(rows) == len(days):
                yield rows
