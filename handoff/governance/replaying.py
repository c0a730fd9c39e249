"""Front door of the replay: decisions of the past, made again from what was recorded with them.

A decision that comes out otherwise means that its record does not hold what it rested on, or that the code
which decides has changed.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Protocol

from bot.domain.policy import Policy
from bot.domain.record import FACTS, differences, recompute
from bot.domain.turn import TurnSignals
from bot.errors import InvalidPolicy, InvalidRecord
from handoff.domain.decided import Decided, decided_of
from handoff.domain.events import Recorded
from handoff.governance.policies import StoredPolicy

BATCH = 50


class PastConversations(Protocol):
    """Where past conversations are read."""

    async def newest(self, limit: int) -> Sequence[str]:
        """Give the ids of the conversations that changed last, newest first."""

    async def events_of(self, conversation_ids: Sequence[str]) -> Sequence[Recorded]:
        """Give all events of some conversations, ordered by conversation and seq."""


class KnownPolicies(Protocol):
    """Where policies are kept."""

    async def all(self) -> Sequence[StoredPolicy]:
        """Give every version, oldest first."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One decision that comes out otherwise, and everything that differs, the verdict first."""

    conversation_id: str
    seq: int
    policy: str
    was: str
    found: tuple[str, ...]


@dataclass
class Replayed:
    """What a replay found; `without_facts` counts decisions from before facts were recorded."""

    conversations: int = 0
    decisions: int = 0
    without_facts: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Replaying:
    """Makes decisions again."""

    past: PastConversations
    policies: KnownPolicies

    async def newest(self, limit: int, report: Callable[[int, int], None]) -> Replayed:
        """Replay the conversations that changed last; `report` hears how many are done, of how many."""
        return await self.chosen(await self.past.newest(limit), report)

    async def chosen(self, conversation_ids: Sequence[str], report: Callable[[int, int], None]) -> Replayed:
        """Replay these conversations."""
        policies = {stored.version: stored for stored in await self.policies.all()}
        done = Replayed()
        for start in range(0, len(conversation_ids), BATCH):
            events = await self.past.events_of(conversation_ids[start : start + BATCH])
            await asyncio.to_thread(_replay_all, events, policies, done)
            report(min(start + BATCH, len(conversation_ids)), len(conversation_ids))
        return done


def _replay_all(events: Sequence[Recorded], policies: Mapping[str, StoredPolicy], done: Replayed) -> None:
    for _, log in groupby(events, key=lambda recorded: recorded.conversation_id):
        done.conversations += 1
        for decided in decided_of(log):
            _replay(decided, policies, done)


def _replay(decided: Decided, policies: Mapping[str, StoredPolicy], done: Replayed) -> None:
    if FACTS not in decided.evidence:
        done.without_facts += 1
        return
    was = str(decided.evidence["turn"].get("decision"))
    done.decisions += 1
    done.kinds[was] = done.kinds.get(was, 0) + 1
    version = str(decided.evidence.get("policy"))
    try:
        policy = _policy(policies, version)
        memory = [TurnSignals.from_dict(turn) for turn in decided.memory]
        found = differences(decided.evidence, recompute(decided.evidence, memory, policy))
    except (InvalidRecord, InvalidPolicy) as error:
        found = (f"cannot be made again: {error}",)
    if found:
        done.differences.append(Difference(decided.conversation_id, decided.seq, version, was, found))


def _policy(policies: Mapping[str, StoredPolicy], version: str) -> Policy:
    if version not in policies:
        raise InvalidPolicy(f"there is no policy of version {version}")
    return policies[version].read()
