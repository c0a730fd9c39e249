"""Bot turns that carry something out: told in the reply, done once, told to agents if nobody else hears."""

import asyncio
from dataclasses import replace

import structlog

from bot.domain.commerce import OrderStatus
from bot.domain.directives import Perform
from bot.performing import Performing
from handoff.conversation.turns import BotTurns
from handoff.domain import commands as c
from handoff.domain.conversation import Status
from handoff.domain.events import HandoffRequested, MessagePosted, NotePosted
from tests.fakes_commerce import BOOTS, FakeCommerce, KnownCallers, an_order
from tests.fakes_handoff import PATIENCE_S, Office, ScriptedBot, all_done, open_office, reply

C1 = "turns:c1"
CANCEL = Perform(
    "cancel_order", {"number": "FH-1"}, ("Order FH-1 is cancelled.",), "No: {because}.", "cancel order FH-1"
)
YES = {"yes": replace(reply(""), perform=CANCEL)}


class SlowShop(FakeCommerce):
    """A shop that takes its time once it has begun."""

    def __init__(self) -> None:
        super().__init__([an_order("FH-1", OrderStatus.PLACED, (BOOTS,))])
        self.begun = asyncio.Event()
        self.may_end = asyncio.Event()
        self.may_end.set()

    async def cancel_order(self, number: str, *, key: str) -> object:  # type: ignore[override] # not looked at
        order = await super().cancel_order(number, key=key)
        self.begun.set()
        await self.may_end.wait()
        return order


def equip(office: Office, shop: FakeCommerce) -> None:
    """Give the office's bot a shop to carry things out in."""
    office.service._listeners.clear()
    office.turns = BotTurns(
        office.service,
        office.store,
        office.bot,
        office.bot.forget,
        str,
        "en",
        structlog.get_logger(),
        Performing(shop, KnownCallers()),
    )
    office.service.subscribe(office.turns.on_outcome)


def open_bot() -> ScriptedBot:
    bot = ScriptedBot(YES)
    bot.gate.set()
    return bot


async def test_what_was_done_is_told_and_kept_with_the_evidence() -> None:
    shop = SlowShop()
    async with open_office(open_bot()) as office:
        equip(office, shop)
        await office.customer("yes")
        await all_done(C1)
        answer = office.store.logs["c1"][-1].event

    assert isinstance(answer, MessagePosted)
    assert answer.text == "Order FH-1 is cancelled."
    assert (answer.evidence or {})["performed"]["outcome"] == "done"
    assert list(shop.done) == ["job:c1.1"]


async def test_a_turn_that_is_taken_twice_does_it_once() -> None:
    shop = SlowShop()
    shop.may_end.clear()
    async with open_office(open_bot()) as office:
        equip(office, shop)
        await office.customer("yes")
        await asyncio.wait_for(shop.begun.wait(), PATIENCE_S)
        await office.turns.close()  # the process ends before the reply is stored

        shop.may_end.set()
        equip(office, shop)
        await office.turns.recover()
        await all_done(C1)
        said = [one.event.text for one in office.store.logs["c1"] if isinstance(one.event, MessagePosted)]

    assert said == ["yes", "Order FH-1 is cancelled."]
    assert list(shop.done) == ["job:c1.1"]


async def test_when_a_person_takes_over_meanwhile_the_agent_is_told() -> None:
    shop = SlowShop()
    shop.may_end.clear()
    async with open_office(open_bot()) as office:
        equip(office, shop)
        await office.customer("yes")
        await asyncio.wait_for(shop.begun.wait(), PATIENCE_S)
        await office.agent(c.Claim)
        shop.may_end.set()
        await all_done(C1)
        events = [one.event for one in office.store.logs["c1"]]

    (note,) = [event for event in events if isinstance(event, NotePosted)]
    assert "cancel order FH-1" in note.text
    assert not [event for event in events if isinstance(event, MessagePosted) and event.author == "bot"]


async def test_an_uncertain_outcome_hands_the_customer_over() -> None:
    async with open_office(open_bot()) as office:
        equip(office, FakeCommerce(down=True))
        await office.customer("yes")
        await all_done(C1)
        events = [one.event for one in office.store.logs["c1"]]
        status = (await office.store.load("c1")).status

    assert [event.reason for event in events if isinstance(event, HandoffRequested)] == [
        "commerce_unavailable"
    ]
    assert status is Status.QUEUED
