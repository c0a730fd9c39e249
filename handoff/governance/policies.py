"""Front door of policies: when a person is called, as data with versions, of which one is in force."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from structlog.stdlib import BoundLogger

from bot.domain.policy import Policy
from bot.errors import InvalidPolicy
from handoff.errors import PolicyInvalid, PolicyNotFound

AS_DELIVERED = "As delivered."


@dataclass(frozen=True, slots=True)
class StoredPolicy:
    """One version; without an author it is the one that came with the program."""

    version: str
    author: str | None
    at: datetime
    note: str
    values: Mapping[str, Any]

    def read(self) -> Policy:
        """Give the policy as the bot uses it. Raises: InvalidPolicy."""
        return Policy.from_dict({**self.values, "version": self.version})


@dataclass(frozen=True, slots=True)
class Shelf:
    """Every version, newest first, and the one in force."""

    active: str
    policies: tuple[StoredPolicy, ...]


class PolicyStore(Protocol):
    """Where policies are kept."""

    async def all(self) -> Sequence[StoredPolicy]:
        """Give every version, oldest first."""

    async def active(self) -> StoredPolicy | None:
        """Give the version that was put in force last."""

    async def add(
        self, author: str | None, at: datetime, note: str, values: Mapping[str, Any]
    ) -> StoredPolicy:
        """Store the next version and give it."""

    async def activate(self, version: str, author: str | None, at: datetime) -> None:
        """Put a version in force."""


class Policies:
    """Keeps versions and puts one in force."""

    def __init__(
        self,
        store: PolicyStore,
        clock: Callable[[], datetime],
        on_active: Callable[[Policy], None],
        log: BoundLogger,
    ) -> None:
        """Join the parts; `on_active` hears the policy that holds from the next turn on."""
        self._store = store
        self._clock = clock
        self._on_active = on_active
        self._log = log

    async def open(self) -> None:
        """Put the version in force that was so last; a new delivery replaces an older one only."""
        active = await self._store.active()
        if active is None or (active.author is None and _differs(active)):
            active = await self._deliver()
        try:
            self._on_active(active.read())
        except InvalidPolicy as error:
            # A newer program stored it, or its ranges were wider; the bot must answer all the same.
            self._log.error("policy_unusable", version=active.version, why=str(error))
            self._on_active((await self._deliver()).read())

    async def shelf(self) -> Shelf:
        """Give all versions."""
        active = await self._store.active()
        stored = tuple(reversed(await self._store.all()))
        return Shelf(active.version if active else "", stored)

    async def find(self, version: str) -> StoredPolicy:
        """Give a version. Raises: PolicyNotFound."""
        found = next((one for one in await self._store.all() if one.version == version), None)
        if found is None:
            raise PolicyNotFound(f"There is no policy of version {version}.")
        return found

    async def propose(self, values: Mapping[str, Any], note: str, author: str) -> StoredPolicy:
        """Store a new version, not yet in force; what is left out is as in the one in force.

        Raises: PolicyInvalid, naming the field, its value and the range.
        """
        policy = await self.complete(values)
        return await self._store.add(author, self._clock(), note, content_of(policy))

    async def complete(self, values: Mapping[str, Any]) -> Policy:
        """Give the policy in force with some values changed. Raises: PolicyInvalid."""
        try:
            return Policy.from_dict({**await self.current_values(), **values})
        except InvalidPolicy as error:
            raise PolicyInvalid(str(error)) from error

    async def activate(self, version: str, author: str) -> StoredPolicy:
        """Put a version in force from the next turn on. Raises: PolicyNotFound or PolicyInvalid."""
        stored = await self.find(version)
        try:
            policy = stored.read()
        except InvalidPolicy as error:
            raise PolicyInvalid(str(error)) from error
        await self._store.activate(version, author, self._clock())
        self._on_active(policy)
        return stored

    async def current_values(self) -> Mapping[str, Any]:
        """Give the values in force."""
        active = await self._store.active()
        return active.values if active else content_of(Policy())

    async def _deliver(self) -> StoredPolicy:
        now = self._clock()
        delivered = await self._store.add(None, now, AS_DELIVERED, content_of(Policy()))
        await self._store.activate(delivered.version, None, now)
        return delivered


def content_of(policy: Policy) -> dict[str, Any]:
    """Give the values of a policy without its version."""
    return {name: value for name, value in policy.to_dict().items() if name != "version"}


def _differs(stored: StoredPolicy) -> bool:
    return dict(stored.values) != content_of(Policy())
