"""A selection made ready for computing: checked against the data, and as rows or groups of a fact.

What every tool over governed data needs, in this order: `reach.check_selection` (do the definitions allow
it), `values.with_known_values` (values as the data write them), `within_data` (days that the data hold);
then `rows_of` for single rows, or `aggregates.aggregated(metrics, scope_of(...), d)` for groups.
"""

from collections.abc import Iterable

from knowledge.metrics import Definitions
from tools.errors import ToolError
from tools.warehouse.connection import Warehouse
from tools.warehouse.frames import Frame, frame
from tools.warehouse.periods import period_words
from tools.warehouse.request import Period, Selection
from tools.warehouse.scope import Scope, columns_read, in_scope, keys_read
from tools.warehouse.sets import among, baskets
from tools.warehouse.values import AnySelection


def scope_of(selection: Selection, d: Definitions, by: Iterable[str] = ()) -> Scope:
    """What is aggregated: the rows of the selection, grouped by dimensions."""
    return Scope(
        by=tuple(by),
        filters=tuple(selection.filters),
        any_of=tuple(tuple(group) for group in selection.any_of),
        period=selection.period,
        among=among(selection.customers, d),
        baskets=baskets(selection.baskets, d),
    )


def rows_of(
    fact: str,
    selection: Selection,
    d: Definitions,
    columns: Iterable[tuple[str, str]] = (),
    dimensions: Iterable[str] = (),
) -> Frame:
    """The rows of a fact that lie in a selection, unaggregated and with no connection behind them.

    `columns` are (table, column) pairs to read with `Frame.column`, table "" for the fact's own; `dimensions`
    are names to read with `Frame.key`. `render.sql_text` turns what is made of them into SQL.
    """
    scope = scope_of(selection, d)
    read = columns_read([], [*dimensions, *selection.dimensions], d) | keys_read(scope) | set(columns)
    return in_scope(frame(d.facts[fact], frozenset(read)), scope, d)


def within_data(
    selection: AnySelection, warehouse: Warehouse, beside: Period | None = None
) -> tuple[AnySelection, list[str]]:
    """The selection with its period cut to the days of the data, and a sentence if that changed it.

    Raises ToolError for a period, of the selection, its sets or `beside` it, that lies wholly outside.
    """
    first, last = warehouse.first_day, warehouse.last_day
    covers = f"The data run from {first.day} {first:%B %Y} to {last.day} {last:%B %Y}"
    for period in (selection.period, beside, *(s.period for s in selection.customers)):
        if period and (period.end < first or period.start > last):
            raise ToolError(f"{covers}; there is nothing in {period_words(period)}.")
    asked = selection.period
    if asked is None or (asked.start >= first and asked.end <= last):
        return selection, []
    cut = Period(start=max(asked.start, first), end=min(asked.end, last), label="")
    return selection.model_copy(update={"period": cut}), [f"{covers}; days outside are left out."]
