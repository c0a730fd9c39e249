"""Front door of the long wait: nobody who asked for a person is left without a word."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from structlog.stdlib import BoundLogger

from handoff.conversation.service import Outcome
from handoff.domain.commands import Command, TellWaiting
from handoff.domain.patience import words_due
from handoff.queue.waiting import Place


class Queue(Protocol):
    """Who waits."""

    async def places(self) -> tuple[Place, ...]:
        """Give every conversation that waits, with its team."""


class Handler(Protocol):
    """What handles commands."""

    async def handle(self, command: Command) -> Outcome:
        """Decide, store and tell."""


class AfterHours:
    """Tells whoever waits when people are back, or that it takes longer than it should."""

    def __init__(
        self,
        queue: Queue,
        service: Handler,
        clock: Callable[[], datetime],
        log: BoundLogger,
        *,
        can_mail: bool,
    ) -> None:
        self._queue = queue
        self._service = service
        self._clock = clock
        self._log = log
        self._can_mail = can_mail
        self._said: set[tuple[str, str]] = set()

    async def round(self) -> None:
        """Say what is due. What was said before a restart is known to the conversation itself."""
        at = self._clock()
        said: set[tuple[str, str]] = set()
        for place in await self._queue.places():
            said |= await self._say(place, at)
        self._said = said

    async def _say(self, place: Place, at: datetime) -> set[tuple[str, str]]:
        conversation, team = place.conversation, place.team
        if conversation.waiting_since is None:
            return set()
        since, contact = conversation.waiting_since, conversation.contact
        said = {known for known in self._said if known[0] == conversation.id}
        for word in words_due(team.schedule, team.deadline_s, since, at, contact, self._can_mail):
            if (conversation.id, word.key) in said:
                continue
            command = TellWaiting(conversation_id=conversation.id, key=word.key, text=word.text)
            outcome = await self._service.handle(command)
            said.add((conversation.id, word.key))
            if outcome.events:
                self._log.info("waiting_told", conversation_id=conversation.id, key=word.key)
        return said
