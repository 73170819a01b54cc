"""What 'it', 'those', 'the two' and 'the others' stand for after an answer."""

import pytest

from agent.builtin.follow import merged
from agent.builtin.history import Answered
from agent.builtin.pair import the_two
from agent.builtin.per import divided
from agent.builtin.pointed import resolved
from agent.builtin.pointing import pointer
from agent.builtin.rows import Pointed
from agent.reading.result import Reading, Span
from knowledge.metrics import load_definitions
from tools.evidence import Evidence, make
from tools.warehouse.request import Filter, Having, MetricRequest, Period

DEFINITIONS = load_definitions()
BEFORE = MetricRequest(metrics=["sales"], by=["department"], order_by="sales", limit=2, share=True)
FOUND: Evidence = make("query_metric", "t", rows=[{"department": "GROCERY"}, {"department": "PRODUCE"}])
BEER = Filter(dimension="category", values=["BEERS/ALES"])
PIZZA = Filter(dimension="category", values=["FROZEN PIZZA"])
KIDS = Filter(dimension="household_type", values=["1 Adult Kids", "2 Adults Kids"])
APRIL = Period.model_validate({"start": "2017-04-01", "end": "2017-04-30"})
MAY = Period.model_validate({"start": "2017-05-01", "end": "2017-05-31"})


FOUND_BY_THE_READER = {
    "how many orders does it have": "entity", "how many customers is that": "entity",
    "those by month each": "set", "what do they spend on beer": "set", "and everyone else": "complement",
    "which store sold most in it": "entity", "sales there in q3": "entity", "is it milk": "entity",
    "and those without": "complement", "and the rest?": "complement", "and the others?": "complement",
    "the difference between the two": "pair", "diff between the two": "pair", "and the second one": "entity",
    "how many bought both": "pair", "how many households got it": "entity", "show it by month": "entity",
}  # fmt: skip


def reading(question: str, **found: object) -> Reading:
    pointed = {"refers_to": FOUND_BY_THE_READER.get(question, "")}
    return Reading(question, **{**pointed, **found})  # type: ignore[arg-type]


def after(asked: Reading, request: MetricRequest = BEFORE, found: Evidence = FOUND) -> Pointed:
    return resolved(asked, [(request, found)], DEFINITIONS)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("how many orders does it have", "one"), ("those by month each", "several"),
        ("sales there in q3", "there"), ("and the rest?", "others"), ("diff between the two", "pair"),
        ("show it by month", ""), ("sales", ""),
    ],
)  # fmt: skip
def test_what_the_reader_found_is_taken_but_for_idle_words(question: str, kind: str) -> None:
    assert pointer(reading(question)) == kind


def test_it_is_the_first_row() -> None:
    found = after(reading("how many orders does it have", metrics=["orders"]))
    assert found.reading.filters == [Filter(dimension="department", values=["GROCERY"])]
    assert found.reading.refers_back
    assert found.previous is not None
    assert (found.previous.by, found.previous.limit, found.previous.share) == ([], None, False)


def test_the_second_one_is_the_second_row() -> None:
    found = after(reading("and the second one", refers_nth=2))
    assert found.reading.filters == [Filter(dimension="department", values=["PRODUCE"])]


def test_after_a_course_it_is_the_whole_course() -> None:
    course = MetricRequest(metrics=["sales"], by=["month"], order_by="month", filters=[BEER])
    rows = make("query_metric", "t", rows=[{"month": f"2017-0{m}"} for m in range(1, 9)])
    found = after(reading("how many customers is that", metrics=["customers"]), course, rows)
    assert (found.reading.filters, found.reading.period) == ([], None)
    assert found.previous is not None
    assert (found.previous.by, found.previous.filters) == ([], [BEER])


def test_those_are_all_rows_that_were_shown_and_stay_apart_where_said() -> None:
    found = after(reading("those by month each", by=["month"]))
    assert found.reading.filters[0].values == ["GROCERY", "PRODUCE"]
    assert found.reading.by == ["department", "month"]


def test_they_who_met_a_condition_are_all_of_them() -> None:
    rich = MetricRequest(
        metrics=["sales"],
        by=["customer"],
        order_by="sales",
        having=[Having(metric="sales", op=">", value=5000)],
        period=MAY,
    )
    rows = make("query_metric", "t", rows=[{"customer": n} for n in range(190)])
    found = after(reading("what do they spend on beer", metrics=["sales"], filters=[BEER]), rich, rows)
    (who,) = found.reading.customers
    assert (who.at_least, who.period) == (rich.having[0], MAY)
    assert (found.reading.filters, found.reading.by) == ([BEER], [])
    others = after(reading("and everyone else"), MetricRequest(metrics=["orders"], customers=[who]))
    assert others.reading.customers[0].negate


@pytest.mark.parametrize(("row", "end"), [("2017-02", "2017-02-28"), ("2017-02-01", "2017-02-01")])
def test_it_after_a_ranking_over_time_is_a_period(row: str, end: str) -> None:
    step = "month" if len(row) == 7 else "date"
    before = MetricRequest(metrics=["sales"], by=[step], order_by="sales")
    found = after(
        reading("which store sold most in it"), before, make("query_metric", "t", rows=[{step: row}])
    )
    assert found.reading.period is not None
    assert (str(found.reading.period.start), str(found.reading.period.end)) == ("2017-02-01", end)


def test_there_is_the_store_and_not_the_weekday_of_the_last_answer() -> None:
    store = Filter(dimension="store", values=[429])
    before = MetricRequest(metrics=["orders"], by=["weekday"], filters=[store], order_by="orders")
    rows = make("query_metric", "t", rows=[{"weekday": "Sunday"}])
    found = after(reading("sales there in q3", metrics=["sales"]), before, rows)
    assert found.reading.filters == []
    assert found.previous is not None
    assert found.previous.filters == [store]


def test_a_value_that_is_named_is_not_overruled() -> None:
    milk = Filter(dimension="category", values=["FLUID MILK PRODUCTS"])
    found = after(reading("is it milk", filters=[milk]))
    assert found.reading.filters == [milk]
    assert found.previous == BEFORE


def test_the_others_are_those_known_to_be_outside() -> None:
    before = MetricRequest(metrics=["sales_per_customer"], filters=[KIDS])
    found = after(reading("and those without"), before)
    assert found.reading.filters == [
        Filter(dimension="household_type", values=["1 Adult No Kids", "2 Adults No Kids"])
    ]
    goods = after(reading("and the rest?"), MetricRequest(metrics=["sales"], filters=[BEER]))
    assert goods.reading.filters == [BEER.model_copy(update={"op": "not_in"})]


@pytest.mark.parametrize("question", ["the difference between the two", "and the others?"])
def test_what_cannot_be_resolved_is_asked_about(question: str) -> None:
    assert after(reading(question), MetricRequest(metrics=["sales"])).ask is not None


def test_a_pronoun_in_the_first_question_is_asked_about() -> None:
    assert resolved(reading("how many households got it"), [], DEFINITIONS).ask is not None


def test_without_a_pronoun_nothing_changes() -> None:
    asked = Reading("sales in march", metrics=["sales"])
    assert after(asked) == Pointed(asked, BEFORE)


def answered(*requests: MetricRequest) -> list[Answered]:
    return [(r, None) for r in requests]


def test_the_two_are_the_periods_or_the_values_of_the_last_two_answers() -> None:
    def sales(**more: object) -> MetricRequest:
        return MetricRequest(metrics=["sales"], **more)  # type: ignore[arg-type]

    periods = the_two(answered(sales(period=MAY), sales(period=APRIL)))
    assert periods is not None
    assert (periods.request.period, periods.request.compare) == (MAY, APRIL)
    values = the_two(answered(sales(filters=[PIZZA]), sales(filters=[BEER])))
    assert values is not None
    assert values.request.by == ["category"]
    assert values.request.filters[0].values == ["BEERS/ALES", "FROZEN PIZZA"]
    assert the_two(answered(sales(filters=[PIZZA], period=MAY), sales(filters=[BEER], period=APRIL))) is None


def test_the_difference_compares_and_both_at_once_is_not_a_comparison() -> None:
    past = answered(
        MetricRequest(metrics=["customers"], filters=[PIZZA]),
        MetricRequest(metrics=["customers"], filters=[BEER]),
    )
    compared = resolved(reading("diff between the two", unknown=["two"]), past, DEFINITIONS)
    assert compared.reading.unknown == []
    assert compared.previous is not None
    both_of_them = merged(compared.reading, compared.previous, DEFINITIONS)
    assert (both_of_them.metrics, both_of_them.by) == (["customers"], ["category"])
    both = resolved(reading("how many bought both", metrics=["sales"]), past, DEFINITIONS).reading
    assert [s.bought for s in both.customers] == [[BEER], [PIZZA]]
    assert (both.metrics, both.filters, both.by) == (["customers"], [], [])


@pytest.mark.parametrize(
    ("question", "target", "kind", "wanted"),
    [
        ("and per visit", "orders", "metric", ["average_basket"]),
        ("per store?", "store", "dimension", ["sales_per_store"]),
        ("avg per household", "customer", "dimension", ["sales_per_customer"]),
        ("and visits", "orders", "metric", ["orders"]),
    ],
)
def test_per_divides_the_figure_before(question: str, target: str, kind: str, wanted: list[str]) -> None:
    word = question.split()[-1].rstrip("?")
    at = question.index(word)
    span = Span(at, at + len(word), word, kind, target)  # type: ignore[arg-type]
    asked = reading(question, spans=[span], metrics=["orders"] if kind == "metric" else [])
    assert divided(asked, MetricRequest(metrics=["sales"]), DEFINITIONS).metrics == wanted
