"""Front door of the service levels: watches running promises, and notes which are in danger or broken."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from handoff.conversation.service import Outcome
from handoff.domain.commands import Command, NoteServiceLevel
from handoff.domain.conversation import Conversation
from handoff.domain.events import Recorded
from handoff.domain.queue import team_of
from handoff.domain.sla import Standing, Targets, Watch, standings, watch
from handoff.domain.teams import Team


class LevelStore(Protocol):
    """Where the standing of conversations is kept."""

    async def with_people(self) -> tuple[tuple[Conversation, str | None], ...]:
        """Give every conversation that waits or is with an agent, and its customer's locale."""

    async def set_level(self, conversation_id: str, team_id: str, standing: Standing | None) -> None:
        """Store the team of a conversation and its most urgent promise."""

    async def clear_levels(self) -> None:
        """Forget the promises of conversations that are with nobody."""


class Log(Protocol):
    """Where events are read."""

    async def events_after(self, conversation_id: str, after: int, limit: int | None) -> tuple[Recorded, ...]:
        """Give the events behind the cursor `after`, in order."""


class TeamBook(Protocol):
    """Where teams are found."""

    async def all(self) -> tuple[Team, ...]:
        """Give every team."""


class Handler(Protocol):
    """What handles commands."""

    async def handle(self, command: Command) -> Outcome:
        """Decide, store and tell."""


@dataclass(frozen=True, slots=True)
class _Watched:
    last_seq: int
    watch: Watch


class ServiceLevels:
    """Looks after the promises; `on_change` hears which conversation's line is another one now."""

    def __init__(
        self,
        store: LevelStore,
        log: Log,
        teams: TeamBook,
        service: Handler,
        clock: Callable[[], datetime],
        on_change: Callable[[str], Awaitable[None]],
    ) -> None:
        self._store = store
        self._log = log
        self._teams = teams
        self._service = service
        self._clock = clock
        self._on_change = on_change
        self._cleared = False
        self._watched: dict[str, _Watched] = {}
        self._stored: dict[str, tuple[str, Standing | None]] = {}

    async def round(self) -> None:
        """Look at every conversation that is with people; the events alone say what was noted before."""
        at, teams = self._clock(), await self._teams.all()
        live = await self._store.with_people()
        for conversation, locale in live:
            await self._look(conversation, team_of(conversation, teams, locale), at)
        gone = self._stored.keys() - {conversation.id for conversation, _ in live}
        if gone or not self._cleared:
            await self._store.clear_levels()
            self._cleared = True
        for conversation_id in gone:
            del self._stored[conversation_id]
            self._watched.pop(conversation_id, None)
            await self._on_change(conversation_id)

    async def _look(self, conversation: Conversation, team: Team, at: datetime) -> None:
        promised = team.targets != Targets()
        watched = await self._watch(conversation) if promised else Watch()
        found = standings(watched, team.targets, team.schedule, at)
        for standing in found:
            if standing.state != "ok" and not _noted(conversation, standing):
                await self._note(conversation.id, standing)
        now = team.id, (found[0] if found else None)
        if self._stored.get(conversation.id) != now:
            await self._store.set_level(conversation.id, *now)
            self._stored[conversation.id] = now
            await self._on_change(conversation.id)

    async def _watch(self, conversation: Conversation) -> Watch:
        known = self._watched.get(conversation.id, _Watched(0, Watch()))
        if known.last_seq < conversation.last_seq:
            events = await self._log.events_after(conversation.id, known.last_seq, None)
            known = _Watched(events[-1].seq, watch(events, known.watch)) if events else known
            self._watched[conversation.id] = known
        return known.watch

    async def _note(self, conversation_id: str, standing: Standing) -> None:
        command = NoteServiceLevel(
            conversation_id=conversation_id,
            target=standing.target,
            due_at=standing.due_at.isoformat(),
            state=standing.state,
        )
        await self._service.handle(command)


def _noted(conversation: Conversation, standing: Standing) -> bool:
    noted = (conversation.promises or {}).get(standing.target)
    return noted == f"sla_{standing.state} {standing.due_at.isoformat()}"
