"""Invitations in the database, by the digests of their tokens."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from handoff.adapters.audit_tables import write_entry
from handoff.adapters.people_tables import invitations
from handoff.adapters.staff_rows import staff_row
from handoff.adapters.tables import Connections, staff
from handoff.domain.audit import Entry
from handoff.domain.rights import Role, Staff
from handoff.people.invitations import Invitation


class SqlInvitationStore:
    """Keeps invitations; one is accepted at most once, in the transaction that adds the person."""

    def __init__(self, database: Connections) -> None:
        self._database = database

    async def add(self, invitation: Invitation, digest: str, entry: Entry) -> None:
        """Store an invitation; an earlier one to the same address ends."""
        values = {
            "id": invitation.id,
            "digest": digest,
            "email": invitation.email,
            "role": invitation.role.value,
            "invited_by": invitation.invited_by,
            "created_at": invitation.created_at,
            "expires_at": invitation.expires_at,
        }
        earlier = sa.and_(invitations.c.email == invitation.email, invitations.c.ended_at.is_(None))
        async with self._database.writing() as connection:
            end = sa.update(invitations).where(earlier).values(ended_at=invitation.created_at)
            await connection.execute(end)
            await connection.execute(sa.insert(invitations).values(values))
            await write_entry(connection, entry)

    async def open(self, at: datetime) -> tuple[Invitation, ...]:
        """Give the invitations that can still be accepted at `at`, the newest first."""
        query = sa.select(invitations).where(_is_open(at)).order_by(invitations.c.created_at.desc())
        async with self._database.reading() as connection:
            return tuple(_invitation(row) for row in await connection.execute(query))

    async def find(self, digest: str, at: datetime) -> Invitation | None:
        """Give the open invitation with this digest."""
        query = sa.select(invitations).where(invitations.c.digest == digest, _is_open(at))
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
        return _invitation(row) if row else None

    async def revoke(self, invitation_id: str, at: datetime, entry: Entry) -> bool:
        """End an open invitation; False if there is none with this id."""
        async with self._database.writing() as connection:
            end = sa.update(invitations).where(invitations.c.id == invitation_id, _is_open(at))
            ended = (await connection.execute(end.values(ended_at=at))).rowcount == 1
            await write_entry(connection, entry if ended else None)
        return ended

    async def accept(
        self, digest: str, person: Staff, password_hash: str, at: datetime, entry: Entry
    ) -> bool:
        """End the invitation and add the person; False if it is not open or the e-mail is taken."""
        end = sa.update(invitations).where(invitations.c.digest == digest, _is_open(at)).values(ended_at=at)
        try:
            async with self._database.writing() as connection:
                if (await connection.execute(end)).rowcount != 1:
                    return False
                await connection.execute(sa.insert(staff).values(staff_row(person, password_hash, at)))
                await write_entry(connection, entry)
        except IntegrityError:
            return False
        return True


def _is_open(at: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(invitations.c.ended_at.is_(None), invitations.c.expires_at > at)


def _invitation(row: sa.Row[tuple[object, ...]]) -> Invitation:
    return Invitation(row.id, row.email, Role(row.role), row.invited_by, row.created_at, row.expires_at)
