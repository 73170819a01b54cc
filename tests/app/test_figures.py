"""Figures of the text: links that open what they rest on, cards in words, formulas with their cells."""

import pytest

from agent.screen.figures import cards, formula_page, linked, mark_of

TEXT = "Grocery sold $2,316,394 in 2017, 3.9 times Drug GM; in all $2,914,172."


def claim(text, kind, *cells, **given):
    start = TEXT.index(text)
    return {
        "text": text, "start": start, "end": start + len(text), "value": 1.0, "kind": kind,
        "cells": [{"evidence": "D1", "row": row, "column": column} for row, column in cells], **given,
    }  # fmt: skip


@pytest.fixture
def answer(answer_with, sales_by_department):
    claims = [
        claim("$2,316,394", "cell", (0, "sales")),
        claim("2017", "date"),
        claim("3.9", "formula", (0, "sales"), (1, "sales"), formula="ratio", expression="c0 / c1"),
        claim("$2,914,172", "cell", (None, "total")),
    ]
    return answer_with(sales_by_department, text=TEXT, claims=claims)


def test_only_bound_figures_become_links(answer):
    shown = linked(TEXT, answer["claims"], "m")
    assert "[$2,316,394](#figure/m/0) in 2017, [3.9](#figure/m/2) times" in shown
    assert shown.endswith("[$2,914,172](#figure/m/3).")


def test_a_claim_that_does_not_fit_the_text_is_left_alone(answer):
    assert linked("Other words altogether.", answer["claims"], "m") == "Other words altogether."


def test_a_card_says_what_the_figure_is_and_where_its_cell_stands(answer):
    found = cards(answer)
    assert set(found) == {"0", "2", "3"}
    assert found["0"]["what"] == "Sales · Grocery"
    assert found["0"]["places"] == [{"mark": "D1", "row": 0, "column": 1, "label": ""}]
    assert found["3"]["what"] == "Total sales"
    assert found["3"]["places"] == [{"mark": "D1", "row": None, "column": 0, "label": "Total sales"}]


def test_a_derived_figure_is_told_with_its_cells(answer):
    assert cards(answer)["2"]["formula"] == "$2,316,394 ÷ $596,827 = 3.9"
    page = formula_page(answer, 2)
    assert page.startswith("##### Ratio\n\n$2,316,394 ÷ $596,827 = 3.9")
    assert "- Sales · Drug GM: **$596,827**" in page


@pytest.mark.parametrize("number", [0, 1, 9, -1])
def test_no_formula_is_told_where_there_is_none(answer, number):
    assert formula_page(answer, number) == ""


def test_a_claim_names_the_evidence_it_rests_on_first(answer):
    assert [mark_of(answer, n) for n in (0, 1, 99)] == ["D1", None, None]


def test_what_the_text_says_fell_is_worked_out_with_its_sign(answer):
    answer["claims"][2]["value"] = -3.9
    assert cards(answer)["2"]["formula"] == "$2,316,394 ÷ $596,827 = −3.9"
    assert "= −3.9" in formula_page(answer, 2)
