"""Scope chips, next questions, the catalogue of the prompt and the plain text of an answer."""

from typing import Any

import pytest

from agent import catalogue
from agent.follow_ups import next_questions
from agent.render import as_text, cell, sources, table
from agent.scope import chips
from knowledge.metrics import Definitions, load_definitions
from tools import evidence

MARCH = {"start": "2017-03-01", "end": "2017-03-31", "label": "March 2017"}


@pytest.fixture(scope="module")
def definitions() -> Definitions:
    return load_definitions()


def scope(**asked: Any) -> dict[str, Any]:
    return {"metrics": ["sales"], **asked}


def test_chips_say_each_part_of_a_request(definitions: Definitions) -> None:
    asked = scope(
        by=["department"],
        filters=[
            {"dimension": "department", "values": ["GROCERY", "DELI"]},
            {"dimension": "fuel", "op": "not_in", "values": ["Fuel"]},
            {"dimension": "store", "values": [367]},
        ],
        having=[{"metric": "orders", "op": ">=", "value": 3}],
        period=MARCH,
        compare="previous_period",
        share=True,
        limit=5,
    )
    assert chips(asked, definitions) == [
        "Sales", "by department", "Grocery or Deli", "without fuel", "store 367", "at least 3 orders",
        "March 2017", "against February 2017", "share of the total", "top 5",
    ]  # fmt: skip


def test_next_questions_go_deeper_compare_and_change_the_metric(definitions: Definitions) -> None:
    assert next_questions(scope(by=["department"], period=MARCH), definitions) == [
        "Sales by category in March 2017?",
        "Sales by department in March 2017 compared with the period before?",
        "Average basket by department in March 2017?",
    ]


def test_every_metric_has_next_questions_that_it_allows(definitions: Definitions) -> None:
    few = []
    for name in definitions.metrics:
        found = next_questions({"metrics": [name]}, definitions)
        assert len(set(found)) == len(found)
        if len(found) < 3:
            few.append(name)
        reached = [definitions.dimensions[d].label.lower() for d in definitions.dimensions_of(name)]
        start = f"{definitions.metrics[name].label} by "
        cuts = [q.removeprefix(start).rstrip("?") for q in found if q.startswith(start)]
        assert set(cuts) <= set(reached)
    assert len(few) <= 10, few
    assert next_questions({}, definitions) == []


def test_the_catalogue_names_everything_once_and_stays_short(definitions: Definitions) -> None:
    metrics, dimensions = catalogue.metrics(definitions), catalogue.dimensions(definitions)
    for name in definitions.metrics:
        assert metrics.count(f"- {name} (") == 1
    for name in definitions.dimensions:
        assert dimensions.count(f"- {name}: ") == 1
    assert all(a.topic in catalogue.absent(definitions) for a in definitions.absent)
    assert len(metrics + dimensions) < 16_000


def found(rows: int, **more: Any) -> evidence.Evidence:
    return evidence.make(
        "t",
        "Sales by department",
        columns=[
            {"name": "department", "label": "Department", "unit": "text", "role": "dimension"},
            {"name": "sales", "label": "Sales", "unit": "usd", "role": "metric"},
            {"name": "share", "label": "Share", "unit": "percent", "role": "metric"},
        ],
        rows=[{"department": f"D|{n}", "sales": 1234.6, "share": None} for n in range(rows)],
        **more,
    )


def test_a_table_is_aligned_markdown_of_at_most_thirty_rows() -> None:
    one = {**found(31), "id": "D1"}
    lines = table(one).splitlines()  # type: ignore[arg-type]
    assert lines[0] == "[D1] Sales by department"
    assert lines[2] == "| Department |  Sales | Share |"
    assert lines[4] == "| D/0        | $1,235 |     – |"
    assert lines[-1] == "(1 more rows)"
    assert len({len(line) for line in lines[2:-1]}) == 1
    assert table(evidence.make("t", "nothing")) == ""


def test_the_text_of_an_answer_has_tables_caveats_and_who_answered() -> None:
    one = {**found(1, warnings=["Week 1 is one day."], data_version="v1"), "id": "D1"}
    answer: Any = {
        "text": "Sales [D1].", "options": ["A", "B"], "evidence": [one], "fallback": "The model is away.",
        "warnings": ["Week 1 is one day.", "Small group."],
    }  # fmt: skip
    text = as_text(answer)
    assert text.startswith("Sales [D1].\n\n1. A\n2. B\n\n[D1] Sales by department")
    assert text.count("Note: Week 1 is one day.") == 1
    assert text.endswith("Note: The model is away.")
    assert "|" not in as_text(answer, tables=False)
    assert sources(answer) == "Sources:\n[D1] Sales by department (data v1, one route only)"


def test_cells() -> None:
    percent: Any = {"unit": "percent"}
    assert cell(0.263, percent) == "26.3 %" or cell(0.263, percent) == "26.3%"
    assert cell(None, percent) == "–"
    assert cell("GROCERY", {"unit": "text"}) == "GROCERY"  # type: ignore[typeddict-item]
