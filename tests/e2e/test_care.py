"""An agent cares for a customer: who it is, what to answer, what to write, what colleagues should know."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import RESULTS, People
from tests.e2e.pages import Console, Widget
from tests.e2e.test_console import WITHOUT_DIALOGUE, Gather, call, waiting
from tests.e2e.test_customer import TEN
from tests.e2e.test_looks import Scheme, fits, grave_faults
from tests.live import LiveService, running

DOGS = TEN[1]
WIDE = {"width": 1440, "height": 900}


@pytest.fixture(scope="module")
def desk(built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveService]:
    """A service of these tests' own; people answer, no bot."""
    with running(tmp_path_factory.mktemp("care"), **WITHOUT_DIALOGUE) as service:
        service.wait_ready(dialogue="off")
        yield service


@pytest.fixture
def people(desk: LiveService, gather: Gather) -> People:
    """Everybody around that service."""
    return gather(desk)


def at_desk(people: People, account: str = "agent", **look: object) -> Console:
    """Give an agent whose screen has room for the side panel."""
    page = people.page(viewport=WIDE, **look)
    return Console(page, people.url).sign_in(people.account(account))


def part(page: Page, name: str) -> Locator:
    """Give one part of the side panel."""
    return page.get_by_test_id(f"panel-{name}")


def serving(people: People, words: str) -> tuple[Widget, Console, str]:
    """Bring a customer and the agent who talks with them together."""
    widget, conversation = waiting(people, words)
    console = at_desk(people)
    console.open(conversation)
    console.claim()
    return widget, console, conversation


def test_a_canned_reply_is_filled_and_what_is_missing_is_marked(people: People) -> None:
    widget, console, _ = serving(people, "where is my parcel, please?")
    page = console.page
    page.get_by_test_id("canned-manage").click()
    page.get_by_test_id("canned-new").click()
    page.get_by_test_id("canned-shortcut").fill("parcel")
    page.get_by_test_id("canned-text").fill(
        "{agent_name} of {shop} here. Order {order_number} is on its way."
    )
    page.get_by_test_id("canned-save").click()
    expect(page.get_by_test_id("canned").filter(has_text="/parcel")).to_be_visible()
    page.keyboard.press("Escape")
    console.reply.press_sequentially("/par")
    expect(page.get_by_test_id("completions").get_by_test_id("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(console.reply).to_have_value(
        "Jonas Hollow of Fernhollow Outdoor here. Order {order_number} is on its way."
    )
    expect(page.get_by_test_id("unfilled")).to_contain_text("order number")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("send")).to_have_text("Send anyway")
    page.keyboard.insert_text("FH-1")
    expect(page.get_by_test_id("unfilled")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(widget.by("agent")).to_contain_text("Order FH-1 is on its way.")
    expect(widget.by("agent")).to_have_count(1)


def test_a_colleague_is_named_in_a_note_that_the_customer_never_gets(people: People) -> None:
    widget, conversation = waiting(people, "my boots came in two sizes")
    heard: list[str] = []
    widget.page.on("websocket", lambda one: one.on("framereceived", lambda frame: heard.append(str(frame))))
    widget.reload()
    bo = at_desk(people, "agent2")
    console = at_desk(people)
    console.open(conversation)
    console.claim()
    name = name_of(bo)
    page = console.page
    console.reply.fill("a reply that waits")
    page.keyboard.press("Alt+p")
    note = page.get_by_test_id("note-text")
    expect(note).to_be_focused()
    expect(page.get_by_test_id("note-send")).to_have_text("Add private note")
    note.press_sequentially(f"secret-remark for @{name[:4]}")
    expect(page.get_by_test_id("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(note).to_have_value(f"secret-remark for @{name} ")
    page.keyboard.press("Enter")
    expect(console.notes.locator(".mention")).to_have_text(f"@{name}")
    expect(bo.toasts).to_contain_text("Jonas Hollow mentions you")
    bo.page.get_by_test_id("toast-action").click()
    expect(bo.notes.locator(".mention")).to_have_attribute("data-me", "true")
    page.keyboard.press("Alt+l")
    expect(console.reply).to_have_value("a reply that waits")
    expect(console.reply).to_be_focused()
    page.keyboard.press("Enter")
    expect(widget.by("agent")).to_have_count(1)
    assert any("a reply that waits" in frame for frame in heard)
    assert not any("secret-remark" in frame or name in frame for frame in heard)
    assert "secret-remark" not in widget.content().content()


def name_of(console: Console) -> str:
    """Give the name of whoever is signed in at this console."""
    return str(console.page.evaluate("() => fetch('/api/v1/session').then(a => a.json()).then(a => a.name)"))


def test_a_suggestion_that_was_sent_teaches_the_bot(people: People, desk: LiveService) -> None:
    before = call(desk, "GET", "/trust")["observed"]["rated"]
    widget, console, _ = serving(people, DOGS.question)
    page = console.page
    suggested = page.get_by_test_id("suggestion")
    first = suggested.first
    expect(first).to_have_attribute("data-article-id", DOGS.article_id)
    if suggested.count() > 1:
        suggested.nth(1).locator("summary").click()
        suggested.nth(1).get_by_test_id("suggestion-reject").click()
    first.get_by_test_id("suggestion-insert").click()
    expect(console.reply).not_to_have_value("")
    with page.expect_response(lambda answer: answer.url.endswith("/api/v1/feedback")) as told:
        page.get_by_test_id("send").click()
    assert told.value.status == 201
    assert told.value.json()["article_id"] == DOGS.article_id
    assert told.value.json()["right"] is True
    expect(widget.by("agent")).to_contain_text(f"/help/{DOGS.article_id}")
    assert call(desk, "GET", "/trust")["observed"]["rated"] > before


def test_a_missing_answer_reaches_the_editors(people: People, desk: LiveService) -> None:
    question = "do you hire out sea kayaks with a guide"
    _, console, _ = serving(people, question)
    console.page.get_by_test_id("missing").click()
    expect(console.page.get_by_test_id("missing-told")).to_be_visible()
    gaps = call(desk, "GET", "/gaps")["gaps"]
    assert question in [asked["text"] for gap in gaps for asked in gap["questions"]]


def test_a_matter_is_tagged_and_wrapped_up_or_not(people: People) -> None:
    _, console, _ = serving(people, "the zip of my jacket broke")
    page = console.page
    part(page, "tags").get_by_test_id("tag-input").fill("Repair")
    page.keyboard.press("Enter")
    expect(part(page, "tags").get_by_test_id("tag")).to_have_text(["repair"])
    console.act("resolve")
    console.expect_status("resolved")
    wrap_up = page.get_by_test_id("wrap-up")
    wrap_up.get_by_test_id("tag-input").fill("zip")
    page.keyboard.press("Enter")
    expect(wrap_up.get_by_test_id("tag")).to_have_text(["repair", "zip"])
    wrap_up.get_by_test_id("wrap-up-note").fill("sent to the workshop")
    page.keyboard.press("Enter")
    expect(wrap_up).to_have_count(0)
    expect(console.notes).to_contain_text("sent to the workshop")
    console.reload()
    expect(part(page, "tags").get_by_test_id("tag")).to_have_text(["repair", "zip"])
    expect(wrap_up).to_have_count(0)
    _, second = waiting(people, "and my lamp flickers")
    console.open(second)
    console.claim()
    console.act("resolve")
    wrap_up.get_by_test_id("wrap-up-skip").click()
    expect(wrap_up).to_have_count(0)
    expect(part(page, "tags").get_by_test_id("tag")).to_have_count(0)


def as_robin(people: People) -> str:
    """Bring in the demo's known customer, who waits for a person; give the conversation's id."""
    widget = Widget(people.page(), people.url)
    widget.page.goto(f"{people.url}/demo")
    with widget.page.expect_response(lambda answer: answer.url.endswith("/demo/identity")):
        widget.page.locator("[data-who] select").select_option("robin")
    expect(widget.composer).to_be_focused()
    widget.ask_for_person()
    return widget.conversation_id()


def test_the_panel_shows_who_the_customer_is_and_what_they_ordered(people: People) -> None:
    conversation = as_robin(people)
    console = at_desk(people)
    console.open(conversation)
    customer = part(console.page, "customer")
    expect(customer.get_by_test_id("identity")).to_have_attribute("data-verified", "true")
    expect(customer).to_contain_text("Robin Marsh")
    expect(customer).to_contain_text("Trail Club")
    order = console.page.locator("[data-testid=order][data-order='FH-204518']")
    expect(order).to_contain_text("Shipped")
    order.locator("summary").click()
    expect(order.get_by_role("link")).to_be_visible()
    console.page.screenshot(path=RESULTS / "pages" / "care-panel.png")
    _, unknown = waiting(people, "hello there, anybody?")
    console.open(unknown)
    problem = part(console.page, "orders").get_by_test_id("orders-problem")
    expect(problem).to_have_attribute("data-problem", "not_verified")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out_of_caring(people: People, scheme: Scheme) -> None:
    _, conversation = waiting(people, DOGS.question)
    console = at_desk(people, color_scheme=scheme, reduced_motion="reduce")
    page = console.page
    console.open(conversation)
    console.claim()
    expect(page.get_by_test_id("suggestion").first).to_be_visible()
    faults: list[str] = []

    def look(name: str) -> None:
        page.screenshot(path=RESULTS / "pages" / f"care-{name}-{scheme}.png")
        if not fits(page):
            faults.append(f"{name} scrolls sideways")
        faults.extend(f"{name}: {fault}" for fault in grave_faults(page.main_frame))

    console.reply.fill("Hello {first_name}")
    look("reply")
    page.get_by_test_id("mode-note").click()
    page.get_by_test_id("note-text").press_sequentially("ask @")
    expect(page.get_by_test_id("option").first).to_be_visible()
    look("note")
    page.keyboard.press("Escape")
    page.get_by_test_id("mode-reply").click()
    page.get_by_test_id("canned-manage").click()
    expect(page.get_by_test_id("canned-dialog")).to_be_visible()
    look("canned")
    page.get_by_test_id("canned-new").click()
    look("canned-new")
    page.keyboard.press("Escape")
    console.act("resolve")
    expect(page.get_by_test_id("wrap-up")).to_be_visible()
    look("wrap-up")
    assert faults == []
