"""Ownership: taking over, giving, losing and letting go end in one owner, and say who had it before."""

from collections.abc import Callable
from typing import Any

import pytest

from handoff.domain import commands as c
from handoff.domain.commands import AgentRef, Command
from handoff.domain.conversation import Conversation
from handoff.domain.decisions import decide
from handoff.domain.events import AgentAssigned, MessagePosted, NotePosted, ReturnedToBot, ReturnedToQueue
from handoff.domain.ownership import LOST_WORDS, decide_ownership
from tests.unit.handoff.test_decisions import (
    ALICE,
    ASSIGNED,
    BOB,
    QUEUED,
    STATES,
    by,
    expect_outcome,
    run,
)

CARLA = AgentRef("a3", "Carla")


def lost_by(agent: AgentRef) -> Command:
    return c.ExpireLease(conversation_id="c1", agent=agent, silent_s=60)


def given_to(agent: AgentRef) -> Command:
    return c.Assign(conversation_id="c1", agent=agent, by="routing")


TABLE: dict[str, tuple[Command, dict[str, Any]]] = {
    "routing gives it to alice": (
        given_to(ALICE),
        {
            "bot": "transition_not_allowed",
            "queued": ["agent_assigned"],
            "assigned": "already_assigned",
            "resolved": "transition_not_allowed",
        },
    ),
    "carla takes over": (
        by(c.TakeOver, CARLA),
        {
            "bot": ["agent_assigned"],
            "queued": ["agent_assigned"],
            "assigned": ["agent_assigned"],
            "resolved": "transition_not_allowed",
        },
    ),
    "alice takes over": (
        by(c.TakeOver, ALICE),
        {
            "bot": ["agent_assigned"],
            "queued": ["agent_assigned"],
            "assigned": [],
            "resolved": "transition_not_allowed",
        },
    ),
    "alice loses her lease": (
        lost_by(ALICE),
        {
            "bot": [],
            "queued": [],
            "assigned": ["returned_to_queue", "note_posted", "message_posted"],
            "resolved": [],
        },
    ),
    "bob loses his lease": (lost_by(BOB), {status: [] for status in STATES}),
    "alice transfers to a team": (
        by(c.Transfer, ALICE, to_team="returns"),
        {
            "bot": "not_owner",
            "queued": "not_owner",
            "assigned": ["returned_to_queue"],
            "resolved": "not_owner",
        },
    ),
    "alice transfers to nobody": (
        by(c.Transfer, ALICE),
        {
            "bot": "not_owner",
            "queued": "not_owner",
            "assigned": "transition_not_allowed",
            "resolved": "not_owner",
        },
    ),
}


@pytest.mark.parametrize("status", STATES)
@pytest.mark.parametrize("asked", TABLE)
def test_table(asked: str, status: str) -> None:
    command, expected = TABLE[asked]
    expect_outcome(STATES[status], command, expected[status])


def test_who_had_it_and_who_gave_it_stand_in_the_event() -> None:
    alice, bob = ALICE.to_data(), BOB.to_data()
    assert decide(ASSIGNED, by(c.TakeOver, BOB)) == (
        AgentAssigned(agent=bob, cause="take_over", by="Bob", former=alice),
    )
    assert decide(ASSIGNED, by(c.Transfer, ALICE, to_agent=BOB)) == (
        AgentAssigned(agent=bob, cause="transfer", by="Alice", former=alice),
    )
    assert decide(QUEUED, given_to(BOB)) == (AgentAssigned(agent=bob, cause="assigned", by="routing"),)
    assert decide(ASSIGNED, by(c.Release, ALICE)) == (ReturnedToQueue(cause="released", former=alice),)


def test_a_lost_lease_leaves_a_note_for_agents_and_a_word_for_the_customer() -> None:
    returned, note, word = decide(ASSIGNED, lost_by(ALICE))
    assert returned == ReturnedToQueue(cause="lease_expired", former=ALICE.to_data())
    assert isinstance(note, NotePosted)
    assert isinstance(word, MessagePosted)
    assert note.text.startswith("Alice was not reachable for 60 seconds")
    assert (word.author, word.text) == ("system", LOST_WORDS)
    places = [f"c1.{ASSIGNED.last_seq + place}" for place in (2, 3)]
    assert [note.note_id, word.message_id] == places


def test_a_team_keeps_its_conversation_through_release_and_loses_it_with_the_bot() -> None:
    waiting = run(ASSIGNED, by(c.Transfer, ALICE, to_team="returns"))
    assert (waiting.team, waiting.agent, waiting.status.value) == ("returns", None, "queued")
    again = run(waiting, by(c.Claim, BOB), by(c.Release, BOB))
    assert (again.team, again.status.value) == ("returns", "queued")
    assert run(again, by(c.ReturnToBot, BOB)).team is None


def test_the_bot_is_told_where_to_begin_until_it_has_spoken() -> None:
    returned, _word = decide(ASSIGNED, by(c.ReturnToBot, ALICE, flow="track_order"))
    assert returned == ReturnedToBot(flow="track_order")
    back = run(ASSIGNED, by(c.ReturnToBot, ALICE, flow="track_order"))
    assert (back.flow, back.owed) == ("track_order", (f"c1.{ASSIGNED.last_seq + 1}",))
    asked = run(back, c.PostCustomerMessage(conversation_id="c1", client_id="k2", text="x"))
    reply = c.PostBotReply(conversation_id="c1", fence=back.fence, in_reply_to=asked.owed[0], text="Hi")
    assert run(asked, reply).flow is None


def test_whoever_settled_it_is_remembered_until_somebody_has_it_again() -> None:
    settled = run(ASSIGNED, by(c.Resolve, ALICE))
    assert settled.resolved_by == ALICE
    assert settled.resolved_at is not None
    again = c.PostCustomerMessage(conversation_id="c1", client_id="k2", text="x")
    assert run(settled, again).resolved_by is None


@pytest.mark.parametrize(
    "taking", [by(c.Claim, CARLA), by(c.TakeOver, CARLA), given_to(CARLA)], ids=["claim", "over", "give"]
)
def test_every_way_to_take_a_waiting_one_moves_the_fence(taking: Command) -> None:
    taken = run(QUEUED, taking)
    assert taken.agent == CARLA
    assert taken.fence == QUEUED.fence + 1


def test_what_moves_nothing_is_none_of_its_business() -> None:
    note = by(c.PostNote, ALICE, client_id="n", text="x")
    decide_note: Callable[[Conversation], object] = lambda state: decide_ownership(state, note)  # noqa: E731
    assert {decide_note(state) for state in STATES.values()} == {None}
