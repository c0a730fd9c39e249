"""The operator's words for the bot in the database: every edit, of which the newest holds."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from handoff.adapters.policy_tables import voices
from handoff.adapters.tables import Connections


class SqlVoiceStore:
    """Keeps edits."""

    def __init__(self, database: Connections) -> None:
        self._database = database

    async def newest(self) -> Mapping[str, Any] | None:
        """Give the words in force; None when nobody has edited any."""
        query = sa.select(voices.c.content).order_by(voices.c.number.desc()).limit(1)
        async with self._database.reading() as connection:
            content: Mapping[str, Any] | None = (await connection.execute(query)).scalar_one_or_none()
        return content

    async def add(self, author: str, at: datetime, content: Mapping[str, Any]) -> None:
        """Store an edit."""
        last = sa.select(sa.func.coalesce(sa.func.max(voices.c.number), 0))
        async with self._database.writing() as connection:
            number = int((await connection.execute(last)).scalar_one()) + 1
            row = {"number": number, "author": author, "at": at, "content": dict(content)}
            await connection.execute(sa.insert(voices).values(row))
