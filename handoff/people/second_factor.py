"""Front door of the second factor: codes by time (RFC 6238) and recovery codes for when the phone is gone.

Each code works once: the store only moves the counted time step forwards, and a recovery code is forgotten
as it is used.
"""

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from handoff.domain.audit import Actor, Entry, actor_of
from handoff.domain.rights import Staff
from handoff.errors import FactorRefused, InvalidCredentials
from handoff.people.audit import Audit

RECOVERY_CODES = 10


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What a person puts into their authenticator: the secret, its address, and that as an image."""

    secret: str
    uri: str
    image: str


@dataclass(frozen=True, slots=True)
class Keys:
    """What is stored of one person's second factor."""

    secret: str | None
    pending: str | None


class OneTimeCodes(Protocol):
    """Codes that follow from a secret and the time."""

    def new(self, account: str) -> Enrolment:
        """Make a new secret for the account with this name."""

    def enrolment(self, secret: str, account: str) -> Enrolment:
        """Show a secret that was made before."""

    def step_of(self, secret: str, code: str, at: datetime) -> int | None:
        """Give the time step for which the code is right around `at`; None if it is wrong."""


class KeyStore(Protocol):
    """Where secrets and the digests of recovery codes are kept."""

    async def keys(self, staff_id: str) -> Keys:
        """Give what is stored of a person's second factor."""

    async def begin(self, staff_id: str, pending: str) -> None:
        """Store a secret that counts once it is confirmed."""

    async def confirm(self, staff_id: str, step: int, recovery: Collection[str], entry: Entry) -> None:
        """Make the pending secret the person's, used up to `step`, with these recovery codes."""

    async def use_step(self, staff_id: str, step: int) -> bool:
        """Count a time step as used; False when it or a later one was used before."""

    async def use_recovery(self, staff_id: str, code: str, entry: Entry) -> bool:
        """Forget a recovery code by its digest; False when there is none such."""

    async def remove(self, staff_id: str, entry: Entry) -> None:
        """Forget everything about a person's second factor."""


class SecondFactor:
    """Sets second factors up, checks their codes and takes them away."""

    def __init__(
        self,
        store: KeyStore,
        codes: OneTimeCodes,
        audit: Audit,
        clock: Callable[[], datetime],
        new_recovery_code: Callable[[], str],
    ) -> None:
        self._store = store
        self._codes = codes
        self._audit = audit
        self._clock = clock
        self._new_recovery_code = new_recovery_code

    async def begin(self, person: Staff) -> Enrolment:
        """Give the secret to set up; asked again before it is confirmed, the same one.

        Raises:
            FactorRefused: there is one already, which has to be removed first.
        """
        keys = await self._store.keys(person.id)
        if keys.secret is not None:
            raise FactorRefused("A second factor is set up already; remove it first.")
        if keys.pending is not None:
            return self._codes.enrolment(keys.pending, person.email)
        enrolment = self._codes.new(person.email)
        await self._store.begin(person.id, enrolment.secret)
        return enrolment

    async def confirm(self, person: Staff, code: str) -> tuple[str, ...]:
        """Take the set-up secret into use with its first code and give the recovery codes, this once.

        Raises:
            InvalidCredentials: the code is wrong or nothing was begun.
        """
        keys = await self._store.keys(person.id)
        step = self._step(keys.pending, code)
        if step is None or keys.secret is not None:
            raise InvalidCredentials("This code is wrong. Is the clock of your phone right?")
        recovery = tuple(self._new_recovery_code() for _ in range(RECOVERY_CODES))
        entry = self._audit.entry(actor_of(person), "second_factor_added", person.id)
        digests = [recovery_digest(person.id, code) for code in recovery]
        await self._store.confirm(person.id, step, digests, entry)
        return recovery

    async def verify(self, person: Staff, code: str) -> None:
        """Accept a code that was never used, or raise InvalidCredentials."""
        keys = await self._store.keys(person.id)
        step = self._step(keys.secret, code)
        if step is not None and await self._store.use_step(person.id, step):
            return
        entry = self._audit.entry(actor_of(person), "recovery_code_used", person.id)
        if not await self._store.use_recovery(person.id, recovery_digest(person.id, code), entry):
            raise InvalidCredentials("This code is wrong or was used before.")

    async def remove(self, person: Staff, code: str) -> None:
        """Take one's own second factor away, which needs one more code."""
        await self.verify(person, code)
        await self.reset(actor_of(person), person.id)

    async def reset(self, by: Actor, staff_id: str) -> None:
        """Take somebody's second factor away, whose phone is lost."""
        entry = self._audit.entry(by, "second_factor_removed", staff_id)
        await self._store.remove(staff_id, entry)

    def _step(self, secret: str | None, code: str) -> int | None:
        plain = code.replace(" ", "")
        return self._codes.step_of(secret, plain, self._clock()) if secret else None


def recovery_digest(staff_id: str, code: str) -> str:
    """Give what is stored of a recovery code, however it was typed."""
    plain = "".join(letter for letter in code.lower() if letter.isalnum())
    return hashlib.sha256(f"{staff_id}:{plain}".encode()).hexdigest()
