"""Links from runs of tokens to meanings, and the choice of those that together explain the question best."""

from dataclasses import dataclass, field
from typing import Any

from agent.reading.result import Kind

_LENGTH_POWER = 1.6
"""A phrase of two words is worth more than two links of one word each: the longest match wins."""

_PRIOR: dict[str, float] = {
    "metric": 0.06, "dimension": 0.05, "period": 0.08, "compare": 0.05, "rank": 0.04, "share": 0.04,
    "condition": 0.07, "negation": 0.03, "absent": 0.035, "capability": 0.03, "follow_up": 0.02,
    "value": 0.0, "function": -0.55, "unknown": -0.9,
}  # fmt: skip
"""Ties between kinds; a word that could be content is content before it is a function word."""


@dataclass(frozen=True)
class Link:
    """Tokens `first` up to (not including) `after`, taken as `kind` with the name `target`; `data` is
    whatever the recogniser found (a Period, a list of values, ...)."""

    first: int
    after: int
    kind: Kind
    target: str = ""
    score: float = 1.0
    data: Any = field(default=None, compare=False)

    @property
    def worth(self) -> float:
        """How much of the question this link explains, for choosing between overlapping links."""
        return self.score * (self.after - self.first) ** _LENGTH_POWER + _PRIOR[self.kind]


def best_cover(links: list[Link], count: int) -> list[Link]:
    """The links with the greatest total worth that do not overlap, in order of place."""
    ending: dict[int, list[Link]] = {}
    for link in links:
        ending.setdefault(link.after, []).append(link)
    totals = [0.0] * (count + 1)
    taken: list[Link | None] = [None] * (count + 1)
    for after in range(1, count + 1):
        totals[after] = totals[after - 1]
        for link in ending.get(after, []):
            total = totals[link.first] + link.worth
            if total > totals[after] + 1e-9:
                totals[after], taken[after] = total, link
    chosen: list[Link] = []
    at = count
    while at > 0:
        link_here = taken[at]
        if link_here is None:
            at -= 1
        else:
            chosen.append(link_here)
            at = link_here.first
    return chosen[::-1]
