"""Figures that a model writes as references: what they come to, how they read, what is broken."""

from typing import Any

import pytest
from langchain_core.messages import AIMessage

from agent.complaints import complaints
from agent.draft import Desk, Draft, checked, trimmed
from agent.gate import Vocabulary, check
from agent.references import referenced
from tools import evidence


def column(name: str, unit: str, **given: Any) -> Any:
    return {"name": name, "label": name, "unit": unit, "role": "metric", "metric": name, **given}


def named(name: str, unit: str = "text") -> Any:
    return {"name": name, "label": name.capitalize(), "unit": unit, "role": "dimension"}


def table(number: str, columns: list[Any], rows: list[tuple[Any, ...]], **given: Any) -> evidence.Evidence:
    cells = [dict(zip([c["name"] for c in columns], row, strict=True)) for row in rows]
    scope = {"metrics": ["sales"], "by": [c["name"] for c in columns if c["role"] == "dimension"]}
    return {**evidence.make("t", number, columns=columns, rows=cells, scope=scope, **given), "id": number}


BY_DEPARTMENT = table(
    "D1",
    [
        named("department"),
        column("sales", "usd", additive=True),
        column("orders", "count", additive=False),
        column("sales_share", "percent", metric="sales", kind="share", additive=True),
    ],
    [
        ("GROCERY", 2_000_000.0, 800, 0.5),
        ("DRUG GM", 1_500_000.0, 500, 0.375),
        ("MEAT", 500_000.0, 250, 0.125),
    ],
    facts=[{"name": "total_sales", "label": "Total sales", "value": 4_000_000.0, "unit": "usd"}],
)
BY_MONTH = table(
    "D2",
    [
        named("month", "date"),
        column("sales", "usd", additive=True),
        column("sales_change", "usd", metric="sales", kind="change"),
    ],
    [("2017-05", 120.5, None), ("2017-06", 90.5, -30.0), ("2017-07", 99.5, 9.0)],
)
CROSSED = table(
    "D3",
    [
        named("department"),
        named("month", "date"),
        column("sales", "usd", additive=True),
        column("part", "percent", metric="sales", kind="share_within", additive=False),
    ],
    [("GROCERY", "2017-05", 10.0, 0.2), ("GROCERY", "2017-06", 30.0, 0.6), ("MEAT", "2017-06", 7.0, 1.0)],
)
STORES = table("D4", [named("store"), column("sales", "usd", additive=True)], [(367, 500.0), (3, 400.0)])
ONE = table("D5", [column("sales", "usd")], [(4_000_000.0,)])
ALL = [BY_DEPARTMENT, BY_MONTH, CROSSED, STORES, ONE]
DESK = Desk(ALL, "what if sales rose by 5%?", Vocabulary())


def read(text: str) -> Draft:
    return checked(AIMessage(text), DESK)


@pytest.mark.parametrize(
    ("reference", "shown"),
    [
        ("D1[GROCERY].sales", "$2,000,000"),
        ("D1[Grocery].sales|short", "$2.00 million"),
        ("D1[Drug GM].orders", "500"),
        ("D1[GROCERY].sales_share", "50.0%"),
        ("D1.total_sales|short", "$4.00 million"),
        ("D5.sales", "$4,000,000"),
        ("D1[GROCERY].sales - D1[MEAT].sales", "$1,500,000"),
        ("pct(D2[2017-07].sales, D2[2017-06].sales)", "9.9%"),
        ("share(D1[MEAT].sales, D1.total_sales)", "12.5%"),
        ("1 - D1[MEAT].sales_share", "87.5%"),
        ("D1[GROCERY].sales_share - D1[MEAT].sales_share", "37.5 points"),
        ("D1[GROCERY].sales / D1[GROCERY].orders", "$2,500"),
        ("D1[GROCERY].sales / D1[MEAT].sales|0", "4"),
        ("sum(D2.sales)", "$310"),
        ("mean(D2.sales)|2", "$103.50"),
        ("max(D1.sales)", "$2,000,000"),
        ("sum(D1[sales > 600000].sales)", "$3,500,000"),
        ("sum(D1[GROCERY].sales, D1[MEAT].sales)", "$2,500,000"),
        ("count(D1[sales_share >= 37.5%])", "2"),
        ("count(D1)", "3"),
        ("D3[GROCERY, 2017-06].sales", "$30.00"),
        ("D3[June 2017, Meat].sales", "$7.00"),
        ("D3[department=MEAT, month=2017-06].sales", "$7.00"),
        ("sum(D3[GROCERY].part)", "80.0%"),
        ("D1[#2].sales", "$1,500,000"),
        ("D1[#1].department", "Grocery"),
        ("D4[3].sales", "$400"),
        ("D4[store 367].sales", "$500"),
        ("D1.total_sales * 5%", "$200,000"),
        ("D1.total_sales * (1 + 0.05)", "$4,200,000"),
        ("(D1[GROCERY].sales + D1[MEAT].sales) / 1", "$2,500,000"),
        ("D1[GROCERY].sales − D1[DRUG GM].sales", "$500,000"),
    ],
)
def test_a_reference_is_computed_and_written_by_its_unit(reference: str, shown: str) -> None:
    draft = read(f"It is {{{reference}}}.")
    assert not draft.failures
    assert draft.text.startswith(f"It is {shown}")
    assert "{" not in draft.text


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("sold ${D1[GROCERY].sales}", "sold $2,000,000"),
        ("is {D1[GROCERY].sales|short} million", "is $2.00 million"),
        ("is {share(D1[MEAT].sales, D1.total_sales)}%", "is 12.5%"),
        ("is {D1[MEAT].sales / D1.total_sales} percent", "is 12.5 percent"),
        ("up {D1[GROCERY].sales_share - D1[MEAT].sales_share} points", "up 37.5 points"),
        ("fell by {D2[2017-06].sales_change}", "fell by $30.00"),
        ("changed: {D2[2017-06].sales_change}", "changed: -$30.00"),
        ("a gap of {D1[MEAT].sales - D1[GROCERY].sales}", "a gap of $1,500,000"),
        ("({D2[2017-07].sales_change|+})", "(+$9.00)"),
        ("is `{D1[GROCERY].sales}`", "is $2,000,000"),
        ("is {{D1[GROCERY].sales}}", "is $2,000,000"),
        ("is D1[GROCERY].sales, or `D5.sales`", "is $2,000,000, or"),
    ],
)
def test_what_stands_around_a_reference_is_not_said_twice(written: str, text: str) -> None:
    assert text in read(f"It {written}.").text


@pytest.mark.parametrize(
    ("reference", "told"),
    [
        ("D1[GROCRY].sales", "did you mean GROCERY?"),
        ("D1[GROCERY].salez", "did you mean sales?"),
        ("D9.sales", "there is D1, D2, D3, D4, D5"),
        ("D1.sales", "name one (GROCERY, DRUG GM, MEAT)"),
        ("D3[GROCERY].sales", "name one (GROCERY, 2017-05, GROCERY, 2017-06)"),
        ("D2[2017-05].sales_change", "not known"),
        ("sum(D1.orders)", "cannot be added up"),
        ("sum(D3.part)", "cannot be added up"),
        ("D1.total_sales * 1.1", "1.1 is no evidence"),
        ("1234", "1234 is no evidence"),
        ("D1[GROCERY].sales + D1[GROCERY].orders", "cannot be added up"),
        ("D1[GROCERY].sales / D1[MEAT].orders", "different rows"),
        ("pct(D1[MEAT].sales, D1[MEAT].sales)", "same cell"),
        ("median(D1.sales)", "there is no function median"),
        ("D1[GROCERY].sales|pretty", "no format 'pretty'"),
        ("__import__('os')", "cannot be read"),
        ("(" * 50 + "D1.total_sales" + ")" * 50, "too deep"),
        ("D1.total_sales;" * 100, "too long"),
        ("", "hold a reference"),
    ],
)
def test_a_broken_reference_is_told_to_the_model_and_never_shown(reference: str, told: str) -> None:
    draft = read(f"It is {{{reference}}}. Sales were {{D5.sales}}.")
    assert told in "\n".join(complaints(draft.failures, ALL))
    kept = trimmed(draft, DESK)
    assert kept.text == "Sales were $4,000,000 [D5]."
    assert not any(c in f"{kept.text}{kept.removed}" for c in "{}")


@pytest.mark.parametrize(
    "text",
    [
        "Grocery sold {D1[MEAT].sales}.",
        "Meat sold {D1[GROCERY].sales} and Grocery {D1[MEAT].sales}.",
        "Meat sold {D1[GROCERY].sales - D1[MEAT].sales} more than Grocery.",
        "Meat was {pct(D1[GROCERY].sales, D1[MEAT].sales)} below Grocery.",
        "Sales rose by {D2[2017-06].sales_change} in June.",
        "Sales rose by {D2[2017-06].sales - D2[2017-05].sales} in June 2017.",
        "In May 2017 Grocery sold {D3[GROCERY, 2017-06].sales}.",
        "Sales rose in {count(D2[sales_change < 0])} month.",
        "Grocery sold {D1[MEAT].sales}, against {D1[MEAT].sales} for Meat.",
        "The gap between Grocery and Meat is {D1[DRUG GM].sales - D1[MEAT].sales}.",
        "Sales rose to {D2[2017-06].sales} in June from {D2[2017-05].sales} in May.",
        "| Department | Sales |\n|---|---|\n| Meat | {D1[GROCERY].sales} |",
    ],
)
def test_words_that_contradict_what_is_bound_are_found(text: str) -> None:
    assert read(text).failures


@pytest.mark.parametrize(
    "text",
    [
        "Grocery sold {D1[GROCERY].sales} and Meat {D1[MEAT].sales}.",
        "Grocery sold {D1[GROCERY].sales - D1[MEAT].sales} more than Meat.",
        "Meat sold {D1[GROCERY].sales - D1[MEAT].sales} less than Grocery.",
        "Meat was {pct(D1[MEAT].sales, D1[GROCERY].sales)} below Grocery.",
        "Sales fell by {D2[2017-06].sales - D2[2017-05].sales} in June, to {D2[2017-06].sales}.",
        "Sales fell in {count(D2[sales_change < 0])} month; over $95 came in {count(D2[sales > 95])}.",
        "June had {D2[2017-06].sales}, {D2[2017-05].sales - D2[2017-06].sales} less than May.",
        "Grocery leads ({D1[GROCERY].sales}), {D1[GROCERY].sales / D1[MEAT].sales} times Meat.",
        "5% more would be {D5.sales * 5%}.",
        "The general goods sold {D1[DRUG GM].sales}, far above Meat.",
        "June was down ({D2[2017-06].sales_change}).",
        "Grocery makes up {D1[GROCERY].sales_share} of sales, just about half.",
        "On more than $3 million a difference of {D1[GROCERY].sales - D1[DRUG GM].sales|abs} counts.",
        "Meat sold {D1[MEAT].sales}, less than the largest department.",
    ],
)
def test_words_that_agree_stand(text: str) -> None:
    assert not read(text).failures


def test_a_sentence_gets_the_mark_of_what_it_refers_to() -> None:
    text = "Grocery sold {D1[GROCERY].sales}. It sold $30.00 [D3]. Meat had {D1[MEAT].orders} orders [D1]."
    assert read(text).text.startswith("Grocery sold $2,000,000 [D1]. It sold $30.00 [D3].")


def test_a_claim_carries_the_reference_its_cells_and_its_formula() -> None:
    draft = read("Grocery sold {D1[GROCERY].sales - D1[MEAT].sales|short} more than Meat.")
    (claim,) = draft.claims
    assert draft.text[claim["start"] : claim["end"]] == claim["text"] == "$1.50 million"
    assert claim["reference"] == "D1[GROCERY].sales - D1[MEAT].sales|short"
    assert (claim["formula"], claim["expression"], claim["value"]) == ("difference", "(c0 - c1)", 1_500_000.0)
    assert [(c["evidence"], c["row"]) for c in claim["cells"]] == [("D1", 0), ("D1", 2)]


def test_a_filed_answer_is_bound_again_by_its_references() -> None:
    draft = read(
        "Meat and Drug GM made {share(D1[MEAT].sales + D1[DRUG GM].sales, D1.total_sales)} of sales."
    )
    given = referenced(draft.claims, draft.text, ALL, DESK.question, DESK.vocabulary)
    again = check(draft.text, ALL, DESK.question, vocabulary=DESK.vocabulary, given=given)
    assert not again.failures
    assert again.claims == draft.claims
    changed = [{**BY_DEPARTMENT, "rows": [{**row, "sales": 1.0} for row in BY_DEPARTMENT["rows"]]}]
    given = referenced(draft.claims, draft.text, changed, DESK.question, DESK.vocabulary)  # type: ignore[arg-type]
    assert check(draft.text, changed, DESK.question, given=given).failures  # type: ignore[arg-type]


def test_a_name_out_of_the_data_brings_no_link_mark_or_reference() -> None:
    bad = table("D1", [named("who"), column("sales", "usd")], [("[x](http://a.b) {D1} | [D2]", 5.0)])
    text = checked(AIMessage("It was {D1[#1].who}."), Desk([bad], "q", Vocabulary())).text
    assert not any(c in text for c in "{}[|")
    assert "http" not in text


def test_the_built_in_analyst_may_repeat_braces() -> None:
    desk = Desk(ALL, "what is {x}?", Vocabulary(), referring=False)
    assert checked(AIMessage("I do not know '{x}'."), desk).text == "I do not know '{x}'."
