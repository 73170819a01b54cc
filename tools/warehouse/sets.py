"""Sets of customers, by what they did: a table of customer ids for each, to be in or not to be in."""

from dataclasses import replace

from ibis.expr.types import Table

from knowledge.metrics import Definitions
from tools.warehouse import frames
from tools.warehouse.aggregates import CUSTOMER, Scope, aggregated, columns_read, in_scope
from tools.warehouse.columns import meets, value_of
from tools.warehouse.request import CustomerSet


def among(sets: list[CustomerSet], d: Definitions) -> tuple[tuple[Table, bool], ...]:
    """Each set as a table with a customer_id, and whether customers are to belong to it."""
    return tuple((members(s, d), not s.negate) for s in sets)


def members(asked: CustomerSet, d: Definitions) -> Table:
    """The customers of one set, before `negate`; an id may stand in it more than once."""
    fact = d.fact_of(asked.deed)
    if fact is None:
        raise ValueError(f"no fact records what '{asked.deed}' means")
    scope = Scope(filters=tuple(asked.filters), period=asked.period)
    if asked.at_least is None:
        columns = columns_read([], [f.dimension for f in asked.filters], d) | {("", CUSTOMER)}
        return in_scope(frames.frame(fact, columns), scope, d).rows.select(CUSTOMER)
    condition = asked.at_least
    table = aggregated([condition.metric], replace(scope, by=("customer",)), d)
    met = meets(value_of(condition.metric, table, d), condition.op, condition.value)
    return table.filter(met).select(**{CUSTOMER: table["customer"]})
