"""A fragment after the answer of a special tool: 'and in december?' after a median asks for that median."""

from collections.abc import Sequence
from dataclasses import replace

from agent.builtin.desk import Desk
from agent.builtin.follow import merged
from agent.builtin.history import EXPLAINS, Turn
from agent.reading.result import Reading
from tools.warehouse.request import MetricRequest
from tools.warehouse.selection import Selection


def again(reading: Reading, before: Sequence[Turn], desk: Desk, common: set[str]) -> Reading:
    """The fragment as a question for the tool that answered last, of the days and goods it names; any
    other question, and any after one of the `common` tools, as it is."""
    last = next((t for t in reversed(before) if any(not o.failed for o in t.outcomes)), None)
    if last is None or last.ask or _has_figure(reading):
        return reading
    call = next(o.call for o in reversed(last.outcomes) if not o.failed)
    if call.name in common:
        return reading
    chosen = {k: v for k, v in call.args.items() if k in Selection.model_fields}
    base = MetricRequest.model_validate({**chosen, "metrics": [call.args.get("metric", "sales")]})
    parted = {"into": "groups", "by": reading.by[0]} if call.name == EXPLAINS and reading.by else {}
    if reading.by and not parted:
        return reading
    asked = merged(replace(reading, by=[]), base, desk.definitions)
    questions = (desk.reader.read(t.question, None) for t in reversed(before))
    first = next((r for r in questions if r.tool == call.name), reading)
    return replace(
        reading, tool=call.name, wants={k: v for k, v in call.args.items() if k not in chosen} | parted,
        leads=first.leads, metrics=base.metrics, filters=asked.filters, any_of=asked.any_of,
        customers=asked.customers, baskets=asked.baskets, period=asked.period, refers_back=False,
        refers_to="", shape=first.shape,
    )  # fmt: skip


def _has_figure(reading: Reading) -> bool:
    """Whether it asks for more than other days, goods or people."""
    restricts = (
        reading.filters or reading.period or reading.customers or reading.baskets or reading.any_of
        or reading.by or reading.drops
    )  # fmt: skip
    return not restricts or bool(
        reading.tool or reading.metrics or reading.rank or reading.count_of or reading.share
        or reading.compare or reading.having or reading.absent or reading.capability or reading.unknown
    )  # fmt: skip
