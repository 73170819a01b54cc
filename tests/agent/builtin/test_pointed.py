"""What 'it' and 'those' stand for after a list."""

from agent.builtin.pointed import resolved
from agent.builtin.requests import Requested, headed
from agent.reading.result import Reading, Span
from knowledge.metrics import load_definitions
from tools.evidence import Evidence, make
from tools.warehouse.request import Filter, MetricRequest

DEFINITIONS = load_definitions()
BEFORE = MetricRequest(metrics=["sales"], by=["department"], order_by="sales", limit=2, share=True)
FOUND: Evidence = make("query_metric", "t", rows=[{"department": "GROCERY"}, {"department": "PRODUCE"}])


def leaning(question: str, word: str, **found: object) -> Reading:
    at = question.index(word)
    span = Span(at, at + len(word), word, "follow_up", "leaning")
    return Reading(question, spans=[span], **found)  # type: ignore[arg-type]


def test_it_is_the_first_row() -> None:
    question = leaning("how many orders does it have", "it", metrics=["orders"])
    reading, previous = resolved(question, BEFORE, FOUND, DEFINITIONS)
    assert reading.filters == [Filter(dimension="department", values=["GROCERY"])]
    assert reading.refers_back
    assert (previous.by, previous.limit, previous.share) == ([], None, False)


def test_those_are_all_rows_that_were_shown_and_stay_apart() -> None:
    reading, _ = resolved(leaning("those by month", "those", by=["month"]), BEFORE, FOUND, DEFINITIONS)
    assert reading.filters[0].values == ["GROCERY", "PRODUCE"]
    assert reading.by == ["department", "month"]


def test_it_after_a_ranking_of_months_is_a_period() -> None:
    before = MetricRequest(metrics=["sales"], by=["month"], order_by="sales")
    found = make("query_metric", "t", rows=[{"month": "2017-02"}])
    reading, _ = resolved(leaning("which store sold most in it", "it"), before, found, DEFINITIONS)
    assert reading.period is not None
    assert (str(reading.period.start), str(reading.period.end)) == ("2017-02-01", "2017-02-28")


def test_a_value_that_is_named_is_not_overruled() -> None:
    milk = Filter(dimension="category", values=["FLUID MILK PRODUCTS"])
    reading, previous = resolved(leaning("is it milk", "it", filters=[milk]), BEFORE, FOUND, DEFINITIONS)
    assert reading.filters == [milk]
    assert previous == BEFORE


def test_without_a_pronoun_nothing_changes() -> None:
    reading = Reading("sales in march", metrics=["sales"])
    assert resolved(reading, BEFORE, FOUND, DEFINITIONS) == (reading, BEFORE)


def test_a_ranking_of_very_many_groups_is_cut_to_its_head() -> None:
    def limit(by: str, reading: Reading, **more: object) -> int | None:
        request = MetricRequest(metrics=["sales"], by=[by], order_by="sales", **more)  # type: ignore[arg-type]
        return headed(Requested(request), reading, {"department": 31, "category": 303}, DEFINITIONS).limit

    assert limit("department", Reading("top departments")) is None
    assert limit("category", Reading("top categories")) == 10
    assert limit("store", Reading("top stores")) == 10
    assert limit("month", Reading("best month")) is None
    assert limit("category", Reading("median sales by category", summary="median")) is None
    assert limit("category", Reading("top 3"), limit=3) == 3
