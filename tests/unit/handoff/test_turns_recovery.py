"""Turns that a process left open, or that could not be read, are taken up again; none is answered twice."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from structlog.testing import capture_logs

from handoff.domain.conversation import Conversation
from handoff.domain.events import Recorded
from tests.fakes_handoff import (
    PATIENCE_S,
    MemoryConversations,
    Office,
    ScriptedBot,
    all_done,
    open_office,
)

C1 = "turns:c1"


@pytest.fixture
async def slow() -> AsyncIterator[Office]:
    """An office whose bot thinks until its gate opens."""
    async with open_office(ScriptedBot()) as opened:
        yield opened


async def thinking(office: Office) -> None:
    await asyncio.wait_for(office.bot.thinking.wait(), PATIENCE_S)


async def test_what_a_stopped_process_left_open_is_taken_up_by_the_next() -> None:
    async with open_office(ScriptedBot()) as before:
        await before.customer("one")
        await thinking(before)
        await before.customer("two")
    assert before.store.said("c1", "bot") == []
    bot = ScriptedBot()
    bot.gate.set()
    async with open_office(bot, before.store) as after:
        await after.turns.recover()
        await all_done(C1)
        assert after.store.said("c1", "bot") == ["You said: one", "You said: two"]


async def test_what_was_just_told_is_not_read_again() -> None:
    class Unread(MemoryConversations):
        """Cannot be read while a turn begins; only the commands' own transactions may look."""

        async def load(self, conversation_id: str) -> Conversation:
            assert self.writing or not self.states["c1"].owed
            return await super().load(conversation_id)

        async def events_after(
            self, conversation_id: str, after: int, limit: int | None
        ) -> tuple[Recorded, ...]:
            raise AssertionError("the message was just told")

    store = Unread(Conversation("c1", "cu1"))
    bot = ScriptedBot()
    bot.gate.set()
    async with open_office(bot, store) as office:
        await office.customer("hello")
        await all_done(C1)
        assert store.said("c1", "bot") == ["You said: hello"]


async def test_recovering_while_a_turn_runs_answers_nothing_twice(slow: Office) -> None:
    await slow.customer("one")
    await thinking(slow)
    await slow.turns.recover()
    await slow.turns.recover()
    slow.bot.gate.set()
    await all_done(C1)
    assert slow.store.said("c1", "bot") == ["You said: one"]
    assert len(slow.bot.turns) == 1


async def test_a_store_that_fails_once_does_not_lose_the_turn() -> None:
    class Flaky(MemoryConversations):
        """Cannot be read once, when the turn begins."""

        failed = False

        async def load(self, conversation_id: str) -> Conversation:
            if self.states["c1"].owed and not self.failed:
                self.failed = True
                raise OSError("the disk is away")
            return await super().load(conversation_id)

    store = Flaky(Conversation("c1", "cu1"))
    store.failed = True
    async with open_office(ScriptedBot(), store) as before:
        await before.customer("hello")
        await thinking(before)
    store.failed = False
    bot = ScriptedBot()
    bot.gate.set()
    async with open_office(bot, store) as office:
        with capture_logs() as logs:
            await office.turns.recover()
            await all_done(C1)
        assert [line["event"] for line in logs] == ["turn_abandoned"]
        await office.turns.recover()
        await all_done(C1)
        assert store.said("c1", "bot") == ["You said: hello"]
