"""Sets of customers, by what they did: a table of customer ids for each, to be in or not to be in."""

from dataclasses import replace
from functools import reduce

import ibis
from ibis.expr.types import Table

from knowledge.metrics import Definitions
from tools.warehouse import frames
from tools.warehouse.aggregates import aggregated
from tools.warehouse.columns import meets, value_of
from tools.warehouse.request import Basket, CustomerSet
from tools.warehouse.scope import CUSTOMER, ORDER, Scope, columns_read, in_scope


def among(sets: list[CustomerSet], d: Definitions) -> tuple[tuple[Table, bool], ...]:
    """Tables with a customer_id, and for each whether customers are to belong to it; sets that are
    alternatives of each other are one table."""
    return tuple(_either(group, d) for group in alternatives(sets))


def baskets(asked: list[Basket], d: Definitions) -> tuple[tuple[Table, bool], ...]:
    """Tables with an order_id, and for each whether orders are to belong to it."""
    fact = d.fact_of("bought")
    if asked and fact is None:
        raise ValueError("no fact records what was bought")
    found = []
    for basket in asked if fact else []:
        scope = Scope(filters=tuple(basket.holding))
        if basket.having:
            table = aggregated((h.metric for h in basket.having), replace(scope, by=("order",)), d)
            for h in basket.having:
                table = table.filter(meets(value_of(h.metric, table, d), h.op, h.value))
            orders = table.select(**{ORDER: table["order"]})
        else:
            columns = columns_read([], [f.dimension for f in basket.holding], d) | {("", ORDER)}
            orders = in_scope(frames.frame(fact, columns), scope, d).rows.select(ORDER)
        found.append((orders, not basket.negate))
    return tuple(found)


def alternatives(sets: list[CustomerSet]) -> list[list[CustomerSet]]:
    """The sets in groups, of which belonging to one is enough."""
    groups: list[list[CustomerSet]] = []
    for asked in sets:
        if asked.alternative and groups:
            groups[-1].append(asked)
        else:
            groups.append([asked])
    return groups


def members(asked: CustomerSet, d: Definitions) -> Table:
    """The customers of one set, before `negate`; an id may stand in it more than once."""
    fact = d.fact_of(asked.deed)
    if fact is None:
        raise ValueError(f"no fact records what '{asked.deed}' means")
    scope = Scope(filters=tuple(asked.filters), period=asked.period)
    if asked.at_least or asked.top:
        return _measured(asked, scope, d)
    columns = columns_read([], [f.dimension for f in asked.filters], d) | {("", CUSTOMER)}
    if asked.when == "any" or asked.period is None:
        return in_scope(frames.frame(fact, columns), scope, d).rows.select(CUSTOMER)
    rows = in_scope(frames.frame(fact, columns), replace(scope, period=None), d).rows
    day = rows[fact.date]
    found = rows.group_by(CUSTOMER).aggregate(day=day.min() if asked.when == "first" else day.max())
    start, end = ibis.literal(asked.period.start), ibis.literal(asked.period.end)
    return found.filter(found["day"].between(start, end)).select(CUSTOMER)


def _measured(asked: CustomerSet, scope: Scope, d: Definitions) -> Table:
    """Those whose figures meet the condition and, of these, the heaviest."""
    condition, top = asked.at_least, asked.top
    metrics = [condition.metric] if condition else []
    metrics += [top.by] if top else []
    table = aggregated(dict.fromkeys(metrics), replace(scope, by=("customer",)), d)
    if condition:
        table = table.filter(meets(value_of(condition.metric, table, d), condition.op, condition.value))
    if top:
        figure = value_of(top.by, table, d)
        table = table.filter(figure.notnull())
        order = ibis.asc(figure) if top.lowest else ibis.desc(figure)
        ahead = ibis.rank().over(ibis.window(order_by=order))
        size = (table.count().over(ibis.window()) * top.share).ceil() if top.share else top.count
        table = table.filter(ahead < size)
    return table.select(**{CUSTOMER: table["customer"]})


def _either(group: list[CustomerSet], d: Definitions) -> tuple[Table, bool]:
    """Who belongs to one of the sets; with a negated one among them, who belongs to none is told instead."""
    inside = [members(s, d) for s in group if not s.negate]
    outside = [members(s, d) for s in group if s.negate]
    if not outside:
        return reduce(lambda one, other: one.union(other), inside), True
    none = reduce(lambda one, other: one.semi_join(other, CUSTOMER), outside)
    return reduce(lambda one, other: one.anti_join(other, CUSTOMER), inside, none), False
