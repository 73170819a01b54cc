"""Eval cases: one question or conversation a line, with what its answer must and must not hold."""

import json
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator


class SuiteError(Exception):
    """A suite file that can't be run; the text names the file, the line and what is wrong with it."""


class Check(BaseModel):
    """One thing to look for. `number` and `text` are checked by code, `behaviour` by a judge or a person."""

    model_config = ConfigDict(extra="forbid")
    kind: Literal["number", "text", "behaviour"]
    label: str
    any_of: list[float | str] = Field(default_factory=list)
    rel_tol: float = 0.005
    abs_tol: float = 0.0

    @model_validator(mode="after")
    def has_values(self) -> "Check":
        if self.kind != "behaviour" and not self.any_of:
            raise ValueError(f"the {self.kind} check {self.label!r} needs any_of, or nothing can fail")
        if self.kind == "number" and not all(isinstance(value, int | float) for value in self.any_of):
            raise ValueError(f"the number check {self.label!r} holds something that is not a number")
        return self


class Turn(BaseModel):
    """What the user says, and the checks on the answer to it."""

    user: str
    must_contain: list[Check] = Field(default_factory=list)
    must_not: list[Check] = Field(default_factory=list)
    expected_tools: list[str] = Field(default_factory=list)
    expect: Literal["answer", "clarify", "decline"] | None = None


class Case(BaseModel):
    """A case: `turns` holds one turn for a single question. Unknown fields are kept in `extra`."""

    id: str
    category: str = "uncategorised"
    turns: list[Turn] = Field(min_length=1)
    extra: dict[str, Any] = Field(default_factory=dict)


def parse_case(record: dict[str, Any]) -> Case:
    """A case from one line of a suite (see docs/evals.md for the format).

    Raises ValueError where neither `question` nor `turns` is given.
    """
    known = {"must_contain", "must_not", "expected_tools", "expect"}
    if "turns" in record:
        turns = record["turns"]
    elif "question" in record:
        turns = [{"user": record["question"], **{name: record[name] for name in known if name in record}}]
    else:
        raise ValueError("a case needs a 'question' or 'turns'")
    rest = {
        name: value
        for name, value in record.items()
        if name not in known | {"id", "category", "question", "turns"}
    }
    return Case(
        id=str(record["id"]), category=record.get("category", "uncategorised"), turns=turns, extra=rest
    )


def load_suite(path: Path) -> list[Case]:
    """All cases of a `.jsonl` file.

    Raises SuiteError for a missing or empty file, a line that does not parse, or an id used twice.
    """
    if not path.is_file():
        raise SuiteError(f"there is no suite file {path}")
    cases: list[Case] = []
    seen: set[str] = set()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            case = parse_case(json.loads(line))
        except (ValueError, KeyError, ValidationError) as error:
            raise SuiteError(f"{path}, line {number}: {error}") from error
        if case.id in seen:
            raise SuiteError(f"{path}, line {number}: the id {case.id!r} is used twice")
        seen.add(case.id)
        cases.append(case)
    if not cases:
        raise SuiteError(f"{path} holds no cases")
    return cases
