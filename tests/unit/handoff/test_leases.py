"""Leases: who is here keeps their conversations, who is gone loses them once, and is told of it once."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from handoff.conversation.service import Service
from handoff.domain import commands as c
from handoff.domain.commands import AgentRef
from handoff.domain.conversation import Conversation
from handoff.queue.leases import Lapsed, Leases, Loss
from tests.fakes_handoff import Clock, MemoryConversations

ALICE = AgentRef("a1", "Alice")
BOB = AgentRef("a2", "Bob")
LIFE = timedelta(seconds=60)


@dataclass
class MemoryLeases:
    """Leases and losses, over the states of a store in memory."""

    conversations: MemoryConversations
    until: dict[str, datetime] = field(default_factory=dict)
    lost: dict[tuple[str, str], datetime] = field(default_factory=dict)
    found_earlier: tuple[Lapsed, ...] | None = None

    async def renew(self, staff_ids: Collection[str], at: datetime, expires_at: datetime) -> None:
        self.until.update(dict.fromkeys(staff_ids, expires_at))

    async def lapsed(self, at: datetime) -> tuple[Lapsed, ...]:
        if self.found_earlier is not None:
            return self.found_earlier
        owned = [(state.id, state.agent) for state in self.conversations.states.values() if state.agent]
        return tuple(Lapsed(id_, a.id, a.name) for id_, a in owned if self.until.get(a.id, at) <= at)

    async def add_loss(self, staff_id: str, conversation_id: str, at: datetime) -> None:
        self.lost[staff_id, conversation_id] = at

    async def losses(self, staff_id: str) -> tuple[Loss, ...]:
        return tuple(Loss(id_, "Robin", at) for (who, id_), at in self.lost.items() if who == staff_id)

    async def forget_losses(self, staff_id: str, conversation_ids: Collection[str]) -> None:
        for conversation_id in conversation_ids:
            self.lost.pop((staff_id, conversation_id), None)


class Desk:
    """Two agents, two conversations, and a clock that moves when told."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.here: set[str] = {"a1", "a2"}
        self.conversations = MemoryConversations(Conversation("c1", "cu1"), Conversation("c2", "cu2"))
        self.store = MemoryLeases(self.conversations)
        self.service = Service(self.conversations, self.clock, structlog.get_logger())
        self.leases = self.restarted()

    def restarted(self) -> Leases:
        log = structlog.get_logger()
        return Leases(self.store, self.service, lambda: self.here, self.clock, LIFE, log)

    async def claim(self, conversation_id: str, agent: AgentRef) -> None:
        await self.service.handle(c.Claim(conversation_id=conversation_id, agent=agent))

    async def pass_by(self, seconds: int, leases: Leases | None = None) -> None:
        """Let time pass in steps of fifteen seconds, with all that happens in it."""
        for _ in range(seconds // 15):
            self.clock.pass_by(timedelta(seconds=15))
            await (leases or self.leases).renew_present()
            await (leases or self.leases).take_back()

    def owners(self) -> dict[str, str | None]:
        states = self.conversations.states.values()
        return {state.id: state.agent.id if state.agent else None for state in states}


async def test_who_is_gone_loses_everything_and_who_is_here_nothing() -> None:
    desk = Desk()
    await desk.claim("c1", ALICE)
    await desk.claim("c2", BOB)
    await desk.pass_by(120)
    assert desk.owners() == {"c1": "a1", "c2": "a2"}
    desk.here = {"a2"}
    await desk.pass_by(45)
    assert desk.owners() == {"c1": "a1", "c2": "a2"}
    await desk.pass_by(30)
    assert desk.owners() == {"c1": None, "c2": "a2"}
    assert desk.conversations.types("c1") == [
        "agent_assigned",
        "returned_to_queue",
        "note_posted",
        "message_posted",
    ]


async def test_the_agent_is_told_until_they_say_that_they_know() -> None:
    desk = Desk()
    await desk.claim("c1", ALICE)
    desk.here = set()
    await desk.pass_by(120)
    (loss,) = await desk.leases.losses("a1")
    assert (loss.conversation_id, loss.to_wire()["customer"]) == ("c1", "Robin")
    assert await desk.leases.losses("a1") == (loss,)
    assert await desk.leases.losses("a1", told=["c1"]) == ()
    assert await desk.leases.losses("a2") == ()


async def test_a_conversation_is_lost_once() -> None:
    desk = Desk()
    await desk.claim("c1", ALICE)
    desk.here = set()
    await desk.pass_by(300)
    assert desk.conversations.types("c1").count("returned_to_queue") == 1


async def test_the_time_in_which_the_service_was_down_is_not_held_against_anybody() -> None:
    desk = Desk()
    await desk.claim("c1", ALICE)
    await desk.pass_by(60)
    desk.clock.pass_by(timedelta(hours=1))
    restarted = desk.restarted()
    desk.here = set()
    await desk.pass_by(45, restarted)
    assert desk.owners()["c1"] == "a1"
    await desk.pass_by(30, restarted)
    assert desk.owners()["c1"] is None


async def test_whoever_asks_for_anything_is_here() -> None:
    desk = Desk()
    await desk.claim("c1", ALICE)
    desk.here = set()
    for _ in range(10):
        await desk.leases.renew("a1")
        await desk.pass_by(30)
    assert desk.owners()["c1"] == "a1"


async def test_what_changed_hands_between_looking_and_taking_is_left_alone() -> None:
    desk = Desk()
    await desk.claim("c1", ALICE)
    desk.here = set()
    await desk.pass_by(60)
    stale = (Lapsed("c1", BOB.id, BOB.name), Lapsed("gone", ALICE.id, ALICE.name))
    desk.store.found_earlier = stale
    before = desk.conversations.types("c1")
    await desk.leases.take_back()
    assert desk.conversations.types("c1") == before
    assert await desk.leases.losses("a2") == ()
