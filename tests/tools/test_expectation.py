"""Expectation along a series: what is planted is found, what is even is not, scores keep their meaning."""

import math
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.expectation import FEWEST, NEAR, judged

AMOUNTS = st.lists(st.just(0.0) | st.floats(0.01, 1e5), min_size=30, max_size=80)
WEEK = [100.0, 90, 95, 100, 120, 200, 180]


def scores(values: list[float | None], season: int = 7) -> list[float]:
    return [0.0 if j is None else j.score for j in judged(values, season)]


def series(weeks: int) -> list[float]:
    """A weekly pattern that wobbles a little, the same way every time."""
    return [
        day * (1 + 0.03 * math.sin(7 * n + place)) for n in range(weeks) for place, day in enumerate(WEEK)
    ]


def test_a_planted_spike_and_dip_stand_out_and_nothing_else_does() -> None:
    values: list[float | None] = list(series(12))
    values[40], values[59] = 2 * WEEK[40 % 7], 0.3 * WEEK[59 % 7]
    found = [place for place, score in enumerate(scores(values)) if abs(score) > 3.5]
    assert found == [40, 59]
    assert scores(values)[40] > 0 > scores(values)[59]


def test_a_busy_weekday_is_no_spike() -> None:
    assert max(map(abs, scores(list(series(12))))) < 3.5


def test_what_is_expected_is_the_median_of_the_same_weekdays_around() -> None:
    values: list[float | None] = [float(n % 13 + n % 7) for n in range(84)]
    place = 45
    near = [values[place + 7 * k] for k in range(-NEAR, NEAR + 1) if k and 0 <= place + 7 * k < len(values)]
    judgement = judged(values, 7)[place]
    assert judgement is not None
    assert judgement.expected == pytest.approx(median(math.sqrt(v or 0) for v in near) ** 2)


def test_gaps_are_neither_judged_nor_used() -> None:
    values: list[float | None] = [10.0, 10, None, 10, 10, 10, 10, 10, 10, 12]
    found = judged(values, 1)
    assert found[2] is None
    assert all(j is not None and j.expected == pytest.approx(10) for n, j in enumerate(found) if n != 2)
    assert found[9] is not None
    assert found[9].score > 3.5


def test_too_few_neighbours_give_no_expectation() -> None:
    assert judged([1.0] * FEWEST, 1) == [None] * FEWEST
    assert judged([], 1) == []


def test_a_series_without_any_spread_has_nothing_unusual() -> None:
    assert set(scores([5.0] * 30, 1)) == {0.0}
    assert set(scores([0.0] * 30, 1)) == {0.0}


@given(AMOUNTS, st.floats(0.01, 100))
def test_scores_do_not_depend_on_the_currency(values: list[float], rate: float) -> None:
    there, here = judged(values, 7), judged([v * rate for v in values], 7)
    for one, other in zip(there, here, strict=True):
        assert (one is None) == (other is None)
        if one is not None and other is not None and abs(one.score) < 1e6:
            assert other.score == pytest.approx(one.score, rel=1e-4, abs=1e-4)


@given(AMOUNTS)
def test_a_series_read_backwards_is_judged_the_same(values: list[float]) -> None:
    forwards, backwards = scores(list(values)), scores(list(reversed(values)))
    assert forwards == pytest.approx(list(reversed(backwards)), rel=1e-6, abs=1e-6)


@given(AMOUNTS)
def test_what_stands_out_lies_outside_the_range_of_the_usual(values: list[float]) -> None:
    for j in judged(values, 7):
        if j is not None and abs(j.score) > 3.51:
            assert j.value < j.low + 1e-6 * j.expected or j.value > j.high - 1e-6 * j.expected
        if j is not None and abs(j.score) < 3.49:
            assert j.low - 1e-6 * (1 + j.value) <= j.value <= j.high + 1e-6 * (1 + j.value)
