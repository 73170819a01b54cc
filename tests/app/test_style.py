"""Figures and dates as one user wants them: the same digits everywhere, and nothing else is touched."""

import json
from itertools import product

import pytest

from agent.screen import answer_text, export, figure, style, tables, view
from agent.screen.history import READER

GERMAN = style.Style(numbers="1.234,5", currency="USD", dates="2017-03-05")


@pytest.fixture
def written(tmp_path):
    """`written(style)` gives the style to the user who asks from then on."""
    style.keep_in(tmp_path)
    token = READER.set("anna")
    yield lambda given: style.keep("anna", given)
    READER.reset(token)
    style.keep_in(tmp_path)


@pytest.mark.parametrize(("numbers", "currency"), list(product(style.NUMBERS, style.CURRENCIES)))
@pytest.mark.parametrize(
    "text", ["$2,316,394", "1,234.56", "12.5%", "−$0.07", "+1,000,000 points", "2017", "$1.2 million", "7"]
)
def test_a_figure_reads_back_as_it_was_checked(written, numbers, currency, text):
    given = style.Style(numbers=numbers, currency=currency)
    written(given)
    assert style.read_back(style.figure(text), given) == text


def test_figures_dates_and_claims_of_a_text(written, answer_with, sales_by_department):
    text = "On 5 March 2017 Grocery sold $2,316,393.89 of 1.5 LT bags, 74.0% of 1 to 14 March 2017 [D1]."
    kinds = {"5 March 2017": "date", "$2,316,393.89": "cell", "1.5": "label", "74.0%": "cell"}
    claims = [
        {"text": said, "start": (at := text.index(said)), "end": at + len(said), "kind": kind, "cells": []}
        for said, kind in kinds.items()
    ]
    answer = answer_with(sales_by_department, text=text, claims=claims)
    assert style.answer(answer) is answer
    written(GERMAN)
    shown = style.answer(answer)
    assert shown["text"] == (
        "On 2017-03-05 Grocery sold USD\u00a02.316.393,89 of 1.5 LT bags, 74,0% of 1 to 14 March 2017 [D1]."
    )
    for claim in shown["claims"]:
        assert shown["text"][claim["start"] : claim["end"]] == claim["text"]
    assert [c["text"] for c in shown["claims"]] == ["2017-03-05", "USD\u00a02.316.393,89", "1.5", "74,0%"]
    assert answer["text"] == text


def test_table_chart_export_and_answer_are_written_alike(written, answer_with, sales_by_department):
    answer = answer_with(sales_by_department)
    written(GERMAN)
    drawn = figure.figure(sales_by_department)
    steps = [{"id": "m", "type": "assistant_message", "output": "-"}]
    assert drawn["layout"]["separators"] == ",."
    for page in (
        tables.markdown_table(sales_by_department),
        answer_text.answer_markdown(answer, "m"),
        json.dumps(drawn, ensure_ascii=False),
        export.as_html("Sales", steps, {"m": answer}),
        export.as_markdown("Sales", steps, {"m": answer}),
        style.text(view.as_text(answer)),
    ):
        assert "USD 2.316.394" in page.replace("\u00a0", " ")
    assert "2316393.89" in tables.csv_table(sales_by_department)


@pytest.mark.parametrize(
    ("detail", "rows"), [("brief", 0), ("normal", 3), ("full", 3)], ids=["brief", "normal", "full"]
)
def test_detail_is_how_much_stands_under_the_finding(written, answer_with, sales_by_department, detail, rows):
    written(style.Style(detail=detail))
    page = answer_text.answer_markdown(answer_with(sales_by_department), "m")
    assert sum(name in page for name in ("| Grocery", "| Drug", "| Kiosk", "| KIOSK")) == rows
    assert ("Summed over order lines" in page) == (detail == "full")


def test_choices_are_kept_for_their_user_and_nothing_odd_gets_in(written, tmp_path):
    written(GERMAN)
    style.keep_in(tmp_path)
    assert style.now() == GERMAN
    READER.set("ben")
    assert style.now() == style.Style()
    assert style.chosen({"numbers": "<b>", "currency": 7, "dates": "2017-03-05", "else": "x"}) == style.Style(
        dates="2017-03-05"
    )
    (tmp_path / "settings" / f"{next((tmp_path / 'settings').glob('*.json')).stem}.json").write_text("[")
    style.keep_in(tmp_path)
    READER.set("anna")
    assert style.now() == style.Style()
