"""'The 4 before', 'the 3 months prior to that', 'vs last': a period named only as the one before another."""

import datetime as dt

from agent.reading.context import Sentence
from agent.reading.dates import month
from agent.reading.days import Days, When, span_label
from agent.reading.links import Link
from agent.reading.result import Kind
from agent.reading.timewords import UNITS, norm, number_at, stem
from agent.reading.tokens import Token
from tools.warehouse.request import Earlier

AGAINST = {"vs", "versus", "against", "to", "with", "than", "over", "and"}
_STRETCHES = {"day", "date", "period", "time", "stretch", "week", "span", "range", "part"}
_BACK: dict[str, Earlier] = {"week": "week_before", "month": "month_before", "quarter": "quarter_before"}
_LAST = {"last", "previous", "prior", "before", "preceding"}


def find_before(tokens: list[Token], days: Days) -> list[Link]:
    """Links that set a period beside the one before it, where no word names that one."""
    links: list[Link] = []
    for at in range(1, len(tokens)):
        start = at + 1 if norm(tokens, at) == "the" else at
        if norm(tokens, at - 1) not in AGAINST:
            continue
        after = _earlier(tokens, start) or _bare(tokens, start)
        if after:
            links.append(Link(at, after, "compare", "previous_period", 1.05))
        if found := _same_days(tokens, start, days):
            links.append(Link(at, found[0], found[1], found[2], 1.3, found[3]))
    return links


def _same_days(tokens: list[Token], at: int, days: Days) -> tuple[int, Kind, str, When | None] | None:
    """'Same days of november', 'same period a month earlier', 'same week last month'."""
    if norm(tokens, at) != "same" or stem(tokens, at + 1) not in _STRETCHES:
        return None
    i = at + 2
    while norm(tokens, i) in ("of", "in", "from", "the", "as", "a", "one"):
        i += 1
    if (found := month(tokens, i, days)) is not None:
        return found[0], "period", "same_days", found[1]
    if norm(tokens, i) in ("last", "previous", "prior", "preceding") and stem(tokens, i + 1) in _BACK:
        return i + 2, "compare", f"earlier:{_BACK[stem(tokens, i + 1)]}", None
    if stem(tokens, i) in _BACK and norm(tokens, i + 1) in (
        "before",
        "earlier",
        "ago",
        "prior",
        "previously",
    ):
        return i + 2, "compare", f"earlier:{_BACK[stem(tokens, i)]}", None
    return None


def _earlier(tokens: list[Token], at: int) -> int:
    """The place behind '4 before', '3 months before that', '2 prior weeks'; 0 for none."""
    if number_at(tokens, at) is None or norm(tokens, at) == "a":
        return 0
    i = at + 1
    if norm(tokens, i) in ("prior", "previous", "preceding") and stem(tokens, i + 1) in UNITS:
        return i + 2
    i = i + 1 if stem(tokens, i) in UNITS else i
    if norm(tokens, i) not in ("before", "prior", "preceding", "earlier"):
        return 0
    i += 1
    while norm(tokens, i) in ("to", "that", "those", "it", "them"):
        i += 1
    return i if not _names_period(tokens, i) else 0


def _bare(tokens: list[Token], at: int) -> int:
    """The place behind a 'last' that ends the clause: 'this month vs last'."""
    if norm(tokens, at) not in _LAST or norm(tokens, at - 1) in ("and", "to", "over"):
        return 0
    i = at + 1 if norm(tokens, at + 1) != "one" else at + 2
    return i if i >= len(tokens) or not tokens[i].norm.isalnum() else 0


def _names_period(tokens: list[Token], at: int) -> bool:
    """Whether the words go on to say before what: 'the 2 weeks before easter'."""
    return at < len(tokens) and tokens[at].norm.isalnum() and norm(tokens, at) not in ("by", "in", "for")


def before_them(s: Sentence, days: Days) -> None:
    """'In june but not in may and shopped before that': all days before the first of the times named, for a
    deed of its own."""
    for place in range(2, len(s.links) - 1):
        both = f"{s.words(s.links[place])} {s.words(s.links[place + 1])}"
        if both not in ("before that", "before then") or s.words(s.links[place - 1]) != "shopped":
            continue
        named = [x.data for x in s.links[:place] if x.kind == "period" and isinstance(x.data, When)]
        end = min((w.start for w in named), default=days.first) - dt.timedelta(days=1)
        if end >= days.first:
            label = span_label(days.first, end)
            first, after = s.links[place].first, s.links[place + 1].after
            s.links[place : place + 2] = [
                Link(first, after, "period", label, 1.0, When(days.first, end, label))
            ]
            return
