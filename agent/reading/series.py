"""What is computed along a series: running totals, moving averages, an index, growth from step to step."""

from typing import Any

from agent.reading.context import Sentence
from agent.reading.result import Reading
from agent.reading.shapes import step
from agent.reading.timewords import UNITS, number_at, stem
from agent.reading.timing import Timed
from tools.warehouse.request import Addition

_GRAINS = {"day": "date", "week": "week", "month": "month", "quarter": "quarter", "year": "year"}
_ABOUT = 2
"""Words around 'moving average' that may say over how many steps it goes."""
_STEPWISE = {"mom", "wow", "qoq", "dod", "over", "on", "sequential", "sequentially", "consecutive"}
"""Words that tell 'month over month' from 'by month'."""
_KINDS: tuple[Addition, ...] = ("running_total", "moving_average", "index")
_REACHES = {"pass", "passed", "reach", "reached", "hit", "cross", "crossed"}
_ALONG = {"running_total", "moving_average"}


def along(s: Sentence, r: Reading, timed: Timed, definitions: Any) -> None:
    """Fills in `add` and `points`, and the comparison of each step with the one before it."""
    timed_by = [b for b in r.by if definitions.dimensions[b].kind == "time"]
    for place, link in enumerate(s.links):
        if not link.target.startswith("series:"):
            continue
        name = next(n for n in _KINDS if link.target.endswith(n))
        r.add = list(dict.fromkeys([*r.add, name]))
        points, grain = _points(s, place)
        if name == "moving_average" and points is not None:
            r.points = points
        if name in _ALONG and grain in definitions.dimensions and not timed_by:
            r.by, timed_by = [grain, *[b for b in r.by if b != grain]][:3], [grain]
    _passed(s, r, timed_by)
    if set(r.add) & _ALONG and not timed_by and not r.refers_back:
        r.by = [timed.step or step(r, definitions), *r.by][:3]
    if "index" in r.add and not (r.by or r.count_of or r.refers_back):
        r.by = [step(r, definitions)]
    if "index" in r.add:
        r.filters = [f for f in r.filters if f.dimension not in r.by]  # the average is that of all groups
    if not timed_by or r.compare not in (None, "previous_period"):
        return
    named = any(x.kind == "dimension" and x.target in timed_by for x in s.links)
    told = timed.changed and named and not r.add and (r.rank is None or r.by == timed_by)
    if told or _step_by_step(s, timed_by):
        r.compare = "previous_row"
        if r.rank is not None and r.rank.on == "value" and timed.changed:
            r.rank = type(r.rank)(r.rank.descending, r.rank.n, "change", r.rank.nth)


def _passed(s: Sentence, r: Reading, timed_by: list[str]) -> None:
    """'When did we pass 2 million': the steps from which on the running total has reached it."""
    verbs = {t.norm for t in s.tokens} & _REACHES
    # "in which month did we pass 2 million" adds up; "which months passed 13k" are told each alone
    steps = [s.tokens[x.after - 1] for x in s.links if x.kind == "dimension" and x.target in timed_by]
    single = any(token.norm == token.stem for token in steps)
    asks = any(t.norm == "when" for t in s.tokens) or single
    asks = asks and not any(h.op.startswith("<") for h in r.having)
    if not (r.having and asks and (verbs or "running_total" in r.add)):
        return
    r.add = list(dict.fromkeys([*r.add, "running_total"]))
    r.having = [h.model_copy(update={"metric": f"{h.metric}_running"}) for h in r.having]


def _step_by_step(s: Sentence, by: list[str]) -> bool:
    """Whether a time step is named as one against the one before: 'month over month', 'wow'."""
    for link in s.links:
        words = set(s.words(link).split())
        steps = link.kind == "dimension" and link.target in by
        if words & _STEPWISE and (steps or link.target == "previous_period"):
            return True
    return False


def _points(s: Sentence, place: int) -> tuple[int | None, str]:
    """The 3 and the month in '3-month moving average' or 'average of the last 7 days, rolling'."""
    link = s.links[place]
    near = [*range(max(0, link.first - _ABOUT - 1), link.first), *range(link.after, link.after + _ABOUT + 2)]
    for at in near:
        if at >= len(s.tokens) or (number := number_at(s.tokens, at)) is None or s.tokens[at].norm == "a":
            continue
        unit = next((stem(s.tokens, i) for i in (at + 1, at + 2) if stem(s.tokens, i) in UNITS), "")
        if unit or s.tokens[at].kind == "number":
            _told(s, at, link.first)
            return number, _GRAINS.get(unit, "")
    return None, ""


def _told(s: Sentence, at: int, end: int) -> None:
    """Passes over the number and its unit, which ask for no grouping of their own."""
    for p, x in enumerate(s.links):
        number = x.first == at and x.kind in ("unknown", "period")
        unit = x.first in (at + 1, at + 2) and x.kind == "dimension" and x.after <= end
        if number or unit:
            s.tell(p)
