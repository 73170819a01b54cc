"""What a user sets and states: how figures are written, what is remembered, what was thought of an answer."""

import json
import os
import subprocess
import sys

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.real_shop]

WAIT_MS = 60_000
ANSWER = ".step[data-step-type='assistant_message']"


def ask(page: Page, question: str) -> str:
    before = page.locator(ANSWER).count()
    page.locator("#chat-input").click(timeout=WAIT_MS)
    page.keyboard.insert_text(question)
    page.locator("#chat-submit:enabled").click(timeout=WAIT_MS)
    expect(page.locator(ANSWER)).to_have_count(before + 1, timeout=WAIT_MS)
    expect(page.locator("#stop-button")).to_have_count(0, timeout=WAIT_MS)
    return page.locator(ANSWER).last.inner_text()


def choose(page: Page, **wanted: str) -> None:
    page.locator("#chat-settings-open-modal").click(timeout=WAIT_MS)
    for setting, option in wanted.items():
        page.locator(f"#{setting}").click()
        page.get_by_role("option", name=option, exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_figures_are_written_as_chosen_also_in_a_new_conversation(standing_chat, new_page, shots):
    page = new_page()
    page.goto(standing_chat.url)
    choose(page, numbers="1.234,5", currency="USD\u00a01,234", dates="2017-03-05")
    page.goto(standing_chat.url)
    text = ask(page, "Top 3 departments by sales on 5 March 2017").replace("\u00a0", " ")
    assert "2017-03-05" in text
    assert "USD " in text
    assert "$" not in text
    page.wait_for_timeout(500)
    page.screenshot(path=shots / "settings.png")
    choose(page, numbers="1,234.5", currency="$1,234", dates="5 March 2017")
    assert "$" in ask(page, "and in April?")


def test_a_preference_is_said_where_it_is_followed_and_can_be_taken_back(standing_chat, new_page, shots):
    page = new_page()
    page.goto(standing_chat.url)
    assert "without fuel" in ask(page, "Always leave out fuel")
    page.locator("#chat-settings-open-modal").click()
    expect(page.get_by_role("dialog")).to_contain_text("What I remember")
    expect(page.get_by_role("dialog")).to_contain_text("Without fuel")
    page.screenshot(path=shots / "remembered.png")
    page.keyboard.press("Escape")
    assert "as you asked me to remember: “Always leave out fuel”" in ask(page, "Total sales in March 2017")
    assert "Forgotten: without fuel" in ask(page, "forget fuel")
    assert "remember" not in ask(page, "Total sales in May 2017")


def test_feedback_with_its_reason_reaches_who_judges(standing_chat, new_page):
    page = new_page()
    page.goto(standing_chat.url)
    ask(page, "Which departments sell most?")
    page.locator("button.negative-feedback-off").last.click()
    page.get_by_role("dialog").get_by_role("textbox").fill("I wanted units")
    page.get_by_role("dialog").get_by_role("button", name="Send").click()
    expect(page.locator("button.negative-feedback-on")).to_have_count(1)
    listed = subprocess.run(
        [sys.executable, "-m", "agent", "feedback", "--json"],
        env={**os.environ, "AISLE_HOME": str(standing_chat.home)}, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    one = json.loads(listed)
    assert (one["good"], one["reason"], one["user"]) == (False, "I wanted units", "you")
    assert one["answer"]["evidence"][0]["sql"]
