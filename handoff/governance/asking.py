"""Front door of what customers asked: read from the conversations, kept ready, and brought up to date.

Each conversation is read anew when it has changed, so the outcome may still change with every event; what was
erased is gone here in the same transaction.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Protocol

import numpy as np
import numpy.typing as npt

from handoff.domain.events import Recorded
from handoff.domain.questions import questions_of
from knowledge_base.domain.asked import Asked

Array = npt.NDArray[np.float32]

FORM = 1
"""Changes with the way questions are read, so that all conversations are read again."""
BATCH = 200


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a conversation has come."""

    conversation_id: str
    last_seq: int
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """What a conversation that stood at `mark` asks; unanswered questions have a unit vector."""

    mark: Mark
    questions: tuple[tuple[Asked, Array | None], ...]


class QuestionStore(Protocol):
    """Where questions are kept."""

    async def begin(self, form: str) -> None:
        """Start anew if what is stored was made in another form."""

    async def behind(self) -> Sequence[Mark]:
        """Give the conversations that have changed since they were read."""

    async def events_of(self, marks: Sequence[Mark]) -> Sequence[Recorded]:
        """Give all events of some conversations, ordered by conversation and seq."""

    async def save(self, read: Sequence[ReadAgain]) -> None:
        """Replace what is known of these conversations, except those that changed since they were read."""


class Asking:
    """Keeps the questions in step with the conversations."""

    def __init__(
        self, store: QuestionStore, encode: Callable[[Sequence[str]], Array], fingerprint: str
    ) -> None:
        """Join the parts; `fingerprint` tells the encoder from any other."""
        self._store = store
        self._encode = encode
        self._form = f"{FORM}:{fingerprint}"
        self._begun = False
        self._reading = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None

    async def catch_up(self) -> None:
        """Read every conversation that has changed; what is read stays read, wherever this is broken off."""
        async with self._reading:
            if not self._begun:
                await self._store.begin(self._form)
                self._begun = True
            marks = await self._store.behind()
            for start in range(0, len(marks), BATCH):
                await self._read(marks[start : start + BATCH])

    async def catch_up_within(self, seconds: float) -> bool:
        """Catch up for so long, and say whether all is read; what is left goes on in the background.

        What went wrong in the background is raised by the next call.
        """
        if self._task is not None and self._task.done():
            finished, self._task = self._task, None
            await finished
        if self._task is None:
            self._task = asyncio.create_task(self.catch_up(), name="asking")
        task = self._task
        done, _ = await asyncio.wait({task}, timeout=seconds)
        if done:
            self._task = None
            await task
        return bool(done)

    async def close(self) -> None:
        """Stop reading; what is read stays read."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _read(self, marks: Sequence[Mark]) -> None:
        events = await self._store.events_of(marks)
        await self._store.save(await asyncio.to_thread(self._understand, marks, events))

    def _understand(self, marks: Sequence[Mark], events: Sequence[Recorded]) -> list[ReadAgain]:
        found = {
            conversation_id: questions_of(log)
            for conversation_id, log in groupby(events, key=lambda recorded: recorded.conversation_id)
        }
        return [
            ReadAgain(mark, tuple(self._with_vectors(found.get(mark.conversation_id, ())))) for mark in marks
        ]

    def _with_vectors(self, questions: Sequence[Asked]) -> Iterator[tuple[Asked, Array | None]]:
        for asked in questions:
            yield asked, self._encode([asked.text])[0] if asked.unanswered else None
