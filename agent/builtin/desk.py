"""What the analyst works with, and what it makes of a question: steps and a plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from agent.answer import Status
from agent.builtin.clarify import Ask, Near
from agent.builtin.history import Call
from agent.builtin.intent import Exemplified
from agent.reading.result import Reading
from knowledge.metrics import Definitions
from tools.evidence import Value
from tools.warehouse.request import MetricRequest, Period


class Reads(Protocol):
    """Reads questions; `agent.reading.Reader` does."""

    def read(self, question: str, previous: MetricRequest | None = None) -> Reading: ...


@dataclass(frozen=True)
class Desk:
    """What the analyst works with."""

    reader: Reads
    definitions: Definitions
    box: tuple[Exemplified, ...]
    near: Near
    covers: Period
    examples: tuple[str, ...] = ()
    """Questions that this shop can answer, to offer when there is none."""
    sizes: Mapping[str, int] = field(default_factory=dict)
    """How many values the dimensions have that are known by name; empty leaves lists uncut."""


@dataclass(frozen=True)
class Takes:
    """What a step takes over from the other parts of its question."""

    shared: tuple[str, ...] = ()
    """Slots that other parts filled: 'period', 'filters'."""
    step: Call | None = None
    """The earlier step whose result it leans on; its arguments are known when that is there."""
    rows: str = ""
    """Which rows of that result: 'first', 'listed', or 'subject' for what they are of."""


NOTHING_TAKEN = Takes()


@dataclass(frozen=True)
class Step:
    """One call and what its answer has to deal with."""

    call: Call
    reading: Reading
    request: MetricRequest | None = None
    focus: tuple[Value, ...] = ()
    assumed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    whole: Call | None = None
    """The same figure of the whole shop, where the answer is what part of it a set has."""
    lead: str = ""
    """What is said before the figure: 'Yes, that is part of it: '."""
    paired: bool = False
    """Whether it is set beside the figure of the step before: 'families', then 'singles'."""
    takes: Takes = NOTHING_TAKEN


@dataclass(frozen=True)
class Plan:
    """The calls of a turn, and what is said besides their results."""

    steps: list[Step] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)
    """What is said after the results: that advice on them is not given."""
    ask: Ask | None = None
    status: Status = "answered"
    waiting: tuple[str, ...] = ()
    """Parts of the question that can be asked for when the results of these steps are there."""
    about: str = ""
    """Greeting, help or what data: the answer then describes the shop."""


def arguments(request: MetricRequest) -> dict[str, Any]:
    """The request as the arguments of a call: plain values, and only those that are not defaults."""
    return request.model_dump(mode="json", exclude_defaults=True)
