"""The search over conversations in the database: FTS5 in SQLite, tsvector elsewhere.

The triggers of the migrations keep the lines in step with the events, in the same transaction. SQLite's word
index learns them in bulk, at the latest when somebody searches.
"""

import unicodedata
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.adapters.tables import Connections, UtcDateTime, conversations, customers, metadata
from handoff.conversation.searching import Line

conversation_lines = sa.Table(
    "conversation_lines",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("conversation_id", sa.String(40), sa.ForeignKey("conversations.id")),
    sa.Column("seq", sa.Integer),
    sa.Column("at", UtcDateTime),
    sa.Column("author", sa.String),
    sa.Column("name", sa.String),
    sa.Column("text", sa.Text),
)
_WITH_WORDS = {
    "sqlite": (
        "conversation_lines.id IN "
        "(SELECT rowid FROM conversation_words WHERE conversation_words MATCH :wanted)"
    ),
    "postgresql": "conversation_lines.words @@ to_tsquery('simple', :wanted)",
}
_ANY_NEW = "SELECT EXISTS (SELECT 1 FROM conversation_lines WHERE learnt = 0)"
_LEARN = """
INSERT INTO conversation_words(rowid, text)
SELECT id, text FROM conversation_lines WHERE learnt = 0 ORDER BY id LIMIT :most
"""
_LEARNT = """
UPDATE conversation_lines SET learnt = 1
WHERE id IN (SELECT id FROM conversation_lines WHERE learnt = 0 ORDER BY id LIMIT :most)
"""
_AT_ONCE = {"most": 1_000}
_BEGINNING = {"sqlite": ('"{}"*', " "), "postgresql": ("'{}':*", " & ")}


class SqlLines:
    """Searches lines."""

    def __init__(self, database: Connections) -> None:
        self._database = database

    async def with_words(self, words: Sequence[str], before: int | None, limit: int) -> tuple[Line, ...]:
        """Give the newest lines before the cursor in which every word is the beginning of one."""
        await self.learn()
        async with self._database.reading() as connection:
            query = _with_words(connection.dialect.name, words)
            if before is not None:
                query = query.where(conversation_lines.c.id < before)
            newest = query.order_by(conversation_lines.c.id.desc()).limit(limit)
            return tuple(_line(row) for row in await connection.execute(newest))

    async def learn(self) -> None:
        """Let the word index catch up with the lines, some at a time so that nobody waits long to write."""
        while await self._is_behind():
            async with self._database.writing() as connection:
                await connection.execute(sa.text(_LEARN), _AT_ONCE)
                await connection.execute(sa.text(_LEARNT), _AT_ONCE)

    async def _is_behind(self) -> bool:
        async with self._database.reading() as connection:
            if connection.dialect.name != "sqlite":
                return False
            return bool((await connection.execute(sa.text(_ANY_NEW))).scalar_one())

    async def named(self, query: str, limit: int) -> tuple[str, ...]:
        """Give the ids of the conversations whose customer's name or address has the query in it."""
        who = customers.c.name.icontains(query, autoescape=True) | customers.c.email.icontains(
            query, autoescape=True
        )
        found = sa.select(conversations.c.id).join(customers).where(who)
        newest = found.order_by(conversations.c.updated_at.desc()).limit(limit)
        async with self._database.reading() as connection:
            return tuple((await connection.execute(newest)).scalars())


def _with_words(dialect: str, words: Sequence[str]) -> sa.Select[Any]:
    one, between = _BEGINNING[dialect]
    wanted = between.join(one.format(_bare(word)) for word in words)
    return sa.select(conversation_lines).where(sa.text(_WITH_WORDS[dialect]).bindparams(wanted=wanted))


def _bare(word: str) -> str:
    """Leave accents out, as the index does."""
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))


def _line(row: sa.Row[Any]) -> Line:
    return Line(row.id, row.conversation_id, row.seq, row.at, row.author, row.name, row.text)


async def forget_words(connection: AsyncConnection) -> None:
    """Leave no word of removed lines in the files of the index, where they stay until it is tidied."""
    if connection.dialect.name == "sqlite":
        await connection.exec_driver_sql(
            "INSERT INTO conversation_words(conversation_words) VALUES ('optimize')"
        )
