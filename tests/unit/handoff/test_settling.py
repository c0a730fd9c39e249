"""What the bot still knows after an agent's part."""

from bot.domain.repetition import current_stretch
from bot.domain.turn import TurnSignals
from handoff.domain import commands as c
from handoff.domain.commands import AgentRef
from handoff.domain.conversation import Conversation, Status, fold
from handoff.domain.decisions import decide
from handoff.domain.events import Event, Recorded
from handoff.domain.settling import REMEMBERED, settle
from tests.fakes_handoff import NINE

JONAS = AgentRef("a1", "Jonas")
ASKED = {
    "text": "where is my parcel",
    "decision": "escalate",
    "reason": "low_confidence",
    "slots": {"contact_name": "Ann", "contact_topic": "a tent", "requested_slot": "contact_email"},
    "active_form": "contact_form",
}


def test_who_the_customer_is_lasts_and_the_half_filled_form_does_not() -> None:
    part = settle((ASKED,), "Jonas")[-1]
    assert part["slots"] == {"contact_name": "Ann"}
    assert "active_form" not in part
    assert (part["settled_by"], part["text"]) == ("Jonas", "where is my parcel")


def test_nothing_before_the_agents_part_counts_any_more() -> None:
    angry = {"text": "you again", "decision": "offer", "negative": 0.9}
    memory = tuple(TurnSignals.from_dict(turn) for turn in settle((angry,), None))
    assert current_stretch(memory) == ()
    assert memory[-1].settled_by is None


def test_memory_stays_bounded_and_an_empty_one_stays_empty() -> None:
    assert len(settle((ASKED,) * REMEMBERED, "Jonas")) == REMEMBERED
    assert settle((), "Jonas") == ()


def test_a_returned_conversation_remembers_the_agents_part() -> None:
    state = Conversation("c1", "cu1", Status.ASSIGNED, agent=JONAS, memory=(ASKED,))
    assert _after(state, c.ReturnToBot(conversation_id="c1", agent=JONAS)).memory[-1]["settled_by"] == "Jonas"


def test_a_reopened_conversation_remembers_who_settled_it() -> None:
    state = Conversation("c1", "cu1", Status.ASSIGNED, agent=JONAS, memory=(ASKED,))
    resolved = _after(state, c.Resolve(conversation_id="c1", agent=JONAS))
    message = c.PostCustomerMessage(conversation_id="c1", client_id="1", text="one more thing")
    reopened = _after(resolved, message)
    if reopened.status is Status.BOT:  # within the grace period it goes back to the same agent
        assert reopened.memory[-1]["settled_by"] == "Jonas"


def _after(state: Conversation, command: c.Command) -> Conversation:
    events: tuple[Event, ...] = decide(state, command)
    recorded = [Recorded("c1", state.last_seq + n, NINE, event) for n, event in enumerate(events, 1)]
    return fold(state, recorded)
