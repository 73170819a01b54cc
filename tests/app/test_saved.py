"""Saved answers: whole files under ids that are checked."""

import pytest

from agent.screen import saved

THREAD, MESSAGE = "0c9a1d4e-2f5b-4e0e-9a53-0d4c0b7d6a11", "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"


def test_an_answer_comes_back_with_its_evidence(tmp_path, answer_with, sales_by_department):
    answer = answer_with(sales_by_department)
    saved.save(tmp_path, THREAD, MESSAGE, answer)
    assert saved.load(tmp_path, THREAD, MESSAGE) == answer
    assert saved.evidence(tmp_path, THREAD, MESSAGE, "D1") == sales_by_department
    assert saved.evidence(tmp_path, THREAD, MESSAGE, "D2") is None
    assert saved.answers(tmp_path, THREAD) == {MESSAGE: answer}


def test_what_is_forgotten_is_gone(tmp_path, answer_with):
    saved.save(tmp_path, THREAD, MESSAGE, answer_with())
    saved.forget(tmp_path, THREAD)
    assert saved.load(tmp_path, THREAD, MESSAGE) is None
    assert saved.answers(tmp_path, THREAD) == {}


@pytest.mark.parametrize(
    "bad", ["..", "../../etc/passwd", "", "x" * 36, MESSAGE.upper() + "\n", f"{MESSAGE}/..", None]
)
def test_an_id_that_is_not_one_reaches_no_file(tmp_path, answer_with, bad):
    assert not saved.is_id(bad)
    for call in (
        lambda: saved.save(tmp_path, bad, MESSAGE, answer_with()),
        lambda: saved.load(tmp_path, THREAD, bad),
        lambda: saved.forget(tmp_path, bad),
        lambda: saved.answers(tmp_path, bad),
    ):
        with pytest.raises(ValueError, match="not"):
            call()
