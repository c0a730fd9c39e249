"""Front door of the people page: who works here, in which roles, and who no longer does.

Somebody who may not talk to customers any more loses their open sockets at once, and what they were talking
about goes back to the queue.
"""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from handoff.domain.audit import Entry, actor_of
from handoff.domain.rights import Role, Staff
from handoff.errors import InvalidInput, LastAdmin, PersonNotFound
from handoff.people.accounts import check_person
from handoff.people.audit import Audit
from handoff.people.second_factor import SecondFactor
from handoff.people.sessions import Session, Sessions

GiveBack = Callable[[Staff], Awaitable[int]]
"""Puts all conversations of an agent back into the queue and says how many."""


class PeopleStore(Protocol):
    """Where staff are kept."""

    async def all(self) -> tuple[tuple[Staff, datetime], ...]:
        """Give everybody by name, with the day they were added."""

    async def get(self, staff_id: str) -> Staff | None:
        """Give the person with this id."""

    async def change(self, person: Staff, entry: Entry) -> bool:
        """Store name, roles and whether they are active; False if this is the last active admin."""


class People:
    """Shows and changes who may do what."""

    def __init__(
        self,
        store: PeopleStore,
        sessions: Sessions,
        factor: SecondFactor,
        give_back: GiveBack,
        audit: Audit,
    ) -> None:
        self._store = store
        self._sessions = sessions
        self._factor = factor
        self._give_back = give_back
        self._audit = audit

    async def all(self) -> tuple[tuple[Staff, datetime], ...]:
        """Give everybody by name, with the day they were added."""
        return await self._store.all()

    async def find(self, staff_id: str) -> Staff:
        """Give one person, or raise PersonNotFound."""
        found = await self._store.get(staff_id)
        if found is None:
            raise PersonNotFound("There is no such person.")
        return found

    async def change(
        self,
        by: Staff,
        staff_id: str,
        *,
        roles: Collection[Role] | None = None,
        active: bool | None = None,
        may_override: bool | None = None,
    ) -> Staff:
        """Change what is given and leave the rest; what they no longer may ends at once.

        Raises:
            LastAdmin: nobody would be left who manages people.
        """
        before = await self.find(staff_id)
        after = _changed(before, roles, active, may_override)
        if after == before:
            return before
        entry = self._audit.entry(actor_of(by), _named(before, after), staff_id, _differences(before, after))
        if not await self._store.change(after, entry):
            raise LastAdmin("This is the last active admin. Make somebody else an admin first.")
        await self._take_effect(before, after)
        return after

    async def reset_second_factor(self, by: Staff, staff_id: str) -> None:
        """Take a second factor away whose phone is lost, and end the sessions that it opened."""
        person = await self.find(staff_id)
        if not person.second_factor:
            raise InvalidInput(f"{person.name} has no second factor.")
        await self._factor.reset(actor_of(by), staff_id)
        await self._sessions.end_all(staff_id)

    async def sessions(self, staff_id: str) -> tuple[Session, ...]:
        """Give somebody's open sessions."""
        return await self._sessions.of((await self.find(staff_id)).id)

    async def end_session(self, by: Staff, staff_id: str, session_id: str) -> None:
        """End one of somebody's sessions, or raise PersonNotFound."""
        entry = self._audit.entry(actor_of(by), "session_ended", staff_id)
        if not await self._sessions.end_one(staff_id, session_id, entry):
            raise PersonNotFound("There is no such session.")

    async def end_sessions(self, by: Staff, staff_id: str) -> int:
        """End all of somebody's sessions and say how many."""
        person = await self.find(staff_id)
        entry = self._audit.entry(actor_of(by), "sessions_ended", person.id)
        return await self._sessions.end_all(person.id, entry=entry)

    async def _take_effect(self, before: Staff, after: Staff) -> None:
        if not after.active:
            await self._sessions.end_all(after.id)
        elif after.roles != before.roles:
            await self._sessions.say_farewell(after.id)
        if not (after.active and after.may("converse")):
            await self._give_back(after)


def _changed(
    before: Staff, roles: Collection[Role] | None, active: bool | None, may_override: bool | None
) -> Staff:
    after = replace(
        before if roles is None else before.with_roles(roles),
        active=before.active if active is None else active,
        may_override=before.may_override if may_override is None else may_override,
    )
    if may_override is None and not after.may("edit_articles"):
        after = replace(after, may_override=False)
    check_person(after)
    return after


def _named(before: Staff, after: Staff) -> str:
    if after.active != before.active:
        return "person_reactivated" if after.active else "person_deactivated"
    return "role_changed" if after.roles != before.roles else "override_right_changed"


def _differences(before: Staff, after: Staff) -> dict[str, str | bool]:
    changes: dict[str, str | bool] = {}
    if after.roles != before.roles:
        changes |= {"from": ", ".join(before.roles), "to": ", ".join(after.roles)}
    if after.may_override != before.may_override:
        changes["may_override"] = after.may_override
    if after.active != before.active:
        changes["active"] = after.active
    return changes
