"""Which figures of an answer are computed again, and of which queries each is made."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from knowledge.metrics import Definitions
from tools.evidence import Column, Fact, Value
from tools.warehouse.request import MetricRequest
from tools.warehouse.second.conditions import Part
from tools.warehouse.second.days import period_before
from tools.warehouse.second.formulas import FORMULAS
from tools.warehouse.second.groups import all_groups, ranked_by
from tools.warehouse.second.scalar import scalar
from tools.warehouse.second.sources import Unreached

MOST_METRICS = 4
OTHERS = "Others"
Rows = Sequence[Mapping[str, Value]]


class Probe(NamedTuple):
    """A figure to compute again: which cell or fact it is, what it reads, what kind of figure it is, and the
    SQL of what it is made of: itself; for a change, now and before; for a share, part and whole."""

    row: int | None
    column: str
    value: Value
    kind: str
    parts: tuple[str, ...]


def probes(
    request: MetricRequest, columns: Sequence[Column], rows: Rows, facts: Sequence[Fact], d: Definitions
) -> tuple[list[Probe], str]:
    """Totals, first and last row, and what all groups decide; with the SQL of all groups, "" where it is not
    needed. Raises Unreached where the second route has no way to a figure that carries the answer."""
    known = tuple(name for name in request.by if d.dimensions[name].unknown == "leave_out")
    whole = Part(request.filters, request.any_of, request.customers, request.baskets, request.period, known)
    found = [*_figures(request, whole, columns, rows, facts, d)]
    groups, more = _places(request, whole, rows, facts, d)
    return [*found, *more], groups


def _figures(
    request: MetricRequest,
    whole: Part,
    columns: Sequence[Column],
    rows: Rows,
    facts: Sequence[Fact],
    d: Definitions,
) -> Iterator[Probe]:
    before = period_before(request)
    named = [n for n, row in enumerate(rows) if not (request.others and OTHERS in row.values())]
    for metric in request.metrics[:MOST_METRICS]:
        if metric not in FORMULAS:
            raise Unreached(metric.replace("_", " "))
        shown = [c for c in columns if c.get("metric") == metric]

        def of(part: Part, metric: str = metric) -> tuple[str, str]:
            """The SQL of the figure now and in the period before."""
            then = scalar(FORMULAS[metric], replace(part, period=before), d) if before else ""
            return scalar(FORMULAS[metric], part, d), then

        total = of(whole)
        for fact in facts:
            kind = next((c.get("kind", "value") for c in shown if fact["name"] == f"total_{c['name']}"), None)
            if kind and (parts := _parts(kind, *total, total[0])):
                yield Probe(None, fact["name"], fact["value"], kind, parts)
        for n in dict.fromkeys((named[0], named[-1]) if named else ()):
            group = {name: rows[n][name] for name in request.by}
            now, then = of(replace(whole, known=(), group=group))
            over = of(replace(_wider(request, d), group=group))[0] if request.share_over else total[0]
            for column in shown:
                kind = column.get("kind", "value")
                if kind == "running" and n == named[-1] and _in_full(request):
                    yield Probe(n, column["name"], rows[n][column["name"]], kind, total[:1])
                if parts := _parts(kind, now, then, over):
                    yield Probe(n, column["name"], rows[n].get(column["name"]), kind, parts)


def _wider(request: MetricRequest, d: Definitions) -> Part:
    """What the rows have a share of where some bounds hold for the part alone; of a demographic all of whom
    it is known."""
    wide = request.wider(request.share_over)
    lifted = (d.dimensions[name] for name in request.share_over if name in d.dimensions)
    known = tuple(one.name for one in lifted if one.unknown == "leave_out")
    return Part(wide.filters, wide.any_of, wide.customers, wide.baskets, wide.period, known)


def _in_full(request: MetricRequest) -> bool:
    """Whether the rows are the steps of one series and all of them, so that at its end all is added up."""
    return len(request.by) == 1 and not (request.within or request.having or request.limit)


def _places(
    request: MetricRequest, whole: Part, rows: Rows, facts: Sequence[Fact], d: Definitions
) -> tuple[str, list[Probe]]:
    """How many groups meet the conditions and which figure is the highest: the answer itself where there are
    conditions, and what a ranking claims."""
    if not request.by or (request.compare and not (request.having or ranked_by(request))):
        return "", []
    ranked = "" if request.within or not rows else ranked_by(request)
    try:
        sql = all_groups(request, whole, period_before(request), bool(ranked), d)
    except Unreached:
        if request.having:
            raise
        return "", []
    found = [
        Probe(None, "groups", fact["value"], "value", ("SELECT count(*) FROM groups",))
        for fact in facts
        if fact["name"] == "groups"
    ]
    if ranked and ranked in rows[0]:
        extreme = f"SELECT {'max' if request.descending else 'min'}(figure) FROM groups"
        found.append(Probe(0, ranked, rows[0][ranked], "value", (extreme,)))
    return sql, found


def _parts(kind: str, now: str, then: str, whole: str) -> tuple[str, ...]:
    """The queries behind a figure of this kind; none for one that is not computed again."""
    if kind == "share":
        return now, whole
    if kind == "value":
        return (now,)
    if not then:
        return ()
    return {"before": (then,), "change": (now, then), "change_pct": (now, then)}.get(kind, ())
