"""Front door of the offers: lays waiting conversations before agents, one at a time, until one accepts.

What was offered stands in the database: after a restart open offers are still open, and who has just declined
is not asked again at once.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any, Protocol

from structlog.stdlib import BoundLogger

from handoff.conversation.service import Outcome
from handoff.domain.commands import AgentRef, Claim, Command
from handoff.domain.conversation import Conversation, Status
from handoff.domain.queue import team_of, waiter
from handoff.domain.routing import REST, Offer, Seat, may_accept, next_offers
from handoff.domain.teams import Team
from handoff.errors import OfferOver
from handoff.queue.waiting import seats_of

Tell = Callable[[str, dict[str, Any]], Awaitable[None]]


class OfferStore(Protocol):
    """Where offers are kept."""

    async def with_people(self) -> tuple[tuple[Conversation, str | None], ...]:
        """Give every conversation that waits or is with an agent, and its customer's locale."""

    async def offers_since(self, at: datetime) -> tuple[tuple[str, Offer], ...]:
        """Give the ids and offers that are open or ended after `at`."""

    async def add_offer(self, offer_id: str, offer: Offer, at: datetime) -> None:
        """Store a new offer."""

    async def end_offer(self, offer_id: str, outcome: str, at: datetime) -> bool:
        """Store how an offer ended; False if it was over already."""


class TeamBook(Protocol):
    """Where teams are found."""

    async def all(self) -> tuple[Team, ...]:
        """Give every team."""


class Handler(Protocol):
    """What handles commands."""

    async def handle(self, command: Command) -> Outcome:
        """Decide, store and tell."""


class Routing:
    """Makes offers and ends them; `tell` reaches every page of one agent."""

    def __init__(
        self,
        store: OfferStore,
        teams: TeamBook,
        service: Handler,
        attendance: Callable[[], Sequence[tuple[str, int, bool]]],
        tell: Tell,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
        log: BoundLogger,
    ) -> None:
        self._store = store
        self._teams = teams
        self._service = service
        self._attendance = attendance
        self._tell = tell
        self._clock = clock
        self._new_id = new_id
        self._log = log
        self._one_at_a_time = asyncio.Lock()

    async def round(self) -> None:
        """End what is over and offer what waits."""
        async with self._one_at_a_time:
            await self._round()

    async def open_offers(self, agent_id: str) -> list[dict[str, Any]]:
        """Give the offers an agent can accept now, for a page that has just been opened."""
        at = self._clock()
        found = await self._store.offers_since(at)
        return [wire(o) for _, o in found if o.agent_id == agent_id and o.open_at(at)]

    async def accept(self, agent: AgentRef, conversation_id: str) -> Outcome:
        """Assign an offered conversation to the agent who accepts it.

        Raises:
            OfferOver: it is not open any more, or the agent has no room.
            AlreadyAssigned: a colleague claimed it meanwhile.
        """
        async with self._one_at_a_time:
            at = self._clock()
            offer_id, offer = await self._open_offer(agent.id, conversation_id, at)
            seats = seats_of(self._attendance(), [c for c, _ in await self._store.with_people()])
            seat = next((seat for seat in seats if seat.agent_id == agent.id), None)
            if offer_id is None or not may_accept(offer, seat, at):
                raise OfferOver("This offer is over. The conversation waits for somebody else now.")
            outcome = await self._service.handle(Claim(conversation_id=conversation_id, agent=agent))
            await self._store.end_offer(offer_id, "accepted", at)
            return outcome

    async def decline(self, agent: AgentRef, conversation_id: str) -> None:
        """Pass an offer on; one that is over already needs no passing on."""
        at = self._clock()
        offer_id, _ = await self._open_offer(agent.id, conversation_id, at)
        if offer_id is not None:
            await self._store.end_offer(offer_id, "declined", at)
            await self.round()

    async def _open_offer(
        self, agent_id: str, conversation_id: str, at: datetime
    ) -> tuple[str | None, Offer | None]:
        for offer_id, offer in await self._store.offers_since(at):
            if (offer.agent_id, offer.conversation_id) == (agent_id, conversation_id) and offer.open_at(at):
                return offer_id, offer
        return None, None

    async def _round(self) -> None:
        at, teams = self._clock(), await self._teams.all()
        live = await self._store.with_people()
        seats = seats_of(self._attendance(), [conversation for conversation, _ in live])
        waiting = {c.id: (c, team_of(c, teams, locale)) for c, locale in live if c.status is Status.QUEUED}
        earlier = await self._end_offers(set(waiting), seats, at)
        waiters = [found for c, team in waiting.values() if (found := waiter(c, team))]
        for offer in next_offers(waiters, seats, {team.id: team for team in teams}, earlier, at):
            await self._store.add_offer(self._new_id(), offer, at)
            await self._tell(offer.agent_id, wire(offer))
            self._log.info("offered", conversation_id=offer.conversation_id, agent_id=offer.agent_id)

    async def _end_offers(self, waiting: set[str], seats: Sequence[Seat], at: datetime) -> list[Offer]:
        """End what ran out or makes no sense any more; give what later offers have to know of."""
        online = {seat.agent_id for seat in seats if seat.online}
        known = []
        for offer_id, offer in await self._store.offers_since(at - REST):
            outcome = _ending(offer, waiting, online, at)
            if outcome is None:
                known.append(offer)
                continue
            await self._store.end_offer(offer_id, outcome, at)
            await self._tell(offer.agent_id, {**wire(offer), "over": outcome})
            if outcome == "expired":
                known.append(offer)
        return known


def _ending(offer: Offer, waiting: set[str], online: set[str], at: datetime) -> str | None:
    """Say why an offer that still stands as open is over; None if it is not, or ended before."""
    if offer.ended_at is not None:
        return None
    if offer.conversation_id not in waiting:
        return "taken"
    if offer.agent_id not in online:
        return "away"
    return None if offer.open_at(at) else "expired"


def wire(offer: Offer) -> dict[str, Any]:
    """Give an offer as the agent's pages receive it."""
    return {"conversation_id": offer.conversation_id, "expires_at": offer.expires_at.isoformat()}
