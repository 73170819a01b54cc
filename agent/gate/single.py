"""Single figures that a tool computed beside its rows (a median, a count of days), as the words name them."""

import re
from collections.abc import Iterator
from dataclasses import replace

from agent.gate.context import TIME, tokens
from agent.gate.dates import named_periods, same
from agent.gate.figure import Figure
from agent.gate.frames import Frame, as_number
from agent.gate.nearest import clause
from agent.gate.operands import fact
from agent.gate.reading import Reading
from agent.gate.term import Term

_OUT_OF = re.compile(r"\b(?:of|out of|across)\s(?:the |all |these )?(?:full )?[\s*_]*\Z", re.IGNORECASE)
_LOWER, _UPPER = ("q1", "p10", "lowest"), ("q3", "p90", "highest")
_IS_LOW = re.compile(
    r"\b(?:less|under|below|fewer|at most|bottom|lowest|lower|or less|up to|smallest)\b", re.I
)
_IS_HIGH = re.compile(r"\b(?:more|over|above|exceed\w*|at least|top|highest|upper|or more|largest)\b", re.I)
_NAMES_OF = {"mean": ("mean", "average", "averag"), "median": ("median", "typical")}


def told_facts(reading: Reading, frame: Frame) -> Iterator[Term]:
    """Facts that the words near the figure fit no worse than any other fact it could be, the best first."""
    passage = reading.passage
    if passage.kind == "cell" and _titled(passage.header, frame):
        return
    words = _fact_words(frame)
    start, end = clause(passage.text, reading.figure)
    beside = f"{passage.header} {passage.label}" if passage.kind == "cell" else passage.text[start:end]
    near = {t.stem for t in tokens(beside)}
    wide = {t.stem for t in tokens(f"{passage.lead} {passage.text}")} | near
    found: list[tuple[int, int, int, Term]] = []
    for name, own in words.items():
        one = fact(frame, name)
        if one is None or not of_unit(reading.figure, one) or not _side(reading, name):
            continue
        one = replace(one, signed="_change" in name)
        if not (suits(reading, one) and _in_period(reading, name, frame)) and not _follows(reading, own, one):
            continue
        if one.unit == "count" and not (
            name.startswith("for_") or _is_base(reading, one, frame) or wide & (own - _labels(frame))
        ):
            continue
        rivals = [w for other, w in words.items() if _alike(other, name, frame)]
        if not _is_base(reading, one, frame) and any(
            near & (w - own) and not near & (own - w) for w in rivals
        ):
            continue
        found.append((-len(near & own), -len(wide & own), len(found), one))
    yield from (one for *_, one in sorted(found, key=lambda f: f[:3]))


def suits(reading: Reading, one: Term) -> bool:
    """Whether unit, direction and use fit: a change is said as one, with its own sign."""
    figure, said = reading.figure, reading.said
    if not of_unit(figure, one):
        return False
    part = one.measure is not None and one.measure.name == "contribution"
    if one.signed and said.role not in ("change", "either"):
        return False
    if one.signed or part:
        way = figure.sign or said.direction
        return not way or way * one.value >= 0
    return said.role != "change" and figure.sign * one.value >= 0 and (figure.sign == 0 or one.value < 0)


def of_unit(figure: Figure, one: Term) -> bool:
    units = {"plain": ("count", "ratio"), "times": ("ratio", "times")}
    return one.unit in units.get(figure.unit, (figure.unit,))


def _is_base(reading: Reading, one: Term, frame: Frame) -> bool:
    """Whether the figure is what others are a part of: the 91 of "six of the 91 days"."""
    counts = [as_number(f.get("value")) or 0.0 for f in frame.facts if f.get("unit") == "count"]
    before = reading.passage.text[: reading.figure.start]
    return (
        one.unit == "count" and one.value >= max(counts, default=0.0) and _OUT_OF.search(before) is not None
    )


def _labels(frame: Frame) -> set[str]:
    """The words of the columns' labels."""
    return {t.stem for m in frame.measures for t in tokens(m.label)}


def _fact_words(frame: Frame) -> dict[str, set[str]]:
    """By name of a fact that is no total the words of its label that do not stand in most others'."""
    kept = [f for f in frame.facts if not str(f.get("name")).startswith(("total_", "groups"))]
    kept = [f for f in kept if not str(f.get("name")).endswith(("_known", "_all"))]
    words = {
        str(f.get("name")): {t.stem for t in tokens(str(f.get("label") or "")) if len(t.stem) > 2}
        for f in kept
    }
    common = {
        w for held in words.values() for w in held if sum(w in o for o in words.values()) > 0.8 * len(words)
    }
    common = common if len(words) > 3 else set()
    return {
        name: (held | {t for key, more in _NAMES_OF.items() if key in held for t in more}) - common
        for name, held in words.items()
    }


def _titled(header: str, frame: Frame) -> bool:
    """Whether a table's column is called like one of the evidence's."""
    said = {t.stem for t in tokens(header)}
    return any(
        said & {t.stem for t in tokens(f"{m.label} {m.name.replace('_', ' ')}")} for m in frame.measures
    )


def _in_period(reading: Reading, name: str, frame: Frame) -> bool:
    """Whether a fact of one of two periods is of the one that the words say, or fits its use."""
    label = next((str(f.get("label") or "") for f in frame.facts if f.get("name") == name), "")
    own = [p.joint or p.span for p in named_periods(label) if p.span is not None]
    said = [a.mention.span for a in reading.attached.get(TIME, []) if a.hard and a.mention.span is not None]
    role = reading.said.role
    if own and said and not (name.endswith("_before") and role in ("before", "compared")):
        return any(same(one, other) for one in own for other in said)
    return not (name.endswith("_now") and role == "before") and not (
        name.endswith("_before") and role == "level"
    )


def _follows(reading: Reading, own: set[str], one: Term) -> bool:
    """Whether the word right after the figure is the fact's own ("4 higher and 2 lower than usual")."""
    next_ = tokens(reading.passage.text[reading.figure.end :])[:1]
    return one.unit == "count" and not reading.figure.sign and any(t.stem in own for t in next_)


def _alike(other: str, name: str, frame: Frame) -> bool:
    """Whether two facts can be taken for each other: both changes or both levels, in one unit."""
    units = {str(f.get("name")): "count" if f.get("unit") == "ratio" else f.get("unit") for f in frame.facts}
    return other != name and units[other] == units[name] and ("_change" in other) == ("_change" in name)


def _side(reading: Reading, name: str) -> bool:
    """Whether a quantile is said from its own side: "a quarter spent less than" its first quartile."""
    text, figure = reading.passage.text, reading.figure
    start, end = clause(text, figure)
    around = f"{text[start:end]} {reading.passage.lead if reading.passage.kind == 'bullet' else ''}"
    if name in _LOWER:
        return not (_IS_HIGH.search(around) and not _IS_LOW.search(around))
    if name in _UPPER:
        return not (_IS_LOW.search(around) and not _IS_HIGH.search(around))
    return True
