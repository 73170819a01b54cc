"""Numbers of the question and of the request, restated: they need no evidence, and prove nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from agent.gate.figure import Figure
from agent.gate.frames import Frame, as_number

_CONDITION = re.compile(
    r"\b(?:who|that|which|whose|with|of|having|spending|buying|orders?|baskets?|households?|customers?|"
    r"stores?|threshold|minimum|least|cut-?off|condition|limit|filter(?:ed)?|above|below|between)\b"
    r"(?:\s[\w'’-]+){0,3}?\s(?:over|under|above|below|at least|at most|more than|less than|fewer than|"
    r"exceeding|up to|between|of|and|to)\s[\s$*_]*\Z",
    re.IGNORECASE,
)
_OR_MORE = re.compile(
    r"[\s*_]*(?:\w+\s)?(?:or|and)\s(?:(?P<more>more|above|higher)|less|fewer|below|under)\b", re.IGNORECASE
)
_NAMED = re.compile(r"[\s-]?(?:[a-z]+[\s-])?(?:cut-?off|threshold|mark|minimum|limit)\b", re.IGNORECASE)
_REACHED = re.compile(r"\b(?:reach(?:es|ed)?|meets?|met)[\s$*_]*\Z", re.IGNORECASE)
_LEFT_OUT = re.compile(
    r"[^;.]*\b(?:left out|excluded|not (?:counted|included)|dropped|ignored|removed|is counted)\b",
    re.IGNORECASE,
)
"""Said of what is below a limit, this says that the request keeps what is above."""
_ASSERTED = re.compile(
    r"\b(?:is|are|was|were|reach(?:ed|es)?|total(?:l?ed|s)?|amount(?:ed|s)?|came|comes|stood|stands|made|"
    r"had|has|have|sold|rose|fell|grew)\b(?:\s\w+){0,2}\s[\s$*_]*\Z",
    re.IGNORECASE,
)
_YOU = re.compile(r"\b(?:you|your)\s(?:\w+\s){0,5}[\s$*_]*\Z", re.IGNORECASE)
_QUOTED = re.compile(r"['\"‘“]([^'\"‘’“”]+)['\"’”]")


@dataclass(frozen=True)
class Setting:
    """What is the same for every figure of one check."""

    frames: Sequence[Frame]
    question: str
    asked: Sequence[Figure]
    printed: str
    """Words that the tools themselves wrote: titles, labels, warnings."""


def is_condition(figure: Figure, before: str, after: str, setting: Setting) -> bool:
    """Whether the figure is a bound of the request itself (having, between), said as a condition."""
    side = _OR_MORE.match(after)
    rest = _counts_the_rest(before, setting)
    sure = side or rest or _REACHED.search(before)
    if side:
        figure = replace(figure, hedge="over" if side["more"] else "under")
    elif _NAMED.match(after) or _REACHED.search(before):
        figure = replace(figure, hedge="over")
    elif figure.hedge in ("over", "under") and (_LEFT_OUT.search(after) or rest):
        figure = replace(figure, hedge="under" if figure.hedge == "over" else "over")
    elif not _CONDITION.search(before) and figure.hedge not in ("over", "under"):
        return False
    if not sure and _ASSERTED.search(
        re.sub(
            r"\b(?:over|under|above|below|at least|at most|more than|less than|fewer than)\s[\s$*_]*\Z",
            " ",
            before,
        )
    ):
        return False
    for frame in setting.frames:
        scope = frame.evidence.get("scope") or {}
        conditions = scope.get("having") or []
        bounds = [
            as_number(h.get("value"))
            for h in conditions
            if isinstance(h, dict) and _agrees(figure, h.get("op"))
        ]
        for one in scope.get("filters") or []:
            if isinstance(one, dict) and one.get("op") == "between":
                bounds += [as_number(value) for value in one.get("values") or []]
        if any(
            bound is not None and abs(bound - figure.value) < 1e-9 * max(1, abs(bound)) for bound in bounds
        ):
            return True
    return False


def _counts_the_rest(before: str, setting: Setting) -> bool:
    """Whether the words before count the groups that a condition leaves out."""
    for frame in setting.frames:
        facts = {f.get("name"): as_number(f.get("value")) for f in frame.facts}
        every, kept = facts.get("groups_all"), facts.get("groups")
        if every and kept is not None and re.search(rf"\b{every - kept:.0f}\b", before):
            return True
    return False


def _agrees(figure: Figure, op: Any) -> bool:
    """Whether "over" or "under" before the figure says what the request's comparison says."""
    return figure.hedge not in ("over", "under") or str(op).startswith(">" if figure.hedge == "over" else "<")


def is_asked(figure: Figure, setting: Setting) -> bool:
    """Whether the question holds the same number in the same unit, and not "over" where this says "under"."""
    turned = {"over": "under", "under": "over"}
    return any(
        one.unit == figure.unit
        and abs(one.value - figure.value) < 1e-9 * max(1.0, abs(one.value))
        and turned.get(one.hedge) != figure.hedge
        for one in setting.asked
    )


def is_users(figure: Figure, text: str, setting: Setting) -> bool:
    """Whether the sentence restates the user's own number: as a condition, or as what they said."""
    if not is_asked(figure, setting):
        return False
    before, after = text[: figure.start], text[figure.end :]
    if any(
        m.start() < figure.start < m.end()
        for m in _QUOTED.finditer(text)
        if m[1].casefold() in setting.question.casefold()
    ):
        return True
    if _YOU.search(before) or re.match(r"[\s*_]*(?:you|as you)\b", after):
        return True
    bare = re.sub(
        r"\b(?:over|under|above|below|at least|at most|more than|less than|fewer than)\s[\s$*_]*\Z",
        " ",
        before,
    )
    asserted = _ASSERTED.search(bare) and not re.search(r"\b(?:that|who|which)\s(?:\w+\s){0,3}\Z", bare)
    return _CONDITION.search(before) is not None and not asserted
