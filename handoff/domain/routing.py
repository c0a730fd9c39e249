"""Who is offered which waiting conversation: skills, capacity, turns and priority, as pure rules.

An offer binds nobody: only the agent's acceptance assigns. One agent is asked at a time; who declines or lets
the time run out rests for a while, so that the offer goes round.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from handoff.domain.teams import Team

REST = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Seat:
    """An agent who is here: how many conversations they want at most, and how many they have."""

    agent_id: str
    capacity: int
    load: int = 0
    online: bool = True


@dataclass(frozen=True, slots=True)
class Waiter:
    """A conversation in the queue."""

    conversation_id: str
    team_id: str
    since: datetime
    priority: int = 0


@dataclass(frozen=True, slots=True)
class Offer:
    """A conversation laid before one agent until `expires_at`; `ended_at` when that is over."""

    conversation_id: str
    agent_id: str
    expires_at: datetime
    ended_at: datetime | None = None

    def open_at(self, at: datetime) -> bool:
        """Say whether it can still be accepted."""
        return self.ended_at is None and at < self.expires_at


def in_order(waiters: Iterable[Waiter]) -> tuple[Waiter, ...]:
    """Sort who waits: higher priority first, then the longest wait; ties by id so that all see one order."""
    return tuple(sorted(waiters, key=lambda w: (-w.priority, w.since, w.conversation_id)))


def next_offers(
    waiters: Iterable[Waiter],
    seats: Sequence[Seat],
    teams: Mapping[str, Team],
    earlier: Sequence[Offer],
    at: datetime,
) -> tuple[Offer, ...]:
    """Decide which offers to make now.

    Args:
        waiters: the whole queue, in any order.
        seats: the agents who are here.
        teams: by id; only teams in mode "auto" get offers.
        earlier: offers that are open or ended not long ago, of any conversation.
        at: now.

    Returns: at most one offer a conversation; load and open offers of an agent never exceed their capacity.
    """
    open_offers = [offer for offer in earlier if offer.open_at(at)]
    asked = {offer.conversation_id for offer in open_offers}
    held = Counter(offer.agent_id for offer in open_offers)
    made: list[Offer] = []
    for waiter in in_order(waiters):
        team = teams.get(waiter.team_id)
        if team is None or team.mode != "auto" or waiter.conversation_id in asked:
            continue
        resting = _resting(waiter.conversation_id, earlier, at)
        seat = _least_loaded(seats, team, held, resting)
        if seat is None:
            continue
        held[seat.agent_id] += 1
        expires = at + timedelta(seconds=team.offer_s)
        made.append(Offer(waiter.conversation_id, seat.agent_id, expires))
    return tuple(made)


def may_accept(offer: Offer | None, seat: Seat | None, at: datetime) -> bool:
    """Say whether the agent may take what was offered: still open, still here, still with room."""
    if offer is None or seat is None or not offer.open_at(at):
        return False
    return seat.online and seat.load < seat.capacity


def _resting(conversation_id: str, earlier: Iterable[Offer], at: datetime) -> set[str]:
    """Give the agents who lately did not take this conversation."""
    ended = ((offer, offer.ended_at or offer.expires_at) for offer in earlier if not offer.open_at(at))
    return {o.agent_id for o, end in ended if o.conversation_id == conversation_id and at - end < REST}


def _least_loaded(
    seats: Iterable[Seat], team: Team, held: Mapping[str, int], resting: Collection[str]
) -> Seat | None:
    fitting = [
        seat
        for seat in seats
        if seat.online
        and team.has(seat.agent_id)
        and seat.agent_id not in resting
        and seat.load + held[seat.agent_id] < seat.capacity
    ]
    return min(fitting, key=lambda s: ((s.load + held[s.agent_id]) / s.capacity, s.agent_id), default=None)


def people_in(seats: Iterable[Seat], team: Team) -> int:
    """Count the agents of a team who are here, busy or not."""
    return sum(seat.online and team.has(seat.agent_id) for seat in seats)


def free_places(seats: Iterable[Seat], team: Team) -> int:
    """Count the agents of a team who could take one more conversation."""
    return sum(seat.online and team.has(seat.agent_id) and seat.load < seat.capacity for seat in seats)
