"""Answers that can be opened, sorted, taken along and changed: figures, tables, charts, chips, SQL."""

import zipfile

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.real_shop]

ANSWER_MS = 60_000
SOON_MS = 15_000
ANSWERS = ".step[data-step-type='assistant_message']"
ASKED = ".step[data-step-type='user_message']"


@pytest.fixture
def page(standing_chat, new_page) -> Page:
    opened = new_page()
    opened.goto(standing_chat.url)
    expect(opened.locator("#starters button[id^='starter-']").first).to_be_enabled(timeout=ANSWER_MS)
    return opened


def last(page: Page):
    return page.locator(ANSWERS).last


def answered(page: Page, count: int) -> None:
    expect(page.locator(ANSWERS)).to_have_count(count, timeout=ANSWER_MS)
    expect(page.locator("#stop-button")).to_have_count(0, timeout=ANSWER_MS)
    expect(last(page).locator(".aisle-tools")).to_be_visible(timeout=SOON_MS)


def ask(page: Page, question: str) -> None:
    before = page.locator(ANSWERS).count()
    page.locator("#chat-input").click()
    page.keyboard.insert_text(question)
    page.keyboard.press("Enter")
    answered(page, before + 1)


def test_a_figure_opens_its_own_cell_and_a_table_sorts_and_goes_along(page, shots):
    ask(page, "Sales by department in March 2017 compared with February")
    answer = last(page)
    figures = answer.locator("a[href^='#figure/']")
    figures.first.focus()
    card = page.locator("#aisle-card")
    expect(card).to_be_visible()
    expect(card).to_contain_text("D1")
    page.screenshot(path=shots / "figure-card.png")
    said = figures.first.inner_text()
    page.keyboard.press("Enter")
    lit = page.locator("#side-view-content td.lit")
    expect(lit).to_have_text(said, timeout=SOON_MS)
    expect(lit).to_be_in_viewport()
    page.screenshot(path=shots / "figure-evidence.png")
    page.locator("#side-view-title button").click()

    rows = answer.locator(".aisle-table tbody tr")
    expect(rows).to_have_count(12)
    answer.locator(".aisle-more").click()
    assert rows.count() > 20
    head = answer.locator(".aisle-table th").nth(1)
    head.locator("button").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    amounts = answer.locator(".aisle-table tbody td:nth-child(2)").all_inner_texts()
    numbers = [float(a.replace("$", "").replace(",", "").replace("−", "-")) for a in amounts if a != "–"]
    assert numbers == sorted(numbers, reverse=True)

    answer.get_by_role("button", name="Show how").click()
    expect(answer.locator(".aisle-how")).to_contain_text("Looking up sales by department")
    with page.expect_download() as sheet:
        answer.get_by_role("link", name="Excel").click()
    with zipfile.ZipFile(sheet.value.path()) as workbook:
        assert b"GROCERY" in workbook.read("xl/worksheets/sheet1.xml")
    with page.expect_download() as picture:
        answer.get_by_role("button", name="PNG").click()
    assert picture.value.path().read_bytes()[:4] == b"\x89PNG"


def test_a_chip_is_changed_pinned_and_taken_away(page, shots):
    ask(page, "Top 5 departments by sales in March 2017")
    last(page).locator(".aisle-chip", has_text="March 2017").click()
    page.keyboard.type("Q3")
    choice = page.locator(".aisle-editor .choices button").first
    expect(choice).to_have_text("Q3 2017", timeout=SOON_MS)
    page.screenshot(path=shots / "chip-editor.png")
    choice.click()
    answered(page, 2)
    expect(page.locator(ASKED).last).to_contain_text("Edited: period → Q3 2017")
    expect(last(page)).to_contain_text("in Q3 2017")

    last(page).locator(".aisle-chip", has_text="Q3 2017").click()
    page.get_by_role("button", name="Pin for this conversation").click()
    expect(last(page).locator(".aisle-chip.pinned")).to_have_text("Q3 2017", timeout=SOON_MS)
    ask(page, "How many households bought yogurt?")
    expect(last(page)).to_contain_text("Pinned in this conversation: Q3 2017.")
    last(page).locator(".aisle-chip.pinned").click()
    page.get_by_role("button", name="Unpin").click()
    expect(last(page).locator(".aisle-chip.pinned")).to_have_count(0, timeout=SOON_MS)


def test_a_query_is_rewritten_and_a_refused_one_is_not_lost(page, shots):
    ask(page, "Which departments sell most?")
    last(page).locator("a[href^='#evidence/']").first.click()
    page.get_by_role("button", name="Edit SQL").click(timeout=SOON_MS)
    editor = page.locator(".aisle-query textarea")
    editor.fill("SELECT department, count(*) AS products FROM products GROUP BY 1 ORDER BY 2 DESC LIMIT 3")
    page.screenshot(path=shots / "sql-editor.png")
    page.get_by_role("button", name="Run", exact=True).click()
    answered(page, 2)
    expect(last(page)).to_contain_text("edited by you")
    expect(last(page).locator(".aisle-table tbody tr")).to_have_count(3)
    editor.fill("DELETE FROM products")
    page.get_by_role("button", name="Run", exact=True).click()
    answered(page, 3)
    expect(last(page)).to_contain_text("Only one SELECT runs here")
    assert editor.input_value() == "DELETE FROM products"


def test_the_options_of_a_question_back_carry_their_figures(page, shots):
    ask(page, "sales of flurbs")
    option = last(page).locator("button[id^='ask-']").last
    expect(option.locator(".aisle-foretold")).to_contain_text("$", timeout=SOON_MS)
    figure = option.locator(".aisle-foretold").inner_text().split("$")[1]
    page.screenshot(path=shots / "clarify.png")
    option.click()
    answered(page, 2)
    expect(last(page)).to_contain_text(figure)


CHOSEN = {
    "Sales by weekday and hour": "heatmap",
    "Sales by day from January to June": "heatmap",
    "How is the average basket spread over stores?": "box",
    "How many households were targeted by campaign 18 and how many redeemed?": "funnel",
}


def test_the_chart_is_chosen_for_the_question(page, shots):
    for number, (question, trace) in enumerate(CHOSEN.items()):
        ask(page, question)
        chart = last(page).locator(".js-plotly-plot")
        expect(chart.locator(".main-svg").first).to_be_visible(timeout=SOON_MS)
        assert chart.evaluate("plot => plot.data.map(trace => trace.type)") == [trace], question
        chart.screenshot(path=shots / f"chart-{number}-{trace}.png")
