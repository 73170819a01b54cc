"""Scores one finished turn against its checks."""

from typing import Literal, NamedTuple

from evals.case import Check, Turn
from evals.scorers.number import holds_number

Code = Literal[
    "missing_number",
    "forbidden_number",
    "missing_text",
    "forbidden_text",
    "wrong_status",
    "wrong_tool",
    "unscored",
]
_STATUS = {"answer": "answered", "clarify": "clarify", "decline": "declined"}


class Finding(NamedTuple):
    """Something a turn got wrong, or (code `unscored`) that only a judge or a person can decide."""

    code: Code
    label: str


def _holds(check: Check, text: str) -> bool:
    if check.kind == "number":
        values = [float(value) for value in check.any_of]
        return holds_number(text, values, check.rel_tol, check.abs_tol)
    return any(str(value).casefold() in text.casefold() for value in check.any_of)


def score_turn(turn: Turn, text: str, status: str, tools: list[str]) -> list[Finding]:
    """What is wrong with an answer: its text (tables included), status and the names of the tools it ran.

    An empty list means that every check passed. Checks of kind `behaviour` come back as `unscored`:
    they never count as passed.
    """
    findings: list[Finding] = []
    for check in turn.must_contain:
        if check.kind == "behaviour":
            findings.append(Finding("unscored", check.label))
        elif not _holds(check, text):
            findings.append(
                Finding("missing_number" if check.kind == "number" else "missing_text", check.label)
            )
    for check in turn.must_not:
        if check.kind == "behaviour":
            findings.append(Finding("unscored", f"must not: {check.label}"))
        elif _holds(check, text):
            findings.append(
                Finding("forbidden_number" if check.kind == "number" else "forbidden_text", check.label)
            )
    if turn.expect and status != _STATUS[turn.expect]:
        findings.append(Finding("wrong_status", f"expected {turn.expect}, was {status}"))
    findings += [
        Finding("wrong_tool", f"{name} was not used") for name in turn.expected_tools if name not in tools
    ]
    return findings
