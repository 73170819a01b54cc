"""A sentence of hundreds of figures is refused at once, whatever its figures are."""

import time

from agent.gate import check
from agent.gate.check import MOST
from tools.evidence import make


def test_a_list_of_hundreds_in_one_sentence_is_refused_quickly() -> None:
    rows = [{"customer": n, "sales": n + 0.25} for n in range(500)]
    columns = [
        {"name": "customer", "label": "Customer", "unit": "text", "role": "dimension"},
        {"name": "sales", "label": "Sales", "unit": "usd", "role": "metric"},
    ]
    evidence = {**make("query_metric", "Sales by customer", columns=columns, rows=rows), "id": "D1"}
    told = ", ".join(f"customer {row['customer']} ${row['sales']:.2f}" for row in rows)
    began = time.perf_counter()
    found = check(f"Sales were {told} [D1].", [evidence], "sales by customer")
    assert len(found.failures) == 1
    assert str(MOST) in found.failures[0].reason
    assert time.perf_counter() - began < 10
