"""Which days a request's period and a row's time label stand for."""

import datetime as dt
from typing import Any

from agent.gate.dates import Span, named_periods
from tools.evidence import Column, Value

_DAYS = {"day": 1, "date": 1, "week": 7}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def span_of(period: Any) -> Span | None:
    if not isinstance(period, dict):
        return None
    try:
        return Span(
            dt.date.fromisoformat(str(period["start"])[:10]), dt.date.fromisoformat(str(period["end"])[:10])
        )
    except (KeyError, ValueError):
        return None


def dates_kept(days: set[str] | None) -> Span | None:
    """The days from the first to the last that a request keeps by their dates."""
    return span_of({"start": min(days), "end": max(days)}) if days else None


def time_of(
    axes: dict[str, Column], rows: list[dict[str, Value]], period: Span | None
) -> tuple[str | None, list[Span | None]]:
    # The month of a customer's first order is not when the figures beside it are of.
    for name in sorted(axes, key=lambda name: name.casefold() not in (*_DAYS, *_MONTHS)):
        spans = [_row_span(row.get(name), name.casefold()) for row in rows]
        if rows and all(span is not None for span in spans):
            return name, spans
    return None, []


def _row_span(value: Value, name: str) -> Span | None:
    """The days a row's time label stands for; a date begins what the column is named for."""
    if not isinstance(value, str) or len(value) > 40:
        return None
    text = value.strip()
    try:
        first = dt.date.fromisoformat(text[:10]) if len(text) >= 10 and not text[10:11].strip("T ") else None
    except ValueError:
        first = None
    if first is not None:
        grain = next((grain for grain in (*_MONTHS, *_DAYS) if grain in name), "day")
        try:
            return Span(first, _end(first, grain))
        except (ValueError, OverflowError):
            return None
    named = named_periods(text)
    return named[0].span if len(named) == 1 and named[0].end - named[0].start >= len(text) - 1 else None


def _end(first: dt.date, grain: str) -> dt.date:
    if grain in _DAYS:
        return first + dt.timedelta(days=_DAYS[grain] - 1)
    months = first.year * 12 + first.month - 1 + _MONTHS[grain]
    return dt.date(months // 12, months % 12 + 1, 1) - dt.timedelta(days=1)
