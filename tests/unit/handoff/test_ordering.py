"""What the service tells: one conversation's outcomes in the order of their commits, whoever is slow."""

import asyncio
from datetime import timedelta

import structlog

from handoff.conversation.service import Outcome, Service
from handoff.domain import commands as c
from handoff.domain.conversation import Conversation
from handoff.domain.events import MessagePosted
from tests.fakes_handoff import ALICE, Clock, MemoryConversations


def office() -> Service:
    store = MemoryConversations(Conversation("c1", "cu1"), Conversation("c2", "cu2"))
    return Service(store, Clock(step=timedelta(seconds=1)), structlog.get_logger())


def says(text: str, conversation_id: str = "c1") -> c.PostCustomerMessage:
    return c.PostCustomerMessage(conversation_id=conversation_id, client_id=text, text=text)


async def test_a_slow_listener_never_turns_the_order_round() -> None:
    service, heard = office(), list[int]()

    async def listen(outcome: Outcome) -> None:
        await asyncio.sleep(0 if outcome.conversation.last_seq % 2 else 0.001)
        heard.extend(recorded.seq for recorded in outcome.events)

    service.subscribe(listen)
    await asyncio.gather(*(service.handle(says(f"m{number}")) for number in range(20)))
    assert heard == list(range(1, 21))


async def test_a_listener_may_act_and_what_follows_is_told_afterwards() -> None:
    service, heard = office(), list[str]()

    async def act(outcome: Outcome) -> None:
        if outcome.events[0].event.type == "handoff_requested":
            await service.handle(c.Assign(conversation_id="c1", agent=ALICE, by="routing"))

    async def listen(outcome: Outcome) -> None:
        heard.extend(recorded.event.type for recorded in outcome.events)

    service.subscribe(act)
    service.subscribe(listen)
    async with asyncio.timeout(5):
        await service.handle(c.RequestHandoff(conversation_id="c1", reason="customer_asked"))
    assert heard == ["handoff_requested", "message_posted", "agent_assigned"]


async def test_one_conversation_does_not_wait_for_another() -> None:
    service, gate, heard = office(), asyncio.Event(), list[str]()

    async def listen(outcome: Outcome) -> None:
        if outcome.conversation.id == "c1":
            await gate.wait()
        heard.append(outcome.conversation.id)

    service.subscribe(listen)
    held = asyncio.create_task(service.handle(says("slow")))
    async with asyncio.timeout(5):
        await service.handle(says("quick", "c2"))
    assert heard == ["c2"]
    gate.set()
    await held
    assert heard == ["c2", "c1"]


async def test_a_listener_that_fails_takes_nothing_from_the_others() -> None:
    service, heard = office(), list[str]()

    async def fail(_outcome: Outcome) -> None:
        raise RuntimeError("no bell")

    async def listen(outcome: Outcome) -> None:
        events = (recorded.event for recorded in outcome.events)
        heard.extend(event.text for event in events if isinstance(event, MessagePosted))

    service.subscribe(fail)
    service.subscribe(listen)
    await service.handle(says("one"))
    await service.handle(says("two"))
    assert heard == ["one", "two"]
