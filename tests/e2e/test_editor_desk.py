"""An editor's day: what to write next, side by side, later, by keyboard alone, and nothing lost meanwhile."""

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from tests.e2e.conftest import People

PUBLISHED_WITHIN_MS = 60_000
UNREACHABLE = r"ERR_FAILED|ERR_INTERNET_DISCONNECTED"
AXE = "can you put a new edge on my ice axe before saturday"
REPLY = "We sharpen ice axes in every store for £9 while you wait."


def test_what_nobody_could_answer_becomes_an_article_in_one_click(people: People) -> None:
    console, widget = people.agent(), people.customer()
    widget.ask(AXE)
    widget.ask_for_person()
    console.open(widget.conversation_id())
    console.claim()
    console.answer(REPLY)
    expect(widget.by("agent")).to_have_count(1)
    console.act("resolve")
    console.expect_status("resolved")
    editor = people.editor()
    editor.goto("gaps")
    gap = editor.page.get_by_test_id("gap").filter(has_text=AXE)
    expect(gap).to_be_visible(timeout=PUBLISHED_WITHIN_MS)
    gap.get_by_text(re.compile("replied")).click()
    expect(gap.locator("blockquote")).to_contain_text(REPLY)
    gap.get_by_test_id("gap-draft").click()
    expect(editor.body).to_have_value(re.compile(re.escape(REPLY)))
    assert AXE in editor.phrasings()
    editor.title.fill("Sharpening ice axes")
    editor.body.fill(REPLY)
    editor.publish()
    expect(people.customer().ask(AXE)).to_contain_text("£9")
    editor.goto("gaps")
    editor.page.get_by_test_id("gaps-view-written").click()
    expect(editor.page.get_by_test_id("gap").filter(has_text=AXE)).to_have_attribute(
        "data-status", "published"
    )


def test_a_draft_is_compared_with_what_the_bot_says_now(people: People) -> None:
    editor = people.editor()
    editor.open("student-and-key-worker-discount")
    editor.page.get_by_test_id("try-question").fill("do students get a discount")
    editor.page.get_by_test_id("try-run").click()
    cards = editor.trial.get_by_test_id("trial-card")
    expect(cards).to_have_count(1)
    editor.body.fill("Students and key workers get **37 % off**.")
    expect(cards).to_have_count(2)
    expect(editor.page.get_by_test_id("try-verdict")).to_contain_text("changes what the customer gets")
    expect(cards.first).not_to_contain_text("37 % off")
    expect(cards.last).to_contain_text("37 % off")
    expect(people.customer().ask("do students get a discount")).not_to_contain_text("37 %")


def test_a_draft_waits_for_its_hour_and_can_be_called_back(people: People) -> None:
    editor = people.editor()
    editor.open("store-events-workshops")
    editor.body.press_sequentially("From Monday on. ")
    editor.page.get_by_test_id("article-save").click()
    editor.page.get_by_test_id("article-schedule").click()
    field = editor.page.get_by_test_id("schedule-at")
    field.fill("2020-01-01T09:00")
    editor.page.get_by_test_id("schedule-confirm").click()
    expect(editor.page.get_by_test_id("schedule")).to_contain_text("This time has passed")
    field.fill((datetime.now(UTC) + timedelta(days=3)).strftime("%Y-%m-%dT09:00"))
    editor.page.get_by_test_id("schedule-confirm").click()
    notice = editor.page.get_by_test_id("scheduled")
    expect(notice).to_contain_text("09:00")
    expect(notice).to_contain_text("Lena Moss")
    editor.reload()
    expect(notice).to_be_visible()
    editor.page.get_by_test_id("filter-waiting").select_option("scheduled")
    expect(editor.page.get_by_test_id("article-item")).to_have_count(1)
    editor.page.get_by_test_id("schedule-cancel").click()
    expect(notice).to_be_hidden()


def test_an_article_is_written_and_published_by_keyboard_alone(people: People) -> None:
    question = "do you sell sealskins for skis"
    editor = people.editor()
    keys = editor.page.keyboard
    keys.press("n")
    expect(editor.title).to_be_focused()
    keys.type("Climbing skins for skis")
    keys.press("Enter")
    expect(editor.category).to_be_focused()
    tab_to(editor.page, "article-body")
    keys.type("We sell **mohair skins** from £85 in Keswick only.")
    tab_to(editor.page, "question-add")
    for phrasing in (question, "climbing skins for touring skis", "ski touring skins", "price of skins"):
        keys.press("Enter")
        expect(editor.page.get_by_test_id("article-question").last).to_be_focused()
        keys.type(phrasing)
    keys.press("Control+Enter")
    expect(editor.page.get_by_test_id("article-publish")).to_have_text(
        "Published", timeout=PUBLISHED_WITHIN_MS
    )
    expect(people.customer().ask(question)).to_contain_text("£85")
    keys.press("Control+k")
    expect(editor.page.get_by_test_id("palette-input")).to_be_focused()
    keys.type("golden")
    keys.press("Enter")
    expect(editor.page.get_by_test_id("golden")).to_be_visible()
    keys.press("Control+k")
    expect(editor.page.get_by_test_id("palette-input")).to_be_focused()
    keys.type("gift wrapping")
    expect(editor.page.get_by_test_id("option").first).to_have_attribute("data-id", "open:gift-wrapping")
    keys.press("Enter")
    expect(editor.body).to_have_value(re.compile("This is a gift"))
    keys.press("Escape")
    expect(editor.body).to_have_count(0)
    keys.press("?")
    expect(editor.page.get_by_test_id("shortcuts")).to_be_visible()


def test_what_is_typed_while_the_service_is_away_reaches_it_later(people: People) -> None:
    people.expect_complaint(UNREACHABLE)
    editor = people.editor()
    editor.open("store-lost-property")
    editor.page.route("**/api/v1/articles/store-lost-property", lambda route: route.abort())
    editor.body.press_sequentially("Gloves too. ")
    expect(editor.saved_state).to_have_attribute("data-state", "offline")
    editor.page.unroute("**/api/v1/articles/store-lost-property")
    expect(editor.saved_state).to_have_attribute("data-state", "saved")
    expect(editor.saved_state).to_contain_text("by Lena Moss")
    editor.reload()
    expect(editor.recovered).to_be_hidden()
    expect(editor.body).to_have_value(re.compile("Gloves too. "))


def tab_to(page: Page, testid: str) -> None:
    """Press Tab until the named element has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement?.dataset.testid") == testid:
            return
    raise AssertionError(f"{testid} cannot be reached by Tab")
