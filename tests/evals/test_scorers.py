"""The judge is tested on answers whose verdict is plain to a reader."""

import pytest

from evals.case import Check, Turn
from evals.scorers import holds_number, score_turn


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Sales were $380,301.", 380301.0),
        ("about $380.3K", 380301.0),
        ("$4.6M in all", 4_600_000.0),
        ("a share of 26.3 %", 0.263),
        ("a share of 26.3%", 26.3),
        ("a share of 0.263", 0.263),
        ("fell by -12.5 %", -0.125),
        ("1.2 million units", 1_200_000.0),
        ("baskets: 155848", 155848.0),
    ],
)
def test_a_figure_is_found_however_it_is_written(text: str, value: float) -> None:
    assert holds_number(text, [value], rel_tol=0.001, abs_tol=0)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Sales were $380,301.", 380.0),
        ("Sales were $380,301.", 38030.1),
        ("order a1234", 1234.0),
        ("26.3 %", 2630.0),
        ("no figures here", 0.0),
    ],
)
def test_a_figure_that_is_not_there_is_not_found(text: str, value: float) -> None:
    assert not holds_number(text, [value], rel_tol=0.001, abs_tol=0)


def test_each_kind_of_fault_has_its_code() -> None:
    turn = Turn(
        user="turnover in march?",
        must_contain=[
            Check(kind="number", label="March", any_of=[100.0]),
            Check(kind="text", label="says dollars", any_of=["$"]),
            Check(kind="behaviour", label="mentions fuel"),
        ],
        must_not=[
            Check(kind="number", label="UTC trap", any_of=[55.0]),
            Check(kind="text", label="trace", any_of=["Traceback"]),
        ],
        expected_tools=["query_metric"],
        expect="answer",
    )
    assert [f.code for f in score_turn(turn, "It was $100.", "answered", ["query_metric"])] == ["unscored"]
    wrong = score_turn(turn, "It was 55. Traceback", "declined", [])
    assert [f.code for f in wrong] == [
        "missing_number",
        "missing_text",
        "unscored",
        "forbidden_number",
        "forbidden_text",
        "wrong_status",
        "wrong_tool",
    ]
