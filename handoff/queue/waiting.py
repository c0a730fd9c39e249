"""Front door of the queue as customers see it: their place, an honest wait, and when people are back.

Every wait is written down with what was told of it, so that the next estimates learn from it and the report
can say how often they were true.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from bot.domain.desk import DeskState
from handoff.conversation.service import Outcome
from handoff.domain.conversation import Conversation, Status
from handoff.domain.estimate import Coverage, Estimate, adapted_level, coverage, estimate
from handoff.domain.hours import is_open, next_opening, open_seconds
from handoff.domain.queue import positions, team_of, waiter
from handoff.domain.routing import Seat, free_places, people_in
from handoff.domain.teams import Team
from handoff.domain.waits import Wait, history, outcome_of, told_and_true

REMEMBERED_WAITS = 500
FRESH_S = 3.0
MOVES_QUEUE = frozenset(
    {
        "handoff_requested",
        "agent_assigned",
        "returned_to_queue",
        "returned_to_bot",
        "conversation_resolved",
        "contact_left",
        "sla_breached",
    }
)


class QueueStore(Protocol):
    """Where the queue and the waits are kept."""

    async def with_people(self) -> tuple[tuple[Conversation, str | None], ...]:
        """Give every conversation that waits or is with an agent, and its customer's locale."""

    async def open_waits(self) -> tuple[Wait, ...]:
        """Give the waits that have not ended."""

    async def begin_wait(self, wait: Wait) -> None:
        """Store a wait that begins; one that is known stays as it is."""

    async def end_wait(self, wait: Wait, outcome: str, at: datetime) -> None:
        """Store how a wait ended."""

    async def recent_waits(self, team_id: str, limit: int) -> tuple[Wait, ...]:
        """Give the newest ended waits of a team, oldest first."""

    async def waits_between(self, start: datetime, end: datetime) -> tuple[Wait, ...]:
        """Give the waits that began in a period."""


class TeamBook(Protocol):
    """Where teams are found."""

    async def all(self) -> tuple[Team, ...]:
        """Give every team."""


@dataclass(frozen=True, slots=True)
class Place:
    """One conversation's place in a team's queue."""

    conversation: Conversation
    team: Team
    position: int
    estimate: Estimate | None

    def late_at(self, at: datetime) -> bool:
        """Say whether nobody came within the team's deadline."""
        since = self.conversation.waiting_since
        return since is not None and open_seconds(self.team.schedule, since, at) >= self.team.deadline_s


class Waiting:
    """Knows everybody's place; ring `on_outcome` after each commit, and `settle` from time to time."""

    def __init__(
        self,
        store: QueueStore,
        teams: TeamBook,
        attendance: Callable[[], Sequence[tuple[str, int, bool]]],
        clock: Callable[[], datetime],
        *,
        can_mail: bool,
    ) -> None:
        self._store = store
        self._teams = teams
        self._attendance = attendance
        self._clock = clock
        self._can_mail = can_mail
        self._fresh: tuple[datetime, dict[str, dict[str, Any]]] | None = None

    async def on_outcome(self, outcome: Outcome) -> None:
        """Look again when the queue has moved."""
        if any(recorded.event.type in MOVES_QUEUE for recorded in outcome.events):
            self._fresh = None

    async def signals(self) -> Mapping[str, Mapping[str, Any]]:
        """Give the `queue` signal of every conversation that waits."""
        at = self._clock()
        if self._fresh is None or (at - self._fresh[0]).total_seconds() > FRESH_S:
            places = await self.places()
            self._fresh = at, {place.conversation.id: self._signal(place, at) for place in places}
        return self._fresh[1]

    async def places(self) -> tuple[Place, ...]:
        """Give every conversation that waits, with its team, place and estimate."""
        at, teams = self._clock(), await self._teams.all()
        live = await self._store.with_people()
        seats = seats_of(self._attendance(), [conversation for conversation, _ in live])
        assigned = [(c, team_of(c, teams, locale)) for c, locale in live if c.status is Status.QUEUED]
        waiters = [found for c, team in assigned if (found := waiter(c, team))]
        place = positions(waiters)
        begun = {wait.conversation_id: wait for wait in await self._store.open_waits()}
        seers = {team.id: await self._seer(team, seats, at) for _, team in assigned}
        return tuple(
            Place(c, team, place[c.id], seers[team.id].look(place[c.id], begun.get(c.id)))
            for c, team in assigned
            if c.id in place
        )

    async def settle(self) -> None:
        """Write down which waits have begun, with what was told of them, and which have ended."""
        at = self._clock()
        begun = {(wait.conversation_id, wait.asked_at): wait for wait in await self._store.open_waits()}
        places = await self.places()
        for place in places:
            asked_at = place.conversation.waiting_since
            if asked_at is None or begun.pop((place.conversation.id, asked_at), None) is not None:
                continue
            await self._store.begin_wait(_wait(place, asked_at, at))
        if begun:
            states = {c.id: c for c, _ in await self._store.with_people()}
            for wait in begun.values():
                state = states.get(wait.conversation_id)
                await self._store.end_wait(wait, outcome_of(state) if state else "left", at)

    async def desk(self, conversation: Conversation | None = None, locale: str | None = None) -> DeskState:
        """Give what a customer who asked for a person now would find."""
        at, teams = self._clock(), await self._teams.all()
        live = await self._store.with_people()
        seats = seats_of(self._attendance(), [c for c, _ in live])
        team = team_of(conversation or Conversation("", ""), teams, locale)
        queue = [c for c, where in live if c.status is Status.QUEUED and team_of(c, teams, where) == team]
        told = (await self._seer(team, seats, at)).look(len(queue) + 1, None)
        return DeskState(
            agents_free=free_places(seats, team),
            open_now=is_open(team.schedule, at),
            wait_p50_s=told.p50_s if told else None,
            wait_p90_s=told.p90_s if told else None,
            agents_in=people_in(seats, team),
        )

    async def coverage(self, start: datetime, end: datetime) -> Coverage:
        """Say how often the estimates told in a period came true."""
        return coverage(told_and_true(await self._store.waits_between(start, end)))

    async def _seer(self, team: Team, seats: Sequence[Seat], at: datetime) -> "_Seer":
        if not people_in(seats, team) or not is_open(team.schedule, at):
            return _Seer(team, at, ())
        return _Seer(team, at, await self._store.recent_waits(team.id, REMEMBERED_WAITS))

    def _signal(self, place: Place, at: datetime) -> dict[str, Any]:
        schedule, contact = place.team.schedule, place.conversation.contact
        open_now, late = is_open(schedule, at), place.late_at(at)
        back_at = None if open_now else next_opening(schedule, at)
        return {
            "position": place.position,
            "estimate_s": place.estimate.to_data() if place.estimate else None,
            "open": open_now,
            "back_at": back_at.isoformat() if back_at else None,
            "late": late,
            "leave_email": self._can_mail and contact is None and (late or not open_now),
            "email": contact,
        }


@dataclass(frozen=True, slots=True)
class _Seer:
    """Estimates the waits of one team at one moment."""

    team: Team
    at: datetime
    recent: Sequence[Wait]

    def look(self, position: int, begun: Wait | None) -> Estimate | None:
        if not self.recent:
            return None
        kept = [wait <= told.p90_s for told, wait in told_and_true(self.recent)]
        here = begun is not None and begun.position == position
        waited = (self.at - begun.asked_at).total_seconds() if begun and here else 0.0
        told = estimate(
            history(self.recent, self.at),
            position,
            self.at.astimezone(self.team.schedule.zone).hour,
            level=adapted_level(kept),
            waited_s=waited,
        )
        return told.rounded() if told else None


def seats_of(
    attendance: Sequence[tuple[str, int, bool]], conversations: Sequence[Conversation]
) -> tuple[Seat, ...]:
    """Give the agents who are here with the number of conversations each of them has."""
    agents = [c.agent.id for c in conversations if c.status is Status.ASSIGNED and c.agent]
    return tuple(Seat(id_, capacity, agents.count(id_), online) for id_, capacity, online in attendance)


def _wait(place: Place, asked_at: datetime, at: datetime) -> Wait:
    told = place.estimate
    begun = Wait(
        conversation_id=place.conversation.id,
        asked_at=asked_at,
        team_id=place.team.id,
        position=place.position,
        hour=asked_at.astimezone(place.team.schedule.zone).hour,
        open_at_start=is_open(place.team.schedule, at),
    )
    return replace(begun, told_p50_s=told.p50_s, told_p90_s=told.p90_s) if told else begun
