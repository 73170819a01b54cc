"""Questions about the answers before: sums of their figures, the first one again, where one is from."""

import datetime as dt

import pytest

from agent.builtin.figures import computed
from agent.builtin.history import Answered, Call, Outcome, Turn
from agent.builtin.recall import SURE, explained, said_before
from agent.builtin.sums import asked
from agent.reading.result import Reading
from knowledge.metrics import load_definitions
from tools.evidence import make
from tools.warehouse.request import Filter, MetricRequest, Period

D = load_definitions()
MAY = Period(start=dt.date(2017, 5, 1), end=dt.date(2017, 5, 31), label="May 2017")
JUNE = Period(start=dt.date(2017, 6, 1), end=dt.date(2017, 6, 30), label="June 2017")


def figure(name: str, value: float, **more: object) -> Answered:
    request = MetricRequest(metrics=["orders"], **more)  # type: ignore[arg-type]
    return request, {**make("query_metric", "t", rows=[{"orders": value}]), "id": name}


PERIODS = [figure("D2", 13695, period=MAY), figure("D1", 13005, period=JUNE)]


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("how much more is that in %", "change"), ("what's the change", "change"),
        ("and in percent", "change"), ("sum of all three", "total"), ("both together", "total"),
        ("n the whole 4 months together?", "total"),
        ("what's the average of the two", "mean"), ("which was best", "best"), ("which store was best", ""),
        ("average basket", ""), ("total sales", ""), ("how much more milk than beer", ""), ("sales in %", ""),
    ],
)  # fmt: skip
def test_only_a_question_that_is_a_sum_and_no_more_is_one(question: str, kind: str) -> None:
    assert asked(question) == kind


def test_a_change_sets_the_later_of_two_periods_against_the_earlier() -> None:
    step = computed(Reading("how much more is that"), PERIODS, D)
    assert not isinstance(step, list)
    assert step is not None
    assert step.request is not None
    assert (step.request.period, step.request.compare) == (JUNE, MAY)


def test_a_total_is_computed_anew_and_not_added() -> None:
    step = computed(Reading("both together"), PERIODS, D)
    assert not isinstance(step, list)
    assert step is not None
    assert step.request is not None
    assert step.request.period is not None
    assert (step.request.period.start, step.request.period.end) == (MAY.start, JUNE.end)
    goods = [figure("D2", 5, filters=[Filter(dimension="category", values=[v])]) for v in ("BEEF", "PORK")]
    merged = computed(Reading("together"), goods, D)
    assert not isinstance(merged, list)
    assert merged is not None
    assert merged.request is not None
    assert set(merged.request.filters[0].values) == {"BEEF", "PORK"}


def test_the_best_comes_first_and_each_figure_keeps_its_mark() -> None:
    assert computed(Reading("which was best"), PERIODS, D) == [
        "Orders were highest in May 2017: 13,695 [D2]. Then come 13,005 in June 2017 [D1]."
    ]
    assert computed(Reading("which was best"), PERIODS[:1], D) is None


def test_the_first_figure_is_told_again_in_its_own_words() -> None:
    turn = Turn("sales?", draft="Sales were $5 in May 2017 [D1]. Fuel is included.")
    turn.outcomes.append(Outcome(Call("query_metric", {}), "{}", False))
    said = said_before("what was the very first number you gave me", [turn])
    assert said == ["The first figure I gave you: Sales were $5 in May 2017 [D1]."]
    assert said_before("first aid sales", [turn]) == []


def test_doubt_and_the_wish_for_a_source_are_told_from_questions_of_their_own() -> None:
    assert SURE.search("are you sure?")
    assert not SURE.search("are you sure about sales by month in q3 for beer")
    found = explained("where does that number come from", PERIODS, ["Orders: ..."])
    assert found[0].startswith("It is computed from the shop's own records")
    assert explained("what does that mean", PERIODS, ["Orders: ..."]) == ["Orders: ..."]
    assert explained("where do most orders come from", [], []) == []
