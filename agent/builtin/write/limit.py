"""The first words of an answer that holds one figure against the limit that the question names."""

import operator
from collections.abc import Callable, Collection

from agent.builtin.write.cells import number
from agent.builtin.write.view import View
from agent.reading.result import Limit

_HOLDS: dict[str, Callable[[float, float], bool]] = {
    ">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le, "=": operator.eq,
    "!=": operator.ne,
}  # fmt: skip
_SAID = {">": "more than", ">=": "at least", "<": "less than", "<=": "at most", "=": "exactly", "!=": "not"}
_FALL = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}


def against(view: View, limit: Limit, asked: Collection[str] = ()) -> str:
    """'Yes, more than the 20% you named: ' or 'No, not more than the 20% you named: '; empty where the
    evidence has no such single figure. Of several rows it is that of the value that was `asked` about."""
    column = next((c for c in view.evidence["columns"] if c["name"] == limit.metric), None)
    rows = view.rows
    if len(view.dimensions) == 1:
        rows = [r for r in rows if str(r[view.dimensions[0]["name"]]).lower() in asked]
    if column is None or len(view.dimensions) > 1 or len(rows) != 1 or rows[0].get(column["name"]) is None:
        return ""
    holds = _HOLDS[limit.op](number(rows[0], column), limit.value)
    if not limit.said:
        return "Yes: " if holds else "No: "
    fall = limit.value < 0
    said = f"{_SAID[_FALL[limit.op] if fall else limit.op]} the {limit.said} you named"
    said = f"a fall of {said}" if fall else said
    return f"Yes, {said}: " if holds else f"No, not {said}: "
