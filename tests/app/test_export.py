"""A conversation to take along: all of it, with its evidence, and nothing in it that runs."""

import re

import pytest

from agent.screen import export


@pytest.fixture
def conversation(answer_with, sales_by_department):
    shown = answer_with(sales_by_department)
    steps = [
        {"id": "q1", "type": "user_message", "output": "Sales <b>by</b> department?"},
        {"id": "r1", "type": "run", "output": "internal"},
        {"id": "a1", "type": "assistant_message", "output": "rendered"},
        {"id": "q2", "type": "user_message", "output": "And again?"},
        {"id": "a2", "type": "assistant_message", "output": "###### Stopped. Ask again."},
    ]
    return shown, ("Sales <i>", steps, {"a1": shown})


@pytest.mark.parametrize("write", [export.as_markdown, export.as_html])
def test_the_whole_conversation_is_there_with_its_evidence(conversation, write):
    answer, given = conversation
    page = write(*given)
    evidence = answer["evidence"][0]
    for said in ("And again?", "Stopped. Ask again.", evidence["title"], "2,316,394", "SELECT"):
        assert said in page
    assert "internal" not in page
    assert page.count("SELECT") == len([e for e in answer["evidence"] if e["sql"]])


def test_the_page_runs_nothing_and_reaches_nobody(conversation):
    page = export.as_html(*conversation[1])
    assert "&lt;b&gt;by&lt;/b&gt;" in page
    assert not re.search(r"<(script|img|iframe|link)\b|https?://| on\w+=", page)
    assert "default-src 'none'" in page
    for mark in re.findall(r'href="#(\w+)"', page):
        assert f'id="{mark}"' in page
