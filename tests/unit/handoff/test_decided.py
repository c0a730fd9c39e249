"""The bot's decisions in a conversation, with what it remembered when it made each."""

from handoff.domain.decided import decided_of
from handoff.domain.events import (
    AgentAssigned,
    Event,
    HandoffRequested,
    MessagePosted,
    RatingGiven,
    Recorded,
    ReturnedToBot,
)
from tests.fakes_handoff import NINE

JONAS = {"id": "a1", "name": "Jonas"}


def log(*events: Event) -> list[Recorded]:
    return [Recorded("c1", seq, NINE, event) for seq, event in enumerate(events, 1)]


def customer(text: str) -> Event:
    return MessagePosted(message_id="c1.1", author="customer", text=text)


def bot(text: str, **evidence: object) -> Event:
    return MessagePosted(message_id="c1.2", author="bot", text="...", evidence=evidence_of(text, **evidence))


def evidence_of(text: str, **more: object) -> dict[str, object]:
    return {"turn": {"text": text, "decision": "say"}, **more}


def test_each_decision_has_its_message_and_what_was_remembered() -> None:
    one, two = decided_of(log(customer("hi"), bot("hi"), customer("and?"), bot("and?")))
    assert (one.seq, one.text, one.memory, one.remembered) == (2, "hi", (), ())
    assert (two.seq, two.text, two.remembered) == (4, "and?", (2,))
    assert [turn["text"] for turn in two.memory] == ["hi"]


def test_a_call_is_decided_where_its_evidence_stands() -> None:
    words = MessagePosted(message_id="c1.2", author="bot", text="A person will help.")
    (called,) = decided_of(
        log(customer("help"), words, HandoffRequested(reason="x", evidence=evidence_of("help")))
    )
    assert (called.seq, called.text) == (3, "help")


def test_the_agents_part_is_remembered_at_its_place() -> None:
    called = HandoffRequested(reason="x", evidence=evidence_of("help"))
    back = (AgentAssigned(agent=JONAS), ReturnedToBot(), customer("thanks"), bot("thanks"))
    decided = decided_of(log(customer("help"), called, *back))[-1]
    assert decided.remembered == (2, 4)
    assert decided.memory[-1]["settled_by"] == "Jonas"


def test_what_is_no_decision_is_left_out() -> None:
    pressed = HandoffRequested(reason="customer_asked")
    broken = HandoffRequested(reason="dialogue_unavailable", evidence={"lines": ["The bot broke."]})
    rated = RatingGiven(message_id="c1.2", helpful=True)
    assert decided_of(log(customer("hi"), rated, pressed, broken)) == ()


def test_places_follow_the_memory_when_it_is_full() -> None:
    turns = [event for number in range(30) for event in (customer(str(number)), bot(str(number)))]
    last = decided_of(log(*turns))[-1]
    assert len(last.memory) == len(last.remembered) == 20
    assert [turn["text"] for turn in last.memory] == [str(number) for number in range(9, 29)]
    assert last.remembered == tuple(2 * number + 2 for number in range(9, 29))
