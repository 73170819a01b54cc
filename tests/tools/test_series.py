"""Series: what stands beside each row is said, marked where it is short, and drawn as a line.

Their figures stand against SQL in `evals/numbers/requests/series.yaml`.
"""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.metrics import load_definitions
from tools.errors import ToolError
from tools.evidence import Evidence
from tools.warehouse import periods
from tools.warehouse.request import Period

D = load_definitions()
Ask = Callable[..., Evidence]
FEB = {"start": "2017-02-01", "end": "2017-02-28", "label": "February 2017"}
FELL = {"metric": "sales_change", "op": "<", "value": 0}
FEW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
ADDED_UP = [m.name for m in D.metrics.values() if m.additive == "all" and "order_lines" in D.facts_of(m.name)]


def test_month_over_month_says_what_stands_before(asked: Ask) -> None:
    found = asked(metrics=["sales"], by=["month"], compare="previous_row")
    assert found["title"] == "Sales by month, each against the month before"
    assert [(c["label"], c.get("kind")) for c in found["columns"][1:]] == [
        ("Sales", "value"), ("Sales, the month before", "before"), ("Change", "change"),
        ("Change, %", "change_pct"),
    ]  # fmt: skip
    assert [row["sales_before"] for row in found["rows"]] == [None, 82.5, 76.0]
    assert found["chart"] is not None
    # March is not whole in the miniature shop, so its fall is no finding.
    assert found["chart"]["title"] == "Sales fell most in February 2017"
    assert not any(f["name"].endswith("before") for f in found["facts"])


def test_an_average_that_begins_with_the_data_is_marked(asked: Ask) -> None:
    found = asked(metrics=["orders"], by=["month"], add=["moving_average"], points=2)
    assert [row["orders_moving"] for row in found["rows"]] == [10.0, 9.0, 6.0]
    assert (
        "Up to January 2017 the average of 2 months rests on fewer: the data begin there."
        in found["warnings"]
    )
    assert found["chart"] is not None
    assert found["chart"]["y"] == ["orders", "orders_moving"]
    later = asked(metrics=["orders"], by=["month"], add=["moving_average"], points=2, period=FEB)
    assert [row["orders_moving"] for row in later["rows"]] == [9.0]
    assert not any("rests on fewer" in w for w in later["warnings"])


def test_a_running_total_is_drawn_in_place_of_its_figures(asked: Ask) -> None:
    found = asked(metrics=["sales"], by=["month"], add=["running_total"])
    assert [row["sales_running"] for row in found["rows"]] == [82.5, 158.5, 181.5]
    assert found["words"] == ["Sales", "by month", "running total"]
    assert found["chart"] is not None
    assert (found["chart"]["y"], found["chart"]["title"]) == (["sales_running"], "Sales, running total")
    assert found["columns"][-1] == {
        "name": "sales_running", "label": "Sales, running total", "unit": "usd", "role": "metric",
        "metric": "sales", "kind": "running", "additive": False,
    }  # fmt: skip


@FEW
@given(st.sampled_from(ADDED_UP), st.sampled_from(["date", "week", "month", "quarter"]))
def test_the_last_running_total_is_the_total(asked: Ask, metric: str, step: str) -> None:
    found = asked(metrics=[metric], by=[step], add=["running_total"])
    total = {f["name"]: f["value"] for f in found["facts"]}[f"total_{metric}"]
    assert found["rows"][-1][f"{metric}_running"] == pytest.approx(total)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"metrics": ["sales"], "by": ["store"], "compare": "previous_row"}, "needs a series"),
        ({"metrics": ["sales"], "add": ["moving_average"]}, "needs a series"),
        ({"metrics": ["sales"], "add": ["index"]}, "need groups"),
        ({"metrics": ["customers"], "by": ["month"], "add": ["running_total"]}, "cannot be added up"),
        ({"metrics": ["penetration"], "by": ["month"], "add": ["running_total"]}, "cannot be added up"),
        ({"metrics": ["sales"], "by": ["month"], "compare": "month_before", "period": FEB}, "previous_row"),
        ({"metrics": ["sales"], "compare": "month_before"}, "needs a period"),
        ({"metrics": ["sales"], "by": ["store"], "having": [FELL]}, "no 'sales_change' to meet"),
    ],
)  # fmt: skip
def test_a_series_that_has_no_meaning_says_what_would_work(
    given: dict[str, Any], says: str, asked: Ask
) -> None:
    with pytest.raises(ToolError, match=says):
        asked(**given)


@pytest.mark.parametrize(
    ("start", "end", "by", "before"),
    [
        ("2017-03-01", "2017-03-18", "month_before", ("2017-02-01", "2017-02-18")),
        ("2017-03-01", "2017-03-31", "month_before", ("2017-02-01", "2017-02-28")),
        ("2017-02-01", "2017-02-28", "month_before", ("2017-01-01", "2017-01-31")),
        ("2017-03-15", "2017-03-30", "month_before", ("2017-02-15", "2017-02-28")),
        ("2017-04-01", "2017-05-10", "quarter_before", ("2017-01-01", "2017-02-10")),
        ("2017-03-06", "2017-03-08", "week_before", ("2017-02-27", "2017-03-01")),
        ("2017-01-01", "2017-03-31", "year_before", ("2016-01-01", "2016-03-31")),
    ],
)
def test_the_same_days_earlier(start: str, end: str, by: Any, before: tuple[str, str]) -> None:
    found = periods.earlier(Period.model_validate({"start": start, "end": end}), by)
    assert (str(found.start), str(found.end)) == before
