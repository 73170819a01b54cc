"""Suites are refused with the line and the reason, never run half."""

from pathlib import Path

import pytest

from evals.case import SuiteError, load_suite

GOOD = (
    '{"id": "a", "question": "turnover?", "must_contain": [{"kind": "number", "label": "n", "any_of": [1]}]}'
)


def suite(folder: Path, *lines: str) -> Path:
    path = folder / "suite.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_question_becomes_a_case_of_one_turn_and_keeps_what_it_does_not_know(tmp_path: Path) -> None:
    (case,) = load_suite(suite(tmp_path, GOOD[:-1] + ', "reference_sql": "SELECT 1"}'))
    assert [turn.user for turn in case.turns] == ["turnover?"]
    assert case.extra == {"reference_sql": "SELECT 1"}


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "holds no cases"),
        (["{"], "line 1"),
        ([GOOD, GOOD], "used twice"),
        (['{"id": "a"}'], "needs a 'question' or 'turns'"),
        (
            ['{"id": "a", "question": "q", "must_contain": [{"kind": "text", "label": "x"}]}'],
            "nothing can fail",
        ),
        (['{"id": "a", "question": "q", "expect": "maybe"}'], "expect"),
    ],
)
def test_a_broken_suite_says_where_and_why(tmp_path: Path, lines: list[str], said: str) -> None:
    with pytest.raises(SuiteError, match=said):
        load_suite(suite(tmp_path, *lines))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match=r"nowhere\.jsonl"):
        load_suite(tmp_path / "nowhere.jsonl")
