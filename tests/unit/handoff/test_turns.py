"""Bot turns: in order, one at a time, none lost, none too late, and a broken bot calls a person."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from structlog.testing import capture_logs

from bot.domain.turn import Choice, Source
from handoff.domain import commands as c
from handoff.domain.commands import Command
from handoff.domain.conversation import Conversation, Status
from handoff.domain.events import HandoffRequested, MessagePosted
from tests.fakes_handoff import (
    ALICE,
    PATIENCE_S,
    MemoryConversations,
    Office,
    ScriptedBot,
    all_done,
    open_office,
    reply,
)

C1 = "turns:c1"


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    """An office whose bot answers at once."""
    bot = ScriptedBot()
    bot.gate.set()
    async with open_office(bot) as opened:
        yield opened


@pytest.fixture
async def slow() -> AsyncIterator[Office]:
    """An office whose bot thinks until its gate opens."""
    async with open_office(ScriptedBot()) as opened:
        yield opened


async def thinking(office: Office) -> None:
    await asyncio.wait_for(office.bot.thinking.wait(), PATIENCE_S)


async def test_a_message_gets_an_answer_with_all_that_belongs_to_it(office: Office) -> None:
    office.bot.script = {
        "Do you ship?": reply(
            "We *do*.",
            sources=(Source("shipping", "Shipping", "Where to"),),
            choices=(Choice("person", "Talk to a person"),),
        )
    }
    await office.customer("Do you ship?")
    await all_done(C1)
    answer = office.store.logs["c1"][-1].event
    assert isinstance(answer, MessagePosted)
    assert (answer.author, answer.text, answer.html) == ("bot", "We *do*.", "<p>We *do*.</p>")
    assert answer.sources == ({"article_id": "shipping", "title": "Shipping", "url": "/help/shipping"},)
    assert answer.choices == ({"id": "person", "label": "Talk to a person"},)
    assert answer.in_reply_to == "c1.1"
    assert answer.evidence is not None
    assert answer.evidence["policy"] == "test"


async def test_messages_are_answered_in_order_one_at_a_time(slow: Office) -> None:
    await slow.customer("one")
    await thinking(slow)
    await slow.customer("two")
    await slow.customer("three")
    assert [turn.text for turn in slow.bot.turns] == ["one"]
    slow.bot.gate.set()
    await all_done(C1)
    assert slow.store.said("c1", "bot") == ["You said: one", "You said: two", "You said: three"]
    assert slow.bot.most_at_once == 1


async def test_later_turns_remember_the_earlier_ones(office: Office) -> None:
    await office.customer("one")
    await all_done(C1)
    await office.customer("two")
    await all_done(C1)
    memories = [[signals.text for signals in turn.memory] for turn in office.bot.turns]
    assert memories == [[], ["You said: one"]]


async def test_conversations_do_not_wait_for_each_other(slow: Office) -> None:
    await slow.customer("one")
    await thinking(slow)
    slow.bot.thinking.clear()
    await slow.customer("two", "c2")
    await thinking(slow)
    assert slow.bot.most_at_once == 2
    slow.bot.gate.set()
    await asyncio.gather(all_done(C1), all_done("turns:c2"))
    assert slow.store.said("c1", "bot") == ["You said: one"]
    assert slow.store.said("c2", "bot") == ["You said: two"]


TAKEN_OVER: dict[str, Command] = {
    "an agent claims": c.Claim(conversation_id="c1", agent=ALICE),
    "the customer asks for a person": c.RequestHandoff(conversation_id="c1", reason="customer_asked"),
}


@pytest.mark.parametrize("command", TAKEN_OVER.values(), ids=TAKEN_OVER.keys())
async def test_a_reply_that_comes_after_somebody_took_over_is_dropped(slow: Office, command: Command) -> None:
    await slow.customer("hello")
    await thinking(slow)
    await slow.service.handle(command)
    with capture_logs() as logs:
        slow.bot.gate.set()
        await all_done(C1)
    assert slow.store.said("c1", "bot") == []
    assert [line["event"] for line in logs] == ["late_reply_dropped"]


async def test_a_reply_from_before_a_handoff_does_not_answer_what_is_said_after_it(slow: Office) -> None:
    await slow.customer("old")
    await thinking(slow)
    await slow.agent(c.Claim)
    await slow.agent(c.ReturnToBot)
    await slow.customer("new")
    slow.bot.gate.set()
    await all_done(C1)
    assert slow.store.said("c1", "bot") == ["You said: new"]


async def test_nothing_said_to_an_agent_reaches_the_bot(office: Office) -> None:
    await office.agent(c.Claim)
    await office.customer("for Alice only")
    await all_done(C1)
    assert office.bot.turns == []


async def test_an_escalating_reply_hands_over(office: Office) -> None:
    office.bot.script = {"My knife cut me": reply("A person should see this.", "escalate", "risk_topic")}
    await office.customer("My knife cut me")
    await all_done(C1)
    assert office.store.types("c1") == ["message_posted", "message_posted", "handoff_requested"]
    assert office.store.states["c1"].reason == "risk_topic"


async def test_an_offer_does_not_hand_over(office: Office) -> None:
    office.bot.script = {"Hm": reply("Shall a person help?", "offer", "low_confidence")}
    await office.customer("Hm")
    await all_done(C1)
    assert office.store.states["c1"].status is Status.BOT


async def test_a_bot_that_fails_calls_a_person(office: Office) -> None:
    office.bot.broken = frozenset({"hello"})
    with capture_logs() as logs:
        await office.customer("hello")
        await all_done(C1)
    handoff = next(r.event for r in office.store.logs["c1"] if isinstance(r.event, HandoffRequested))
    assert handoff.reason == "dialogue_unavailable"
    assert handoff.evidence is not None
    assert "RuntimeError" in handoff.evidence["lines"][0]
    assert "fell silent" not in str(handoff.evidence)
    assert office.store.states["c1"].status is Status.QUEUED
    assert [line["event"] for line in logs] == ["turn_failed"]


OVER: dict[str, tuple[list[type[c.AgentCommand]], Status]] = {
    "claimed": ([c.Claim], Status.ASSIGNED),
    "resolved": ([c.Claim, c.Resolve], Status.RESOLVED),
    "returned": ([c.Claim, c.ReturnToBot], Status.BOT),
}


@pytest.mark.parametrize(("kinds", "status"), OVER.values(), ids=OVER.keys())
async def test_a_bot_that_fails_too_late_calls_nobody(
    slow: Office, kinds: list[type[c.AgentCommand]], status: Status
) -> None:
    slow.bot.broken = frozenset({"hello"})
    await slow.customer("hello")
    await thinking(slow)
    for kind in kinds:
        await slow.agent(kind)
    before = slow.store.types("c1")
    with capture_logs():
        slow.bot.gate.set()
        await all_done(C1)
    assert slow.store.types("c1") == before
    assert slow.store.states["c1"].status is status


async def test_the_bot_is_asked_again_after_it_failed_once(office: Office) -> None:
    office.bot.broken = frozenset({"one"})
    with capture_logs():
        await office.customer("one")
        await all_done(C1)
    await office.agent(c.ReturnToBot)
    await office.customer("two")
    await all_done(C1)
    assert office.store.said("c1", "bot") == ["You said: two"]


async def test_a_message_that_comes_while_the_loop_is_about_to_end_is_answered() -> None:
    class Closing(MemoryConversations):
        """Lets the customer write between the last look at what is owed and the end of the loop."""

        office: Office

        async def load(self, conversation_id: str) -> Conversation:
            seen = await super().load(conversation_id)
            if not self.writing and not seen.owed and self.said("c1", "customer") == ["first"]:
                await self.office.customer("last second")
            return seen

    store = Closing(Conversation("c1", "cu1"))
    bot = ScriptedBot()
    bot.gate.set()
    async with open_office(bot, store) as store.office:
        await store.office.customer("first")
        await all_done(C1)
    assert store.said("c1", "bot") == ["You said: first", "You said: last second"]


@pytest.mark.parametrize("kind", [c.Resolve, c.ReturnToBot], ids=["resolved", "returned"])
async def test_the_dialogue_forgets_what_is_over(office: Office, kind: type[c.AgentCommand]) -> None:
    await office.agent(c.Claim)
    assert office.bot.forgotten == []
    await office.agent(kind)
    assert office.bot.forgotten == ["c1"]


async def test_a_pressed_button_is_answered_as_a_choice(office: Office) -> None:
    office.bot.script = {"Hm": reply("Which one?", "clarify", choices=(Choice("article:a", "Article A"),))}
    await office.customer("Hm")
    await all_done(C1)
    await office.service.handle(c.PickChoice(conversation_id="c1", message_id="c1.2", choice_id="article:a"))
    await all_done(C1)
    assert office.bot.picked == ["article:a"]
    assert office.store.said("c1", "bot") == ["Which one?", "You said: Article A"]


async def test_closing_stops_the_turns_and_leaves_what_is_owed(slow: Office) -> None:
    await slow.customer("hello")
    await thinking(slow)
    await slow.turns.close()
    assert slow.bot.at_once == 0
    assert slow.store.states["c1"].owed == ("c1.1",)


async def test_a_message_is_read_while_it_is_being_stored(slow: Office) -> None:
    await slow.customer("one")
    assert slow.bot.begun == ["one"]


async def test_a_message_behind_another_is_not_read_before_its_time(slow: Office) -> None:
    await slow.customer("one")
    await thinking(slow)
    await slow.customer("two")
    slow.bot.gate.set()
    await all_done(C1)
    assert slow.bot.begun == ["one"]


async def test_what_an_agent_answers_is_not_read_ahead(office: Office) -> None:
    await office.service.handle(c.RequestHandoff(conversation_id="c1", reason="customer_asked"))
    await office.agent(c.Claim)
    await office.customer("hello?")
    assert office.bot.begun == []
