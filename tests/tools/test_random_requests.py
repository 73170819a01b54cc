"""Requests at random, sensible or not: an answer whose figures are plain values, or a sentence that helps.

The same requests each time; with AISLE_EXAMPLES=200 as many new ones.
"""

import datetime as dt
import json
import os
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from knowledge.metrics import load_definitions
from tools.errors import ToolError
from tools.evidence import Evidence, evidence_for_model
from tools.measure_spread import Spread, measure_spread
from tools.query_metric import query_metric
from tools.warehouse.connection import Warehouse
from tools.warehouse.request import MetricRequest

D = load_definitions()
MANY = os.environ.get("AISLE_EXAMPLES")
tried = settings(
    max_examples=int(MANY or 60),
    derandomize=MANY is None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
Asked = dict[str, Any]
DERIVED = [
    "sales_change",
    "sales_share",
    "sales_before",
    "orders_change_pct",
    "sales_share_within",
    "nonsense",
]
metrics = st.one_of(
    st.sampled_from(["sales", "orders", "customers", "penetration"]), st.sampled_from(list(D.metrics))
)
dimensions = st.sampled_from(list(D.dimensions))
values = st.sampled_from(
    ["GROCERY", "yogurt", "own brand", "", "%", "'; DROP TABLE x", "2017-02", "On deal", 1, -1, 2.5, 9**15]
)  # fmt: skip
days = st.dates(dt.date(2016, 11, 1), dt.date(2017, 5, 1)).map(str)
periods = st.tuples(days, days).map(lambda two: {"start": min(two), "end": max(two)})
VALUES: dict[str, list[Any]] = {
    "department": ["GROCERY", "meat", "PROD"],
    "category": ["yogurt", "beef"],
    "brand": ["Private", "own brand"],
    "store": [10, 20, 999],
    "age": ["25-34", "45-54"],
    "month": ["2017-01", "2017-02"],
    "weekend": ["Weekend"],
    "campaign": [1, 2],
}


@st.composite
def filters(draw: st.DrawFn) -> Asked:
    """A filter, most often of a value that is there."""
    dimension = draw(st.one_of(*[st.sampled_from(list(VALUES))] * 3, dimensions))
    known = st.sampled_from(VALUES.get(dimension, ["Fuel"]))
    op = draw(st.sampled_from(["in", "in", "not_in", "between", "contains", "not_contains"]))
    least = 2 if op == "between" else 1
    chosen = draw(st.lists(st.one_of(known, known, known, values), min_size=least, max_size=2))
    return {"dimension": dimension, "op": op, "values": chosen}


having = st.fixed_dictionaries(
    {
        "metric": st.one_of(metrics, st.sampled_from(DERIVED)),
        "op": st.sampled_from([">", ">=", "<", "<=", "=", "!="]),
        "value": st.sampled_from([0, 1, 5.5, -3, 1e12]),
    }
)
sets = st.fixed_dictionaries(
    {},
    optional={
        "bought": st.lists(filters(), max_size=1),
        "period": periods,
        "at_least": having,
        "when": st.sampled_from(["any", "first", "last"]),
        "top": st.sampled_from([{"by": "sales", "share": 0.2}, {"by": "orders", "count": 2}, {"count": 0}]),
        "negate": st.booleans(),
        "alternative": st.booleans(),
    },
)
selections = st.fixed_dictionaries(
    {},
    optional={
        "filters": st.lists(filters(), max_size=2),
        "any_of": st.lists(st.lists(filters(), min_size=1, max_size=2), max_size=2),
        "customers": st.lists(sets, max_size=2),
        "period": periods,
    },
)
further = st.fixed_dictionaries(
    {},
    optional={
        "compare": st.one_of(
            periods, st.sampled_from(["previous_period", "previous_row", "week_before", "month_before"])
        ),
        "share": st.booleans(),
        "add": st.lists(st.sampled_from(["running_total", "moving_average", "index"]), max_size=3),
        "points": st.integers(2, 5),
        "having": st.lists(having, max_size=2),
        "order_by": st.one_of(metrics, dimensions, st.sampled_from(DERIVED)),
        "descending": st.booleans(),
        "limit": st.integers(1, 4),
        "others": st.booleans(),
    },
)


@st.composite
def shapes(draw: st.DrawFn) -> Asked:
    """Metrics and what to do with them, most often by dimensions that cut them."""
    asked = {
        "metrics": draw(st.lists(metrics, min_size=1, max_size=3, unique=draw(st.integers(0, 9)) > 0)),
        **draw(further),
    }
    fitting = [n for n in D.dimensions if all(n in D.dimensions_of(m) for m in asked["metrics"])]
    cut = st.one_of(*[st.sampled_from(fitting)] * 3 if fitting else [], dimensions)
    asked["by"] = draw(st.lists(cut, max_size=3, unique=True))
    if asked["by"] and draw(st.booleans()):
        asked["within"] = draw(st.sampled_from(asked["by"]))
    return asked


@cache
def opened(path: Path) -> Warehouse:
    return Warehouse(path)


def check_plain(evidence: Evidence) -> None:
    """Every cell has its column, and all of it can be written down and read again."""
    names = [column["name"] for column in evidence["columns"]]
    assert all(list(row) == list(dict.fromkeys(names)) for row in evidence["rows"])
    assert json.loads(json.dumps(evidence, allow_nan=False))
    assert evidence_for_model(evidence)


def refused(error: ToolError) -> None:
    """What stands in the way is said in a sentence, not in the engine's words."""
    said = str(error)
    assert said.endswith((".", "?", ")."))
    assert not [
        word for word in ("Binder", "Catalog", "Traceback", "Conversion Error", "ibis") if word in said
    ]


@tried
@given(what=shapes(), selection=selections)
def test_any_request_is_answered_or_refused_in_a_sentence(
    mini_shop: Path, what: Asked, selection: Asked
) -> None:
    try:
        request = MetricRequest(**what, **selection)
    except ValidationError:
        assume(False)
    try:
        check_plain(query_metric(request, opened(mini_shop), D))
        event("answered")
    except ToolError as error:
        refused(error)


@tried
@given(metric=metrics, per=dimensions, show=st.sampled_from(["tenths", "histogram"]), selection=selections)
def test_any_spread_is_answered_or_refused_in_a_sentence(
    mini_shop: Path, metric: str, per: str, show: str, selection: Asked
) -> None:
    try:
        asked = Spread(metric=metric, per=per, show=show, **selection)
    except ValidationError:
        assume(False)
    try:
        check_plain(measure_spread(asked, opened(mini_shop), D))
    except ToolError as error:
        refused(error)
