"""Questions to begin with, by who asks, in the shop's own words; only those that are read without a doubt."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from agent.builtin.clarify import plain
from agent.builtin.write.words import readable
from agent.reading.result import Reading
from tools.warehouse.request import Period
from tools.warehouse.values import DimensionValue

SHOWN = 4
"""Questions of a role that are shown."""
ROLES: Mapping[str, tuple[str, ...]] = {
    "Marketer": (
        "How many households stopped buying {category} since {summer}?",
        "Which categories do heavy buyers spend most on?",
        "Which campaign had the most redemptions?",
        "How many households bought {category} but never {other}?",
        "What share of {department} sales was on deal in {month}?",
        "Sales per customer by age group?",
    ),
    "Manager": (
        "How did sales develop by month?",
        "Which departments gained most in {month} compared with {before}?",
        "Why did sales change in {month}?",
        "Average basket by weekday?",
        "Which 5 stores have the highest sales?",
    ),
    "Evaluator": (
        "What data do you have?",
        "What does average basket mean?",
        "What was our margin in {month}?",
        "{department} sales by week in {month}, with the running total?",
        "How is the value of a basket spread?",
    ),
}
"""More than are shown, since not every shop has what they ask for. One may be there to be declined."""


def by_role(
    values: Sequence[DimensionValue], covers: Period, read: Callable[[str], Reading]
) -> dict[str, list[str]]:
    """At most four questions for each role. `values` is the shop's value index, largest sales first."""
    names = _names(values, covers)
    asked = {role: [text.format_map(names) for text in texts] for role, texts in ROLES.items()}
    return {role: [t for t in texts if _clear(read(t))][:SHOWN] for role, texts in asked.items()}


def _clear(reading: Reading) -> bool:
    return not reading.unknown and all(plain(choice) for choice in reading.choices)


def _names(values: Sequence[DimensionValue], covers: Period) -> dict[str, str]:
    """The largest department, the two largest categories in it, the last month and the ones before."""
    department, category, other = _largest(values, "department", 1) + _largest(values, "category", 2)
    before = covers.end.replace(day=1) - dt.timedelta(days=1)
    return {
        "department": department,
        "category": category,
        "other": other,
        "month": f"{covers.end:%B}",
        "before": f"{before:%B}",
        "summer": f"{covers.start + (covers.end - covers.start) / 2:%B}",
    }


def _largest(values: Sequence[DimensionValue], dimension: str, count: int) -> list[str]:
    """The names of the largest values that are one plain name: 'Cheese', not 'Coupon/Misc Items'."""
    found = sorted((v for v in values if v.dimension == dimension), key=lambda v: -v.weight)
    named = [readable(v.value) for v in found if v.value.replace(" ", "").isalpha()]
    return (named + [f"any {dimension}"] * count)[:count]
