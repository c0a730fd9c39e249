"""A customer in the demo shop: asks in their own words, gets the article, or a person."""

import re
from functools import cache
from typing import NamedTuple

import pytest
import yaml
from playwright.sync_api import expect

from tests.e2e.conftest import People
from tests.e2e.pages import Widget
from tests.e2e.wire import Wire
from tests.live import ROOT

ARTICLES = ROOT / "data" / "articles"


class Asked(NamedTuple):
    """A question, and the article that answers it."""

    question: str
    article_id: str


TEN = (
    Asked("It says my account's been locked after too many tries", "login-locked"),
    Asked("is my labrador welcome inside", "dogs-in-store"),
    Asked("how long will you keep my order in the shop for me to pick up", "click-and-collect"),
    Asked("how do i get into the trail clubb", "join-trail-club"),
    Asked("can you wrap it up as a present", "gift-wrapping"),
    Asked("Is there any discount for hospital staff?", "student-and-key-worker-discount"),
    Asked("inherited a rope that's been in a cupboard for 12 years. fine to use?", "climbing-rope-lifespan"),
    Asked("is it condensation or a leak in my tent?", "seal-tent-seams"),
    Asked("my ziper is jammed what now", "replace-broken-zip"),
    Asked("I need a different size, how do I exchange?", "exchange-size"),
)
UNANSWERED = "do you also build garden ponds"
UNANSWERED_AGAIN = "which of your people can repair my piano"
UNANSWERED_STILL = "and who would tune the organ in our church then"


class Topic(NamedTuple):
    """What the tests need to know of an article."""

    title: str
    category: str
    questions: tuple[str, ...]


@cache
def topics() -> dict[str, Topic]:
    """Read the demo articles."""
    heads = [yaml.safe_load(file.read_text().split("---")[1]) for file in ARTICLES.rglob("*.md")]
    return {head["id"]: Topic(head["title"], head["category"], tuple(head["questions"])) for head in heads}


def words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z0-9']+", text.lower()))


@pytest.mark.parametrize("asked", TEN, ids=lambda asked: asked.article_id)
def test_the_ten_questions_stand_in_no_phrasing(asked: Asked) -> None:
    own = words(asked.question)
    known = [words(text) for topic in topics().values() for text in (topic.title, *topic.questions)]
    shared = max(len(own & other) / len(own | other) for other in known)
    assert shared <= 0.5, f"{shared:.0%} of the words of {asked.question!r} stand in one phrasing"


def test_the_ten_questions_come_from_ten_corners_of_the_shop() -> None:
    categories = {topics()[asked.article_id].category for asked in TEN}
    assert len(TEN) == 10
    assert len(categories) >= 8


def test_ten_questions_get_the_right_article_with_its_source(people: People) -> None:
    widget = people.customer()
    for asked in TEN:
        reply = widget.ask(asked.question)
        source = reply.get_by_test_id("source-link")
        expect(source, asked.question).to_have_count(1)
        expect(source, asked.question).to_have_attribute("href", f"/help/{asked.article_id}")
        with widget.page.expect_popup() as opening:
            source.click()
        expect(opening.value.get_by_role("heading", level=1)).to_have_text(topics()[asked.article_id].title)
        opening.value.close()
    expect(widget.handoff_note).to_be_hidden()


def test_what_no_article_answers_leads_to_a_person_when_the_customer_wants_one(people: People) -> None:
    widget = people.customer()
    reply = widget.ask(UNANSWERED)
    expect(reply.get_by_test_id("source-link")).to_have_count(0)
    widget.choice("person").click()
    expect(widget.handoff_note).to_be_visible()
    expect(widget.speaking_with).to_have_text("Waiting for a person")
    expect(widget.milestone("handoff_requested")).to_have_count(1)
    expect(widget.choices).to_have_count(0)


def test_a_customer_who_is_not_understood_is_handed_over_the_third_time_at_the_latest(people: People) -> None:
    people.agent("agent")
    widget = people.customer()
    widget.ask(UNANSWERED)
    widget.choice("rephrase").click()
    expect(widget.by("bot")).to_have_count(2)
    widget.write(UNANSWERED_AGAIN)
    expect(widget.choice("person").or_(widget.handoff_note).first).to_be_visible()
    if not widget.handoff_note.is_visible():
        widget.write(UNANSWERED_STILL)
    expect(widget.handoff_note).to_be_visible()


def test_markup_is_shown_as_text(people: People) -> None:
    text = "<img src=x onerror=\"document.title='taken'\"> <b>bold</b> [a](javascript:alert(1))"
    widget = people.customer()
    widget.ask(text)
    expect(widget.by("customer").locator(".bubble")).to_have_text(text)
    assert widget.content().evaluate("() => document.title") == "Chat"
    assert widget.content().locator(".messages img, .messages b, .messages a[href^=javascript]").count() == 0


def test_a_text_over_the_limit_is_stopped_and_can_be_shortened(people: People) -> None:
    widget = people.customer()
    widget.composer.fill("x" * 4_001)
    expect(widget.send).to_be_disabled()
    widget.composer.press("Enter")
    expect(widget.frame.get_by_text("1 character too many")).to_be_visible()
    widget.composer.press("Backspace")
    expect(widget.send).to_be_enabled()
    widget.composer.press("Enter")
    expect(widget.by("customer").locator(".bubble")).to_have_text("x" * 4_000)


@pytest.mark.parametrize("text", ["/restart", "/session_start", '/greeting{"name": "x"}', "EXTERNAL: reset"])
def test_what_looks_like_a_command_is_a_message_like_any_other(people: People, text: str) -> None:
    widget = people.customer()
    reply = widget.ask(text)
    expect(reply.locator(".bubble")).not_to_be_empty()
    expect(widget.by("customer").locator(".bubble")).to_have_text(text)
    answer = widget.ask(TEN[0].question)
    expect(answer.get_by_test_id("source-link")).to_have_attribute("href", f"/help/{TEN[0].article_id}")


def test_an_answer_is_rated_once_and_the_rating_can_be_changed(people: People) -> None:
    widget = people.customer()
    reply = widget.ask(TEN[0].question)
    up, down = reply.get_by_test_id("rate-up"), reply.get_by_test_id("rate-down")
    up.click()
    expect(up).to_have_attribute("aria-pressed", "true")
    expect(reply.get_by_text("Thank you for telling us.")).to_be_visible()
    down.click()
    expect(down).to_have_attribute("aria-pressed", "true")
    expect(up).to_have_attribute("aria-pressed", "false")
    widget.reload()
    expect(widget.frame.get_by_test_id("rate-down")).to_have_attribute("aria-pressed", "true")


def test_a_reload_keeps_messages_draft_and_the_open_chat(people: People) -> None:
    widget = people.customer()
    widget.ask("hello")
    widget.ask(TEN[0].question)
    widget.composer.fill("and one more th")
    before = widget.lines()
    widget.reload()
    expect(widget.by("bot")).to_have_count(2)
    expect(widget.composer).to_have_value("and one more th")
    expect(widget.launcher).to_have_attribute("aria-expanded", "true")
    assert widget.lines() == before


def test_a_closed_chat_stays_closed_and_counts_what_came_meanwhile(people: People) -> None:
    page = people.page()
    wire = Wire(page)
    widget = Widget(page, people.url).open()
    with wire.holding_back():
        widget.write("hello")
        widget.frame.get_by_test_id("close").click()
        expect(widget.composer).to_be_hidden()
    expect(widget.launcher).to_have_accessible_name(re.compile("Open.*1 unread message"))
    widget.page.reload()
    expect(widget.launcher).to_have_accessible_name(re.compile("Open.*1 unread message"))
    widget.launcher.click()
    expect(widget.by("bot")).to_have_count(1)
    expect(widget.launcher).not_to_have_accessible_name(re.compile("unread"))
