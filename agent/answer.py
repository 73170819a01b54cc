"""The one answer object that the chat, the command line and the evals all read."""

from typing import Any, Literal, NotRequired, TypedDict

from tools.evidence import Evidence, Value

Status = Literal["answered", "clarify", "declined", "failed"]


class Cell(TypedDict):
    """A place in evidence: a cell of a row, or (row None) a fact by name."""

    evidence: str
    row: int | None
    column: str


class Claim(TypedDict):
    """A figure in the text and what it is bound to.

    `start` and `end` are character offsets in the answer's text. `kind` says how it is accounted for:
    `cell` (one cell, recomputed within rounding), `formula` (over `cells`: named in `formula`, written out
    with the cells as c0, c1, … in `expression`), or a figure
    that needs no evidence: `user` (the user's own), `date`, `ordinal` (list numbers), `label` (part of a
    name such as "2 Adults Kids" or "2017").
    """

    text: str
    start: int
    end: int
    value: float | None
    kind: Literal["cell", "formula", "user", "date", "ordinal", "label", "scope"]
    formula: NotRequired[
        Literal["difference", "ratio", "percent_change", "share", "sum", "mean", "count", "product"]
    ]
    expression: NotRequired[str]
    """The formula written out over its cells, where it is more than a named one."""
    cells: list[Cell]
    reference: NotRequired[str]
    """What the model wrote in place of the figure ("pct(D1[2017-03].sales, D1[2017-02].sales)"): parsed and
    computed again, it gives the same cells and the same value."""


class ToolCall(TypedDict):
    """A tool that ran in this turn."""

    name: str
    label: str
    args: dict[str, Any]
    seconds: float
    evidence: list[str]
    error: str | None


class Spent(TypedDict):
    """Tokens, read and written, and US dollars where the price is known."""

    tokens: int
    usd: float


class Answer(TypedDict):
    """What a turn ends with. Plain JSON values only."""

    question: str
    status: Status
    text: str
    claims: list[Claim]
    evidence: list[Evidence]
    scope: dict[str, Any]
    scope_words: list[str]
    options: list[str]
    next_questions: list[str]
    removed: list[str]
    """Sentences that were taken out because a figure in them could not be bound."""
    warnings: list[str]
    tools: list[ToolCall]
    model: str
    fallback: str | None
    versions: dict[str, str]
    timings: dict[str, float]
    tokens: dict[str, int]
    cost_usd: float | None
    thread: str
    turn: int
    spent: NotRequired[Spent]
    """What the conversation had used before this answer."""
    checksum: NotRequired[str]
    """Over what is shown and what it rests on; see `agent.versions.checksum`."""


__all__ = ["Answer", "Cell", "Claim", "Evidence", "Spent", "Status", "ToolCall", "Value"]
