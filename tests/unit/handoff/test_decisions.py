"""The whole table of who may do what in which status."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from handoff.domain import commands as c
from handoff.domain.commands import AgentRef, Command
from handoff.domain.conversation import Conversation, Status, fold
from handoff.domain.decisions import decide
from handoff.domain.events import Event, HandoffRequested, MessagePosted, Recorded
from handoff.domain.refusals import AlreadyAssigned, NotOwner, Refusal, StaleReply

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ALICE = AgentRef("a1", "Alice")
BOB = AgentRef("a2", "Bob")
NEW = Conversation("c1", "cu1")


def run(conversation: Conversation, *asked: Command) -> Conversation:
    """Decide and fold several commands."""
    for command in asked:
        events = decide(conversation, command)
        first = conversation.last_seq + 1
        recorded = [
            Recorded("c1", first + i, AT + timedelta(seconds=first + i), e) for i, e in enumerate(events)
        ]
        conversation = fold(conversation, recorded)
    return conversation


def expect_outcome(state: Conversation, command: Command, expected: str | list[str]) -> None:
    """Expect a refusal by its code, or the types of the events."""
    if isinstance(expected, str):
        with pytest.raises(Refusal) as refused:
            decide(state, command)
        assert refused.value.code == expected
        return
    assert types(decide(state, command)) == expected


def types(events: tuple[Event, ...]) -> list[str]:
    return [event.type for event in events]


def customer(text: str = "hello", client_id: str = "k1") -> Command:
    return c.PostCustomerMessage(conversation_id="c1", client_id=client_id, text=text)


def bot(conversation: Conversation, **more: Any) -> Command:
    fields: dict[str, Any] = {
        "fence": conversation.fence,
        "in_reply_to": conversation.owed[0],
        "text": "Hi.",
    } | more
    return c.PostBotReply(conversation_id="c1", **fields)


HANDOFF = c.RequestHandoff(conversation_id="c1", reason="customer_asked", evidence={"lines": ["Asked."]})


def by(kind: type[c.AgentCommand], agent: AgentRef, **more: Any) -> Command:
    return kind(conversation_id="c1", agent=agent, **more)


WITH_BOT = run(NEW, customer())
QUEUED = run(WITH_BOT, HANDOFF)
ASSIGNED = run(QUEUED, by(c.Claim, ALICE))
RESOLVED = run(ASSIGNED, by(c.Resolve, ALICE))
STATES = {"bot": WITH_BOT, "queued": QUEUED, "assigned": ASSIGNED, "resolved": RESOLVED}


def test_the_sample_states_are_what_their_names_say() -> None:
    assert {name: state.status.value for name, state in STATES.items()} == {name: name for name in STATES}


TABLE: dict[str, tuple[Command, dict[str, Any]]] = {
    "customer writes": (
        customer(client_id="k2"),
        {
            "bot": ["message_posted"],
            "queued": ["message_posted"],
            "assigned": ["message_posted"],
            "resolved": ["conversation_reopened", "message_posted"],
        },
    ),
    "customer wants a person": (
        HANDOFF,
        {
            "bot": ["handoff_requested", "message_posted"],
            "queued": [],
            "assigned": [],
            "resolved": ["conversation_reopened", "handoff_requested", "message_posted"],
        },
    ),
    "alice claims": (
        by(c.Claim, ALICE),
        {
            "bot": ["agent_assigned"],
            "queued": ["agent_assigned"],
            "assigned": [],
            "resolved": "transition_not_allowed",
        },
    ),
    "bob claims": (
        by(c.Claim, BOB),
        {
            "bot": ["agent_assigned"],
            "queued": ["agent_assigned"],
            "assigned": "already_assigned",
            "resolved": "transition_not_allowed",
        },
    ),
    "alice writes": (
        by(c.PostAgentMessage, ALICE, client_id="a", text="Hi"),
        {"bot": "not_owner", "queued": "not_owner", "assigned": ["message_posted"], "resolved": "not_owner"},
    ),
    "bob writes": (
        by(c.PostAgentMessage, BOB, client_id="a", text="Hi"),
        {"bot": "not_owner", "queued": "not_owner", "assigned": "not_owner", "resolved": "not_owner"},
    ),
    "alice transfers to bob": (
        by(c.Transfer, ALICE, to_agent=BOB),
        {"bot": "not_owner", "queued": "not_owner", "assigned": ["agent_assigned"], "resolved": "not_owner"},
    ),
    "alice releases": (
        by(c.Release, ALICE),
        {
            "bot": "not_owner",
            "queued": "not_owner",
            "assigned": ["returned_to_queue"],
            "resolved": "not_owner",
        },
    ),
    "alice returns to the bot": (
        by(c.ReturnToBot, ALICE),
        {
            "bot": "not_owner",
            "queued": ["returned_to_bot", "message_posted"],
            "assigned": ["returned_to_bot", "message_posted"],
            "resolved": "not_owner",
        },
    ),
    "bob returns to the bot": (
        by(c.ReturnToBot, BOB),
        {
            "bot": "not_owner",
            "queued": ["returned_to_bot", "message_posted"],
            "assigned": "not_owner",
            "resolved": "not_owner",
        },
    ),
    "alice resolves": (
        by(c.Resolve, ALICE),
        {
            "bot": "not_owner",
            "queued": ["conversation_resolved"],
            "assigned": ["conversation_resolved"],
            "resolved": "not_owner",
        },
    ),
    "bob tags": (
        by(c.Tag, BOB, tags=("refund",)),
        {status: ["conversation_tagged"] for status in STATES},
    ),
    "bob notes": (
        by(c.PostNote, BOB, client_id="n", text="Look"),
        {status: ["note_posted"] for status in STATES},
    ),
    "customer rates the conversation": (
        c.SubmitSurvey(conversation_id="c1", csat=5),
        {status: ["survey_submitted"] for status in STATES},
    ),
    "customer rates an unknown answer": (
        c.RateAnswer(conversation_id="c1", message_id="c1.99", helpful=True),
        dict.fromkeys(STATES, "unknown_message"),
    ),
    "customer picks what was never offered": (
        c.PickChoice(conversation_id="c1", message_id="c1.1", choice_id="person"),
        dict.fromkeys(STATES, "choice_expired"),
    ),
}


@pytest.mark.parametrize("status", STATES)
@pytest.mark.parametrize("asked", TABLE)
def test_table(asked: str, status: str) -> None:
    command, expected = TABLE[asked]
    expect_outcome(STATES[status], command, expected[status])


def test_a_reply_answers_what_is_owed_and_only_once() -> None:
    answered = run(WITH_BOT, bot(WITH_BOT))
    assert answered.owed == ()
    with pytest.raises(StaleReply):
        decide(answered, bot(WITH_BOT))


@pytest.mark.parametrize("status", ["queued", "assigned", "resolved"])
def test_a_late_reply_never_talks_over_a_person(status: str) -> None:
    with pytest.raises(StaleReply):
        decide(STATES[status], bot(WITH_BOT))


def test_a_reply_from_before_a_handoff_is_stale_even_when_the_bot_is_back() -> None:
    back = run(ASSIGNED, by(c.ReturnToBot, ALICE), customer(client_id="k2"))
    late = c.PostBotReply(conversation_id="c1", fence=WITH_BOT.fence, in_reply_to=back.owed[0], text="Hi.")
    with pytest.raises(StaleReply, match="fencing number 0"):
        decide(back, late)


def test_an_escalating_reply_speaks_and_asks_for_a_person_in_one_step() -> None:
    evidence = {"lines": ["Upset."], "turn": {"text": "grr"}}
    command = bot(WITH_BOT, escalation_reason="negative_sentiment", evidence=evidence)
    message, handoff = decide(WITH_BOT, command)
    assert isinstance(message, MessagePosted)
    assert message.evidence is None
    assert handoff == HandoffRequested(reason="negative_sentiment", evidence=evidence)
    assert run(WITH_BOT, command).memory == ({"text": "grr"},)


def test_a_choice_is_open_until_the_customer_goes_on() -> None:
    offer = bot(WITH_BOT, choices=({"id": "person", "label": "Talk to a person"},))
    offered = run(WITH_BOT, offer)
    pick = c.PickChoice(conversation_id="c1", message_id=offered.offered_by or "", choice_id="person")
    (picked,) = decide(offered, pick)
    assert isinstance(picked, MessagePosted)
    assert (picked.text, picked.choice_id) == ("Talk to a person", "person")
    with pytest.raises(Refusal, match="no longer open"):
        decide(run(offered, customer(client_id="k2")), pick)


def test_a_customer_rates_an_answer_of_the_bot() -> None:
    answered = run(WITH_BOT, bot(WITH_BOT))
    rating = c.RateAnswer(conversation_id="c1", message_id=answered.ratable[0], helpful=False)
    assert types(decide(answered, rating)) == ["rating_given"]


def test_the_same_tags_again_change_nothing() -> None:
    tagged = run(WITH_BOT, by(c.Tag, BOB, tags=("refund", "vip", "refund")))
    assert tagged.tags == ("refund", "vip")
    assert decide(tagged, by(c.Tag, ALICE, tags=("refund", "vip"))) == ()


def test_words_written_before_the_conversation_changed_hands_are_not_sent() -> None:
    back = run(ASSIGNED, by(c.Transfer, ALICE, to_agent=BOB), by(c.Transfer, BOB, to_agent=ALICE))
    late = by(c.PostAgentMessage, ALICE, client_id="a", text="Hi", fence=ASSIGNED.fence)
    with pytest.raises(NotOwner, match="other hands") as refused:
        decide(back, late)
    assert refused.value.details == {"fence": back.fence}
    fresh = by(c.PostAgentMessage, ALICE, client_id="a", text="Hi", fence=back.fence)
    assert types(decide(back, fresh)) == ["message_posted"]


def test_a_settled_matter_returns_to_its_agent_when_they_are_its_heir() -> None:
    events = decide(RESOLVED, customer(client_id="k2"), ALICE)
    assert types(events) == ["conversation_reopened", "agent_assigned", "message_posted"]
    assert run(NEW, customer()).agent is None
    assert types(decide(WITH_BOT, customer(client_id="k2"), ALICE)) == ["message_posted"]


def test_a_loser_learns_the_winners_name() -> None:
    with pytest.raises(AlreadyAssigned, match="Alice already took") as refused:
        decide(ASSIGNED, by(c.Claim, BOB))
    assert refused.value.details == {"agent": {"id": "a1", "name": "Alice"}}


def test_a_stranger_learns_the_owners_name() -> None:
    with pytest.raises(NotOwner, match="Alice owns"):
        decide(ASSIGNED, by(c.Resolve, BOB))


def test_every_change_of_speaker_moves_the_fence() -> None:
    fences = [state.fence for state in (WITH_BOT, QUEUED, ASSIGNED, RESOLVED)]
    assert fences == sorted(set(fences))


def test_message_ids_name_the_place_of_the_message() -> None:
    reopened, message = decide(RESOLVED, customer(client_id="k9"))
    assert reopened.type == "conversation_reopened"
    assert isinstance(message, MessagePosted)
    assert message.message_id == f"c1.{RESOLVED.last_seq + 2}"


def test_an_unknown_command_is_refused() -> None:
    with pytest.raises(Refusal, match="Command is not a command"):
        decide(replace(WITH_BOT, status=Status.BOT), Command(conversation_id="c1"))
