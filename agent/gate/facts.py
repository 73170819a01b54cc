"""The single figures that were computed with the rows: totals, bases, counts before a limit."""

import re
from collections.abc import Iterator

from agent.gate.context import TIME, Mention, tokens
from agent.gate.cues import FIRST_N, averaged
from agent.gate.dates import is_whole_year
from agent.gate.frames import Frame, as_number
from agent.gate.operands import fact
from agent.gate.reach import Reach
from agent.gate.reading import Reading
from agent.gate.term import Term

_OUT_OF = re.compile(r"\b(?:of|out of|all)\s(?:the\s|all\s)?[\s*_]*\Z", re.IGNORECASE)
_OF_ALL = re.compile(r"[\s*_]*(?:[\w-]+\s){0,2}(?:out of|of)\s(?:the\s|all\s)?[\s*_]*\d", re.IGNORECASE)
_COUNTED_OF = re.compile(r"\b\d[\d,]*\s(?:[\w-]+\s){0,2}(?:out of|of)\s(?:all\s)?[\s*_]*\Z", re.IGNORECASE)
_CUSTOMERS = {"household", "shopper", "buyer", "family"}
"""Other words for the customers that a fact counts."""
_KNOWN = re.compile(r"\b(?:known|cover(?:s|ed|age)?|demographics?|recorded|on file)\b", re.IGNORECASE)


def facts(reading: Reading, open_: Reach) -> Iterator[Term]:
    """The facts that the words may speak of: a total where the whole is meant, another where it is named."""
    frame = open_.frame
    if reading.said.role == "change":
        return
    grouped = FIRST_N.search(reading.passage.text[: reading.figure.start]) is not None
    named = any(
        one.mention in reading.own and not _is_whole(one.mention)
        for axis, ones in reading.attached.items()
        if axis in frame.axes or (axis == TIME and frame.time)
        for one in ones
    )
    words = {
        t.stem
        for t in tokens(
            f"{reading.passage.text} {reading.passage.label} {reading.passage.header} {reading.passage.lead}"
        )
    }
    words |= {"customer"} if words & _CUSTOMERS else set()
    for one in frame.facts:
        value, name, label = (
            as_number(one.get("value")),
            str(one.get("name", "")),
            str(one.get("label", "")),
        )
        if value is None:
            continue
        is_total = name.startswith("total_")
        if is_total and averaged(reading.figure, reading.passage.text) and _is_additive(name, frame):
            continue
        if is_total and not _may_stand(name, open_, (named or grouped) and not open_.totals):
            continue
        based = _of_base(name, reading)
        if based is False:
            continue
        if name in _COUNTS and words & ({t.stem for t in tokens(label)} - _NO_NOUN | _COUNTS[name]):
            based = True
        if not is_total and not based:
            continue
        found = fact(frame, name)
        if found is not None:
            yield found


_COUNTS: dict[str, set[str]] = {"groups": {"group"}, "customers_in_scope": set()}
"""Facts that count what their label names, and what else the counted may be called."""
_NO_NOUN = {"number", "of", "in", "this", "selection"}


def _of_base(name: str, reading: Reading) -> bool | None:
    """Whether the figure is said to be the base that a fact counts: all, or those with a known value. None
    for other facts. "801 of 2,469": what is known stands before "of", what there is in all after it."""
    if not name.endswith(("_known", "_all")):
        return None
    after_of = _OUT_OF.search(reading.passage.text[: reading.figure.start]) is not None
    before_of = _OF_ALL.match(reading.passage.text[reading.figure.end :]) is not None
    if name.endswith("_all"):
        return False if before_of else True if after_of else None
    known = _KNOWN.search(reading.passage.text) is not None
    counted_of = _COUNTED_OF.search(reading.passage.text[: reading.figure.start]) is not None
    return False if counted_of else True if known else None


def _may_stand(name: str, open_: Reach, of_a_part: bool) -> bool:
    """Whether a total fits the metric and the period of the words, which must not speak of a part."""
    before = name.endswith("_before")
    metric = name.removeprefix("total_").removesuffix("_before")
    columns = [m for m in open_.frame.measures if m.metric == metric]
    if of_a_part or (columns and not any(open_.allows(m) for m in columns)):
        return False
    return "before" in open_.kinds if before else "value" in open_.kinds


def _is_additive(name: str, frame: Frame) -> bool:
    """Whether a total is a sum, which no average can be."""
    metric = name.removeprefix("total_").removesuffix("_before")
    return len(frame.rows) > 1 and any(m.metric == metric and m.additive for m in frame.measures)


def _is_whole(mention: Mention) -> bool:
    return mention.axis == TIME and (mention.span is None or is_whole_year(mention.span))
