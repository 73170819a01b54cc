"""The first page says what the shop holds; a pinned answer is on the board; commands run as typed."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

ANSWER_MS = 40_000


def open_chat(page: Page, url: str) -> None:
    page.goto(url)
    expect(page.locator("#starters button[id^='starter-']").first).to_be_enabled(timeout=ANSWER_MS)


def send(page: Page, text: str) -> None:
    page.locator("#chat-input").click()
    page.keyboard.insert_text(text)
    page.keyboard.press("Enter")


@pytest.fixture
def page(standing_chat, new_page) -> Page:
    opened = new_page()
    open_chat(opened, standing_chat.url)
    return opened


def test_home_says_what_the_shop_holds_and_what_it_lacks(page, shots: Path):
    holds = page.get_by_label("What this shop holds")
    expect(holds).to_contain_text("1 January 2017 to 31 December 2017", timeout=ANSWER_MS)
    expect(holds).to_contain_text("2,469 customers")
    expect(holds).to_contain_text("Not recorded here: margin")
    page.locator("#starters button", has_text="Evaluator").click()
    expect(page.locator("#starters button", has_text="What data do you have?")).to_be_visible()
    page.screenshot(path=shots / "home.png")
    holds.get_by_role("button", name="Where these come from").click()
    figure = page.locator("a[href^='#figure/']", has_text="2,469")
    expect(figure).to_be_visible(timeout=ANSWER_MS)
    expect(page).to_have_url(re.compile("/thread/"), timeout=ANSWER_MS)


def test_a_pinned_answer_is_on_the_board_and_leaves_it(page, standing_chat, shots: Path):
    send(page, "Top 3 departments by sales in March")
    page.get_by_role("button", name="Save to board").click(timeout=ANSWER_MS)
    expect(page.get_by_role("link", name="On the board")).to_be_visible(timeout=ANSWER_MS)
    expect(page.get_by_role("button", name="Save to board")).to_have_count(0)
    page.goto(f"{standing_chat.url}/board")
    card = page.get_by_role("article")
    expect(card).to_contain_text("Grocery")
    expect(card.locator(".js-plotly-plot")).to_be_visible(timeout=ANSWER_MS)
    page.screenshot(path=shots / "board.png")
    card.get_by_role("button", name="Compute again").click()
    expect(page.get_by_role("status")).to_have_text("Up to date.", timeout=ANSWER_MS)
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("Nothing is saved here yet")).to_be_visible()


def test_commands_run_as_typed_and_unknown_ones_say_what_there_is(page):
    send(page, "/sql SELECT count(*) AS number FROM order_lines")
    expect(page.get_by_role("link", name="1,469,307")).to_be_visible(timeout=ANSWER_MS)
    send(page, "/forecast sales")
    expect(page.get_by_text(re.compile("no tool behind it yet"))).to_be_visible(timeout=ANSWER_MS)
