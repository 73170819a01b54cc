"""The first words of an answer that holds one figure against the limit that the question names."""

import operator
from collections.abc import Callable

from agent.builtin.write.cells import number
from agent.builtin.write.view import View
from agent.reading.result import Limit

_HOLDS: dict[str, Callable[[float, float], bool]] = {
    ">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le, "=": operator.eq,
    "!=": operator.ne,
}  # fmt: skip
_SAID = {">": "more than", ">=": "at least", "<": "less than", "<=": "at most", "=": "exactly", "!=": "not"}
_FALL = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}


def against(view: View, limit: Limit) -> str:
    """'Yes, more than the 20% you named: ' or 'No, not more than the 20% you named: '; empty where the
    evidence has no such single figure."""
    column = next((c for c in view.evidence["columns"] if c["name"] == limit.metric), None)
    if column is None or view.dimensions or len(view.rows) != 1 or view.rows[0].get(column["name"]) is None:
        return ""
    holds = _HOLDS[limit.op](number(view.rows[0], column), limit.value)
    if not limit.said:
        return "Yes: " if holds else "No: "
    fall = limit.value < 0
    said = f"{_SAID[_FALL[limit.op] if fall else limit.op]} the {limit.said} you named"
    said = f"a fall of {said}" if fall else said
    return f"Yes, {said}: " if holds else f"No, not {said}: "
