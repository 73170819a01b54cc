"""The bench of numbers: sections are printed one by one, and a bar that is missed is named and counts."""

from pathlib import Path

import pytest

from evals.__main__ import main, parse
from evals.numbers.overhead import Cost, shown
from evals.numbers.sections import SECTIONS, Asked, Printed, show


def met(asked: Asked) -> Printed:
    return [f"{asked.seconds:.0f} of {asked.seconds:.0f} right"], []


def short(asked: Asked) -> Printed:
    return ["8 of 9 right"], ["one is wrong"]


def broken(asked: Asked) -> Printed:
    raise ValueError("no such table")


@pytest.fixture(autouse=True)
def three_sections(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SECTIONS, "equal", ("requests", met))
    monkeypatch.setitem(SECTIONS, "attacks", ("attacks", short))
    monkeypatch.setitem(SECTIONS, "fuzz", ("fuzz", broken))


def test_every_bar_met_is_zero(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "numbers", "--only", "equal", "--seconds", "7"]) == 0
    printed = capsys.readouterr().out
    assert "== equal: requests" in printed
    assert "7 of 7 right" in printed
    assert "every bar is met" in printed


def test_a_bar_missed_is_named_and_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "numbers", "--only", "attacks,equal"]) == 1
    printed = capsys.readouterr().out
    assert printed.index("8 of 9 right") < printed.index("20 of 20 right")
    assert "bars missed:\n- attacks: one is wrong" in printed


def test_a_section_that_falls_over_does_not_hide_the_next(capsys: pytest.CaptureFixture[str]) -> None:
    missed = show(["fuzz", "equal"], Asked(Path("shop.duckdb")))
    assert missed == ["fuzz: fell over: ValueError: no such table"]
    assert "20 of 20 right" in capsys.readouterr().out


def test_a_section_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(["bench", "numbers", "--only", "equal,moon"])
    assert "there is no moon" in capsys.readouterr().err


def test_an_answer_is_within_by_ratio_or_by_time() -> None:
    assert Cost("quick", 0.29, 0.001).within
    assert Cost("slow SQL", 4.9, 1.0).within
    assert not Cost("slow", 0.6, 0.1).within
    assert not Cost("quick, but no answer", 0.1, 0.1, "failed").within
    lines = shown([Cost("slow", 0.6, 0.1), Cost("none", 0.1, 0.1, "failed")])
    assert lines[1].endswith("slow   OVER")
    assert lines[2].endswith("none   FAILED")
    assert "median 350 ms" in lines[-1]
    assert "0 of 2 within" in lines[-1]
