"""What differs between evidence as it was given and as it is computed now, row by row."""

import math
from collections.abc import Iterator, Sequence
from typing import Any

from agent.answer import Claim
from agent.builtin.write.words import figure, listed
from tools.evidence import Column, Evidence, Value

MOST_NAMED = 10
RELATIVE = 1e-9
WORDED = ("title", "scope", "sql", "method", "passages", "truncated", "warnings")


def in_figures(then: Evidence, now: Evidence) -> list[str]:
    """A sentence for each row or total whose figures differ; those beyond the tenth are counted."""
    found = [*_rows(then, now), *_facts(then, now)]
    more = len(found) - MOST_NAMED
    return found if more <= 0 else [*found[:MOST_NAMED], f"and {more:,} more differences"]


def in_words(then: Evidence, now: Evidence) -> list[str]:
    """The parts beside the figures that differ: 'title', 'sql', 'columns' ..."""
    found = [name for name in WORDED if _said(then.get(name)) != _said(now.get(name))]
    facts = [] if _told(then) == _told(now) else ["facts"]
    columns = [] if then["columns"] == now["columns"] else ["columns"]
    charts = [] if _drawn(then) in (_drawn(now), _drawn({**now, "chart": _retitled(now)})) else ["chart"]
    return [*columns, *facts, *found, *charts]


def in_claims(then: Sequence[Claim], now: Sequence[Claim]) -> list[str]:
    """A sentence for each figure of the text that stands for another cell or value now. What needed no
    evidence then, as a part of the scope or of a name, may be found in a cell now."""
    before = {(c["start"], c["end"], c["text"]): c for c in then}
    after = {(c["start"], c["end"], c["text"]): c for c in now}
    found = [f"'{key[2]}' is no figure of the text" for key in before if key not in after]
    found += [f"'{key[2]}' was not bound" for key in after if key not in before]
    for key, claim in before.items():
        if (
            (other := after.get(key))
            and claim["cells"]
            and (
                (claim["kind"], claim.get("formula"), claim["cells"])
                != (other["kind"], other.get("formula"), other["cells"])
                or not same(claim["value"], other["value"])
            )
        ):
            found.append(f"'{key[2]}' stands for {_bound(other)}, not for {_bound(claim)}")
    return found


def _told(evidence: Evidence) -> list[tuple[str, Value]]:
    """The facts that are words, and the words of the others."""
    return [(f["label"], f["value"] if f["unit"] == "text" else f["unit"]) for f in evidence["facts"]]


def _drawn(evidence: Evidence) -> Any:
    return _said(evidence["chart"])


def _retitled(evidence: Evidence) -> Any:
    """The chart under the evidence's own title, which it gets where its own does not hold."""
    chart = evidence["chart"]
    return {**chart, "title": evidence["title"]} if chart else None


def _said(part: Any) -> Any:
    """A part without what is empty in it: a field that a later version adds says nothing of this request."""
    if isinstance(part, dict):
        return {name: _said(value) for name, value in part.items() if value not in (None, [], {}, "", False)}
    return part


def same(a: Value, b: Value) -> bool:
    """Whether two values are the same digits, but for the noise of adding floating numbers up."""
    if isinstance(a, bool | str) or isinstance(b, bool | str) or a is None or b is None:
        return a == b and type(a) is type(b)
    return math.isclose(a, b, rel_tol=RELATIVE, abs_tol=RELATIVE)


def _rows(then: Evidence, now: Evidence) -> Iterator[str]:
    names = [c["name"] for c in then["columns"] if c["role"] == "dimension"]
    columns = {c["name"]: c for c in [*then["columns"], *now["columns"]] if c["role"] == "metric"}
    before, after = (_keys(e, names) for e in (then, now))
    if len(set(before)) < len(before) or len(set(after)) < len(after):
        # Rows without names of their own are told by their place.
        before, after = (_keys(e, []) for e in (then, now))
    rows = dict(zip(after, now["rows"], strict=True))
    for key, row in zip(before, then["rows"], strict=True):
        if (other := rows.get(key)) is None:
            yield f"the row {_named(key)} is not there now"
            continue
        for name, column in columns.items():
            if not same(row.get(name), other.get(name)):
                yield f"{column['label']}{_of(key)}: {_shown(row, column)} then, {_shown(other, column)} now"
    old = set(before)
    yield from (f"the row {_named(key)} is new" for key in after if key not in old)
    if before != after and old == set(after):
        yield "the rows stand in another order"


def _keys(evidence: Evidence, names: list[str]) -> list[tuple[Value, ...]]:
    """What tells the rows apart: the values of these columns, or without any their places, from 1."""
    return [tuple(row.get(n) for n in names) or (place,) for place, row in enumerate(evidence["rows"], 1)]


def _facts(then: Evidence, now: Evidence) -> Iterator[str]:
    after = {fact["name"]: fact for fact in now["facts"]}
    for fact in then["facts"]:
        other = after.pop(fact["name"], None)
        if other is None:
            yield f"{fact['label']} is not computed now"
        elif fact["unit"] != "text" and not same(fact["value"], other["value"]):
            a, b = (figure(f["value"], f["unit"]) for f in (fact, other))
            a, b = (repr(fact["value"]), repr(other["value"])) if a == b else (a, b)
            yield f"{fact['label']}: {a} then, {b} now"
    yield from (f"{fact['label']} is new" for fact in after.values())


def _shown(row: dict[str, Value], column: Column) -> str:
    value = row.get(column["name"])
    return repr(value) if isinstance(value, float) else figure(value, column["unit"])


def _named(key: tuple[Value, ...]) -> str:
    return ", ".join("without a name" if part is None else str(part) for part in key) or "of the result"


def _of(key: tuple[Value, ...]) -> str:
    return f" of {_named(key)}" if key else ""


def _bound(claim: Claim) -> str:
    places = []
    for cell in claim["cells"]:
        row = "" if cell["row"] is None else f" row {cell['row'] + 1}"
        places.append(f"{cell['column']} of {cell['evidence']}{row}")
    kind = claim.get("formula") or claim["kind"]
    return f"a {kind} over {listed(places)}" if places else f"a {kind}"
