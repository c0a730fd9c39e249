"""The story of a conversation, read from its events."""

from bot.domain.caller import Caller
from bot.domain.handover import Before
from handoff.conversation.handing_over import Contact, Handovers, story_of
from handoff.domain.events import (
    AgentAssigned,
    Event,
    HandoffRequested,
    MessagePosted,
    Recorded,
    ReturnedToBot,
)
from tests.fakes_handoff import NINE

ANN = Contact(Caller("Ann Lee", "ann@b.example", "x", verified=True), "en", "https://shop.example/", 2, 1)
SOURCE = {"article_id": "returns", "title": "Returning an item", "url": "/help/returns"}
CALLED = {
    "turn": {
        "text": "no!",
        "decision": "escalate",
        "intent": "frustrated",
        "negative": 0.8,
        "slots": {"order_number": "48213"},
        "active_form": "flow_form",
    },
    "parse": {"entities": [{"entity": "date", "value": "Monday"}]},
    "lines": ["The mood got worse."],
    "signals": [{"name": "vip", "fired": True}],
}


def log(*events: Event) -> list[Recorded]:
    return [Recorded("c1", seq, NINE, event) for seq, event in enumerate(events, 1)]


def customer(text: str) -> Event:
    return MessagePosted(message_id="m", author="customer", text=text)


def answered(text: str) -> Event:
    evidence = {"turn": {"text": text, "decision": "answer", "intent": "start_return", "negative": 0.1}}
    return MessagePosted(message_id="m", author="bot", text="...", sources=(SOURCE,), evidence=evidence)


def test_what_was_shown_felt_and_filled_in_is_read() -> None:
    said = (customer("how do I return it"), answered("how do I return it"), customer("no!"))
    story = story_of(ANN, log(*said, HandoffRequested(reason="negative_sentiment", evidence=CALLED)))
    assert [step.titles for step in story.steps] == [("Returning an item",), ()]
    assert [step.text for step in story.steps] == ["how do I return it", "no!"]
    assert story.steps[-1].entities == (("date", "Monday"),)
    assert (story.slots, story.form) == ({"order_number": "48213"}, "flow_form")
    assert story.why == ("The mood got worse.",)
    assert (story.vip, story.before) == ("a rule of the policy", Before(0, 2, 1))


def test_only_the_matter_since_the_last_agent_counts() -> None:
    first = (customer("one"), answered("one"), AgentAssigned(agent={"id": "a", "name": "A"}), ReturnedToBot())
    story = story_of(ANN, log(*first, customer("two"), answered("two")))
    assert [step.text for step in story.steps] == ["two"]
    assert story.before.parts == 1


def test_nothing_said_is_a_story_too() -> None:
    assert story_of(ANN, ()).steps == ()


class Desk:
    """Contacts and events of one conversation."""

    async def of(self, conversation_id: str) -> Contact:
        return ANN

    async def events_after(
        self, conversation_id: str, after: int, limit: int | None = None
    ) -> tuple[Recorded, ...]:
        return tuple(log(customer("no!"), HandoffRequested(reason="x", evidence=CALLED)))


async def test_the_summary_names_who_it_is_and_why_a_person_is_needed() -> None:
    contact, summary = await Handovers(Desk(), Desk()).summary("c1")
    assert contact == ANN
    assert summary.lines[0].startswith("Who: Ann Lee (verified, VIP: a rule of the policy, en)")
    assert "Why a person: The mood got worse." in summary.lines
    assert "Details: date Monday, order number 48213." in summary.lines
