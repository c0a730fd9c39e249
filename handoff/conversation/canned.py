"""Front door of canned replies: written once, used often; some are everybody's, some one agent's own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, Protocol

from handoff.domain.refusals import CannedNotFound, ShortcutTaken
from handoff.domain.rights import Staff
from handoff.errors import NotAllowed

Scope = Literal["everyone", "mine"]
EVERYBODY = ""
"""The owner of what everybody uses."""


@dataclass(frozen=True, slots=True)
class Canned:
    """One reply; `text` may hold placeholders such as {customer_name}, which the page fills."""

    id: str
    shortcut: str
    text: str
    owner: str = EVERYBODY

    @property
    def scope(self) -> Scope:
        """Whose it is, as its reader sees it."""
        return "everyone" if self.owner == EVERYBODY else "mine"


class CannedStore(Protocol):
    """Where replies are kept."""

    async def of(self, owners: Sequence[str]) -> tuple[Canned, ...]:
        """Give the replies of some owners, by shortcut."""

    async def get(self, reply_id: str) -> Canned | None:
        """Give one reply."""

    async def add(self, reply: Canned, by: str, at: datetime) -> bool:
        """Store a reply; False if its owner has the shortcut already."""

    async def change(self, reply: Canned, by: str, at: datetime) -> bool:
        """Replace a reply; False if its owner has the shortcut already."""

    async def remove(self, reply_id: str) -> None:
        """Forget a reply."""


class CannedReplies:
    """Shows and changes replies; what everybody uses is changed by those who lead."""

    def __init__(self, store: CannedStore, clock: Callable[[], datetime], new_id: Callable[[], str]) -> None:
        self._store = store
        self._clock = clock
        self._new_id = new_id

    async def all(self, reader: Staff) -> tuple[Canned, ...]:
        """Give everybody's replies and the reader's own."""
        return await self._store.of((EVERYBODY, reader.id))

    async def add(self, by: Staff, shortcut: str, text: str, scope: Scope) -> Canned:
        """Store a new reply.

        Raises:
            NotAllowed: only those who lead write for everybody.
            ShortcutTaken: the shortcut is in use.
        """
        reply = Canned(self._new_id(), shortcut, text, _owner(by, scope))
        _require_right(by, reply)
        if not await self._store.add(reply, by.name, self._clock()):
            raise _taken(reply)
        return reply

    async def change(self, by: Staff, reply_id: str, shortcut: str, text: str, scope: Scope) -> Canned:
        """Replace a reply. Raises: CannedNotFound, NotAllowed, ShortcutTaken."""
        known = await self._find(by, reply_id)
        reply = replace(known, shortcut=shortcut, text=text, owner=_owner(by, scope))
        _require_right(by, reply)
        if not await self._store.change(reply, by.name, self._clock()):
            raise _taken(reply)
        return reply

    async def remove(self, by: Staff, reply_id: str) -> None:
        """Forget a reply. Raises: CannedNotFound, NotAllowed."""
        await self._store.remove((await self._find(by, reply_id)).id)

    async def _find(self, by: Staff, reply_id: str) -> Canned:
        known = await self._store.get(reply_id)
        if known is None or known.owner not in (EVERYBODY, by.id):
            raise CannedNotFound("There is no such reply.")
        _require_right(by, known)
        return known


def _owner(by: Staff, scope: Scope) -> str:
    return EVERYBODY if scope == "everyone" else by.id


def _require_right(by: Staff, reply: Canned) -> None:
    if reply.owner == EVERYBODY and not by.may("supervise"):
        raise NotAllowed(
            "Only a supervisor changes replies that everybody uses. Keep one of your own instead."
        )


def _taken(reply: Canned) -> ShortcutTaken:
    return ShortcutTaken(f"There is a reply called /{reply.shortcut} already.")
