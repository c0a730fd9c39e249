"""Twenty agents reach for one conversation at the same moment: one has it, nineteen learn who.

`FRONTDESK_LONG=1` plays a thousand rounds over the database and a hundred over sockets.
"""

import asyncio
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
import structlog

from handoff.adapters.conversation_store import SqlConversationStore
from handoff.adapters.database import Database
from handoff.adapters.people_store import SqlCustomerStore
from handoff.conversation.service import Service
from handoff.conversation.visitors import Customer
from handoff.domain.commands import AgentRef, Claim, RequestHandoff
from handoff.domain.conversation import Conversation
from handoff.domain.refusals import AlreadyAssigned
from tests.contract import Ack, accepted, staff, waits_for_person
from tests.inside import Inside, opened
from tests.live import Client, customer

LONG = os.environ.get("FRONTDESK_LONG") == "1"
ROUNDS = 1_000 if LONG else 30
SOCKET_ROUNDS = 100 if LONG else 5
AGENTS = [AgentRef(f"a{number:02}", f"Agent {number:02}") for number in range(20)]


def now() -> datetime:
    return datetime.now(UTC)


async def claim(service: Service, conversation_id: str, agent: AgentRef) -> str | None:
    """Claim, and give the name a loser was told; None for the winner."""
    try:
        await service.handle(Claim(conversation_id=conversation_id, agent=agent))
    except AlreadyAssigned as refusal:
        return str(refusal.details["agent"]["name"])  # type: ignore[index]
    return None


async def test_twenty_claims_have_one_winner_and_nineteen_who_know_the_name(database: Database) -> None:
    store = SqlConversationStore(database)
    service = Service(store, now, structlog.get_logger())
    winners: Counter[str] = Counter()
    for number in range(ROUNDS):
        name = f"c{number}"
        await SqlCustomerStore(database).add(Customer(f"cu{number}", "Visitor"), now())
        await store.find_or_create(Conversation(name, f"cu{number}"), None, now())
        await service.handle(RequestHandoff(conversation_id=name, reason="customer_asked"))
        order = AGENTS[number % 20 :] + AGENTS[: number % 20]
        told = dict(
            zip(order, await asyncio.gather(*(claim(service, name, agent) for agent in order)), strict=True)
        )
        (winner,) = [agent for agent, told_name in told.items() if told_name is None]
        assert {told_name for told_name in told.values() if told_name} == {winner.name}
        assert (await store.load(name)).agent == winner
        kinds = [recorded.event.type for recorded in await store.events_after(name, 0)]
        assert kinds.count("agent_assigned") == 1
        winners[winner.id] += 1
    assert len(winners) > 1


@pytest.fixture
def roomy(tmp_path: Path) -> Iterator[Inside]:
    """A service that lets a customer in for every round, all from one address."""
    with opened(tmp_path, visitor_rate="1000/minute") as service:
        yield service


async def test_two_windows_of_each_of_two_agents_over_sockets(roomy: Inside) -> None:
    roles = ("agent", "agent2", "admin")
    tokens = {role: roomy.sign_in(role)["token"] for role in roles}
    async with AsyncExitStack() as stack:
        desks = [await stack.enter_async_context(staff(roomy, tokens, role)) for role in roles * 2]
        for _ in range(SOCKET_ROUNDS):
            await play(roomy, desks)


async def play(place: Inside, desks: list[Client]) -> None:
    admission = place.visitor()
    of = {"conversation_id": admission["conversation_id"]}
    async with customer(place, admission) as robin:
        await waits_for_person(robin)
        acks: list[Ack] = await asyncio.gather(*(desk.emit("conversation:claim", of) for desk in desks))
        assigned = await robin.heard(lambda event: event["type"] == "agent_assigned")
        winner = assigned["data"]["agent"]
        lost = [ack["error"] for ack in acks if not ack["ok"]]
        assert {error["code"] for error in lost} == {"already_assigned"}
        assert {error["agent"]["name"] for error in lost} == {winner["name"]}
        # The winner's second window asks for what is theirs already, and gets a yes.
        assert len(lost) == len(desks) - 2
        opened = accepted(await desks[0].emit("conversation:open", of))
        assert opened["conversation"]["agent"] == winner
