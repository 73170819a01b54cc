"""Decompositions: the parts add up to the change, whatever the figures; known cases come out as known."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tools.decompose import Part, by_factors, by_rate_and_mix, log_mean

POSITIVE = st.floats(1e-3, 1e6)
UNITS = st.integers(0, 1000).map(float)
CENTS = st.integers(0, 1_000_000).map(lambda cents: cents / 100)
GROUPS = st.dictionaries(
    st.text("abc", min_size=1), st.builds(Part, CENTS, UNITS, CENTS, UNITS), min_size=1, max_size=8
)


@given(st.lists(st.tuples(POSITIVE, POSITIVE), min_size=1, max_size=5))
def test_the_parts_of_the_factors_add_up(pairs: list[tuple[float, float]]) -> None:
    now, before = [a for a, _ in pairs], [b for _, b in pairs]
    change, size = math.prod(now) - math.prod(before), math.prod(now) + math.prod(before)
    parts = by_factors(now, before)
    assert sum(parts) == pytest.approx(change, abs=1e-9 * size)
    for part, (a, b) in zip(parts, pairs, strict=True):
        assert part == 0 if a == b else (part > 0) == (a > b)


@given(POSITIVE, POSITIVE)
def test_the_logarithmic_mean_lies_between_geometric_and_arithmetic(a: float, b: float) -> None:
    mean = log_mean(a, b)
    assert math.sqrt(a * b) * (1 - 1e-9) <= mean <= (a + b) / 2 * (1 + 1e-9)
    assert mean == pytest.approx(log_mean(b, a))


def test_one_factor_that_moves_alone_explains_everything() -> None:
    assert by_factors([110, 2, 30], [100, 2, 30]) == pytest.approx([600, 0, 0])


def test_swapping_the_periods_turns_every_part_around() -> None:
    there, back = by_factors([90, 2.2, 31], [100, 2, 30]), by_factors([100, 2, 30], [90, 2.2, 31])
    assert there == pytest.approx([-part for part in back])


def test_a_factor_of_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="zero"):
        by_factors([0, 2], [1, 2])


@given(GROUPS)
def test_rate_and_mix_add_up_to_the_change_of_the_whole_rate(groups: dict[str, Part]) -> None:
    groups = {  # Nothing can be counted where there is nothing to count in.
        name: Part(g.over if g.under else 0, g.under, g.over_before if g.under_before else 0, g.under_before)
        for name, g in groups.items()
    }
    under, before = sum(g.under for g in groups.values()), sum(g.under_before for g in groups.values())
    assume(under and before)
    now = sum(g.over for g in groups.values()) / under
    then = sum(g.over_before for g in groups.values()) / before
    parts = by_rate_and_mix(groups)
    total = sum(p.rate + p.mix for p in parts.values())
    assert total == pytest.approx(now - then, abs=1e-9 * (now + then) + 1e-9)


def test_a_shift_towards_the_better_group_is_mix() -> None:
    moved = by_rate_and_mix({"big": Part(80, 8, 20, 2), "small": Part(2, 2, 8, 8)})
    assert sum(p.rate for p in moved.values()) == pytest.approx(0)
    assert sum(p.mix for p in moved.values()) == pytest.approx(8.2 - 2.8)


def test_nothing_to_divide_by_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing to divide"):
        by_rate_and_mix({"a": Part(1, 1, 0, 0)})
