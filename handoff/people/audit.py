"""Front door of the audit log: note what was done, and read it again.

A change that shares a transaction with its line is stored by its own store; everything else is noted right
afterwards. A line that cannot be stored is logged whole and tried again, so none is lost in silence.
"""

from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from structlog.stdlib import BoundLogger

from handoff.domain.audit import Actor, AuditQuery, Detail, Entry, shortened

PAGE = 500


class AuditStore(Protocol):
    """Where lines are kept; nothing there changes or deletes one."""

    async def add(self, entry: Entry) -> None:
        """Append one line."""

    async def find(self, query: AuditQuery) -> tuple[Entry, ...]:
        """Give the lines that fit, newest first."""

    async def actions(self) -> tuple[str, ...]:
        """Give every action that was ever noted, in alphabetical order."""


class Audit:
    """Notes who did what; give `retry` to what repeats things until they work."""

    def __init__(self, store: AuditStore, clock: Callable[[], datetime], log: BoundLogger) -> None:
        self._store = store
        self._clock = clock
        self._log = log
        self._late: deque[Entry] = deque()

    def entry(
        self, actor: Actor, action: str, target: str, details: Mapping[str, Detail] | None = None
    ) -> Entry:
        """Make a line for a store that writes it together with the change itself."""
        return Entry(self._clock(), actor, action, target[:200], shortened(details or {}))

    async def note(
        self, actor: Actor, action: str, target: str, details: Mapping[str, Detail] | None = None
    ) -> None:
        """Append a line now; if that fails it stands in the service's log and is tried again."""
        entry = self.entry(actor, action, target, details)
        try:
            await self._store.add(entry)
        except Exception:
            self._log.exception("audit_line_late", line=entry.to_data())
            self._late.append(entry)

    async def retry(self) -> None:
        """Append what could not be appended before, in its order."""
        while self._late:
            await self._store.add(self._late[0])
            self._late.popleft()

    async def find(self, query: AuditQuery) -> tuple[Entry, ...]:
        """Give the lines that fit, newest first."""
        return await self._store.find(query)

    async def actions(self) -> tuple[str, ...]:
        """Give every action that was ever noted."""
        return await self._store.actions()

    async def everything(self, query: AuditQuery) -> AsyncIterator[Entry]:
        """Give all lines that fit, newest first, however many they are."""
        page = replace(query, limit=PAGE)
        while found := await self._store.find(page):
            for entry in found:
                yield entry
            page = replace(page, before=found[-1].id)
