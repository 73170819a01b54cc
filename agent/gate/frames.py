"""Evidence as the gate reads it: which columns are metrics, which rows are whose, which time is covered."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from agent.gate.dates import Span
from agent.gate.days import dates_kept, span_of, time_of
from agent.gate.free import read_free
from tools.evidence import Column, Evidence, Fact, Value

_DERIVED = re.compile(r"_(before|change_pct|change|share)\Z")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_KINDS = ("value", "share", "before", "change", "change_pct")
_READ_AS = {"share_within": "share", "contribution_share": "share"}
"""Other kinds (a running total, an index, a part of a change) are read as values of their own."""


@dataclass(frozen=True)
class Measure:
    """A metric column: its governed metric, and whether it shows the value, the period before, a change…"""

    name: str
    label: str
    metric: str
    kind: str
    unit: str
    additive: bool


@dataclass
class Frame:
    """One evidence, made ready. `axes` maps a dimension to its column; `when` holds each row's period."""

    evidence: Evidence
    id: str
    rows: list[dict[str, Value]]
    measures: list[Measure]
    axes: dict[str, Column]
    time: str | None
    when: list[Span | None]
    period: Span | None
    compare: Span | None
    covers: Span | None = None
    """All the data there is, where it is known: what evidence without a period is of."""
    filters: dict[str, set[str]] = field(default_factory=dict)
    left_out: dict[str, set[str]] = field(default_factory=dict)
    held_by: dict[str, set[str]] = field(default_factory=dict)
    """By dimension, what a name must hold to be kept ("contains")."""
    deeds: dict[str, set[str]] = field(default_factory=dict)
    """By dimension, the names of what customers or orders were chosen by."""
    governed: bool = False

    @property
    def facts(self) -> list[Fact]:
        return [fact for fact in self.evidence.get("facts") or [] if isinstance(fact, dict)]

    @property
    def about(self) -> set[str]:
        """Columns that describe what the rows are of: a product's type."""
        return {c["name"] for c in self.evidence.get("columns") or [] if c.get("role") == "about"}

    @property
    def limited(self) -> bool:
        """Whether rows may be missing, so that they cannot be added up to a total."""
        return bool(self.evidence.get("truncated")) or self.limit is not None

    @property
    def limit(self) -> int | None:
        limit = self.evidence.get("scope", {}).get("limit")
        return limit if isinstance(limit, int) else None

    @property
    def aside(self) -> list[Span]:
        """The periods in which customers of a set did what it says."""
        sets = self.evidence.get("scope", {}).get("customers") or []
        spans = [span_of(one.get("period")) for one in sets if isinstance(one, dict)]
        return [span for span in spans if span is not None]

    @property
    def dates(self) -> set[str]:
        """Days that stand in its cells as values."""
        return {v[:10] for row in self.rows for v in row.values() if isinstance(v, str) and _ISO.match(v)}

    @property
    def others(self) -> set[int]:
        """Rows that stand for all groups beyond the limit."""
        return {r for r, row in enumerate(self.rows) if any(row.get(a) == "Others" for a in self.axes)}

    @property
    def partial(self) -> set[int]:
        """Rows of periods that a warning says are not whole, which an order may leave out."""
        warned = " ".join(str(w) for w in self.evidence.get("warnings") or [] if "not whole" in str(w))
        said = set(re.findall(r"[\w-]+", warned))
        columns = [name for name in self.axes if name == self.time or name in ("week", "day", "month")]
        return {r for r, row in enumerate(self.rows) if any(str(row.get(name)) in said for name in columns)}

    def number(self, row: int, measure: Measure) -> float | None:
        """The cell as a number, or None."""
        return as_number(self.rows[row].get(measure.name))

    def sibling(self, measure: Measure, kind: str) -> Measure | None:
        """The column of the same metric that shows another kind (value, before, change…)."""
        return next((m for m in self.measures if m.metric == measure.metric and m.kind == kind), None)


def as_number(value: Any) -> float | None:
    """A finite number, or None for text, booleans, NULL and infinities."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if abs(number) < 1e300 else None


def frame(evidence: Evidence, covers: tuple[dt.date, dt.date] | None = None) -> Frame:
    """Reads one evidence; missing or odd fields count as empty. `covers`: the data's first and last day."""
    rows = [row for row in evidence.get("rows") or [] if isinstance(row, dict)]
    columns = [
        column for column in evidence.get("columns") or [] if isinstance(column, dict) and "name" in column
    ]
    raw_scope = evidence.get("scope")
    scope: dict[str, Any] = raw_scope if isinstance(raw_scope, dict) else {}
    if not scope:
        columns, rows = read_free(columns, rows)
    axes = {c["name"]: c for c in columns if c.get("role") == "dimension"}
    time, when = time_of(axes, rows, span_of(scope.get("period")))
    metrics = [c for c in columns if c.get("role") != "dimension" and c.get("unit") not in ("text", "date")]
    return Frame(
        evidence=evidence,
        id=str(evidence.get("id") or ""),
        rows=rows,
        measures=[_measure(column) for column in metrics],
        axes=axes,
        time=time,
        when=when,
        period=span_of(scope.get("period")) or dates_kept(_filters(scope, "in").get("date")),
        compare=span_of(scope.get("compare")),
        covers=Span(*covers) if covers else None,
        filters=_filters(scope, "in"),
        left_out=_filters(scope, "not_in"),
        held_by=_filters(scope, "contains"),
        deeds=_filters({name: scope.get(name) for name in ("customers", "baskets")}, "in"),
        governed=bool(scope),
    )


def _measure(column: Column) -> Measure:
    name = str(column["name"])
    suffix = _DERIVED.search(name)
    own = str(column.get("kind") or (suffix[1] if suffix else "value"))
    kind = _READ_AS.get(own, own if own in _KINDS else "value")
    metric = column.get("metric") or (name[: suffix.start()] if suffix else name)
    additive = column.get("additive")
    summable = additive if additive is not None else column.get("unit") in ("usd", "count")
    return Measure(
        name, str(column.get("label") or name), str(metric), kind, str(column.get("unit")), bool(summable)
    )


def _filters(scope: dict[str, Any], op: str) -> dict[str, set[str]]:
    """By dimension, what a request keeps ("in"; of customer sets also what they did) or leaves out."""
    found: dict[str, set[str]] = {}
    for one in _all_filters(scope):
        if isinstance(one, dict) and one.get("op", "in") == op and isinstance(one.get("values"), list):
            values = {str(value).casefold() for value in one["values"]}
            found.setdefault(str(one.get("dimension")), set()).update(values)
    return found


def _all_filters(scope: Any) -> Iterator[Any]:
    """Every condition on a dimension, wherever in a request it stands."""
    parts = scope.values() if isinstance(scope, dict) else scope if isinstance(scope, list) else ()
    if isinstance(scope, dict) and scope.get("negate") and isinstance(scope.get("bought"), list):
        # Who never bought anything but this bought only this.
        parts = [{**one, "op": "in"} if one.get("op") == "not_in" else one for one in scope["bought"]]
    elif isinstance(scope, dict) and "dimension" in scope:
        yield scope
    for part in parts:
        yield from _all_filters(part)
