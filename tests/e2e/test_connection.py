"""Network gone, service killed, dialogue absent: what was written arrives once, and people are told."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import UNHURRIED, People
from tests.e2e.pages import Widget
from tests.live import LiveService, start

WITHOUT_DIALOGUE = {**UNHURRIED, "FRONTDESK_DIALOGUE": "false"}
CUT_OFF = r"net::ERR_|WebSocket connection to"

Gather = Callable[[LiveService], People]


def test_a_message_written_offline_is_sent_once_when_the_network_is_back(people: People) -> None:
    people.expect_complaint(CUT_OFF)
    widget = people.customer()
    widget.ask("hello")
    widget.page.context.set_offline(True)
    widget.write("are you still there?")
    expect(widget.messages.last).to_contain_text("Sending…")
    expect(widget.connection_bar).to_contain_text("No connection")
    widget.page.context.set_offline(False)
    expect(widget.by("bot")).to_have_count(2)
    expect(widget.connection_bar).to_be_hidden()
    widget.reload()
    expect(widget.messages).to_have_count(4)
    assert [text for author, text in widget.lines() if author == "customer"] == [
        "hello",
        "are you still there?",
    ]


def test_a_message_kept_over_a_closed_page_is_sent_by_the_next_one(people: People) -> None:
    people.expect_complaint(CUT_OFF)
    widget = people.customer()
    widget.ask("hello")
    widget.page.context.set_offline(True)
    widget.write("one last thing")
    expect(widget.messages.last).to_contain_text("Sending…")
    widget.page.close()
    widget.page.context.set_offline(False)
    again = Widget(widget.page.context.new_page(), people.url).open()
    expect(again.by("bot")).to_have_count(2)
    assert [text for author, text in again.lines() if author == "customer"] == ["hello", "one last thing"]


@pytest.fixture(scope="module")
def without(built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveService]:
    """A service without its dialogue, which a test may kill; what runs in the end is stopped."""
    service = start(tmp_path_factory.mktemp("without"), WITHOUT_DIALOGUE)
    try:
        service.wait_ready(dialogue="off")
        yield service
    finally:
        service.stop()


def test_a_killed_service_comes_back_and_nobody_has_lost_a_word(without: LiveService, gather: Gather) -> None:
    people = gather(without)
    people.expect_complaint(CUT_OFF)
    widget = people.customer()
    widget.ask("my parcel is late")
    expect(widget.handoff_note).to_be_visible()
    console = people.agent()
    console.open(widget.conversation_id())
    console.claim()
    console.answer("I am looking into it.")
    expect(widget.by("agent")).to_have_count(1)
    without.kill()
    expect(widget.connection_bar).to_be_visible()
    expect(console.connection_bar).to_be_visible()
    widget.write("thank you, I wait")
    console.answer("It arrives tomorrow.")
    revived = start(without.data_dir, WITHOUT_DIALOGUE, without.port)
    without.process = revived.process
    revived.wait_ready(dialogue="off")
    for page in (widget, console):
        expect(page.connection_bar).to_be_hidden()
        expect(page.messages).to_have_count(5)
    assert widget.lines() == console.lines()
    assert {text for _, text in widget.lines()[3:]} == {"thank you, I wait", "It arrives tomorrow."}
    widget.reload()
    console.reload()
    expect(widget.messages).to_have_count(5)
    expect(console.messages).to_have_count(5)
    assert widget.lines() == console.lines()


def test_without_the_dialogue_a_person_is_promised_and_comes(without: LiveService, gather: Gather) -> None:
    people = gather(without)
    widget = people.customer()
    reply = widget.ask("how do I wash my jacket")
    expect(reply).to_contain_text("person")
    expect(widget.handoff_note).to_be_visible()
    console = people.agent()
    expect(console.item(widget.conversation_id())).to_contain_text("Bot unavailable")
    console.open(widget.conversation_id())
    console.claim()
    console.answer("At 30 degrees.")
    expect(widget.by("agent")).to_contain_text("At 30 degrees.")
