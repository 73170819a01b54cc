"""Orders by what they hold and are worth, and how figures spread: bins, tenths, parts of all units."""

from typing import Any

import pytest

from agent.reading import Reader, Reading

BEEF, CHICKEN = ["BEEF"], ["CHICKEN"]


def held(reading: Reading) -> list[tuple[bool, list[Any], list[str]]]:
    """For each set of orders: whether they hold none, the values of its goods, and its own conditions."""
    return [
        (
            b.negate,
            [v for f in b.holding for v in f.values],
            [f"{h.metric} {h.op} {h.value:g}" for h in b.having],
        )
        for b in reading.baskets
    ]


@pytest.mark.parametrize(
    ("question", "metrics", "expected"),
    [
        ("how many baskets had beef or chicken in them, but no pork?", ["orders"],
         [(False, BEEF + CHICKEN, []), (True, ["PORK"], [])]),
        ("orders that contained both frozen pizza and beer", ["orders"],
         [(False, ["FROZEN PIZZA"], []), (False, ["BEERS/ALES"], [])]),
        ("average value of baskets that include wine", ["average_basket"],
         [(False, ["DOMESTIC WINE", "IMPORTED WINE"], [])]),
        ("number of trips with diapers in the basket", ["orders"], [(False, ["DIAPERS & DISPOSABLES"], [])]),
        ("orders without any produce", ["orders"], [(True, ["PRODUCE"], [])]),
        ("how many households placed orders with both beer and pork", ["customers"],
         [(False, ["BEERS/ALES"], []), (False, ["PORK"], [])]),
        ("what share of baskets is over $100", ["orders"], [(False, [], ["sales > 100"])]),
        ("how many orders were worth between $20 and $50, and what share of all orders is that", ["orders"],
         [(False, [], ["sales >= 20", "sales <= 50"])]),
        ("how many receipts of over $150 per month", ["orders"], [(False, [], ["sales > 150"])]),
    ],
)  # fmt: skip
def test_orders_are_chosen_by_what_they_hold_and_are_worth(
    reader: Reader, question: str, metrics: list[str], expected: list[Any]
) -> None:
    found = reader.read(question)
    assert held(found) == expected
    assert (found.metrics, found.filters, found.unknown, found.refers_back) == (metrics, [], [], False)


@pytest.mark.parametrize("question", ["average basket without fuel", "orders by department", "beer or wine"])
def test_lines_stay_lines(reader: Reader, question: str) -> None:
    assert reader.read(question).baskets == []


def test_what_is_bought_together_leaves_the_goods_themselves_out(reader: Reader) -> None:
    found = reader.read("what do people buy together with beer")
    assert held(found) == [(False, ["BEERS/ALES"], [])]
    assert (found.metrics, found.by, found.share) == (["orders"], ["category"], True)
    assert [(f.op, f.values) for f in found.filters] == [("not_in", ["BEERS/ALES"])]
    assert found.capability == []


@pytest.mark.parametrize(
    ("question", "wants", "leads"),
    [
        ("histogram of basket values: under 10, 10-25, 25-50, over 50 dollars",
         {"metric": "sales", "per": "order", "show": "histogram", "edges": [10, 25, 50]},
         ["bin:1", "bin:2", "bin:3", "bin:4"]),
        ("distribution of orders per household: 1-10, 11-50, more than 50",
         {"metric": "orders", "per": "customer", "show": "histogram", "edges": [11, 51]},
         ["bin:1", "bin:2", "bin:3"]),
        ("what percent of households spent over 5000",
         {"metric": "sales", "per": "customer", "show": "histogram", "edges": [5000]}, ["bin:2"]),
        ("median vs avg basket value in december", {"metric": "sales", "per": "order"}, ["median", "mean"]),
        ("what does the average household in the top decile spend, and in the bottom one?",
         {"metric": "sales", "per": "customer"}, ["tenth:1", "tenth:10"]),
        ("split households into ten equal groups by spend", {"metric": "sales", "per": "customer"}, []),
        ("what percent of customers generate 80% of revenue",
         {"metric": "sales", "per": "customer"}, ["for_80", "for_80_share"]),
    ],
)  # fmt: skip
def test_spreads_are_read_for_their_tool(
    reader: Reader, question: str, wants: dict[str, Any], leads: list[str]
) -> None:
    found = reader.read(question)
    assert (found.tool, found.wants, found.leads) == ("measure_spread", wants, leads)
    assert found.unknown == []


@pytest.mark.parametrize("question", ["customers aged 25-34, 35-44 or over 54", "weeks 10-15 vs 20-25"])
def test_ages_and_weeks_are_no_bins(reader: Reader, question: str) -> None:
    assert reader.read(question).tool == ""


@pytest.mark.parametrize("question", ["footfall on sundays", "how many visitors did we have in may"])
def test_footfall_is_read_as_orders_and_that_is_said(reader: Reader, question: str) -> None:
    found = reader.read(question)
    assert (found.metrics, found.absent) == (["orders"], [])
    assert any("visits without a purchase are not recorded" in note for note in found.notes)


@pytest.mark.parametrize(
    "question", ["what share of visitors left without buying", "conversion rate by store"]
)
def test_visits_without_a_purchase_stay_absent(reader: Reader, question: str) -> None:
    assert reader.read(question).absent


@pytest.mark.parametrize(
    ("question", "metric", "top"),
    [
        ("heavy buyers = top 10% of HHs by spend, how many trips do they make on avg vs everyone else?",
         "orders_per_customer", (0.1, None, False)),
        ("compare spend per household of our 100 best customers with all others",
         "sales_per_customer", (None, 100, False)),
        ("average basket of the bottom 20% of customers versus the rest",
         "average_basket", (0.2, None, True)),
    ],
)  # fmt: skip
def test_sets_are_set_against_everyone_else(
    reader: Reader, question: str, metric: str, top: tuple[Any, ...]
) -> None:
    found = reader.read(question)
    sizes = [(c.top.share, c.top.count, c.top.lowest) for c in found.customers if c.top]
    assert (found.against_rest, found.metrics, sizes) == (True, [metric], [top])
    assert (found.refers_back, found.choices, found.unknown) == (False, [], [])


def test_the_rest_of_an_answer_before_is_pointed_at(reader: Reader) -> None:
    found = reader.read("and everyone else?")
    assert (found.against_rest, found.refers_to) == (False, "complement")


def test_parts_that_the_tool_does_not_tell_become_sets(reader: Reader) -> None:
    found = reader.read("what share of sales do the top 30% of customers make")
    assert [(c.top.share, c.top.lowest) for c in found.customers if c.top] == [(0.3, False)]
    assert (found.tool, found.share, found.metrics, found.unknown) == ("", True, ["sales"], [])


def test_light_and_heavy_buyers_at_once_are_not_mixed_up(reader: Reader) -> None:
    reading = reader.read("light buyers vs heavy buyers: average basket")
    assert reading.versus is not None
    assert [r.customers[0].top.lowest for r in (reading, reading.versus) if r.customers[0].top] == [
        True,
        False,
    ]


def test_those_that_are_placed_are_orders_of_the_answer_before(reader: Reader) -> None:
    assert reader.read("how many households placed those").refers_to == "set"
