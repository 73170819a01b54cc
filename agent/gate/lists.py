"""Lists of names and lists of figures that belong together by their order ("A and B sold 1 and 2")."""

import calendar
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

from agent.gate.context import TIME, Mention
from agent.gate.dates import Span

_JOINED = re.compile(
    r"[\s*_]*(?:,|and|&|versus|vs\.?|against|compared with)?[\s*_]*(?:and|vs\.?)?[\s*_]*", re.IGNORECASE
)
_JOINED_TIME = re.compile(rf"(?:{_JOINED.pattern}|\s+to\s+)", re.IGNORECASE)
_ASIDE = re.compile(r"[(\s]*[$+−-]*\d[\d,.]*\s?(?:[KMB%]|million|pp|points)?[)\s]*")


class Spot(Protocol):
    """Anything at a place in a passage: a figure, or a word that claims a direction or a rank."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def listed(text: str, candidates: list[Mention], spots: Sequence[Spot], spot: Spot) -> Mention | None:
    """In "A, B and C sold 1, 2 and 3" (or figures first) the nth figure is the nth name's."""
    if len(candidates) < 2 or spot not in spots:
        return None
    joint = _JOINED_TIME if candidates[0].axis == TIME else _JOINED
    run = [spot]
    at = list(spots).index(spot)
    for one in spots[at + 1 :]:
        if _parted(candidates, run[-1], one) or not joint.fullmatch(_bare(text[run[-1].end : one.start])):
            break
        run.append(one)
    for one in reversed(spots[:at]):
        if _parted(candidates, one, run[0]) or not joint.fullmatch(_bare(text[one.end : run[0].start])):
            break
        run.insert(0, one)
    if re.search(r"\bby\s[\s$*]*\Z", text[: run[0].start]):
        return None
    before = [m for m in candidates if m.end <= run[0].start]
    after = [m for m in candidates if m.start >= run[-1].end]
    names = _once(before) if len(_once(before)) == len(run) else []
    if names and names[0].axis == TIME and any(_parted([names[-1]], one, run[0]) for one in spots[:at]):
        names = [] if any(names[0].end <= one.start < names[-1].start for one in spots[:at]) else names
    if not names and not before and len(_once(after)) == len(run):
        names = _once(after)
    if not names and len(_once(before)) > len(run) > 1:
        row = _once(before)[-len(run) :]
        gaps = [text[a.end : b.start] for a, b in pairwise(row)]
        clear = not any(row[0].end <= one.start < run[0].start for one in spots)
        names = row if clear and all(joint.fullmatch(gap) for gap in gaps) else []
    if not names and before and before[-1].joint and len(_once(before)) == 2:
        names = _through(before[-1], len(run))
    if not names and not before and after and after[0].joint and len(_once(after)) == 2:
        names = _through(after[0], len(run))
    if "respectively" in text.casefold() and not names:
        row = _once(after)[: len(run)]
        gaps = [text[a.end : b.start] for a, b in pairwise(row)]
        names = row if len(row) == len(run) and all(joint.fullmatch(gap) for gap in gaps) else []
    apart = names and re.search(r"[:;].*\bfrom\s[\s$*]*\Z", text[names[-1].end : run[0].start])
    return names[run.index(spot)] if len(run) > 1 and names and not apart else None


def _through(end: Mention, size: int) -> list[Mention]:
    """The months or quarters from the first to the second of "from October to December", if so many."""
    joint = end.joint
    if joint is None or joint.first.day != 1:
        return []
    months = 12 * (joint.last.year - joint.first.year) + joint.last.month - joint.first.month + 1
    step = months // size if size and months % size == 0 else 0
    if step not in (1, 3) or joint.first.year != joint.last.year:
        return []
    found = []
    for n in range(size):
        first = joint.first.replace(month=joint.first.month + n * step)
        month = first.month + step - 1
        last = first.replace(month=month, day=calendar.monthrange(first.year, month)[1])
        span = Span(first, last, joint.year_known)
        found.append(end._replace(value=first.isoformat(), span=span, joint=None))
    return found


def _bare(between: str) -> str:
    """What joins two figures, without the figures of other units in between ("$2.3M (50 %) against")."""
    inside = between.lstrip().startswith(")") and between.rstrip().endswith("(")
    return _ASIDE.sub(" ", between.strip(" ()") if inside else between)


def _once(names: list[Mention]) -> list[Mention]:
    """Each name where it is said first."""
    return [m for n, m in enumerate(names) if m.value not in {one.value for one in names[:n]}]


def _parted(names: list[Mention], one: Spot, two: Spot) -> bool:
    """Whether a name stands between two figures, so that each has its own."""
    return any(one.end <= m.start < two.start for m in names)
