"""Front door of what-if: the newest conversations, decided again before a change goes live.

Runs in a thread of its own, so that customers notice nothing; its progress can be asked for, and it can be
cancelled.
"""

import asyncio
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Literal, Protocol, TypeAlias

import structlog

from bot.domain.policy import Policy
from bot.domain.turn import TurnSignals
from bot.domain.what_if import Compared, Flip, PastTurn, Target, compare, total
from bot.errors import InvalidRecord
from handoff.domain.decided import Decided, decided_of
from handoff.domain.events import Recorded
from handoff.domain.handling import Handling, handling_of
from handoff.errors import WhatIfNotFound

BATCH = 50
REMEMBERED_JOBS = 20
SHOWN_FLIPS = 500
SHOWN_TEXT = 300
ENOUGH_HANDOFFS = 5
ASSUMED_MINUTES = 6.0
"""What a handoff is taken to cost until five of them have been seen."""

log = structlog.get_logger(__name__)

Status: TypeAlias = Literal["running", "done", "cancelled", "failed"]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is tried on how many of the newest conversations; no target leaves the cut-offs as they were."""

    policy: Policy
    target_error: float | None = None
    conversations: int = 1000


@dataclass(frozen=True, slots=True)
class Result:
    """What would have changed, and what it costs; `minutes` is what one handoff takes."""

    compared: Compared
    minutes: float
    assumed: bool

    def to_dict(self) -> dict[str, Any]:
        """The JSON form; of very many flips the first are given, and all are counted."""
        flips = self.compared.flips
        before, after = self.compared.calls_before, self.compared.calls_after
        return {
            "turns": self.compared.turns,
            "unreadable": self.compared.unreadable,
            "flips": [_flip(flip) for flip in flips[:SHOWN_FLIPS]],
            "flips_total": len(flips),
            "counts": dict(Counter(f"{flip.was}->{flip.now}" for flip in flips).most_common()),
            "agent_minutes": {
                "before": round(before * self.minutes, 1),
                "after": round(after * self.minutes, 1),
                "difference": round((after - before) * self.minutes, 1),
                "per_handoff": round(self.minutes, 2),
                "assumed": self.assumed,
            },
        }


@dataclass
class Job:
    """One what-if under way; `total` is how many conversations there are to look at."""

    id: str
    wish: Wish
    status: Status = "running"
    done: int = 0
    total: int = 0
    problem: str | None = None
    result: Result | None = None
    cancelled: bool = field(default=False, repr=False)


class PastConversations(Protocol):
    """Where past conversations are read."""

    async def newest(self, limit: int) -> Sequence[str]:
        """Give the ids of the conversations that changed last, newest first."""

    async def events_of(self, conversation_ids: Sequence[str]) -> Sequence[Recorded]:
        """Give all events of some conversations, ordered by conversation and seq."""


class WhatIfs:
    """Begins what-ifs and keeps the latest of them."""

    def __init__(
        self,
        past: PastConversations,
        aim: Callable[[float], Target],
        new_id: Callable[[], str],
    ) -> None:
        """Join the parts; `aim` gives the cut-offs of a target of error."""
        self._past = past
        self._aim = aim
        self._new_id = new_id
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()

    async def begin(self, wish: Wish) -> str:
        """Start and give the id to ask for; one that runs meanwhile is cancelled, since one is enough.

        Raises: NotReady, if a target is tried before the articles have been rehearsed.
        """
        await self._target(wish)
        for job in self._jobs.values():
            job.cancelled = True
        job = Job(self._new_id(), wish, total=wish.conversations)
        self._jobs[job.id] = job
        while len(self._jobs) > REMEMBERED_JOBS:
            self._jobs.popitem(last=False)
        task = asyncio.create_task(self._guarded(job), name=f"what-if:{job.id}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return job.id

    def find(self, job_id: str) -> Job:
        """Give a what-if. Raises: WhatIfNotFound."""
        if job_id not in self._jobs:
            raise WhatIfNotFound(f"There is no what-if {job_id}.")
        return self._jobs[job_id]

    def cancel(self, job_id: str) -> None:
        """Stop a what-if; one that is done stays done. Raises: WhatIfNotFound."""
        self.find(job_id).cancelled = True

    async def close(self) -> None:
        """Stop everything."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def run(self, job: Job, report: Callable[[int, int], None] = lambda _done, _total: None) -> None:
        """Look at the conversations batch by batch; `report` hears how many are done, of how many."""
        target = await self._target(job.wish)
        ids = await self._past.newest(job.wish.conversations)
        job.total = len(ids)
        parts: list[Compared] = []
        handling = Handling()
        for start in range(0, len(ids), BATCH):
            if job.cancelled:
                job.status = "cancelled"
                return
            events = await self._past.events_of(ids[start : start + BATCH])
            compared, handled = await asyncio.to_thread(_look, events, job.wish.policy, target)
            parts.append(compared)
            handling += handled
            job.done = min(start + BATCH, len(ids))
            report(job.done, job.total)
        job.result = _result(total(parts), handling)
        job.status = "done"

    async def _target(self, wish: Wish) -> Target | None:
        if wish.target_error is None:
            return None
        return await asyncio.to_thread(self._aim, wish.target_error)

    async def _guarded(self, job: Job) -> None:
        try:
            await self.run(job)
        except Exception as error:
            job.status, job.problem = "failed", f"{type(error).__name__}: {error}"
            log.exception("what_if_failed", job_id=job.id)


def _look(events: Sequence[Recorded], policy: Policy, target: Target | None) -> tuple[Compared, Handling]:
    parts: list[Compared] = []
    handling = Handling()
    for _, log in groupby(events, key=lambda recorded: recorded.conversation_id):
        recorded = tuple(log)
        parts.append(compare(tuple(_past_turns(decided_of(recorded))), policy, target))
        handling += handling_of(recorded)
    return total(parts), handling


def _past_turns(decided: Sequence[Decided]) -> Iterator[PastTurn]:
    for one in decided:
        try:
            memory = tuple(TurnSignals.from_dict(turn) for turn in one.memory)
        except InvalidRecord:
            continue
        yield PastTurn(one.conversation_id, one.seq, one.text, one.evidence, memory, one.remembered)


def _result(compared: Compared, handling: Handling) -> Result:
    if handling.handoffs < ENOUGH_HANDOFFS:
        return Result(compared, ASSUMED_MINUTES, assumed=True)
    return Result(compared, handling.seconds / 60 / handling.handoffs, assumed=False)


def _flip(flip: Flip) -> dict[str, Any]:
    return {
        "conversation_id": flip.conversation_id,
        "seq": flip.seq,
        "text": flip.text[:SHOWN_TEXT],
        "from": flip.was,
        "to": flip.now,
        "reason": flip.reason,
    }
