"""The figures that go with the rows of a governed request: totals, counts of groups, bases."""

import re

from knowledge.metrics import Definitions
from tools.caveats import coverage, mostly_fuel, overlapping, unequal
from tools.edges import edges
from tools.evidence import Fact, Unit, Value
from tools.footing import little_behind, rests_on
from tools.headings import columns_of
from tools.members import few_customers
from tools.warehouse import scans, wholes
from tools.warehouse.compile import before, compile_bases, compile_totals
from tools.warehouse.connection import Warehouse
from tools.warehouse.periods import period_words
from tools.warehouse.request import MetricRequest, Period
from tools.wording import listed, lower_first, readable, totalled

MOSTLY = 0.5
"""A group of products with a larger part of fuel than this is said to be fuel."""
MOST_NAMED = 3
LEADING = 10
"""Of so many rows it is said which are fuel."""


def facts_of(
    request: MetricRequest, raw: list[dict[str, Value]], warehouse: Warehouse, d: Definitions
) -> tuple[list[Fact], list[str]]:
    """Totals, counts of groups and bases of a request, and what must be said about them.

    `raw` are its rows with the hidden columns.
    """
    facts, said = _whole_facts(request, raw, warehouse, d) if request.by else ([], [])
    then = before(request)
    if then and request.period:
        facts.append(fact("before_period", "Compared with", period_words(then), "text"))
        days, differ = trading(request.period, then, warehouse)
        facts, said = [*facts, *days], [*said, *differ]
    counted = raw[0].get("customers") if raw and not request.by else None
    bases, about = bases_of(request, warehouse, d, counted)
    return [*facts, *bases], [*said, *about]


def trading(now: Period, then: Period, warehouse: Warehouse) -> tuple[list[Fact], list[str]]:
    """On how many days two periods traded, and the sentence that says so; nothing where it is the same."""
    days, days_before = (scans.trading_days(warehouse, p.start, p.end) for p in (now, then))
    if days == days_before:
        return [], []
    facts = [
        fact("trading_days", f"Trading days, {period_words(now)}", days, "count"),
        fact("trading_days_before", f"Trading days, {period_words(then)}", days_before, "count"),
    ]
    return facts, [unequal(now, days, then, days_before)]


def bases_of(
    request: MetricRequest, warehouse: Warehouse, d: Definitions, counted: Value = None
) -> tuple[list[Fact], list[str]]:
    """How many customers the figures are about, where not all are known or not all were asked for.

    `counted` is the number of customers, if it is known already.
    """
    facts: list[Fact] = []
    said: list[str] = []
    bases = compile_bases(request, d)
    if bases:
        everyone, known = (int(str(v or 0)) for v in warehouse.run(bases).rows[0])
        facts.append(fact("customers_known", "Customers with a known value", known, "count"))
        facts.append(fact("customers_all", "Customers in all", everyone, "count"))
        said.append(coverage(request, known, everyone, d))
    if request.customers:
        count = counted if isinstance(counted, int) else scans.customers_in_scope(request, warehouse, d)
        facts.append(fact("customers_in_scope", "Customers in this selection", count, "count"))
        said += few_customers(count)
    return facts, said


def _whole_facts(
    request: MetricRequest, raw: list[dict[str, Value]], warehouse: Warehouse, d: Definitions
) -> tuple[list[Fact], list[str]]:
    """What is true of all groups together: totals, how many there are, those that are mostly fuel."""
    facts: list[Fact] = []
    first = raw[0] if raw else {}
    totals = {n.removeprefix(wholes.TOTAL): v for n, v in first.items() if n.startswith(wholes.TOTAL)}
    if not totals:
        result = warehouse.run(compile_totals(request, d))
        totals = dict(zip(result.columns, result.rows[0], strict=True))
    for column in columns_of(request, list(totals), d):
        whole = d.metrics[column["metric"]].ratio is None
        label = totalled(column["label"]) if whole else f"Overall {lower_first(column['label'])}"
        if d.follows_customers(column["metric"]) and any(d.dimensions[b].kind == "time" for b in request.by):
            continue  # Who is new or comes back in a month is so for that month: all of them have no total.
        facts.append(fact(f"total_{column['name']}", label, totals[column["name"]], column["unit"]))
    plural = listed([d.dimensions[name].plural.lower() for name in request.by])
    facts.append(fact("groups", f"Number of {plural}", first.get(wholes.GROUPS, 0), "count"))
    if wholes.GROUPS_ALL in first:
        facts.append(fact("groups_all", f"Number of {plural} in all", first[wholes.GROUPS_ALL], "count"))
    for metric in request.metrics:
        if (kept := f"{wholes.KEPT}{metric}") in first:
            m = d.metrics[metric]
            facts.append(fact(f"kept_{metric}", f"{m.label} of these {plural}", first[kept], m.unit))
    named, said = _mostly_fuel(request, raw, d)
    beyond, cut = edges(request, raw, d)
    said += [*rests_on(request, raw, d), *little_behind(request, raw, d), *overlapping(request, d), *cut]
    return [*facts, *beyond, *named], said


def _mostly_fuel(
    request: MetricRequest, raw: list[dict[str, Value]], d: Definitions
) -> tuple[list[Fact], list[str]]:
    """Groups of products that are fuel for the most part without saying so by their name."""
    shares: dict[str, float] = {}
    for row in raw[:LEADING]:
        share, name = row.get(wholes.FUEL), _group_name(request, row, d)
        if isinstance(share, float) and share > MOSTLY and not _says_fuel(name, d):
            shares[name] = share
    facts = [
        fact(f"fuel_share_{_short(name)}", f"Fuel in {name}", part, "percent")
        for name, part in list(shares.items())[:MOST_NAMED]
    ]
    return facts, mostly_fuel(shares, d.dimensions[request.by[-1]])


def _short(name: str) -> str:
    """A name as part of a fact's: 'Coupon/Misc Items' as 'coupon_misc_items'."""
    return "_".join(re.findall("[a-z0-9]+", name.lower()))


def _group_name(request: MetricRequest, row: dict[str, Value], d: Definitions) -> str:
    """A row's goods, in brackets the other groups it is of: 'Miscellaneous (store 367)'; a product's number
    says enough."""
    *outer, last = request.by
    if not outer or d.dimensions[last].kind == "id":
        return readable(row[last])
    named = [(f"{d.dimensions[b].label.lower()} " if d.dimensions[b].kind == "id" else "", b) for b in outer]
    return f"{readable(row[last])} ({', '.join(noun + readable(row[b]) for noun, b in named)})"


def fact(name: str, label_: str, value: Value, unit: Unit) -> Fact:
    """One figure beside the rows."""
    return {"name": name, "label": label_, "value": value, "unit": unit}


def _says_fuel(name: str, d: Definitions) -> bool:
    """Whether the name of a group tells by itself that it is fuel."""
    words = {word for word, values in d.dimensions["fuel"].values_synonyms.items() if values == ["Fuel"]}
    return any(part in words for part in re.findall("[a-z]+", name.lower()))
