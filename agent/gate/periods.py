"""Which rows a name is of, and whether evidence covers a named period."""

from agent.gate.context import TIME, Mention
from agent.gate.dates import Span, contains, is_whole_year, same
from agent.gate.frames import Frame


def rows_of(frame: Frame, mention: Mention, among: tuple[int, ...]) -> tuple[int, ...]:
    """The rows that a mention names, of those given."""
    if mention.axis == TIME:
        exact = tuple(r for r in among if (s := frame.when[r]) and mention.span and same(s, mention.span))
        return exact or tuple(
            r for r in among if (s := frame.when[r]) and mention.span and contains(mention.span, s)
        )
    return tuple(r for r in among if str(frame.rows[r].get(mention.axis)).casefold() == mention.value)


def covers(frame: Frame, mention: Mention) -> bool:
    """Whether evidence is of a named period: as its scope, what it is compared with, or one of its rows."""
    span, joint = mention.span, mention.joint
    if span is None or (frame.time is not None and rows_of(frame, mention, tuple(range(len(frame.rows))))):
        return True
    periods = [period for period in (frame.period, frame.compare) if period is not None]
    if any(contains(aside, span) for aside in frame.aside) or span.first.isoformat() in frame.dates:
        return True
    if any(is_period(period, span) or (joint is not None and same(period, joint)) for period in periods):
        return True
    return earlier(frame, span) is not None


def earlier(frame: Frame, span: Span) -> Span | None:
    """A span that can be the one compared with, where the request said only "the previous period"."""
    asked = frame.evidence.get("scope", {}).get("compare")
    has_before = any(m.kind == "before" for m in frame.measures)
    if asked != "previous_period" or not has_before or not frame.period:
        return None
    gap = (frame.period.first - span.last).days
    return span if (0 < gap <= 3 if span.year_known else span.last < frame.period.first) else None


def is_period(period: Span, span: Span) -> bool:
    """Whether a named span is a period of evidence, or the day or month it begins or ends with."""
    if same(period, span):
        return True
    if is_whole_year(span):
        return False
    starts = (
        contains(span, Span(period.first, period.first))
        and contains(period, span)
        and span.first.day == period.first.day
    )
    ends = (
        contains(span, Span(period.last, period.last))
        and contains(period, span)
        and span.last.day == period.last.day
    )
    one_day = (span.last - span.first).days == 0
    return one_day and (starts or ends)
