"""An editor changes what the bot says: at once, with a colleague in the way, and without losing a word."""

import re

from playwright.sync_api import expect

from tests.e2e.conftest import People
from tests.live import LiveService

REFUSED = "status of 412"
WRAPPING = "what does gift wrapping cost"


def test_an_edited_number_stands_in_the_bots_next_answer(people: People) -> None:
    expect(people.customer().ask(WRAPPING)).to_contain_text("£3.50 an item")
    editor = people.editor()
    editor.open("gift-wrapping")
    editor.change("£3.50 an item", "£4.20 an item")
    expect(editor.preview).to_contain_text("Wrapping costs £4.20 an item")
    editor.save.click()
    expect(editor.saved_state).to_contain_text("Saved")
    editor.try_question(WRAPPING)
    expect(editor.trial).to_contain_text("£3.50 an item")
    editor.publish()
    widget = people.customer()
    reply = widget.ask(WRAPPING)
    expect(reply).to_contain_text("£4.20 an item")
    expect(reply).not_to_contain_text("£3.50")
    with widget.page.expect_popup() as opening:
        reply.get_by_test_id("source-link").click()
    expect(opening.value.get_by_role("main")).to_contain_text("£4.20 an item")


def test_a_new_article_is_answered_from_as_soon_as_it_is_published(people: People) -> None:
    question = "is it possible to borrow an avalanche beacon for a weekend"
    widget = people.customer()
    expect(widget.ask(question).get_by_test_id("source-link")).to_have_count(0)
    editor = people.editor()
    editor.begin(
        "Hire of avalanche beacons",
        "stores",
        "You can **borrow a beacon** in every store for £12 a day, against your card as a deposit.",
        (
            "can i hire an avalanche beacon",
            "how much is it to borrow an avalanche beacon",
            "do you rent out avalanche transceivers",
            "borrow a beacon for the weekend",
            "avalanche beacon rental",
            "is it possible to hire a transceiver for a few days",
        ),
    )
    expect(editor.preview.locator("strong")).to_have_text("borrow a beacon")
    editor.publish()
    reply = people.customer().ask(question)
    expect(reply).to_contain_text("£12 a day")
    expect(reply.get_by_test_id("source-link")).to_have_text(
        "From our help articles: Hire of avalanche beacons"
    )


def test_two_editors_of_one_article_are_told_of_each_other_and_no_text_is_lost(people: People) -> None:
    people.expect_complaint(REFUSED)
    mine, theirs = people.editor("editor"), people.editor("admin")
    for editor in (mine, theirs):
        editor.open("order-history")
    theirs.body.press_sequentially("THEIRS. ")
    theirs.publish()
    mine.body.press_sequentially("MINE. ")
    mine.save.click()
    expect(mine.conflict.get_by_role("heading", level=2)).to_contain_text("Ada Fern")
    expect(mine.conflict.locator("del", has_text="THEIRS")).to_be_visible()
    expect(mine.conflict.locator("ins", has_text="MINE")).to_be_visible()
    mine.page.get_by_test_id("conflict-later").click()
    expect(mine.body).to_have_value(re.compile("MINE. "))
    mine.save.click()
    mine.page.get_by_test_id("conflict-keep").click()
    expect(mine.conflict).to_be_hidden()
    expect(mine.saved_state).to_contain_text("by Lena Moss")
    theirs.reload()
    expect(theirs.body).to_have_value(re.compile("MINE. "))
    theirs.page.get_by_test_id("article-revisions").click()
    expect(theirs.page.get_by_test_id("revision")).to_have_count(3)


def test_text_that_was_never_saved_survives_a_reload(people: People) -> None:
    editor = people.editor()
    editor.open("find-a-store")
    before = editor.body.input_value()
    # Whoever leaves saves; only what the server never got has to be brought back.
    editor.page.evaluate(
        """() => {
            const reach = window.fetch;
            window.fetch = (...request) =>
                request[1]?.method === "PUT" ? Promise.reject(new TypeError("cut")) : reach(...request);
        }"""
    )
    editor.body.press_sequentially("half a sent")
    expect(editor.saved_state).to_contain_text("Not saved yet")
    editor.reload()
    expect(editor.recovered).to_be_visible()
    expect(editor.body).to_have_value(re.compile("half a sent"))
    editor.recovered.get_by_role("button").click()
    expect(editor.body).to_have_value(before)


def test_markup_in_an_article_does_nothing_in_preview_chat_or_help_page(
    people: People, service: LiveService
) -> None:
    editor = people.editor()
    editor.begin(
        "Glowing tent pegs <script>alert(1)</script>",
        "products-and-care",
        "They glow for 9 hours. <img src=x onerror=\"document.title='taken'\"> <script>alert(1)</script>",
        ("how long do the glowing tent pegs glow", "glow in the dark tent pegs", "luminous pegs"),
    )
    expect(editor.preview).to_contain_text("<img src=x")
    editor.publish()
    reply = people.customer().ask("how long do the glowing tent pegs glow")
    expect(reply.locator(".bubble")).to_contain_text("<script>alert(1)</script>")
    editor.page.goto(f"{service.url}/help")
    editor.page.get_by_role("link", name="Glowing tent pegs").click()
    expect(editor.page.get_by_role("heading", level=1)).to_contain_text("<script>alert(1)</script>")
    expect(editor.page.locator("main img, main script")).to_have_count(0)
    assert "taken" not in editor.page.title()
