"""The tools beside query_metric carry a second route too, and it finds a wrong figure of the first."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from knowledge.metrics import load_definitions
from tools.change.sides import Change
from tools.evidence import Evidence
from tools.explain_change import explain_change
from tools.find_unusual import Unusual, find_unusual
from tools.measure_spread import Spread, measure_spread
from tools.warehouse import spread
from tools.warehouse.connection import Warehouse, open_warehouse
from tools.warehouse.request import MetricRequest, Period
from tools.warehouse.second import elsewhere

D = load_definitions()
YEAR: dict[str, Any] = {"period": {"start": "2017-01-01", "end": "2017-12-31"}}
GROCERY: Any = [{"dimension": "department", "values": ["GROCERY"]}]
Asked = Callable[[Warehouse], Evidence]

SPREADS: list[Asked] = [
    lambda w: measure_spread(Spread(metric="sales", per="order"), w, D),
    lambda w: measure_spread(Spread(metric="orders", per="customer", show="histogram"), w, D),
    lambda w: measure_spread(Spread(metric="units", per="customer", filters=GROCERY), w, D),
    lambda w: measure_spread(Spread(metric="average_basket", per="store"), w, D),
    lambda w: measure_spread(Spread(metric="sales", per="age"), w, D),
]
FEBRUARY: dict[str, Any] = {"period": {"start": "2017-02-01", "end": "2017-02-28"}}
JANUARY: Any = {"start": "2017-01-01", "end": "2017-01-31"}
CHANGES: list[Asked] = [
    lambda w: explain_change(Change(**FEBRUARY), w, D),
    lambda w: explain_change(Change(into="groups", by="department", **FEBRUARY), w, D),
    lambda w: explain_change(Change(metric="average_basket", into="groups", by="store", **FEBRUARY), w, D),
    lambda w: explain_change(Change(into="prices", **FEBRUARY), w, D),
]


@pytest.fixture(scope="module")
def mini(mini_shop: Path) -> Warehouse:
    return open_warehouse(mini_shop)


@pytest.mark.parametrize("ask", [*SPREADS, *CHANGES])
def test_spreads_and_changes_agree(mini: Warehouse, ask: Asked) -> None:
    second = ask(mini).get("second")
    assert second is not None
    assert second["agrees"], second
    assert len(second["figures"]) >= 3


@pytest.mark.parametrize("step", ["date", "week"])
def test_unusual_days_and_weeks_agree(real_shop: Path, step: Any) -> None:
    found = find_unusual(Unusual(step=step, **YEAR), open_warehouse(real_shop), D)
    second = found.get("second")
    assert second is not None
    assert second["agrees"], second
    assert {one["row"] for one in second["figures"]} == set(range(min(4, len(found["rows"]))))


def test_a_wrong_quantile_is_found(mini: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(spread.QUANTILES, "median", 0.6)
    found = measure_spread(Spread(metric="sales", per="order"), mini, D)
    second = found.get("second")
    assert second is not None
    assert second["agrees"] is False
    assert any("not certain" in said for said in found["warnings"])


def test_a_wrong_side_of_a_change_is_found(mini: Warehouse) -> None:
    found = CHANGES[0](mini)
    facts = [{**f, "value": 1.0} if f["name"] == "sales_before" else f for f in found["facts"]]
    now, before = (
        MetricRequest(metrics=["sales"], period=Period(**days)) for days in (FEBRUARY["period"], JANUARY)
    )
    assert elsewhere.both_sides("sales", now, before, found["facts"], mini, D)["agrees"] is True
    assert elsewhere.both_sides("sales", now, before, facts, mini, D)["agrees"] is False  # type: ignore[arg-type]
