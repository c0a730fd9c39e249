"""Leases of agents: whoever has conversations has to be reachable, or the conversations go back to the queue.

A lease is renewed while an agent's page has a socket that answers its pings, and by whatever the page asks.
It stands in the database, so that a restart of the service neither ends it nor lets it last for ever: the
time in which nobody could renew is not held against anybody.

Bot turns need no lease. What the bot owes stands in the conversation's state, a second runner's reply is
refused by what is owed and by the fence, and a runner that died is followed by `BotTurns.recover`.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from structlog.stdlib import BoundLogger

from handoff.conversation.service import Outcome
from handoff.domain.commands import AgentRef, Command, ExpireLease
from handoff.domain.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Lapsed:
    """A conversation whose agent holds no lease any more."""

    conversation_id: str
    agent_id: str
    agent_name: str


@dataclass(frozen=True, slots=True)
class Loss:
    """A conversation an agent lost while away, not yet told to them."""

    conversation_id: str
    customer: str
    at: datetime

    def to_wire(self) -> dict[str, Any]:
        """Give the loss as the agent's page receives it."""
        return {
            "conversation_id": self.conversation_id,
            "customer": self.customer,
            "at": self.at.isoformat(),
        }


class LeaseStore(Protocol):
    """Where leases are kept."""

    async def renew(self, staff_ids: Collection[str], at: datetime, expires_at: datetime) -> None:
        """Let these agents hold their conversations until `expires_at`."""

    async def lapsed(self, at: datetime) -> tuple[Lapsed, ...]:
        """Give the conversations whose agent holds no lease at `at`."""

    async def add_loss(self, staff_id: str, conversation_id: str, at: datetime) -> None:
        """Remember that the agent lost this conversation, until they have been told."""

    async def losses(self, staff_id: str) -> tuple[Loss, ...]:
        """Give what the agent lost and has not been told."""

    async def forget_losses(self, staff_id: str, conversation_ids: Collection[str]) -> None:
        """Take note that the agent has been told of these."""


class Handler(Protocol):
    """What handles commands."""

    async def handle(self, command: Command) -> Outcome:
        """Decide, store and tell."""


class Leases:
    """Renews the leases of those who are here and takes back what the others had."""

    def __init__(
        self,
        store: LeaseStore,
        service: Handler,
        present: Callable[[], Collection[str]],
        clock: Callable[[], datetime],
        life: timedelta,
        log: BoundLogger,
    ) -> None:
        self._store = store
        self._service = service
        self._present = present
        self._clock = clock
        self._log = log
        self._fair_from = clock() + life
        self.life = life

    async def renew(self, *staff_ids: str) -> None:
        """Renew the leases of these agents now."""
        at = self._clock()
        await self._store.renew(staff_ids, at, at + self.life)

    async def renew_present(self) -> None:
        """Renew the lease of every agent whose page answers its pings."""
        await self.renew(*self._present())

    async def take_back(self) -> None:
        """Put every conversation whose agent is gone back into the queue, and remember it for them."""
        at = self._clock()
        if at < self._fair_from:
            return
        for lapsed in await self._store.lapsed(at):
            await self._take_back(lapsed, at)

    async def losses(self, staff_id: str, told: Collection[str] = ()) -> tuple[Loss, ...]:
        """Give what the agent lost while away; what they say they were told is not given again."""
        await self._store.forget_losses(staff_id, told)
        return await self._store.losses(staff_id)

    async def _take_back(self, lapsed: Lapsed, at: datetime) -> None:
        agent = AgentRef(lapsed.agent_id, lapsed.agent_name)
        command = ExpireLease(
            conversation_id=lapsed.conversation_id, agent=agent, silent_s=int(self.life.total_seconds())
        )
        try:
            outcome = await self._service.handle(command)
        except Refusal as refusal:
            self._log.warning("lease_kept", conversation_id=lapsed.conversation_id, why=refusal.message)
            return
        if outcome.events:
            await self._store.add_loss(lapsed.agent_id, lapsed.conversation_id, at)
            self._log.info("lease_expired", conversation_id=lapsed.conversation_id, agent_id=agent.id)
