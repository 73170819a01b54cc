"""Evidence: what a tool found, in plain JSON values, so that every figure can be traced to it."""

import json
from typing import Any, Literal, NotRequired, TypedDict

Value = str | int | float | bool | None
Unit = Literal["usd", "percent", "count", "ratio", "date", "text", "points"]

Kind = Literal[
    "value",
    "before",
    "change",
    "change_pct",
    "share",
    "share_within",
    "running",
    "moving",
    "index",
    "contribution",
    "contribution_share",
    "expected",
    "low",
    "high",
    "score",
]
"""`before` is the value of the compared period or of the row before; `share_within` a part of the group's
parent; `running` the total up to the row, `moving` the mean of the last rows; `index` 100 for the average;
`contribution` the part of a change that a driver or group makes, `contribution_share` its share of that
change; `expected` what was to be expected, `low` and `high` the range of the usual, `score` how far out."""


class Column(TypedDict):
    """A column of evidence. A `percent` cell holds the share itself (0.263 is 26.3 %);
    `points` is a difference of two shares, also as a fraction."""

    name: str
    label: str
    unit: Unit
    role: Literal["dimension", "metric", "about"]
    """What it does: group the rows, measure them, or only describe what they are of."""
    metric: NotRequired[str]
    """The governed metric behind the column, where there is one."""
    kind: NotRequired[Kind]
    """What a metric column shows: its value (the default), the compared period's value, and so on."""
    additive: NotRequired[bool]
    """Whether the rows of this column may be summed."""


class Fact(TypedDict):
    """A single figure that was computed with the rows: a total, a base, a count of rows before a limit."""

    name: str
    label: str
    value: Value
    unit: Unit


class Chart(TypedDict):
    """A chart as a specification over the evidence's own rows and facts: no data of its own.

    Of a `heat` map and of `scatter`, `series` is the other axis, or what each point is; the stages of a
    `funnel` are columns of the one row, named in `y`; a `box` is drawn from the quartiles among the facts.
    """

    kind: Literal["line", "bar", "grouped_bar", "stacked_bar", "heat", "calendar", "scatter", "funnel", "box"]
    title: str
    x: str
    y: list[str]
    series: NotRequired[str]


class Again(TypedDict):
    """A figure that was computed twice: a cell of a row, or (row None) a fact by name."""

    row: int | None
    column: str
    value: Value
    again: Value


class Second(TypedDict):
    """The headline figures by a second route. `agrees` is None where there is one route only; `why` says
    what is in the way of the other."""

    route: str
    agrees: bool | None
    why: str
    figures: list[Again]
    sql: str | None


class Evidence(TypedDict):
    """What one tool call found.

    `id` is short and stable inside a thread: D1, D2 (data), K1 (knowledge), M1 (models). Tools leave
    it empty; the act node numbers it. `scope` is the governed request that was run (see
    `tools.warehouse.request.MetricRequest`), or empty for free SQL.
    """

    id: str
    kind: Literal["data", "knowledge", "model"]
    tool: str
    title: str
    words: NotRequired[list[str]]
    """The scope in pieces of a few words each, for chips; empty for free SQL."""
    scope: dict[str, Any]
    columns: list[Column]
    rows: list[dict[str, Value]]
    facts: list[Fact]
    sql: str | None
    method: str | None
    chart: Chart | None
    passages: list[dict[str, Any]]
    data_version: str
    truncated: bool
    warnings: list[str]
    second: NotRequired[Second | None]
    call: NotRequired[dict[str, Any]]
    """The call that made it, {"name", "args"}: enough to compute it again."""


def make(tool: str, title: str, **given: Any) -> Evidence:
    """Evidence with every field present; what is not given is empty."""
    empty: Evidence = {
        "id": "",
        "kind": "data",
        "tool": tool,
        "title": title,
        "words": [],
        "scope": {},
        "columns": [],
        "rows": [],
        "facts": [],
        "sql": None,
        "method": None,
        "chart": None,
        "passages": [],
        "data_version": "",
        "truncated": False,
        "warnings": [],
        "second": None,
    }
    unknown = set(given) - set(empty)
    if unknown:
        raise TypeError(f"evidence has no field {sorted(unknown)}")
    return {**empty, **given}  # type: ignore[typeddict-item]


ROWS_FOR_MODEL = 60


def evidence_for_model(evidence: Evidence) -> str:
    """Evidence as compact JSON for a tool message: its id, columns, the first 60 rows, facts, warnings.

    A row keeps its place, so that a row number means the same in the evidence. `rows_left_out` says how
    many rows are not shown. Floats lose what is beyond the sixth decimal, which is noise.
    """
    shown = [{k: _short(v) for k, v in row.items()} for row in evidence["rows"][:ROWS_FOR_MODEL]]
    said: dict[str, Any] = {
        "id": evidence["id"],
        "title": evidence["title"],
        "columns": evidence["columns"],
        "rows": shown,
        "facts": [{**fact, "value": _short(fact["value"])} for fact in evidence["facts"]],
        "warnings": evidence["warnings"],
    }
    if left_out := len(evidence["rows"]) - len(shown):
        said["rows_left_out"] = left_out
    if evidence["truncated"]:
        said["truncated"] = True
    if evidence["passages"]:
        said["passages"] = evidence["passages"]
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"), default=str)


def _short(value: Value) -> Value:
    return round(value, 6) if isinstance(value, float) else value
