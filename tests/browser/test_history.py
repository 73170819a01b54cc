"""Conversations kept: renamed, found by what was said, taken along, deleted; a history that fails."""

import re
import sqlite3

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.real_shop]

WAIT_MS = 60_000
ANSWER = ".step[data-step-type='assistant_message']"


def ask(page: Page, question: str) -> None:
    before = page.locator(ANSWER).count()
    page.locator("#chat-input").click(timeout=WAIT_MS)
    page.keyboard.insert_text(question)
    page.locator("#chat-submit:enabled").click(timeout=WAIT_MS)
    expect(page.locator(ANSWER)).to_have_count(before + 1, timeout=WAIT_MS)
    expect(page.locator("#stop-button")).to_have_count(0, timeout=WAIT_MS)


@pytest.fixture
def page(standing_chat, new_page) -> Page:
    """A new conversation with one answer."""
    page = new_page()
    page.goto(standing_chat.url)
    ask(page, "What were total sales in March 2017?")
    page.wait_for_url("**/thread/*", timeout=WAIT_MS)
    return page


def test_a_conversation_is_renamed_found_by_its_words_taken_along_and_deleted(page, shots, standing_chat):
    thread = page.url.rsplit("/", 1)[-1]
    entry = page.locator(f"a[href='/thread/{thread}']").first
    entry.hover()
    entry.locator("#thread-options").click()
    page.locator("#rename-thread").click()
    page.get_by_role("dialog").get_by_role("textbox").fill("Spring review")
    page.get_by_role("dialog").get_by_role("button", name="Confirm").click()
    expect(entry).to_contain_text("Spring review")

    page.locator("#search-chats-button").click()
    for words in ("total march", "spring"):
        page.get_by_role("dialog").get_by_role("combobox").fill(words)
        expect(page.get_by_role("dialog").get_by_role("option", name="Spring review")).to_be_visible()
    page.get_by_role("dialog").get_by_role("combobox").fill("zebra")
    expect(page.get_by_role("dialog").get_by_role("option")).to_have_count(0)
    page.keyboard.press("Escape")

    for form, holds in (("html", "<summary><b>D1</b>"), ("md", "### Evidence D1")):
        page.locator("#aisle-export summary").click()
        with page.expect_download() as download:
            page.locator(f"#aisle-export a[href$='.{form}']").click()
        assert download.value.suggested_filename == f"spring-review.{form}"
        text = download.value.path().read_text()
        assert holds in text
        assert "two routes agree" in text.lower()
        assert re.search(r"SELECT", text)
    page.screenshot(path=shots / "history.png")

    entry.hover()
    entry.locator("#thread-options").click()
    page.locator("#delete-thread").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Confirm").click()
    expect(page.locator(f"a[href='/thread/{thread}']")).to_have_count(0)
    assert not (standing_chat.home / "answers" / thread).exists()
    with sqlite3.connect(standing_chat.home / "threads.sqlite") as kept:
        assert kept.execute("SELECT count(*) FROM checkpoints WHERE thread_id = ?", [thread]).fetchone() == (
            0,
        )


def test_what_is_asked_in_one_tab_is_answered_in_all(page):
    two = page.context.new_page()
    two.goto(page.url)
    expect(two.locator(ANSWER)).to_have_count(1, timeout=WAIT_MS)
    ask(two, "Sales by month")
    for tab in (page, two):
        expect(tab.locator(".step[data-step-type='user_message']").last).to_have_text("Sales by month")
        expect(tab.locator(ANSWER)).to_have_count(2)
        expect(tab.locator(ANSWER).last.locator(".js-plotly-plot .main-svg").first).to_be_visible()
        expect(tab.locator("button[id^='ask-']")).to_have_count(3)
    two.close()


def test_a_history_that_is_not_saved_says_so_until_it_is(page, standing_chat):
    history = standing_chat.home / "chat.sqlite"
    with sqlite3.connect(history) as connection:
        connection.execute("ALTER TABLE steps RENAME TO away")
    ask(page, "and in April?")
    expect(page.locator("#aisle-unsaved")).to_contain_text("History is not being saved")
    with sqlite3.connect(history) as connection:
        connection.execute("ALTER TABLE away RENAME TO steps")
    ask(page, "and in May?")
    expect(page.locator("#aisle-unsaved")).to_have_count(0)
    with sqlite3.connect(history) as connection:
        said = connection.execute("SELECT output FROM steps WHERE type = 'user_message'").fetchall()
    assert ("and in April?",) in said
