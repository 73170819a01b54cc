"""Which cells of the evidence a reference means: the rows by their labels, the column by its name."""

import operator
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches

from agent.gate.frames import Frame, Measure, as_number
from agent.gate.operands import cell, fact
from agent.gate.term import Term
from agent.references.labels import labelled, numbered, plain
from agent.references.syntax import Broken, Place
from tools.evidence import Value
from tools.wording import date, readable

MOST_NAMED = 8
_CONDITION = re.compile(r"\s*(?P<name>[\w .]+?)\s*(?P<op>>=|<=|!=|<>|==?|>|<)\s*(?P<value>.+?)\s*")
_CHANGE = re.compile(r"_change(?:_pct)?\Z")
_COMMA = re.compile(r',(?=(?:[^"]*"[^"]*")*[^"]*\Z)')
_AND = re.compile(r"\band\b|&&", re.IGNORECASE)
_OPERATORS = {
    ">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt,
    "=": operator.eq, "==": operator.eq, "!=": operator.ne, "<>": operator.ne,
}  # fmt: skip


def frame_of(place: Place, frames: Mapping[str, Frame]) -> Frame:
    """The evidence of a place. Raises Broken where there is none of that id."""
    if place.evidence not in frames:
        there = f"there is {_some(list(frames))}" if frames else "there is none yet"
        raise Broken(f"there is no evidence {place.evidence}; {there}")
    return frames[place.evidence]


def rows_of(place: Place, frame: Frame) -> list[int]:
    """The rows that a place speaks of; without square brackets all."""
    if place.rows is None:
        return list(range(len(frame.rows)))
    wanted = place.rows.strip()
    if number := re.fullmatch(r"#\s*(\d{1,6})", wanted):
        return _by_number(int(number[1]), frame)
    rows = labelled(wanted, frame)
    if not rows:
        rows = list(range(len(frame.rows)))
        for part in _COMMA.split(wanted):
            conditions = _AND.split(part) if re.search("[=<>]", part) else [part]
            for condition in conditions:
                rows = _kept(rows, condition, frame)
    return rows


def one(place: Place, frame: Frame) -> Term:
    """The one figure that a place means: a cell, or a fact. Raises Broken."""
    if place.column is None:
        raise Broken(f"{place.text} names no column; {_columns(frame)}")
    if place.rows is None and (held := fact(frame, place.column)) is not None:
        return replace(held, signed=_CHANGE.search(place.column) is not None)
    measure, rows = _measure(place, frame), rows_of(place, frame)
    if not rows:
        raise Broken(f"{frame.id} has no row that is {place.rows}")
    if len(rows) > 1:
        named = ", ".join(_name(frame, r) for r in rows[:MOST_NAMED])
        facts = f", or a fact: {_some(_facts(frame))}" if _facts(frame) and place.rows is None else ""
        raise Broken(
            f"{place.text} means {len(rows)} rows; name one ({named}) as in "
            f"{frame.id}[{_name(frame, rows[0])}].{measure.name}, or use sum(...), mean(...){facts}"
        )
    found = cell(frame, rows[0], measure)
    if found is None:
        raise Broken(f"{place.text} is empty: that figure is not known")
    parts = {c["name"] for c in frame.evidence["columns"] if c.get("kind") == "contribution"}
    return replace(found, signed=found.signed or measure.name in parts)


def many(place: Place, frame: Frame) -> list[Term]:
    """All figures of a column that a place means, empty cells aside. Raises Broken where there is none."""
    if place.column is None:
        raise Broken(f"{place.text} names no column; {_columns(frame)}")
    if place.rows is None and not _find(place.column, [m.name for m in frame.measures]):
        return [one(place, frame)]
    measure = _measure(place, frame)
    found = [t for r in rows_of(place, frame) if (t := cell(frame, r, measure)) is not None]
    if not found:
        raise Broken(f"{place.text} means no figure")
    return found


def words(place: Place, frame: Frame) -> str | None:
    """A name, where the place is one: a cell of a dimension, or of what is told of it. Raises Broken where
    it means several rows."""
    told = [str(c["name"]) for c in frame.evidence["columns"] if c["role"] != "metric"]
    name = _find(place.column or "", [*frame.axes, *told])
    if name is None:
        return None
    rows = rows_of(place, frame)
    if len(rows) != 1:
        raise Broken(f"{place.text} means {len(rows)} rows")
    value = frame.rows[rows[0]].get(name)
    if value is None:
        return "unknown"
    return date(str(value), name) if name == frame.time else readable(str(value))


def _measure(place: Place, frame: Frame) -> Measure:
    names = [m.name for m in frame.measures]
    labels = {m.label.casefold(): m.name for m in frame.measures}
    wanted = place.column or ""
    name = _find(wanted, names) or labels.get(wanted.replace("_", " ").casefold())
    if name is None:
        meant = _meant(wanted, [*names, *_facts(frame)])
        raise Broken(f"{frame.id} has no column or fact {wanted}{meant}; {_columns(frame)}")
    return next(m for m in frame.measures if m.name == name)


def _by_number(number: int, frame: Frame) -> list[int]:
    if not 1 <= number <= len(frame.rows):
        raise Broken(f"{frame.id} has {len(frame.rows)} rows, counted from 1")
    return [number - 1]


def _kept(rows: Sequence[int], part: str, frame: Frame) -> list[int]:
    """Those of the rows that a label or a condition keeps."""
    condition = _CONDITION.fullmatch(part)
    if condition is None:
        found = labelled(part.strip(), frame)
        if not found and part.strip().isdecimal() and not numbered(frame):
            found = _by_number(int(part), frame)
        if not found:
            labels = list(dict.fromkeys(str(row.get(a)) for row in frame.rows for a in frame.axes))
            there = f"its rows: {_some(labels)}" if labels else "its rows have no names"
            raise Broken(f"{frame.id} has no row {part.strip()}{_meant(part.strip(), labels)}; {there}")
        return [r for r in rows if r in found]
    name = _find(condition["name"], [*frame.axes, *(m.name for m in frame.measures)])
    if name is None:
        raise Broken(f"{frame.id} has no column {condition['name']}; {_columns(frame)}")
    value = condition["value"].strip("\"' ")
    if name in frame.axes and condition["op"] in ("=", "=="):
        return [r for r in rows if r in labelled(value, frame, [name])]
    return [r for r in rows if _holds(frame.rows[r].get(name), condition["op"], value)]


def _holds(held: Value, op: str, value: str) -> bool:
    number, size = as_number(held), re.fullmatch(r"\$?(-?[\d,]*\.?\d+)(%?)", value)
    if held is None:
        return False
    if number is not None and size:
        return bool(_OPERATORS[op](number, float(size[1].replace(",", "")) / (100 if size[2] else 1)))
    return bool(_OPERATORS[op](plain(held), plain(value)))


def _find(wanted: str, names: Sequence[str]) -> str | None:
    key = wanted.strip().casefold().replace(" ", "_")
    return next((n for n in names if n == wanted or n.casefold().replace(" ", "_") == key), None)


def _name(frame: Frame, row: int) -> str:
    return ", ".join(str(frame.rows[row].get(a)) for a in frame.axes) or f"#{row + 1}"


def _facts(frame: Frame) -> list[str]:
    return [str(f["name"]) for f in frame.facts if as_number(f.get("value")) is not None]


def _columns(frame: Frame) -> str:
    facts = f" and the facts {_some(_facts(frame))}" if _facts(frame) else ""
    return f"{frame.id} has the columns {_some([m.name for m in frame.measures])}{facts}"


def _meant(wanted: str, names: Sequence[str]) -> str:
    by_case = {name.casefold(): name for name in names}
    near = get_close_matches(wanted.casefold(), list(by_case), 1, 0.75)
    return f" (did you mean {by_case[near[0]]}?)" if near else ""


def _some(names: Sequence[str]) -> str:
    more = len(names) - 3 * MOST_NAMED
    return ", ".join(names[: 3 * MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
