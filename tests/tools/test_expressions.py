"""What a definition may say, and what it is told where it says more."""

import duckdb
import ibis
import pytest

from tools.errors import ToolError
from tools.warehouse.expressions import reduction, row_value

LINES = ibis.table({"category": "string", "amount": "float64"}, name="lines")


def _column(table: str, name: str) -> ibis.Value:
    return LINES[name]


def test_a_list_of_values_keeps_the_rows_that_hold_one() -> None:
    total = reduction("sum(amount, where=category in ['WINE', 'BEER'])", _column, LINES.amount)
    rows = duckdb.connect()
    rows.execute(
        "CREATE TABLE lines AS FROM (VALUES ('WINE', 5.0), ('BEER', 3.0), ('MILK', 2.0)) v(category, amount)"
    )
    assert rows.execute(str(ibis.to_sql(total, dialect="duckdb"))).fetchone() == (8.0,)


@pytest.mark.parametrize(
    "text", ["__import__('os')", "category.upper()", "amount ** 2", "[amount]", "amount in 5"]
)
def test_anything_else_is_refused_with_its_words(text: str) -> None:
    with pytest.raises(ToolError, match="mend it in knowledge/definitions"):
        row_value(text, _column)
