"""Which tool a question is for: its likeness to the tools' own examples, next to what the reading linked."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from math import log, sqrt
from typing import Any, Protocol

from langchain_core.tools import BaseTool
from pydantic import BaseModel

from agent.reading.result import Reading
from tools.warehouse.request import MetricRequest

COMMON = {"query_metric", "describe_data", "ask_user", "run_sql", "chart"}
"""Tools that no likeness chooses: the plan itself knows when they are needed."""
ALIKE = 0.55
"""Cosine of character n-grams from which a question counts as one of a tool's kind."""


class Exemplified(Protocol):
    """A tool with questions that it is for; `tools.Tool` is one."""

    @property
    def tool(self) -> BaseTool: ...
    @property
    def examples(self) -> Sequence[str]: ...


class Likeness:
    """Examples of tools as vectors of letter groups. Fitted once, then only read."""

    def __init__(self, examples: Sequence[tuple[str, str]]) -> None:
        """`examples` are (tool name, example question)."""
        found = [(name, _letters(text)) for name, text in examples]
        occurs = Counter(group for _, groups in found for group in groups)
        # Rare groups tell tools apart: inverse document frequency, smoothed as in Manning et al. 2008, 6.2.1.
        self.weights = {group: log((1 + len(found)) / (1 + n)) + 1 for group, n in occurs.items()}
        self.vectors = [(name, self._vector(groups)) for name, groups in found]

    def scores(self, question: str) -> dict[str, float]:
        """The likeness (0 to 1) of a question to the nearest example of each tool."""
        asked = self._vector(_letters(question))
        best: dict[str, float] = {}
        for name, vector in self.vectors:
            score = sum(weight * asked.get(group, 0.0) for group, weight in vector.items())
            best[name] = max(best.get(name, 0.0), score)
        return best

    def _vector(self, groups: Counter[str]) -> dict[str, float]:
        weighed = {g: (1 + log(n)) * self.weights[g] for g, n in groups.items() if g in self.weights}
        length = sqrt(sum(w * w for w in weighed.values())) or 1.0
        return {g: w / length for g, w in weighed.items()}


def _letters(text: str) -> Counter[str]:
    """Groups of two to four letters inside words, their ends marked."""
    words = [f" {word} " for word in re.findall(r"\w+", text.lower())]
    return Counter(w[i : i + n] for w in words for n in (2, 3, 4) for i in range(len(w) - n + 1))


def specialist(
    question: str, reading: Reading, tools: Sequence[Exemplified], common: set[str]
) -> Exemplified | None:
    """The tool outside the `common` ones whose examples the question is like, if its slots can be filled.

    This is how a new tool (a forecast, a segmentation) is found without a line here: by its examples and
    by its arguments.
    """
    others = {t.tool.name: t for t in tools if t.tool.name not in common and t.examples}
    if reading.tool in others:
        return others[reading.tool]
    figures = reading.metrics or reading.rank or reading.refers_back
    if not others or (figures and not (reading.capability or reading.unknown)):
        # Words that are all understood as figures are no other tool's, however like its examples.
        return None
    scored = _likeness(tuple((n, e) for n, t in others.items() for e in t.examples)).scores(question)
    name = max(scored, key=scored.__getitem__)
    if scored[name] < ALIKE or slots(others[name], reading, None) is None:
        return None
    return others[name]


def slots(tool: Exemplified, reading: Reading, request: MetricRequest | None) -> dict[str, Any] | None:
    """Arguments for a tool from the reading, by the names of its fields; None if one is missing."""
    schema = tool.tool.args_schema
    if not (isinstance(schema, type) and issubclass(schema, BaseModel)):
        return None
    asked = request or MetricRequest(
        metrics=reading.metrics or ["sales"], by=reading.by, filters=reading.filters, period=reading.period
    )
    known: dict[str, Any] = {
        k: v for k, v in asked.model_dump(mode="json").items() if v not in (None, [], False)
    }
    known |= {"metric": asked.metrics[0], "request": known.copy(), "question": reading.question}
    known |= {"by": asked.by[0]} if asked.by and _single(schema, "by") else {}
    known |= reading.wants
    filled = {name: known[name] for name in schema.model_fields if name in known}
    missing = [n for n, f in schema.model_fields.items() if f.is_required() and n not in filled]
    return None if missing else filled


def _single(schema: type[BaseModel], name: str) -> bool:
    """Whether a field takes one name and not a list of them."""
    field = schema.model_fields.get(name)
    return field is not None and field.annotation in (str, str | None)


@lru_cache(maxsize=8)
def _likeness(examples: tuple[tuple[str, str], ...]) -> Likeness:
    return Likeness(examples)
