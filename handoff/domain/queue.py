"""The order of the waiting queue: who waits longest is served first."""

from collections.abc import Iterable

from handoff.domain.conversation import Conversation, Status


def waiting_order(conversations: Iterable[Conversation]) -> tuple[Conversation, ...]:
    """Sort the waiting conversations, longest waiting first; ties by id so that all see one order."""
    waiting = [c for c in conversations if c.status is Status.QUEUED and c.waiting_since is not None]
    return tuple(sorted(waiting, key=lambda c: (c.waiting_since, c.id)))


def positions(conversations: Iterable[Conversation]) -> dict[str, int]:
    """Give every waiting conversation's place, counted from 1."""
    return {c.id: place for place, c in enumerate(waiting_order(conversations), start=1)}
