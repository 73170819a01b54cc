"""The message of an answer: what is in it, what is not, and what an error may say."""

import re

from agent.screen import answer_text
from agent.settings import SettingsError

MESSAGE = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"


def test_marks_open_the_evidence_of_this_message(answer_with, sales_by_department):
    text = answer_text.answer_markdown(answer_with(sales_by_department), MESSAGE)
    assert f"$2,316,394 [D1](#evidence/{MESSAGE}/D1)." in text
    assert f"Evidence: [D1](#evidence/{MESSAGE}/D1) Sales by department, 2017" in text


def test_a_mark_is_shown_where_the_evidence_changes():
    text = "A [D1]. B [D1]. C [D2]. D [D1]."
    shown = [
        f"[{mark}](" in part
        for part, mark in zip(
            answer_text.with_links(text, MESSAGE).split(". "), ("D1", "D1", "D2", "D1"), strict=True
        )
    ]
    assert shown == [True, False, True, True]
    linked = answer_text.linker(MESSAGE)
    assert ["](" in linked(piece) for piece in ("A [D1].", "none", "B [D1].", "C [D2].")] == [
        True,
        False,
        False,
        True,
    ]


def test_table_chart_title_and_scope_come_with_rows(answer_with, sales_by_department):
    answer = answer_with(sales_by_department)
    text = answer_text.answer_markdown(answer, MESSAGE)
    assert "##### Grocery sells most" in text
    assert "| Grocery | $2,316,394 |" in text
    assert "Sales · 2017 · by department" in text
    assert answer_text.charted(answer) == [sales_by_department]


def test_one_number_gets_neither_chart_nor_table(answer_with, sales_by_department):
    answer = answer_with({**sales_by_department, "rows": sales_by_department["rows"][:1]})
    text = answer_text.answer_markdown(answer, MESSAGE)
    assert answer_text.charted(answer) == []
    assert "|" not in text
    assert "#####" not in text.replace("######", "")


def test_only_what_is_cited_is_drawn(answer_with, sales_by_department):
    other = {**sales_by_department, "id": "D2"}
    answer = answer_with(other, sales_by_department)
    assert [e["id"] for e in answer_text.charted(answer)] == ["D1"]


def test_warnings_are_said_and_what_a_question_back_left_out(answer_with, sales_by_department):
    given = {"warnings": ["Week 53 is short."], "removed": ["It grew 900%."]}
    answered = answer_text.answer_markdown(answer_with(sales_by_department, **given), MESSAGE)
    asked = answer_text.answer_markdown(answer_with(status="clarify", **given), MESSAGE)
    assert "> Week 53 is short." in answered
    assert "1 sentence was left out" not in answered
    assert "1 sentence was left out" in asked
    assert "900%" not in answered + asked


def test_who_answers_is_said_once_and_a_fallback_always(answer_with):
    assert "OPENAI" in (answer_text.who_answers(answer_with(turn=1)) or "")
    assert answer_text.who_answers(answer_with(turn=2)) is None
    assert answer_text.who_answers(answer_with(turn=1, model="openai:gpt-4.1")) is None
    assert "did not answer" in (
        answer_text.who_answers(answer_with(turn=5, fallback="It did not answer.")) or ""
    )


def test_an_error_says_a_key_and_nothing_else():
    said = answer_text.apology(RuntimeError("postgres://user:password@host"))
    assert re.search(r"error [0-9a-f]{8}\)", said)
    assert "password" not in said
    assert answer_text.apology(SettingsError("Set a number.")) == "Set a number."


def test_a_tilde_does_not_strike_out_what_stands_between_two(answer_with):
    assert answer_text.with_links("about ~$5 to ~$6", MESSAGE) == r"about \~$5 to \~$6"
