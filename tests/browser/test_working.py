"""While an answer is worked out: questions in line, several tabs, a stop, a connection that breaks."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.real_shop]

WAIT_MS = 60_000
USER, ANSWER = (f".step[data-step-type='{kind}_message']" for kind in ("user", "assistant"))


def say(page: Page, text: str) -> None:
    page.locator("#chat-input").click()
    page.keyboard.insert_text(text)
    page.keyboard.press("Enter")


def begun(page: Page, url: str, question: str) -> str:
    """Opens a new conversation with the question, whose answer will not come; its address."""
    page.goto(url)
    page.locator("#chat-input").click(timeout=WAIT_MS)
    page.keyboard.insert_text(question)
    # The input is there before the connection is.
    page.locator("#chat-submit:enabled").click(timeout=WAIT_MS)
    expect(page.locator("#stop-button")).to_be_visible(timeout=WAIT_MS)
    page.wait_for_url("**/thread/*", timeout=WAIT_MS)
    return page.url


def test_questions_wait_in_line_in_all_tabs_and_go_on_in_order(slow_chat, new_page, shots):
    one, line = new_page(), "#aisle-line li"
    address = begun(one, slow_chat.url, "Which departments sell most?")
    for text in ("How many stores are there?", "Sales in March 2017?", "Sales by month"):
        say(one, text)
    expect(one.locator(line)).to_have_count(3)
    expect(one.locator("#chat-input")).to_have_text("")
    expect(one.locator(".loading-shimmer")).to_contain_text(re.compile(r" · \d+ s$"), timeout=WAIT_MS)
    one.screenshot(path=shots / "waiting.png")

    two = one.context.new_page()
    two.goto(address)
    expect(two.locator(line)).to_have_count(3, timeout=WAIT_MS)
    expect(two.locator("#stop-button")).to_be_visible()
    two.get_by_role("button", name="Take back: How many stores are there?").click()
    expect(one.locator(line)).to_have_count(2)

    two.locator("#stop-button").click()
    for page in (one, two):
        expect(page.locator(ANSWER)).to_contain_text("Stopped", timeout=WAIT_MS)
        expect(page.locator(USER).nth(1)).to_have_text("Sales in March 2017?", timeout=WAIT_MS)
        expect(page.locator(line)).to_have_text(re.compile("Sales by month"))
        expect(page.locator("#stop-button")).to_be_visible()
    two.close()


def test_a_connection_that_breaks_comes_back_to_the_same_conversation(slow_chat, new_page):
    page = new_page()
    begun(page, slow_chat.url, "Which departments sell most?")
    page.context.set_offline(True)
    page.wait_for_timeout(300)
    page.context.set_offline(False)
    expect(page.locator(USER)).to_have_count(1)
    page.locator("#stop-button").click(timeout=WAIT_MS)
    expect(page.locator(ANSWER)).to_contain_text("Stopped", timeout=WAIT_MS)
