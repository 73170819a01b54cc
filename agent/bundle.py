"""A bundle: an answer as a file, as `python -m agent ... --json` prints it. Read with suspicion."""

import json
import sys
from pathlib import Path
from typing import Any, NoReturn, cast

from agent.answer import Answer

LARGEST = 20_000_000
"""Bytes of a bundle; a thousand rows of evidence take about a tenth of it."""
MOST_EVIDENCE = 100

Shape = dict[str, type | tuple[type, ...]]
NUMBER = (int, float, type(None))
ANSWER: Shape = {
    "question": str, "status": str, "text": str, "claims": list, "evidence": list, "options": list,
    "removed": list, "warnings": list, "tools": list, "versions": dict,
}  # fmt: skip
EVIDENCE: Shape = {
    "id": str, "kind": str, "tool": str, "title": str, "scope": dict, "columns": list, "rows": list,
    "facts": list, "sql": (str, type(None)), "data_version": str, "truncated": bool, "warnings": list,
    "chart": (dict, type(None)),
}  # fmt: skip
COLUMN: Shape = {"name": str, "label": str, "unit": str, "role": str}
FACT: Shape = {"name": str, "label": str, "unit": str}
CLAIM: Shape = {"text": str, "start": int, "end": int, "value": NUMBER, "kind": str, "cells": list}
CELL: Shape = {"evidence": str, "row": (int, type(None)), "column": str}
CALL: Shape = {"name": str, "args": dict, "evidence": list}


class Unreadable(ValueError):
    """The file is no bundle; the text is a sentence for the person who gave it."""


def read_bundle(path: str) -> Answer:
    """The answer in a file, or on standard input for '-'. Raises Unreadable."""
    try:
        if path == "-":
            raw = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with Path(path).open("rb") as file:
                raw = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise Unreadable("There is no such file.") from None
    except (OSError, ValueError):
        raise Unreadable("That file cannot be read.") from None
    if len(raw) > LARGEST:
        raise Unreadable(f"The file is too large for an answer: at most {LARGEST // 1_000_000} MB are read.")
    try:
        return checked(json.loads(raw.decode("utf-8"), parse_constant=_refuse))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise Unreadable("The file holds no JSON. A bundle is what --json prints.") from None


def checked(found: Any) -> Answer:
    """The value, when it has the shape of an answer. Raises Unreadable, saying what is missing."""
    _shaped(found, ANSWER, "answer")
    if len(found["evidence"]) > MOST_EVIDENCE:
        raise Unreadable(f"The answer rests on more than {MOST_EVIDENCE} pieces of evidence.")
    for one in found["evidence"]:
        _shaped(one, EVIDENCE, "evidence")
        for column in one["columns"]:
            _shaped(column, COLUMN, "column")
        for fact in one["facts"]:
            _shaped(fact, {**FACT, "value": (str, bool, *NUMBER)}, "fact")
        for row in one["rows"]:
            _shaped(row, {column["name"]: (str, bool, *NUMBER) for column in one["columns"]}, "row")
    for claim in found["claims"]:
        _shaped(claim, CLAIM, "claim")
        for cell in claim["cells"]:
            _shaped(cell, CELL, "cell")
    for call in found["tools"]:
        _shaped(call, CALL, "call")
    return cast(Answer, found)


def _shaped(part: Any, shape: Shape, name: str) -> None:
    if not isinstance(part, dict):
        raise Unreadable(f"This is no answer of Aisle: {name} is not an object.")
    for key, kind in shape.items():
        if key not in part:
            raise Unreadable(f"This is no answer of Aisle: {name} has no {key}.")
        if not isinstance(part[key], kind):
            raise Unreadable(f"This is no answer of Aisle: {key} of {name} is of another kind.")


def _refuse(constant: str) -> NoReturn:
    raise Unreadable(f"The file holds {constant}, which no answer does.")
