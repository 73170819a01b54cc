"""Customers by where they stand in a period: who bought in it, just before it, and ever before it."""

from dataclasses import dataclass, replace

from knowledge.metrics import Definitions, Group
from knowledge.terms import LOOKS_BACK
from tools.warehouse.request import Period
from tools.warehouse.second.conditions import Part, where
from tools.warehouse.second.days import just_before, span, within_days
from tools.warehouse.second.formula import Standing
from tools.warehouse.second.sources import Unreached

ROWS = "FROM order_lines AS l WHERE "
# Who bought, in each of three stretches of days, to have a status: yes, no, or None where it does not matter.
BOUGHT: dict[str, tuple[bool | None, bool | None, bool | None]] = {
    "new": (True, None, False),
    "returning": (True, None, True),
    "retained": (True, True, None),
    "reactivated": (True, False, True),
    "lapsed": (False, True, None),
    "previous": (None, True, None),
}


@dataclass(frozen=True)
class Stretches:
    """Conditions on days: of the period, of the one just before (none where nothing is), of all before."""

    now: list[str]
    before: list[str] | None
    earlier: list[str]
    known: str = "FALSE"
    """Whether a day of the calendar lies in the period just before; without any, what was then is unknown."""


def standing(formula: Standing, part: Part, d: Definitions, lifted: frozenset[Group]) -> str:
    """The SQL of one figure of customers by status. Raises Unreached for steps of time that are new."""
    steps = [name for name in part.group if d.dimensions[name].kind == "time"]
    group = {name: value for name, value in part.group.items() if name not in steps}
    rows = where("l", replace(part, period=None, group=group), d, lifted)
    days = _stretches(steps, part)
    if formula.status == "repeat":
        each = f"SELECT l.customer_id {ROWS}{' AND '.join([*rows, *days.now, 'TRUE'])} GROUP BY l.customer_id"
        return f"SELECT count(*) FROM ({each} HAVING count(DISTINCT l.order_id) >= 2)"
    if formula.status not in BOUGHT:
        raise Unreached(f"{formula.status} customers")
    who = []
    for asked, stretch in zip(BOUGHT[formula.status], (days.now, days.before, days.earlier), strict=True):
        if asked is not None:
            found = f"SELECT l.customer_id {ROWS}{' AND '.join([*rows, *(stretch or []), 'TRUE'])}"
            who.append(f"thing.customer_id {'' if asked else 'NOT '}IN ({found})")
    them = f"FROM customers AS thing WHERE {' AND '.join(who)}"
    if not formula.figure and formula.status in LOOKS_BACK:
        known = f"EXISTS (SELECT 1 FROM calendar WHERE {days.known})"
        return f"SELECT CASE WHEN {known} THEN (SELECT count(*) {them}) END"
    if not formula.figure:
        return f"SELECT count(*) {them}"
    bought = " AND ".join([*rows, *days.now, f"l.customer_id IN (SELECT thing.customer_id {them})"])
    return f"SELECT {formula.figure.format(kept='')} {ROWS}{bought}"


def _stretches(steps: list[str], part: Part) -> Stretches:
    asked = part.period
    inside = [within_days("l", asked.start, asked.end)] if asked else []
    if not steps:
        if asked is None:
            return Stretches([], None, ["FALSE"])
        then = just_before(asked)
        return Stretches(inside, [_of(then)], [_until(asked)], _in_calendar(then))
    name, value = steps[0], str(part.group[steps[0]])
    if name == "week":
        week, early = int(value), [_until(asked)] if asked else []
        earlier = " OR ".join([f"l.week < {week}", *early])
        before = f"week = {week - 1}"
        return Stretches([f"l.week = {week}", *inside], [f"l.{before}"], [f"({earlier})"], before)
    if name not in ("date", "month", "quarter", "year"):
        raise Unreached(f"the status of customers by {name}")
    first, last = span(value)
    whole = Period(start=first, end=last)
    now = Period(start=max(first, asked.start), end=min(last, asked.end)) if asked else whole
    then = just_before(whole)
    return Stretches([_of(now)], [_of(then)], [_until(now)], _in_calendar(then))


def _of(period: Period) -> str:
    return within_days("l", period.start, period.end)


def _in_calendar(period: Period) -> str:
    return f"date BETWEEN DATE '{period.start}' AND DATE '{period.end}'"


def _until(period: Period) -> str:
    return f"l.ordered_at < TIMESTAMP '{period.start}'"
