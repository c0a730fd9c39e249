"""Who is named in which note, and who can be: in the database."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from handoff.adapters.canned_tables import mentions
from handoff.adapters.staff_rows import read_staff
from handoff.adapters.tables import Connections, UtcDateTime, staff
from handoff.conversation.mentions import Mention
from handoff.domain.rights import Staff


class SqlMentionStore:
    """Keeps mentions."""

    def __init__(self, database: Connections) -> None:
        self._database = database

    async def add(self, mention: Mention, staff_ids: Collection[str]) -> None:
        """Keep that a note names these people; ids of nobody are left out."""
        known = sa.select(staff.c.id).where(staff.c.id.in_(staff_ids))
        async with self._database.writing() as connection:
            rows = [_row(mention, staff_id) for staff_id in (await connection.execute(known)).scalars()]
            if rows:
                await connection.execute(sa.insert(mentions), rows)

    async def unread(self, staff_id: str, most: int) -> tuple[Mention, ...]:
        """Give the newest mentions that somebody has not read, newest first."""
        query = (
            sa.select(mentions.c.conversation_id, mentions.c.seq, mentions.c.at)
            .where(mentions.c.staff_id == staff_id, mentions.c.read_at.is_(None))
            .order_by(mentions.c.at.desc(), mentions.c.conversation_id, mentions.c.seq.desc())
            .limit(most)
        )
        async with self._database.reading() as connection:
            return tuple(Mention(*row) for row in await connection.execute(query))

    async def newest(self, staff_id: str, most: int) -> tuple[Mention, ...]:
        """Give the newest mention of each conversation: those with unread ones first, then newest first."""
        place, seq, at = mentions.c.conversation_id, sa.func.max(mentions.c.seq), sa.func.max(mentions.c.at)
        unread = sa.func.count() - sa.func.count(mentions.c.read_at)
        query = (
            sa.select(place, seq, sa.type_coerce(at, UtcDateTime))
            .where(mentions.c.staff_id == staff_id)
            .group_by(place)
            .order_by(sa.case((unread > 0, 0), else_=1), at.desc(), place)
            .limit(most)
        )
        async with self._database.reading() as connection:
            return tuple(Mention(*row) for row in await connection.execute(query))

    async def read(self, staff_id: str, conversation_id: str, seq: int, at: datetime) -> None:
        """Keep that somebody has read a conversation up to `seq`."""
        ours = mentions.c
        update = sa.update(mentions).where(
            ours.staff_id == staff_id,
            ours.conversation_id == conversation_id,
            ours.seq <= seq,
            ours.read_at.is_(None),
        )
        async with self._database.writing() as connection:
            await connection.execute(update.values(read_at=at))

    async def colleagues(self) -> tuple[Staff, ...]:
        """Give everybody who may talk to customers, by name: those can read a note."""
        query = sa.select(staff).where(staff.c.active.is_(True)).order_by(staff.c.name, staff.c.id)
        async with self._database.reading() as connection:
            people = [read_staff(row) for row in await connection.execute(query)]
        return tuple(person for person in people if person.may("converse"))


def _row(mention: Mention, staff_id: str) -> dict[str, object]:
    return {
        "staff_id": staff_id,
        "conversation_id": mention.conversation_id,
        "seq": mention.seq,
        "at": mention.at,
        "read_at": None,
    }
