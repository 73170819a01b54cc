"""The whole path in a browser: questions, charts, evidence, a restart, a crash, and input that is none."""

import re
import signal
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.real_shop]

ANSWER_MS = 60_000
ANSWERS = ".step[data-step-type='assistant_message']"


def open_chat(page: Page, url: str) -> None:
    page.goto(url)
    page.wait_for_selector("#chat-input")
    # The input is there before the socket is.
    expect(page.locator("#starters button[id^='starter-']").first).to_be_enabled(timeout=ANSWER_MS)


def ask(page: Page, question: str) -> str:
    """Types the question; the text of its answer when it is complete."""
    before = page.locator(ANSWERS).count()
    page.locator("#chat-input").click()
    page.keyboard.insert_text(question)
    page.keyboard.press("Enter")
    return answered(page, before + 1)


def answered(page: Page, count: int) -> str:
    expect(page.locator(ANSWERS)).to_have_count(count, timeout=ANSWER_MS)
    expect(page.locator("#stop-button")).to_have_count(0, timeout=ANSWER_MS)
    return page.locator(ANSWERS).last.inner_text()


def thread_of(page: Page) -> str:
    """The conversation's id: the address gets it when the list of conversations has been read again."""
    page.wait_for_url("**/thread/*", timeout=ANSWER_MS)
    return page.url.rsplit("/", 1)[-1]


def last_chart(page: Page):
    return page.locator(ANSWERS).last.locator(".js-plotly-plot .main-svg").first


def march_sales(warehouse: Path) -> float:
    """The same figure by another way: asked of the database itself."""
    with duckdb.connect(warehouse, read_only=True) as connection:
        query = (
            "SELECT sum(net_sales) FROM order_lines WHERE order_date BETWEEN '2017-03-01' AND '2017-03-31'"
        )
        row = connection.execute(query).fetchone()
    assert row
    return float(row[0])


def test_questions_charts_evidence_a_restart_and_a_follow_up(chat, new_page, shots, real_shop):
    chat.start()
    page = new_page()
    open_chat(page, chat.url)
    page.wait_for_timeout(600)
    page.screenshot(path=shots / "welcome.png")

    value = ask(page, "What were total sales in March 2017?")
    assert f"${march_sales(real_shop):,.0f}" in value
    assert "built-in analyst" in value
    expect(page.locator(ANSWERS).last.locator(".js-plotly-plot")).to_have_count(0)
    expect(page.locator(ANSWERS).last.locator("table")).to_have_count(0)
    page.screenshot(path=shots / "value.png")

    ranking = ask(page, "Top 10 categories by sales in 2017")
    expect(last_chart(page)).to_be_visible(timeout=ANSWER_MS)
    assert page.locator(ANSWERS).last.locator(".js-plotly-plot .bars .point").count() == 10
    expect(page.locator(ANSWERS).last.locator(".aisle-table tbody tr")).to_have_count(10)
    assert "built-in analyst" not in ranking
    page.wait_for_timeout(500)
    page.screenshot(path=shots / "ranking.png")

    page.locator(ANSWERS).last.locator("a[href^='#evidence/']").first.click()
    panel = page.locator("#side-view-content")
    expect(panel).to_contain_text("SELECT", timeout=10_000)
    expect(panel).to_contain_text("Data version")
    expect(page.locator("#side-view-title")).to_contain_text("Evidence D2")
    page.wait_for_timeout(500)
    page.screenshot(path=shots / "evidence.png")
    with page.expect_download() as download:
        panel.get_by_text("Download the rows").click()
    rows = download.value.path().read_text().splitlines()
    assert len(rows) == 11
    page.locator("#side-view-title button").click()

    ask(page, "How did sales develop by month?")
    expect(last_chart(page)).to_be_visible(timeout=ANSWER_MS)
    expect(page.locator(ANSWERS).last.locator(".js-plotly-plot .scatterlayer .trace")).to_have_count(1)
    page.wait_for_timeout(500)
    page.screenshot(path=shots / "trend.png")
    follow_up = ask(page, "and for Produce?")
    assert "Produce" in follow_up

    button = page.locator(ANSWERS).last.locator("button[id^='ask-']").first
    question = button.inner_text()
    button.click()
    answered(page, 5)
    assert page.locator(".step[data-step-type='user_message']").last.inner_text().strip() == question
    old_text = page.locator(ANSWERS).nth(1).inner_text()

    chat.end()
    chat.start()
    page = new_page()
    open_chat(page, chat.url)
    page.locator("a[href^='/thread/']").first.click()
    expect(page.locator(ANSWERS)).to_have_count(5, timeout=ANSWER_MS)
    assert page.locator(ANSWERS).nth(1).inner_text().split("\n")[0] == old_text.split("\n")[0]
    expect(page.locator(ANSWERS).nth(1).locator(".js-plotly-plot .main-svg").first).to_be_visible(
        timeout=ANSWER_MS
    )
    expect(page.locator(ANSWERS).last.locator("button[id^='ask-']").first).to_be_visible()
    page.screenshot(path=shots / "resumed.png")
    page.locator(ANSWERS).nth(1).locator("a[href^='#evidence/']").first.click()
    expect(page.locator("#side-view-content")).to_contain_text("SELECT", timeout=10_000)
    again = ask(page, "and in December?")
    assert "December" in again
    assert "Traceback" not in chat.said()


def test_a_turn_that_is_killed_goes_on_after_the_restart(chat, new_page, shots, hanging_model):
    chat.start(OPENAI_API_KEY="sk-secret-of-the-test", OPENAI_BASE_URL=hanging_model)
    page = new_page()
    open_chat(page, chat.url)
    page.locator("#chat-input").click()
    page.keyboard.insert_text("Which departments sell most?")
    page.keyboard.press("Enter")
    line = page.locator(".step[data-step-type='tool']").last
    expect(line).to_contain_text(
        re.compile("Thinking|Asking|Deciding|Working|Choosing", re.I), timeout=ANSWER_MS
    )
    page.wait_for_timeout(500)
    thread = thread_of(page)
    chat.end(signal.SIGKILL)

    chat.start()
    page = new_page()
    open_chat(page, chat.url)
    page.goto(f"{chat.url}/thread/{thread}")
    go_on = page.get_by_role("button", name="Continue the interrupted answer")
    expect(go_on).to_be_visible(timeout=ANSWER_MS)
    expect(page.locator(".step[data-step-type='user_message']")).to_have_count(1)
    page.screenshot(path=shots / "interrupted.png")
    go_on.click()
    expect(page.get_by_text("was interrupted")).to_have_count(0, timeout=ANSWER_MS)
    expect(page.locator(ANSWERS).last).to_contain_text("Grocery", timeout=ANSWER_MS)
    expect(page.locator("#stop-button")).to_have_count(0, timeout=ANSWER_MS)
    assert "sk-secret" not in page.content() + chat.said()


def test_stop_ends_the_turn_and_the_thread_goes_on(chat, new_page, hanging_model):
    chat.start(OPENAI_API_KEY="sk-secret-of-the-test", OPENAI_BASE_URL=hanging_model)
    page = new_page()
    open_chat(page, chat.url)
    page.locator("#chat-input").click()
    page.keyboard.insert_text("Which departments sell most?")
    page.keyboard.press("Enter")
    page.locator("#stop-button").click(timeout=ANSWER_MS)
    assert "Stopped" in answered(page, 1)
    thread = thread_of(page)
    chat.end()
    chat.start()
    page = new_page()
    page.goto(f"{chat.url}/thread/{thread}")
    expect(page.locator(ANSWERS).first).to_contain_text("Stopped", timeout=ANSWER_MS)
    assert "Grocery" in ask(page, "Which departments sell most?")


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("sales " * 17_000, "8,000"),
        ("\u0007\u0000\u202e", "empty"),
        ("?!?", "no words"),
        ("¿Cuáles fueron las ventas por departamento?", ""),
        ("drop table order_lines; --", ""),
    ],
    ids=["100 KB", "control characters", "no words", "Spanish", "SQL"],
)
def test_input_that_is_no_question_gets_a_sentence(standing_chat, new_page, message, said):
    page = new_page()
    open_chat(page, standing_chat.url)
    text = ask(page, message)
    assert said in text
    assert not re.search("Traceback|Exception|Error:|line [0-9]+, in", text)
    assert "Grocery" in ask(page, "Which departments sell most?")


def test_a_broken_address_leads_to_a_new_conversation(standing_chat, new_page):
    page = new_page()
    open_chat(page, standing_chat.url)
    page.goto(f"{standing_chat.url}/thread/x'%20OR%20'1'='1")
    expect(page.locator("#starters button[id^='starter-']").first).to_be_enabled(timeout=ANSWER_MS)
    assert "Grocery" in ask(page, "Which departments sell most?")
    page.reload()
    expect(page.locator(ANSWERS).first).to_contain_text("Grocery", timeout=ANSWER_MS)


def test_dark_and_narrow(standing_chat, new_page, shots):
    page = new_page(color_scheme="dark")
    open_chat(page, standing_chat.url)
    ask(page, "Top 10 categories by sales in 2017")
    expect(last_chart(page)).to_be_visible(timeout=ANSWER_MS)
    page.wait_for_timeout(500)
    page.screenshot(path=shots / "dark.png")
    light_on_dark = (
        "getComputedStyle(document.querySelector('.js-plotly-plot text')).fill.match(/\\d+/g)[0] > 120"
    )
    assert page.evaluate(light_on_dark)

    page = new_page(width=390, height=844)
    open_chat(page, standing_chat.url)
    page.screenshot(path=shots / "phone-welcome.png")
    ask(page, "Top 10 categories by sales in 2017")
    expect(last_chart(page)).to_be_visible(timeout=ANSWER_MS)
    page.wait_for_timeout(500)
    page.screenshot(path=shots / "phone.png")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("a[href^='#evidence/']").first.click()
    expect(page.locator("#side-view-content")).to_contain_text("SELECT", timeout=10_000)
    page.wait_for_timeout(500)
    page.screenshot(path=shots / "phone-evidence.png")
