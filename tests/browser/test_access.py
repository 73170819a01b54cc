"""For everyone: axe on each view, the keyboard alone, large print, text from right to left; signing in."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from agent.screen.access import users

pytestmark = [pytest.mark.browser, pytest.mark.real_shop]

ANSWER_MS = 60_000
ANSWERS = ".step[data-step-type='assistant_message']"
PASSWORD = "a password of the test"
HEBREW = "מה היו המכירות לפי מחלקה?"


def ready(page: Page, url: str) -> None:
    page.goto(url)
    # Buttons that ask wait for the socket, those of the roles do not.
    expect(page.locator("#starters button[id^='starter-']").first).to_be_enabled(timeout=ANSWER_MS)


def ask(page: Page, question: str) -> None:
    before = page.locator(ANSWERS).count()
    page.locator("#chat-input").click()
    page.keyboard.insert_text(question)
    page.keyboard.press("Enter")
    expect(page.locator(ANSWERS)).to_have_count(before + 1, timeout=ANSWER_MS)
    expect(page.locator("#stop-button")).to_have_count(0, timeout=ANSWER_MS)


def barriers(page: Page) -> list[str]:
    """What axe finds of serious or critical weight."""
    page.wait_for_timeout(400)
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    grave = [rule for rule in found if rule["impact"] in ("serious", "critical")]
    return [
        f"{rule['id']}: {node['target']} {node['html'][:120]}" for rule in grave for node in rule["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_view_has_a_barrier(standing_chat, new_page, scheme):
    page = new_page(color_scheme=scheme)
    ready(page, standing_chat.url)
    expect(page.locator(".aisle-home")).to_be_visible(timeout=ANSWER_MS)
    found = {"home": barriers(page)}
    ask(page, "Top 10 categories by sales in 2017")
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible(timeout=ANSWER_MS)
    found["answer"] = barriers(page)
    page.locator("a[href^='#evidence/']").first.click()
    expect(page.locator("#side-view-content")).to_contain_text("SELECT", timeout=ANSWER_MS)
    found["evidence"] = barriers(page)
    page.keyboard.press("Escape")
    ask(page, "?!?")
    found["question back"] = barriers(page)
    if scheme == "light":
        page.locator("#chat-settings-open-modal").click()
        expect(page.get_by_role("dialog")).to_be_visible()
        found["settings"] = barriers(page)
    assert {view: grave for view, grave in found.items() if grave} == {}


def test_a_phone_has_no_barrier_and_large_print_loses_nothing(standing_chat, new_page):
    page = new_page(width=390, height=844)
    ready(page, standing_chat.url)
    ask(page, "Top 10 categories by sales in 2017")
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible(timeout=ANSWER_MS)
    assert barriers(page) == []
    # A window of 1280 by 900 pixels at 200 %.
    page.set_viewport_size({"width": 640, "height": 450})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for seen in ("#chat-input", "#chat-submit", "#new-chat-button, #sidebar-trigger-button"):
        expect(page.locator(seen).first).to_be_in_viewport()
    page.locator(f"{ANSWERS} [role='article']").first.scroll_into_view_if_needed()
    expect(page.locator(f"{ANSWERS} [role='article']").first).to_be_in_viewport()


def test_the_keyboard_alone_asks_opens_and_closes_and_the_answer_is_said_once(standing_chat, new_page):
    page = new_page()
    ready(page, standing_chat.url)
    page.get_by_text("Skip to your question").focus()
    expect(page.get_by_text("Skip to your question")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#chat-input")).to_be_focused()
    page.evaluate(
        """() => { window.said = [];
        new MutationObserver(() => {
          const now = document.querySelector('.aisle-unseen[role=status]')?.textContent;
          if (now && now !== window.said.at(-1)) window.said.push(now); })
        .observe(document.body, { childList: true, subtree: true, characterData: true }); }"""
    )
    page.keyboard.type("Which departments sell most?")
    page.keyboard.press("Enter")
    expect(page.locator(ANSWERS)).to_have_count(1, timeout=ANSWER_MS)
    expect(page.locator("#stop-button")).to_have_count(0, timeout=ANSWER_MS)
    page.wait_for_timeout(600)
    assert [text[:22] for text in page.evaluate("window.said") if "Grocery" in text] == [
        "Answer: Grocery had th"
    ]
    mark = page.locator(f"{ANSWERS} a[href^='#evidence/']").first
    mark.focus()
    assert mark.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.locator("#side-view-title button")).to_be_focused(timeout=ANSWER_MS)
    page.keyboard.press("Escape")
    expect(page.locator("#side-view-content")).to_have_count(0)
    expect(mark).to_be_focused()
    options = page.get_by_role("button", name="Options: Which departments").first
    options.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem").first).to_be_visible()


def test_text_from_right_to_left_stays_whole(standing_chat, new_page):
    page = new_page()
    ready(page, standing_chat.url)
    ask(page, HEBREW)
    message = page.locator(".message-content pre", has_text=HEBREW)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    runs = "e => [getComputedStyle(e).unicodeBidi, getComputedStyle(e).textAlign]"
    assert message.evaluate(runs) == ["plaintext", "start"]
    name = page.locator("a[href^='/thread/'] span", has_text=HEBREW).first
    expect(name).to_be_visible(timeout=ANSWER_MS)
    assert name.evaluate(runs)[0] == "plaintext"


@pytest.fixture
def exposed(chat, tmp_path: Path) -> str:
    users.write(tmp_path / "users", "anna", users.hashed(PASSWORD))
    chat.start(AISLE_USERS=str(tmp_path / "users"))
    return chat.url


def enter(page: Page, password: str) -> None:
    page.get_by_label("Name").fill("anna")
    page.locator("#password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_one_signs_in_and_out_and_is_told_what_was_wrong(exposed, new_page, shots):
    page = new_page()
    page.goto(exposed)
    expect(page.get_by_role("heading", name="Sign in to Aisle")).to_be_visible(timeout=ANSWER_MS)
    assert barriers(page) == []
    page.screenshot(path=shots / "sign-in.png")
    enter(page, "a wrong password")
    expect(page.get_by_text("That name and password do not match")).to_be_visible(timeout=ANSWER_MS)
    enter(page, PASSWORD)
    expect(page.locator("#starters button[id^='starter-']").first).to_be_enabled(timeout=ANSWER_MS)
    other = page.context.new_page()
    ready(other, exposed)
    page.locator("#user-nav-button").click()
    page.get_by_role("menuitem", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in to Aisle")).to_be_visible(timeout=ANSWER_MS)
    assert page.request.get(f"{exposed}/user").status == 401
    other.reload()
    expect(other.get_by_role("heading", name="Sign in to Aisle")).to_be_visible(timeout=ANSWER_MS)
