"""Customers by where they stand: new, retained, back again, lapsed. Each week, month ... is its own period.

A customer is active in a slot (a week, a month, or the request's whole period) by buying within the
request's filters there, new in the slot of the first such purchase that the data hold, and retained where
the slot before holds one too. So of every slot: active = new + retained + reactivated, and active in the slot
before = retained + lapsed.
"""

import ibis
from ibis.expr.types import BooleanValue, Table, Value

from knowledge.metrics import LOOKS_BACK, Dimension, Metric, Status
from tools.warehouse import expressions
from tools.warehouse.frames import Frame, unbound
from tools.warehouse.periods import previous
from tools.warehouse.request import Period

CUSTOMER = "customer_id"
HEADS = f"count_distinct({CUSTOMER})"
ORDERS = "count_distinct(order_id)"
Wanted = dict[str, tuple[Status, str]]
"""Column -> the status of the customers it is about, and the expression over what they bought."""


def part_of(metric: Metric) -> tuple[Status, str]:
    """What `standing` needs to know of a metric. Raises ValueError for one without a status."""
    if metric.status is None or metric.expression is None:
        raise ValueError(f"'{metric.name}' says nothing about the status of customers")
    return metric.status, metric.expression


def standing(frame: Frame, by: list[Dimension], period: Period | None, wanted: Wanted) -> Table:
    """One row per group of `by` with the wanted columns.

    `frame` holds the purchases within all filters but of all days; at most one of `by` is a step of time.
    """
    step = next((dimension for dimension in by if dimension.kind == "time"), None)
    keys = [dimension for dimension in by if dimension != step]
    amounts = _amounts(wanted)
    slotted = _slotted(frame, keys, step, period, amounts)
    everyone = _with_the_slot_before(slotted, [key.name for key in keys], amounts, step, period)
    columns = {name: _counted(status, everyone, expression) for name, (status, expression) in wanted.items()}
    groups = [*(key.name for key in keys), *(["slot"] if step else [])]
    table = everyone.group_by(*groups).aggregate(**columns) if groups else everyone.aggregate(**columns)
    table = _unknown_before_the_data(table, step, period, wanted)
    return table.rename({step.name: "slot"}) if step else table


def _amounts(wanted: Wanted) -> list[str]:
    """The expressions that need a sum for each customer; heads are counted."""
    needed = {expression for _, expression in wanted.values()} - {HEADS}
    if any(status == "repeat" for status, _ in wanted.values()):
        needed.add(ORDERS)
    return sorted(needed)


def _slotted(
    frame: Frame, keys: list[Dimension], step: Dimension | None, period: Period | None, amounts: list[str]
) -> Table:
    """One row per group, customer and slot: whether active, whether new, and what was bought."""
    if period:
        upto = frame.rows[frame.fact.date] <= ibis.literal(period.end)
        frame = Frame(frame.fact, frame.rows.filter(upto))
    rows, day = frame.rows, frame.rows[frame.fact.date]
    inside = _inside(day, period)
    groups = {key.name: frame.key(key) for key in keys}
    groups |= {"who": rows[CUSTOMER], "slot": frame.key(step) if step else _slot(day, period)}
    each = rows.group_by(**groups).aggregate(
        first=day.min(),
        active=inside.any(),
        **{e: expressions.reduction(e, frame.column, rows[frame.fact.keys[0]], inside) for e in amounts},
    )
    ever = each["first"].min().over(ibis.window(group_by=[*(key.name for key in keys), "who"]))
    begins = (each["first"] == ever) & _inside(ever, period)
    return each.mutate(is_new=begins, **{e: each[e].coalesce(0) for e in amounts})


def _with_the_slot_before(
    slotted: Table, keys: list[str], amounts: list[str], step: Dimension | None, period: Period | None
) -> Table:
    """One row per group, customer and slot of the period in which, or before which, the customer bought."""
    now = slotted.filter(slotted["active"]).select(
        *keys, "who", "slot", "active", "is_new", *amounts, was_active=ibis.literal(False)
    )
    after = slotted.select(
        *keys,
        "who",
        slot=_next(slotted["slot"], step),
        active=ibis.literal(False),
        is_new=ibis.literal(False),
        **{name: ibis.literal(0).cast(slotted[name].type()) for name in amounts},
        was_active=ibis.literal(True),
    )
    after = after.semi_join(_slots(step, period), "slot").select(*now.columns)
    met = now.union(after)
    return met.group_by(*keys, "who", "slot").aggregate(
        **{flag: met[flag].any() for flag in ("active", "is_new", "was_active")},
        **{name: met[name].sum() for name in amounts},
    )


def _counted(status: Status, everyone: Table, expression: str) -> Value:
    among = _among(status, everyone)
    if expression == HEADS:
        return everyone.count(where=among)
    return everyone[expression].sum(where=among).coalesce(0)


def _among(status: Status, everyone: Table) -> BooleanValue:
    active, new, was = everyone["active"], everyone["is_new"], everyone["was_active"]
    match status:
        case "new":
            return active & new
        case "returning":
            return active & ~new
        case "retained":
            return active & was
        case "reactivated":
            return active & ~new & ~was
        case "lapsed":
            return ~active & was
        case "previous":
            return was
    return active & (everyone[ORDERS] >= 2)


def _unknown_before_the_data(
    table: Table, step: Dimension | None, period: Period | None, wanted: Wanted
) -> Table:
    """The table with what looks back emptied where the slot before lies outside the data."""
    back = [name for name, (status, _) in wanted.items() if status in LOOKS_BACK]
    if not back:
        return table
    days = unbound("calendar")
    known: BooleanValue
    if step:
        slots = _slots(step, None)
        known = table["slot"].isin(slots.select(slot=_next(slots["slot"], step))["slot"])
    elif period:
        before = previous(period)
        inside = (days["date"] >= ibis.literal(before.start)) & (days["date"] <= ibis.literal(before.end))
        known = days.count(where=inside).as_scalar() > 0
    else:
        known = ibis.literal(False)
    return table.mutate(**{name: known.ifelse(table[name], ibis.null()) for name in back})


def _slots(step: Dimension | None, period: Period | None) -> Table:
    """The slots of the period, or of all the data, as a table with a column `slot`."""
    days = unbound("calendar")
    days = days.filter(_inside(days["date"], period))
    slot = (
        expressions.row_value(step.column, lambda _, column: days[column])
        if step
        else _slot(days["date"], period)
    )
    return days.select(slot=slot).distinct()


def _slot(day: Value, period: Period | None) -> Value:
    """Where there is no step of time: 1 for the period, 0 for the one before, -1 for all others."""
    if period is None:
        return ibis.literal(1)
    before = previous(period)
    return ibis.cases((_inside(day, period), 1), (_inside(day, before), 0), else_=-1)


def _next(slot: Value, step: Dimension | None) -> Value:
    ahead = {"date": {"days": 1}, "month": {"months": 1}, "quarter": {"months": 3}}
    if step and step.name in ahead:
        # Ibis takes a day and an interval for a day and drops the cast; the database makes it a time.
        return (slot.cast("timestamp") + ibis.interval(**ahead[step.name])).cast("date")
    return (slot + 1).cast(slot.type())


def _inside(day: Value, period: Period | None) -> BooleanValue:
    if period is None:
        return day.notnull()
    return (day >= ibis.literal(period.start)) & (day <= ibis.literal(period.end))
