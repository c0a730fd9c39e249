"""The agents' workplace: two agents, a supervisor and three customers, each in a browser of their own."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import pytest
from playwright.sync_api import expect

from tests.contract import bearer
from tests.e2e.conftest import UNHURRIED, People
from tests.e2e.pages import Console, Widget
from tests.e2e.wire import Wire
from tests.live import LiveService, running

WITHOUT_DIALOGUE = {**UNHURRIED, "FRONTDESK_DIALOGUE": "false"}
CUT_OFF = r"net::ERR_|WebSocket connection to|status of 401"

Gather = Callable[[LiveService], People]


@pytest.fixture(scope="module")
def desk(built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveService]:
    """A service of these tests' own, so that nobody else stands in its queue; people answer, no bot."""
    with running(tmp_path_factory.mktemp("desk"), **WITHOUT_DIALOGUE) as service:
        service.wait_ready(dialogue="off")
        yield service


@pytest.fixture
def people(desk: LiveService, gather: Gather) -> People:
    """Everybody around that service."""
    return gather(desk)


def waiting(people: People, words: str = "") -> tuple[Widget, str]:
    """Bring in a customer who waits for a person; give the conversation's id as well."""
    widget = people.customer()
    widget.ask_for_person()
    if words:
        widget.write(words)
        expect(widget.by("customer").filter(has_text=words)).to_have_count(1)
    return widget, widget.conversation_id()


def call(service: LiveService, method: str, path: str, body: Any = None) -> Any:
    """Call the interface as the admin."""
    headers = bearer(service.sign_in("admin")["token"])
    answer = httpx2.request(method, f"{service.url}/api/v1{path}", json=body, headers=headers, timeout=10)
    assert answer.is_success, answer.text
    return answer.json() if answer.content else None


@pytest.fixture
def returns_team(desk: LiveService) -> Iterator[str]:
    """A second team, by its name."""
    team = call(desk, "POST", "/teams", {"name": "Returns", "topics": ["returns"]})
    yield "Returns"
    call(desk, "DELETE", f"/teams/{team['id']}")


def test_views_follow_what_happens_and_stand_in_the_address(people: People) -> None:
    customers = [waiting(people)[1] for _ in range(3)]
    jonas, mira = people.agent("agent"), people.agent("agent2")
    for console in (jonas, mira):
        console.view("waiting")
        for conversation in customers:
            expect(console.item(conversation)).to_be_visible()
    jonas.open(customers[0])
    jonas.claim()
    expect(mira.item(customers[0])).to_have_count(0)
    mira.view("open")
    expect(mira.item(customers[0])).to_contain_text("Jonas Hollow")
    jonas.view("mine")
    expect(jonas.item(customers[0])).to_be_visible()
    expect(jonas.item(customers[1])).to_have_count(0)
    jonas.open(customers[0])
    jonas.reload()
    expect(jonas.page.get_by_test_id("view-mine")).to_have_attribute("aria-current", "page")
    expect(jonas.thread).to_have_attribute("data-conversation-id", customers[0])
    jonas.act("resolve")
    jonas.expect_status("resolved")
    expect(jonas.item(customers[0])).to_have_count(0)
    jonas.view("resolved")
    expect(jonas.item(customers[0])).to_be_visible()


def test_a_filter_narrows_the_list_and_is_kept_over_a_reload(people: People) -> None:
    _, theirs = waiting(people)
    _, still = waiting(people)
    jonas, mira = people.agent("agent"), people.agent("agent2")
    mira.open(theirs)
    mira.claim()
    expect(jonas.item(theirs)).to_contain_text("Mira Heath")
    jonas.page.get_by_test_id("filters").click()
    jonas.page.get_by_test_id("filter-agent").select_option(label="Mira Heath")
    expect(jonas.item(still)).to_have_count(0)
    jonas.reload()
    expect(jonas.item(theirs)).to_be_visible()
    expect(jonas.item(still)).to_have_count(0)
    jonas.page.get_by_role("button", name="Agent: Mira Heath").click()
    expect(jonas.item(still)).to_be_visible()


def test_of_two_who_claim_at_once_one_wins_and_the_other_is_told(people: People) -> None:
    _, conversation = waiting(people)
    jonas, mira = people.agent("agent"), Console(people.page(), people.url)
    wire = Wire(mira.page)
    mira.sign_in(people.account("agent2"))
    for console in (jonas, mira):
        console.open(conversation)
    with wire.holding_back():
        jonas.claim()
        mira.act("claim")
    expect(mira.toasts).to_contain_text("Jonas Hollow")
    expect(mira.closed).to_contain_text("Jonas Hollow")
    expect(jonas.reply).to_be_visible()


def test_a_conversation_is_handed_to_a_colleague_then_to_a_team(people: People, returns_team: str) -> None:
    widget, conversation = waiting(people, "my boots are too small")
    jonas, mira = people.agent("agent"), people.agent("agent2")
    jonas.open(conversation)
    jonas.claim()
    jonas.hand_on("Mira Heath")
    expect(jonas.closed).to_contain_text("Mira Heath")
    expect(mira.toasts).to_contain_text("Jonas Hollow handed you a conversation")
    expect(widget.speaking_with).to_contain_text("Mira Heath")
    mira.view("mine")
    mira.open(conversation)
    mira.answer("Which size do you need?")
    expect(widget.by("agent")).to_have_count(1)
    mira.hand_on(returns_team)
    mira.expect_status("queued")
    mira.view("waiting")
    expect(mira.item(conversation)).to_contain_text(returns_team)


def test_a_supervisor_watches_and_takes_over_and_no_typed_word_is_lost(people: People) -> None:
    widget, conversation = waiting(people)
    jonas, noa = people.agent("agent"), people.agent("supervisor")
    jonas.open(conversation)
    jonas.claim()
    jonas.reply.fill("I was about to say")
    noa.view("floor")
    person = noa.page.get_by_test_id("floor-person").filter(has_text="Jonas Hollow")
    watched = person.get_by_test_id("watch")
    watched.and_(noa.page.locator(f"[href*='{conversation}']")).click()
    expect(jonas.viewers).to_contain_text("Noa Ridge")
    widget.write("is anybody there?")
    expect(noa.messages.filter(has_text="is anybody there?")).to_be_visible()
    noa.act("take-over")
    expect(noa.reply).to_be_visible()
    expect(jonas.loss).to_contain_text("Noa Ridge took this over")
    expect(jonas.loss).to_contain_text("kept")
    jonas.reload()
    expect(jonas.loss).to_be_visible()
    noa.act("release")
    noa.expect_status("queued")
    jonas.expect_status("queued")
    jonas.claim()
    expect(jonas.reply).to_have_value("I was about to say")


def test_an_agent_may_not_take_over(people: People) -> None:
    _, conversation = waiting(people)
    jonas, mira = people.agent("agent"), people.agent("agent2")
    jonas.open(conversation)
    jonas.claim()
    mira.open(conversation)
    expect(mira.closed).to_contain_text("Jonas Hollow")
    expect(mira.page.get_by_test_id("take-over")).to_have_count(0)


def test_what_was_said_in_any_conversation_is_found_and_opened_there(people: People) -> None:
    widget, conversation = waiting(people, "the zipper of my Nordlicht tent broke")
    for number in range(12):
        widget.write(f"more about it, part {number}")
    expect(widget.by("customer")).to_have_count(13)
    jonas = people.agent("agent")
    jonas.page.keyboard.press("/")
    expect(jonas.search).to_be_focused()
    jonas.search.fill("nordli zip")
    expect(jonas.found).to_have_count(1)
    expect(jonas.found.locator("mark")).to_have_text(["zipper", "Nordlicht"])
    jonas.found.click()
    expect(jonas.thread).to_have_attribute("data-conversation-id", conversation)
    said = jonas.messages.filter(has_text="Nordlicht")
    expect(said).to_be_in_viewport()
    expect(said).to_have_attribute("data-found", "true")
    jonas.search.fill("nobody-said-this")
    expect(jonas.page.get_by_text("No conversation mentions")).to_be_visible()


def test_a_draft_survives_turning_away_and_a_reload(people: People) -> None:
    _, one = waiting(people)
    _, other = waiting(people)
    jonas = people.agent("agent")
    jonas.open(one)
    jonas.claim()
    jonas.reply.fill("half a sen")
    jonas.open(other)
    expect(jonas.item(one)).to_contain_text("Draft")
    jonas.reload()
    expect(jonas.thread).to_have_attribute("data-conversation-id", other)
    jonas.open(one)
    expect(jonas.reply).to_have_value("half a sen")


def test_what_was_being_sent_at_a_reload_arrives_once(people: People) -> None:
    people.expect_complaint(CUT_OFF)
    widget, conversation = waiting(people)
    jonas = people.agent("agent")
    jonas.open(conversation)
    jonas.claim()
    jonas.page.context.set_offline(True)
    jonas.reply.fill("It is on its way.")
    jonas.page.get_by_test_id("send").click()
    expect(jonas.messages.last).to_have_attribute("data-state", "sending")
    expect(jonas.connection_bar).to_be_visible()
    jonas.page.context.set_offline(False)
    jonas.reload()
    expect(widget.by("agent")).to_have_count(1)
    expect(jonas.messages.filter(has_text="It is on its way.")).to_have_count(1)


def test_everything_works_from_the_keyboard(people: People) -> None:
    widget, conversation = waiting(people, "press no mouse button")
    jonas = people.agent("agent")
    keys = jonas.page.keyboard
    keys.press("g")
    keys.press("w")
    expect(jonas.page.get_by_test_id("view-waiting")).to_have_attribute("aria-current", "page")
    expect(jonas.item(conversation)).to_be_visible()
    jonas.step_to(conversation)
    keys.press("Alt+c")
    expect(jonas.reply).to_be_focused()
    keys.type("Done without a mouse.")
    keys.press("Enter")
    expect(widget.by("agent")).to_contain_text("Done without a mouse.")
    keys.press("Escape")
    expect(jonas.reply).not_to_be_focused()
    keys.press("?")
    expect(jonas.page.get_by_test_id("shortcuts")).to_contain_text("Hand on")
    keys.press("Escape")
    expect(jonas.page.get_by_test_id("shortcuts")).to_be_hidden()
    keys.press("Control+k")
    expect(jonas.page.get_by_test_id("palette-input")).to_be_focused()
    keys.type("hand on")
    expect(jonas.page.get_by_test_id("option")).to_have_count(1)
    keys.press("Enter")
    expect(jonas.page.get_by_test_id("transfer-dialog")).to_be_visible()
    keys.press("Escape")
    keys.press("]")
    expect(jonas.page.get_by_test_id("toggle-panel")).to_have_attribute("aria-expanded", "false")
    keys.press("]")
    keys.press("Alt+e")
    jonas.expect_status("resolved")
    keys.press("g")
    keys.press("h")
    expect(jonas.page.get_by_test_id("floor")).to_be_visible()


def test_settings_are_kept_and_colleagues_see_them(people: People) -> None:
    jonas, mira = people.agent("agent"), people.agent("agent2")
    jonas.page.get_by_test_id("open-settings").click()
    jonas.page.get_by_test_id("capacity").fill("2")
    jonas.page.get_by_test_id("capacity").press("Tab")
    jonas.page.get_by_test_id("alert-sound").check()
    jonas.page.keyboard.press("Escape")
    jonas.page.get_by_test_id("presence").click()
    mira.view("floor")
    person = mira.page.get_by_test_id("floor-person").filter(has_text="Jonas Hollow")
    expect(person.locator(".load")).to_contain_text(re.compile(r"Away · \d+ of 2"))
    jonas.reload()
    jonas.page.get_by_test_id("open-settings").click()
    expect(jonas.page.get_by_test_id("capacity")).to_have_value("2")
    expect(jonas.page.get_by_test_id("alert-sound")).to_be_checked()
