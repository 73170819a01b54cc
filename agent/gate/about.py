"""What the words around a figure bind a formula to: rows, metrics, and which side is which."""

import re
from typing import NamedTuple

from agent.gate.context import LEFT_OUT, METRIC, TIME, Mention
from agent.gate.cues import Cues
from agent.gate.dates import is_whole_year
from agent.gate.frames import Frame
from agent.gate.meanings import means
from agent.gate.periods import rows_of
from agent.gate.reading import Reading
from agent.gate.term import Term

_BEYOND = re.compile(
    r"\b(?:after|since|before|beyond|until|following|outside)\s(?:the\s)?[\s*_]*\Z", re.IGNORECASE
)
_LISTED = re.compile(r"[\s*_]*(?:,|and|&|,\sand)?[\s*_]*")
_REFERENCE = re.compile(
    r"\b(?:than|versus|vs\.?|against|below|above|behind|ahead of|compared (?:to|with)|relative to|"
    r"(?:second|next|"
    r"close) to|outs(?:old|ells?)|outperform(?:s|ed)?|exceed(?:s|ed)?|beats?|trail(?:s|ed)?|"
    r"overt(?:ook|akes?)|"
    r"surpass(?:es|ed)?|lag(?:s|ged)?)"
    r"\s(?:[\s*_]*\$?[\d,.]+\s?(?:[KM%]|million)?[\s*_]+)?(?:the\s|that\sof\s|those\s(?:of\s|with\s)?|in\s|on\s|for\s|at\s)*[\s*_]*\Z",
    re.IGNORECASE,
)


def _merged(places: list[set[int]]) -> list[set[int]]:
    """The sets of rows, those that overlap as one: a word may mean several things."""
    found: list[set[int]] = []
    for rows in places:
        for other in found:
            if rows & other:
                other |= rows
                break
        else:
            found.append(set(rows))
    return found


def _gap(text: str, one: Mention, two: Mention) -> str:
    first, second = sorted((one, two), key=lambda m: m.start)
    return text[max(0, first.end) : max(0, second.start)] if first.end <= second.start else "?"


_TIME_REFERENCE = re.compile(r"\b(?:on|over|from)\s(?:the\s)?[\s*_]*\Z", re.IGNORECASE)


class About(NamedTuple):
    """What the words around a figure bind it to in one frame: of each set of rows one, of the metrics any."""

    places: list[set[int]]
    every: list[set[int]]
    named: bool
    table: bool
    metrics: list[Mention]
    only: set[int] | None
    close: set[int]
    reference: set[int]
    subject: set[int]
    frame: Frame

    def allows(self, one: Term, said: Cues) -> bool:
        measure, metrics = one.measure, self.metrics
        if metrics and measure is not None and not any(means(m, measure, self.frame) for m in metrics):
            units = {m.metric: m.unit for m in self.frame.measures}
            derived = one.unit in ("percent", "times", "points")
            if any(units.get(m.value) == measure.unit or not (derived or m.value in units) for m in metrics):
                return False
        if measure is None and any(not self._divided(m, one) for m in metrics):
            return False
        if not one.rows:
            return said.whole or not self.named
        two = one.pair is not None and one.signed
        if self.only is not None and (not one.rows & self.only if two else one.rows - self.only):
            return False
        if self.close and one.formula in ("sum", "mean") and not said.inclusive and one.rows - self.close:
            return False
        if self.table and said.whole and one.rows and len(one.rows) < len(self.frame.rows) and not self.only:
            return False
        places = self.every if one.formula in ("sum", "mean", "share") else self.places
        return self._in_order(one) and all(rows & one.rows for rows in places)

    def _divided(self, metric: Mention, one: Term) -> bool:
        """Whether a quotient is for each of what a metric that the evidence lacks is for each of."""
        _, per, each = metric.value.partition("_per_")
        held = not per or any(metric.value == m.metric for m in self.frame.measures)
        return held or any(each in cell["column"] for cell in one.cells)

    def _in_order(self, one: Term) -> bool:
        """Whether a difference is of what the words compare, from what they compare it with."""
        multiple = one.unit == "times"
        if one.pair is None or not (one.signed or multiple) or one.pair[0] == one.pair[1]:
            return True
        first, second = one.pair
        for rows, wrong, right in ((self.reference, first, second), (self.subject, second, first)):
            if rows & wrong and not rows & right:
                return False
            if rows & right and not rows & wrong:
                return True
        when = self.frame.when
        if self.frame.time and not multiple and len(first) == len(second) == 1:
            now, then = when[min(first)], when[min(second)]
            return now is None or then is None or now.first >= then.first
        return True


def about_in(reading: Reading, frame: Frame, said: Cues) -> About:
    """Everything that the figure's own clause names, and the metrics it names."""
    in_table, every = reading.passage.kind == "cell", tuple(range(len(frame.rows)))
    places: dict[tuple[str, int], set[int]] = {}
    close, listed = set[int](), list[set[int]]()
    (start, end), at = said.near, reading.figure.start
    here = sorted((m for m in reading.own if m.start >= 0 and m.axis != METRIC), key=lambda m: -m.start)
    opens = any(m.start >= start and not reading.passage.text[start : m.start].strip(" *_") for m in here)
    for m in here if opens else ():
        if m.end <= start and _LISTED.fullmatch(reading.passage.text[m.end : start]):
            start = m.start
    for axis in (*(a for a in frame.axes if a != frame.time), *([TIME] if frame.time else [])):
        held = reading.attached.get(axis, [])
        text = reading.passage.text
        told = [m for m in reading.own if m.axis == axis and (in_table or start <= m.start < end)]
        left_out = [m._replace(axis=axis) for m in reading.own if m.axis == f"{LEFT_OUT}{axis}" and said.left]
        for m in (*told, *left_out) if not in_table else ():
            beyond = _BEYOND.search(text[: max(0, m.start)]) is not None
            close |= set() if beyond else set(rows_of(frame, m, every))
            if not beyond and (axis != TIME or (m.span and not is_whole_year(m.span))):
                spans = [m._replace(span=m.joint)] if m.joint else [m]
                listed.append(set(rows_of(frame, spans[0], every)) or {-1})
        told += [
            m
            for m in reading.own
            if m.axis == axis and said.after <= m.start < start and _REFERENCE.search(text[: m.start])
        ]
        sure = [a.mention for a in held if a.hard]
        told = [m for m in told if m in sure or not any(_LISTED.fullmatch(_gap(text, m, s)) for s in sure)]
        told = [m for m in told if in_table or not _BEYOND.search(text[: m.start])]
        near = [a for a in held if a.mention.start >= 0 and not _BEYOND.search(text[: a.mention.start])]
        told += [a.mention for a in (held if in_table else near) if in_table or a.hard]
        told += [a.mention for a in near if a.mention.start == near[0].mention.start < at]
        if held and not told and not said.whole and not in_table and axis != TIME:
            places[axis, -1] = {r for a in held for r in rows_of(frame, a.mention, every)}
        for m in told:
            if axis != TIME or (m.span and not is_whole_year(m.span)):
                spans = [m._replace(span=m.joint)] if m.joint else [m]
                places.setdefault((axis, m.start), set()).update(rows_of(frame, spans[0], every))
    text = reading.passage.text
    bracket = re.search(r"[\s*_]*\([^()]*\Z", text[:at])
    bracket = bracket if any(m.end == bracket.start() for m in reading.own if bracket) else None
    only = set.intersection(*places.values()) if (in_table or bracket) and places else None
    metrics = [a.mention for a in reading.attached.get(METRIC, [])]
    compared, subject = set[int](), set[int]()
    for m in reading.own:
        if m.start >= 0 and (m.axis in frame.axes or (m.axis == TIME and frame.time and m.span)):
            rows = set(rows_of(frame, m, every))
            if _REFERENCE.search(text[: m.start]) or (
                m.axis == TIME and _TIME_REFERENCE.search(text[: m.start])
            ):
                compared |= rows
            elif start <= m.start and m.end <= at and rows and m.axis != TIME:
                subject = rows
    return About(
        list(places.values()),
        [*places.values(), *_merged(listed)],
        any(at >= 0 for _, at in places) or bool(listed),
        in_table,
        metrics,
        only,
        close,
        compared - subject,
        subject,
        frame,
    )
