"""Lists of names and lists of figures that belong together by their order ("A and B sold 1 and 2")."""

import re
from collections.abc import Sequence
from typing import Protocol

from agent.gate.context import TIME, Mention

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
    before = [m for m in candidates if m.end <= run[0].start]
    after = [m for m in candidates if m.start >= run[-1].end]
    names = _once(before) if len(_once(before)) == len(run) else []
    if not names and not before and len(_once(after)) == len(run):
        names = _once(after)
    return names[run.index(spot)] if len(run) > 1 and names else None


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
