"""find_unusual: days or weeks on which a figure was not what the ones around it let expect."""

from typing import Any, Literal

from langchain_core.tools import BaseTool, StructuredTool
from pydantic import Field

from knowledge.metrics import Definitions, Metric, load_definitions
from tools.caveats import caveats
from tools.companions import bases_of
from tools.errors import ToolError
from tools.evidence import Chart, Evidence, Value, evidence_for_model, make
from tools.expectation import FEWEST, NEAR, THRESHOLD, Judged, judged
from tools.ready import ready
from tools.titles import days, restrictions
from tools.unusual_rows import Found, columns, facts, row
from tools.warehouse.connection import Warehouse
from tools.warehouse.request import Period, Selection
from tools.warehouse.second import elsewhere
from tools.warehouse.second.check import doubts
from tools.warehouse.series import Slot, series
from tools.wording import date, listed, lower_first

EXAMPLES = [
    "Were there unusual days in November?",
    "Which weeks stood out in beer sales?",
    "Any anomalies in orders?",
    "On which days were sales lower than expected?",
    "Was 22 November unusual?",
]
SEASON = {"date": 7, "week": 1}
CLOSEST = 3
"""Where nothing stands out, so many of those furthest off are shown."""


class Unusual(Selection):
    """Which figure, day by day or week by week, and what counts as standing out."""

    metric: str = Field(default="sales", description="The figure to look at")
    step: Literal["date", "week"] = Field(default="date", description="Days or weeks")
    show: Literal["unusual", "all"] = Field(
        default="unusual",
        description="Only what stands out, furthest off first, or the whole series in order",
    )
    threshold: float = Field(
        default=THRESHOLD, ge=1.5, le=10, description="Score from which a point stands out; 3.5 is usual"
    )


def find_unusual(asked: Unusual, warehouse: Warehouse, definitions: Definitions) -> Evidence:
    """Days or weeks of the period that stand out against those around them; holidays are named.

    Raises ToolError for unknown names or values, and a series too short or too empty to expect anything.
    """
    d = definitions
    request, clipped = ready(asked, [asked.metric], [asked.step], warehouse, d)
    slots, sql = series(request, asked.step, warehouse, d)
    usable = [slot.value if slot.whole else None for slot in slots]
    verdicts = judged(usable, SEASON[asked.step], asked.threshold)
    within = [(s, j) for s, j in zip(slots, verdicts, strict=True) if _inside(s, request.period)]
    cut = [s for s in slots if _touches(s, request.period) and not _inside(s, request.period)]
    found: Found = [(slot, judgement) for slot, judgement in within if judgement is not None]
    metric, noun = d.metrics[asked.metric], "day" if asked.step == "date" else "week"
    if not found:
        raise ToolError(
            f"There are too few {noun}s with {lower_first(metric.label)} to say what to expect: at least "
            f"{FEWEST} of the {2 * NEAR} around each are needed. Ask for a wider selection."
        )
    out = [(slot, j) for slot, j in found if abs(j.score) > asked.threshold]
    rows = [row(slot, j, asked.step, asked.threshold, metric) for slot, j in _shown(found, out, asked)]
    bases, about = bases_of(request, warehouse, d)
    again = elsewhere.steps(request, rows, warehouse, d)
    chips = [f"{metric.label}: {'unusual ' if asked.show == 'unusual' else ''}{noun}s"]
    chips += [*restrictions(request, d), *days(request)]
    return make(
        "find_unusual",
        ", ".join(chips),
        words=chips,
        scope=request.model_dump(mode="json"),
        columns=columns(asked.step, metric),
        rows=rows,
        facts=[*facts(found, out, noun), *bases],
        sql=sql,
        method=_method(metric, asked),
        chart=_chart(rows, out, metric, noun, asked),
        data_version=warehouse.data_version,
        warnings=[
            *clipped,
            *_said(within, cut, 0 if out or asked.show == "all" else len(rows), noun),
            *about,
            *caveats(request, warehouse, d),
            *doubts(again),
        ],
        second=again,
    )


def find_unusual_tool(warehouse: Warehouse) -> BaseTool:
    """The LangChain tool over a warehouse."""

    def run(**asked: Any) -> tuple[str, Evidence]:
        """Find the days or weeks on which a metric stood out from what those around it let expect: a day is
        set beside the same weekday of the four weeks before and after, a week beside the four weeks before
        and after. Gives the value, the expectation, the range of the usual, the score, and a holiday near it.
        Partial weeks and closed days are left out and named. Use it for anomalies, outliers, spikes, dips and
        'was that unusual'; the highest or lowest day is query_metric."""
        evidence = find_unusual(Unusual(**asked), warehouse, load_definitions())
        return evidence_for_model(evidence), evidence

    return StructuredTool.from_function(
        run, name="find_unusual", args_schema=Unusual, response_format="content_and_artifact"
    )


def label(args: dict[str, Any]) -> str:
    """What a call does, in plain words."""
    metric = load_definitions().metrics.get(str(args.get("metric", "sales")))
    noun = "weeks" if args.get("step") == "week" else "days"
    return f"Looking for {noun} that stand out in {lower_first(metric.label) if metric else 'the figures'}"


def _inside(slot: Slot, period: Period | None) -> bool:
    return period is None or (slot.first >= period.start and slot.last <= period.end)


def _touches(slot: Slot, period: Period | None) -> bool:
    return period is None or (slot.first <= period.end and slot.last >= period.start)


def _shown(found: Found, out: Found, asked: Unusual) -> Found:
    if asked.show == "all":
        return found
    return (
        sorted(out, key=lambda one: -abs(one[1].score))
        or sorted(found, key=lambda one: -abs(one[1].score))[:CLOSEST]
    )


def _chart(rows: list[dict[str, Value]], out: Found, m: Metric, noun: str, asked: Unusual) -> Chart | None:
    if len(rows) < 2:
        return None
    count = len(out) or "No"
    said = f"{count} {noun}{'' if count == 1 else 's'} stood out in {lower_first(m.label)}"
    kind: Literal["line", "grouped_bar"] = "line" if asked.show == "all" else "grouped_bar"
    return {"kind": kind, "title": said, "x": asked.step, "y": [m.name, "expected"]}


def _said(within: list[tuple[Slot, Judged | None]], cut: list[Slot], furthest: int, noun: str) -> list[str]:
    """What was left out; `furthest` is how many rows are shown although none stands out."""
    said = []
    if furthest:
        said.append(
            f"The table has the {noun}{'s' if furthest > 1 else ''} furthest off, none of them unusual."
        )
    closed = [slot for slot, _ in within if not slot.open]
    if closed:
        names = [date(str(s.first)) + (f" ({s.holiday})" if s.holiday else "") for s in closed]
        said.append(f"Nothing was sold on {listed(names)}, which is left out.")
    parts = [*(slot for slot, _ in within if slot.open and not slot.whole), *cut]
    if parts:
        names, several = [str(slot.place) for slot in sorted(parts, key=lambda s: s.first)], len(parts) > 1
        verb = "s {} are" if several else " {} is"
        said.append(f"Week{verb.format(listed(names))} not whole and left out.")
    few = sum(j is None and slot.whole for slot, j in within)
    if few:
        said.append(f"{few} {noun}{'s have' if few > 1 else ' has'} too few neighbours to be judged.")
    return said


def _method(m: Metric, asked: Unusual) -> str:
    beside = (
        f"the same weekday of up to {NEAR} weeks before and after"
        if asked.step == "date"
        else f"up to {NEAR} weeks before and after"
    )
    return (
        f"{m.label}: {m.meaning} Expected is the median of {beside}, the point itself left out. The score is "
        "the modified z-score of the difference on the square-root scale (Iglewicz and Hoaglin 1993); beyond "
        f"{asked.threshold:g} a {'day' if asked.step == 'date' else 'week'} stands out."
    )
