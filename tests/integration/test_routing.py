"""Offers and waits over a real database: never above capacity, restarts forget nothing, honest figures."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
import structlog

from handoff.adapters.conversation_store import SqlConversationStore
from handoff.adapters.database import Database
from handoff.adapters.people_store import SqlCustomerStore
from handoff.adapters.queue_store import SqlQueueStore
from handoff.adapters.team_store import SqlTeamStore
from handoff.conversation.service import Service
from handoff.conversation.visitors import Customer
from handoff.domain import commands as c
from handoff.domain.commands import AgentRef
from handoff.domain.conversation import Conversation, Status
from handoff.domain.refusals import Refusal
from handoff.domain.routing import REST
from handoff.domain.teams import Team
from handoff.domain.waits import Wait
from handoff.errors import OfferOver
from handoff.queue.after_hours import AfterHours
from handoff.queue.routing import Routing
from handoff.queue.teams import Teams
from handoff.queue.waiting import Waiting
from tests.fakes_handoff import NINE, Clock, counter

AUTO = Team("", "Support", mode="auto", offer_s=20, deadline_s=60)
ALICE, BOB = AgentRef("a1", "Alice"), AgentRef("a2", "Bob")
log = structlog.get_logger()


@dataclass
class Floor:
    """Customers in a queue and agents who are here, as `seats` says."""

    database: Database
    clock: Clock = field(default_factory=lambda: Clock(NINE))
    seats: list[tuple[str, int, bool]] = field(default_factory=list)
    told: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.conversations = SqlConversationStore(self.database)
        self.service = Service(self.conversations, self.clock, log)
        self.store = SqlQueueStore(self.database)
        self.teams = Teams(SqlTeamStore(self.database), self.clock, counter("t"))
        self.ids = counter("o")
        self.restart()

    def restart(self) -> None:
        """Forget everything that is not in the database."""
        here = lambda: self.seats  # noqa: E731
        self.routing = Routing(
            self.store, self.teams, self.service, here, self._tell, self.clock, self.ids, log
        )
        self.waiting = Waiting(self.store, self.teams, here, self.clock, can_mail=False)
        self.after_hours = AfterHours(self.waiting, self.service, self.clock, log, can_mail=False)

    async def _tell(self, agent_id: str, offer: dict[str, Any]) -> None:
        self.told.append((agent_id, offer))

    async def open(self, team: Team = AUTO) -> None:
        await SqlTeamStore(self.database).ensure_default(self.clock())
        await self.teams.change("default", team)

    async def asks(self, name: str) -> None:
        await SqlCustomerStore(self.database).add(Customer(f"of-{name}", "Visitor"), self.clock())
        fresh = Conversation(name, f"of-{name}")
        await self.conversations.find_or_create(fresh, None, self.clock())
        await self.service.handle(c.RequestHandoff(conversation_id=name, reason="customer_asked"))

    async def offered(self) -> dict[str, str]:
        """Go round and say who may accept what."""
        await self.routing.round()
        found = {}
        for agent in (ALICE, BOB):
            for offer in await self.routing.open_offers(agent.id):
                found[offer["conversation_id"]] = agent.id
        return found

    async def load(self, agent: AgentRef) -> int:
        live = await self.store.with_people()
        return sum(conversation.agent == agent for conversation, _ in live)


@pytest.fixture
async def floor(database: Database) -> Floor:
    found = Floor(database)
    await found.open()
    return found


async def test_a_restart_keeps_open_offers_and_who_just_declined(floor: Floor) -> None:
    floor.seats = [("a1", 5, True), ("a2", 5, True)]
    await floor.asks("c1")
    assert await floor.offered() == {"c1": "a1"}
    floor.restart()
    assert await floor.offered() == {"c1": "a1"}
    await floor.routing.decline(ALICE, "c1")
    floor.restart()
    assert await floor.offered() == {"c1": "a2"}
    floor.clock.pass_by(timedelta(seconds=20))
    assert await floor.offered() == {}
    floor.clock.pass_by(REST)
    assert await floor.offered() == {"c1": "a1"}


async def test_only_acceptance_assigns_and_an_offer_that_ran_out_does_not(floor: Floor) -> None:
    floor.seats = [("a1", 5, True)]
    await floor.asks("c1")
    await floor.offered()
    assert (await floor.conversations.load("c1")).status is Status.QUEUED
    with pytest.raises(OfferOver):
        await floor.routing.accept(BOB, "c1")
    await floor.routing.accept(ALICE, "c1")
    assert (await floor.conversations.load("c1")).agent == ALICE
    await floor.asks("c2")
    await floor.offered()
    floor.clock.pass_by(timedelta(seconds=20))
    with pytest.raises(OfferOver):
        await floor.routing.accept(ALICE, "c2")


async def test_many_acceptances_at_once_never_go_above_capacity(floor: Floor) -> None:
    floor.seats = [("a1", 2, True), ("a2", 1, True)]
    for number in range(6):
        await floor.asks(f"c{number}")
    for _ in range(4):
        await floor.routing.round()
        tries = [floor.routing.accept(agent, f"c{number}") for agent in (ALICE, BOB) for number in range(6)]
        done = await asyncio.gather(*tries, return_exceptions=True)
        assert all(
            not isinstance(result, BaseException) or isinstance(result, Refusal | OfferOver)
            for result in done
        )
        floor.clock.pass_by(REST)
    assert (await floor.load(ALICE), await floor.load(BOB)) == (2, 1)


async def test_who_goes_away_or_loses_to_a_claim_hears_that_the_offer_is_over(floor: Floor) -> None:
    floor.seats = [("a1", 5, True)]
    await floor.asks("c1")
    await floor.offered()
    floor.seats = [("a1", 5, False), ("a2", 5, True)]
    assert await floor.offered() == {"c1": "a2"}
    assert floor.told[1][0] == "a1"
    assert floor.told[1][1]["over"] == "away"
    await floor.service.handle(c.Claim(conversation_id="c1", agent=ALICE))
    assert await floor.offered() == {}
    assert floor.told[-1] == ("a2", {**floor.told[-1][1], "over": "taken"})


async def test_waits_are_written_down_with_what_was_told_and_judged(floor: Floor) -> None:
    floor.seats = [("a1", 99, True)]
    for number in range(40):
        begun = NINE - timedelta(minutes=100 - number)
        past = Wait(f"p{number}", begun, "default", 1, 9, True)
        await SqlCustomerStore(floor.database).add(Customer(f"of-p{number}", "Visitor"), begun)
        fresh = Conversation(f"p{number}", f"of-p{number}")
        await floor.conversations.find_or_create(fresh, None, begun)
        await floor.store.begin_wait(past)
        await floor.store.end_wait(past, "assigned", begun + timedelta(seconds=30 + number))
    await floor.asks("c1")
    await floor.waiting.settle()
    signal = (await floor.waiting.signals())["c1"]
    assert signal["position"] == 1
    assert 40 <= signal["estimate_s"]["p50"] <= 60 <= signal["estimate_s"]["p90"] <= 70
    desk = await floor.waiting.desk()
    assert (desk.agents_free, desk.agents_in, desk.open_now) == (1, 1, True)
    assert desk.wait_p90_s is not None
    floor.restart()
    floor.clock.pass_by(timedelta(seconds=45))
    await floor.service.handle(c.Claim(conversation_id="c1", agent=ALICE))
    await floor.waiting.settle()
    told = await floor.waiting.coverage(NINE, floor.clock())
    assert (told.told, told.within_p90) == (1, 1)
    assert await floor.store.open_waits() == ()


async def test_with_nobody_here_no_wait_is_promised(floor: Floor) -> None:
    await floor.asks("c1")
    assert (await floor.waiting.signals())["c1"]["estimate_s"] is None
    assert (await floor.waiting.desk()).deserted
    floor.seats = [("a1", 0, True)]
    desk = await floor.waiting.desk()
    assert (desk.agents_free, desk.agents_in, desk.deserted) == (0, 1, False)


async def test_who_waits_too_long_hears_of_it_once_also_after_a_restart(floor: Floor) -> None:
    await floor.asks("c1")
    await floor.after_hours.round()
    floor.clock.pass_by(timedelta(seconds=60))
    for _ in range(3):
        await floor.after_hours.round()
        floor.restart()
    events = await floor.conversations.events_after("c1", 0)
    told = [r.event.text for r in events if getattr(r.event, "client_id", None)]  # type: ignore[attr-defined]
    assert len(told) == 1
    assert told[0].startswith("We are sorry")
