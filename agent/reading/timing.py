"""From linked time phrases to the period, the period set beside it, and what lies outside the data."""

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Literal, get_args

from agent.reading.context import Sentence
from agent.reading.days import Days, When, month_end, months_before, span_label
from agent.reading.time_asked import asks_one_figure, is_set_against, says_moved
from tools.warehouse.request import Earlier, Period

_STEPS = {"date", "week", "month", "quarter"}
_BACK: dict[str, Earlier] = {name: name for name in get_args(Earlier)}


@dataclass
class Timed:
    """What the time phrases and comparison words of a question come to."""

    period: Period | None = None
    compare: Period | Earlier | Literal["previous_period"] | None = None
    whole: Period | None = None
    """The time that the period is a part of, where both are named: of December what came after Christmas."""
    outside: Period | None = None
    future: bool = False
    trend: bool = False
    compared: bool = False
    changed: bool = False
    step: str = ""
    """The time step that several periods in a row suggest."""
    notes: list[str] = field(default_factory=list)
    unknown: list[tuple[int, int]] = field(default_factory=list)


def timing(s: Sentence, days: Days) -> Timed:
    """Periods and comparison of a question. Two periods side by side without a word of comparison are
    one when they touch, and compared when they do not."""
    found = Timed()
    whens: list[tuple[int, When]] = []
    for place, link in enumerate(s.links):
        if link.target == "same_days" and whens and isinstance(link.data, When):
            if (same := _same_days(whens[0][1], link.data)) is not None:
                whens.append((place, same))
                found.compared = True
        elif link.target.startswith("earlier:"):
            found.compare = _BACK[link.target.removeprefix("earlier:")]
        elif link.kind == "period" and isinstance(link.data, When):
            whens.append((place, link.data))
        elif link.target == "trend":
            found.trend = found.trend or not asks_one_figure(s, link)
        elif link.target == "compare":
            found.compared = True
        elif link.target == "change" and any(t.stem == "filter" for t in s.tokens):
            continue  # "drop the filter" is no drop in a figure
        elif link.target == "change" or (link.kind == "rank" and link.data and link.data.on != "value"):
            found.changed = True
    found.changed = found.changed or says_moved(s)
    inside: list[tuple[int, When, Period]] = []
    for place, when in whens:
        if when.note:
            found.notes.append(when.note)
        period = days.inside(when)
        if period is None:
            found.outside = Period(start=when.start, end=when.end, label=when.label)
            found.future = found.future or when.future or when.start > days.last
        else:
            inside.append((place, when, period))
            _say_clipped(when, period, days, found)
    previous = [p for p, x in enumerate(s.links) if x.target == "previous_period"]
    if inside:
        _one_or_two(s, inside, days, found)
    if previous and found.compare is None:
        found.compare = "previous_period"
    elif found.changed and found.compare is None and found.period is not None and len(inside) == 1:
        length = found.period.end - found.period.start + dt.timedelta(days=1)
        short = days.first < found.period.start < days.first + length * 0.9
        opens = found.period.start == days.first  # nothing stands before it
        found.compare = None if opens or found.outside else "previous_period"
        found.trend = found.trend or (opens and not _ranks_groups(s))
        if short and found.compare and found.period.end == days.last:
            _since(s, days, found)
    elif found.changed and found.compare is None and not inside and found.outside is None:
        _without_period(s, days, found)
    return found


def _ranks_groups(s: Sentence) -> bool:
    return any(x.kind == "dimension" or (x.kind == "rank" and x.data) for x in s.links)


def _since(s: Sentence, days: Days, found: Timed) -> None:
    """'Did visits fall since summer': the time before is shorter than the time since, so that a course shows
    what no comparison of the two does; an order by the change cannot be given."""
    found.compare = None
    ranked = [x for x in s.links if x.kind == "rank" and x.data]
    if ranked or any(x.kind == "dimension" for x in s.links):
        found.unknown += [(x.first, x.after) for x in s.links if x.target == "change" or x in ranked]
    else:
        found.trend = True


def _same_days(first: When, month: When) -> When | None:
    """The days of a month with the numbers of those of another: 1 to 15 November for 1 to 15 December."""
    if (first.start.year, first.start.month) != (first.end.year, first.end.month):
        return None
    start = month.start.replace(day=min(first.start.day, month.end.day))
    end = month.start.replace(day=min(first.end.day, month.end.day))
    return When(start, end, span_label(start, end))


def _without_period(s: Sentence, days: Days, found: Timed) -> None:
    """'Is produce growing?' is a course over time; 'fastest growing' needs two halves to rank by."""
    fragment = s.previous is not None and not any(x.kind == "metric" for x in s.links)
    leans = fragment and s.previous is not None and (s.previous.period or s.previous.compare)
    if leans or any(x.kind == "follow_up" for x in s.links):
        found.compare = "previous_period"
        return
    groups = any(x.kind == "dimension" and x.target not in (*_STEPS, "year") for x in s.links)
    if not groups and not any(x.kind == "rank" for x in s.links):
        found.trend = True
        return
    if any(x.kind == "dimension" and x.target in _STEPS for x in s.links):
        return  # "the biggest drop month over month": each step is set against the one before
    second, first = days.inside(days.half(2)), days.inside(days.half(1))
    if first and second:
        found.period, found.compare = second, first
        found.notes.append(f"No period was named, so {second.label} is set beside {first.label}.")


def _one_or_two(s: Sentence, inside: list[tuple[int, When, Period]], days: Days, found: Timed) -> None:
    (first_place, first_when, first), *rest = inside
    found.period = first
    if not rest:
        named = any(x.target == "previous_period" for x in s.links)
        if not named and is_set_against(s, first_place):
            asked = any(x.kind in ("metric", "dimension", "value") for x in s.links)
            if first_when.other and s.previous is not None and s.previous.period and not asked:
                # after a figure of November it is October, whatever month it is now
                found.period, found.compare = None, "previous_period"
                found.notes = [n for n in found.notes if n != first_when.note]
                return
            # "vs last month": the month itself is what it is set against
            found.compare = first
            found.period = days.inside(first_when.other) if first_when.other else None
            if found.period is None and s.previous is None:
                _set_beside_latest(first, days, found)
        return
    second_place, _, second = rest[0]
    between = s.links[first_place + 1 : second_place]
    words = {w for x in between for w in s.words(x).split()}
    set_aside = s.previous is not None and isinstance(s.previous.compare, Period)
    compared = found.compared or found.changed or set_aside or bool(words & {"than", "or", "over"})
    if len(rest) > 1:
        spans = sorted([first, second, *(p for _, _, p in rest[1:])], key=lambda p: p.start)
        found.period = Period(
            start=spans[0].start, end=spans[-1].end, label=span_label(spans[0].start, spans[-1].end)
        )
        found.trend = True
        if all(re.match(r"Q\d", when.label) for _, when, _ in inside):
            found.step = "quarter"
        elif all(when.start.day == 1 and when.end == month_end(when.start) for _, when, _ in inside):
            found.step = "month"
        return
    if not compared:
        if _within(first, second) or _within(second, first):
            inner, outer = (first, second) if _within(first, second) else (second, first)
            found.period, found.whole = inner, outer
            return
        low, high = sorted([first, second], key=lambda p: p.start)
        if low.end + dt.timedelta(days=1) >= high.start:
            found.period = Period(start=low.start, end=high.end, label=span_label(low.start, high.end))
            return
    elif not between and (_within(first, second) or _within(second, first)):
        found.period = first if _within(first, second) else second
        return
    found.period, found.compare = sorted([first, second], key=lambda p: p.start, reverse=True)


def _set_beside_latest(base: Period, days: Days, found: Timed) -> None:
    """'Are orders up vs october': no other time is named, so it is the latest of that length."""
    length = base.end - base.start + dt.timedelta(days=1)
    latest = Period(start=max(days.first, days.last - length + dt.timedelta(days=1)), end=days.last)
    if base.start.day == 1 and base.end == month_end(base.end):
        months = (base.end.year - base.start.year) * 12 + base.end.month - base.start.month + 1
        latest = Period(start=months_before(days.last + dt.timedelta(days=1), months), end=days.last)
    if latest.start <= base.end:
        return
    label = span_label(latest.start, latest.end)
    found.period = latest.model_copy(update={"label": label})
    found.notes.append(f"No other time was named, so {label}, the latest in the data, is set beside it.")


def _within(inner: Period, outer: Period) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end and inner != outer


def _say_clipped(when: When, period: Period, days: Days, found: Timed) -> None:
    if period.start == when.start and period.end == when.end:
        return
    found.notes.append(
        f"The data cover {span_label(days.first, days.last)}, so {when.label} is counted from "
        f"{period.start.isoformat()} to {period.end.isoformat()}."
    )
