"""What the gate takes for a figure, what it binds it to, and what it refuses."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.gate import Checked, Vocabulary, check
from tools.evidence import Evidence, make


def on(evidence: dict[str, Evidence], name: str, text: str, question: str = "") -> Checked:
    return check(text, [evidence[name]], question)


def kinds(checked: Checked) -> dict[str, str]:
    return {claim["text"]: claim["kind"] for claim in checked.claims}


def wrong(checked: Checked) -> list[str]:
    return [failure.text for failure in checked.failures]


def test_a_claim_keeps_its_cell_and_its_place(evidence: dict[str, Evidence]) -> None:
    text = "In 2017 Grocery sold **$2.32M** [D1]."
    claims = on(evidence, "departments", text).claims
    claim = next(c for c in claims if c["kind"] == "cell")
    assert claim["cells"] == [{"evidence": "D1", "row": 0, "column": "sales"}]
    assert text[claim["start"] : claim["end"]] == "$2.32M"
    assert claim["value"] == 2316393.54


def test_formulas_can_be_computed_again_from_their_cells(right_answers: list[dict[str, Any]]) -> None:
    seen = set()
    for case in right_answers:
        by_id = {one["id"]: one for one in case["evidence"]}
        for claim in check(case["text"], case["evidence"], case["question"]).claims:
            if claim["kind"] != "formula":
                continue
            numbers = []
            for cell in claim["cells"]:
                one = by_id[cell["evidence"]]
                if cell["row"] is not None:
                    numbers.append(one["rows"][cell["row"]][cell["column"]])
                else:
                    numbers += [f["value"] for f in one["facts"] if f["name"] == cell["column"]]
            seen.add(claim["formula"])
            cells = {f"c{n}": number for n, number in enumerate(numbers)} | {"count": lambda *args: len(args)}
            assert eval(claim["expression"], {"__builtins__": {}}, cells) == pytest.approx(claim["value"])
    assert seen >= {"difference", "ratio", "percent_change", "share", "sum", "mean", "count"}


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ("$2,316,393.54", True),
        ("$2.3 million", True),
        ("$2.32M", True),
        ("2,316,394 dollars", True),
        ("USD 2.316 million", True),
        ("about $2.3M", True),
        ("over $2.3 million", True),
        ("just under $2.4M", True),
        ("$2\u202f316\u202f394", True),
        ("$2.316.393,54", True),
        ("$2.31M", False),
        ("$2.3K", False),
        ("$2,316,349", False),
        ("2.32M", False),
        ("2.32 %", False),
        ("over $2.4 million", False),
        ("just under $2.3M", False),
        ("about $2.6M", False),
        ("-$2.32M", False),
    ],
)
def test_rounding_units_and_hedges(said: str, stands: bool, evidence: dict[str, Evidence]) -> None:
    assert (not wrong(on(evidence, "departments", f"Grocery sold {said} in 2017 [D1]."))) is stands


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ("59 %", True),
        ("almost three fifths", True),
        ("more than half", True),
        ("between 58 and 60 %", False),
        ("59.0 percentage points", False),
        ("a third", False),
        ("two thirds", False),
    ],
)
def test_shares_in_words(said: str, stands: bool, evidence: dict[str, Evidence]) -> None:
    assert (not wrong(on(evidence, "departments", f"Grocery makes up {said} of sales [D1]."))) is stands


def test_numbers_that_are_no_figures(evidence: dict[str, Evidence]) -> None:
    text = "1. On 3 March 2017, week 14 and the 2nd day at 17:00 [D1]\n2. 50-74K households: $3,522 [D1]"
    found = kinds(on(evidence, "incomes", text, "week 14?"))
    assert found["2nd"] == "ordinal"
    assert found["2017"] == "date"
    assert found["14"] == "label"
    assert found["17:00"] == "label"
    assert found["$3,522"] == "cell"


def test_the_users_number_is_restated_but_never_confirmed(evidence: dict[str, Evidence]) -> None:
    question = "are sales over $5M? households spending over $500"
    assert not wrong(on(evidence, "departments", "You said $5M.", question))
    assert not wrong(on(evidence, "departments", "I looked at households spending over $500.", question))
    assert wrong(on(evidence, "departments", "Sales were $5M in 2017 [D1].", question))
    assert wrong(on(evidence, "departments", "Sales were over $500 in 2017.", question))


def test_scope_numbers(evidence: dict[str, Evidence]) -> None:
    assert kinds(on(evidence, "products", "The top 5 categories [D1]"))["5"] == "scope"
    assert wrong(on(evidence, "products", "The top 12 categories are listed [D1]."))
    assert not wrong(on(evidence, "weeks", "Over the last 4 weeks there were no surprises [D1]."))
    assert wrong(on(evidence, "weeks", "Over the last 6 weeks there were no surprises [D1]."))


@pytest.mark.parametrize(
    "text",
    [
        "Grocery sold $322,859 [D1].",
        "Grocery sold $0.32M and Produce $2.32M [D1].",
        "In April Grocery sold $2,316,394 [D1].",
        "In 2016 Grocery sold $2,316,394 [D1].",
        "Deli is the largest department [D1].",
        "Produce outsold Grocery [D1].",
        "Grocery sold $1.72M less than Drug GM [D1].",
        "Grocery, Drug GM and Deli together sold $3,236,080 [D1].",
        "| Department | Sales |\n|---|---|\n| Grocery | $322,859 |",
        "There were 2,316,394 orders in Grocery [D1].",
        "Seven departments are listed [D1].",
    ],
)
def test_what_is_refused(text: str, evidence: dict[str, Evidence]) -> None:
    assert wrong(on(evidence, "departments", text))


def test_a_mark_restricts_a_figure_to_its_evidence(evidence: dict[str, Evidence]) -> None:
    both = [evidence["departments"], {**evidence["basket"], "id": "D2"}]
    assert not check("The average basket was $31.42 [D2].", both, "").failures
    assert check("The average basket was $31.42 [D1].", both, "").failures


def test_a_failure_says_what_the_evidence_holds(evidence: dict[str, Evidence]) -> None:
    (failure,) = on(evidence, "departments", "Grocery sold $2.5M [D1].").failures
    assert failure.nearest == "D1 says sales of GROCERY is 2,316,393.54 USD"
    assert "$2.5M" in failure.reason


def test_chart_titles_are_checked_apart_from_the_text(evidence: dict[str, Evidence]) -> None:
    found = check("", [evidence["departments"]], "", ["Grocery sells 59 % of all", "Deli sells 59 % of all"])
    assert [(failure.title, failure.text) for failure in found.failures] == [(1, "59 %")]
    assert found.claims == []


def test_another_metric_of_the_shop_is_not_confirmed(evidence: dict[str, Evidence]) -> None:
    words = Vocabulary({"discounts": ("savings",)}, {}, {"discounts": "usd"})
    text = "Discounts in Grocery came to $2,316,394 [D1]."
    assert check(text, [evidence["departments"]], "", vocabulary=words).failures


@pytest.mark.parametrize(
    ("claim", "stands"),
    [
        ("These are the 3 highest of 6 departments [D1].", True),
        ("These are the 3 lowest of 6 departments [D1].", False),
        ("These are the top 3 [D1].", True),
        ("These are the bottom 3 [D1].", False),
    ],
)
def test_what_a_list_claims_to_be(claim: str, stands: bool, evidence: dict[str, Evidence]) -> None:
    listed = "- Grocery: $2.32M\n- Drug GM: $597K\n- Produce: $323K\n\n"
    assert (not wrong(on(evidence, "departments", listed + claim))) is stands


def test_names_left_out_must_be_left_out() -> None:
    scope = {
        "metrics": ["sales"],
        "filters": [{"dimension": "department", "op": "not_in", "values": ["FUEL"]}],
    }
    column: Any = {"name": "sales", "label": "Sales", "unit": "usd", "role": "metric", "metric": "sales"}
    evidence = make("t", "t", id="D1", scope=scope, columns=[column], rows=[{"sales": 900.0}])
    words = Vocabulary({}, {"department": {"FUEL": (), "DELI": ()}})
    assert not check("Sales without Fuel were $900 [D1].", [evidence], "", vocabulary=words).failures
    assert check("Sales without Deli were $900 [D1].", [evidence], "", vocabulary=words).failures


def test_evidence_without_a_period_is_of_the_days_the_data_covers(evidence: dict[str, Evidence]) -> None:
    stock = evidence["campaigns"]
    words = Vocabulary(covers=(dt.date(2017, 1, 1), dt.date(2017, 12, 31)))
    text = "Campaign 13 saw 213 redemptions in {} [D1]."
    assert not check(text.format("2017"), [stock], "", vocabulary=words).failures
    assert check(text.format("2016"), [stock], "", vocabulary=words).failures
    assert check(text.format("March"), [stock], "", vocabulary=words).failures


def test_evidence_cut_to_the_highest_holds_no_lowest(evidence: dict[str, Evidence]) -> None:
    assert not wrong(on(evidence, "products", "The table has the 5 highest of 303 categories [D1]."))
    assert wrong(on(evidence, "products", "The table has the 5 lowest of 303 categories [D1]."))


VALUES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12))
NAMES = st.sampled_from(["department", "month", "sales", "sales_before", "sales_change", "share", "x"])
COLUMNS = st.fixed_dictionaries(
    {
        "name": NAMES,
        "label": st.text(max_size=8),
        "unit": st.sampled_from(["usd", "percent", "count", "ratio", "date", "text", "points"]),
        "role": st.sampled_from(["dimension", "metric"]),
    }
)
EVIDENCE = st.builds(
    lambda columns, rows, facts, scope: make(
        "t", "t", id="D1", columns=columns, rows=rows, facts=facts, scope=scope
    ),
    st.lists(COLUMNS, max_size=4),
    st.lists(st.dictionaries(NAMES, VALUES, max_size=4), max_size=4),
    st.lists(
        st.fixed_dictionaries(
            {"name": NAMES, "label": st.text(max_size=8), "value": VALUES, "unit": st.just("usd")}
        ),
        max_size=2,
    ),
    st.dictionaries(
        st.sampled_from(["period", "filters", "limit", "compare", "having"]),
        st.one_of(VALUES, st.lists(VALUES)),
        max_size=3,
    ),
)
PIECES = st.sampled_from(
    [
        "Grocery ",
        "$2.3M ",
        "50 %",
        "rose ",
        "highest ",
        "March ",
        "2017",
        "31 February ",
        "| ",
        "\n",
        "- ",
        "1. ",
        "half of ",
        "than ",
        "[D1]",
        ": ",
        "in ",
        "x ",
        "three ",
        "## ",
        "9" * 30,
        "-",
        "(",
        "\u202f",
        "e5",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(), st.lists(PIECES, max_size=25).map("".join)), st.lists(EVIDENCE, max_size=2))
def test_no_text_and_no_evidence_breaks_it(text: str, evidence: list[Evidence]) -> None:
    found = check(text, evidence, text)
    for claim in found.claims:
        assert text[claim["start"] : claim["end"]] == claim["text"]


def test_a_typical_answer_takes_less_than_20_ms(right_answers: list[dict[str, Any]]) -> None:
    import time

    rows = [
        {"department": f"PLACE {n}", "sales": 1000.0 + n * 37.1, "sales_share": n / 1000} for n in range(60)
    ]
    base = right_answers[1]["evidence"][0]
    evidence = [{**base, "id": f"D{n}", "rows": rows} for n in (2, 3)]
    took = []
    for _ in range(5):
        started = time.process_time()
        check(right_answers[1]["text"], [base, *evidence], "sales by department")
        took.append(time.process_time() - started)
    assert min(took) < 0.02


def test_a_fact_of_one_kind_is_not_another(evidence: dict[str, Evidence]) -> None:
    right = "Income is known for 801 of the 2,469 households [D1]."
    assert wrong(on(evidence, "incomes", right)) == []
    assert wrong(
        on(evidence, "incomes", right.replace("801", "N").replace("2,469", "801").replace("N", "2,469"))
    )


def test_a_run_of_levels_agrees_with_its_verb(evidence: dict[str, Evidence]) -> None:
    text = "From September sales rose every month: $379,926 in September and $385,012 in October [D1]."
    assert wrong(on(evidence, "months", text)) == []
    assert wrong(on(evidence, "months", text.replace("rose", "fell")))


def test_free_sql_is_read_by_its_names() -> None:
    free = make(
        "run_sql",
        "Buyers by group",
        columns=[
            {"name": "buyer_group", "label": "Buyer group", "unit": "text", "role": "dimension"},
            {"name": "households", "label": "Households", "unit": "count", "role": "metric"},
            {"name": "average_spend", "label": "Average spend", "unit": "ratio", "role": "metric"},
        ],
        rows=[
            {"buyer_group": "Heavy (top tenth)", "households": 235, "average_spend": 566.326},
            {"buyer_group": "Other buyers", "households": 2115, "average_spend": 89.727},
        ],
        sql="SELECT 1",
    )
    text = "The 235 households of the heavy group spent $566 on average in 2017 [D1]."
    known = Vocabulary({"customers": ("households",)}, {}, {"customers": "count"})
    one = {**free, "id": "D1"}
    assert check(text, [one], "", vocabulary=known).failures == []  # type: ignore[list-item]
    assert check(text.replace("566", "90"), [one], "", vocabulary=known).failures  # type: ignore[list-item]


@pytest.mark.parametrize(
    ("right", "wrong_one"),
    [
        ("Three months were above $400,000: May, August and December [D1].", ("$400,000", "$300,000")),
        ("Sales were between $340,413 and $411,259 a month [D1].", ("$411,259", "$421,259")),
        ("Sales were between $340,413 and $411,259.", ("$340,413 and $411,259", "$411,259 and $340,413")),
        ("All months were below $412,000 [D1].", ("$412,000", "$380,000")),
        ("No month was above $412,000 [D1].", ("$412,000", "$380,000")),
    ],
)  # fmt: skip
def test_limits_and_ranges_are_of_the_rows_spoken_of(
    right: str, wrong_one: tuple[str, str], evidence: dict[str, Evidence]
) -> None:
    assert not wrong(on(evidence, "months", right))
    assert wrong(on(evidence, "months", right.replace(*wrong_one)))
