"""Votes in the database: the store behind `Votes`, on SQLite and PostgreSQL alike."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge_base.adapters.article_tables import UtcTime, articles, metadata
from knowledge_base.votes import Tally, Vote

# Below the smallest limit of bound parameters that a supported database has.
LOAD_BATCH = 500

help_votes = sa.Table(
    "help_votes",
    metadata,
    sa.Column("article_id", sa.String(80), sa.ForeignKey("articles.id"), primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("voter", sa.String(64), primary_key=True),
    sa.Column("helpful", sa.Boolean, nullable=False),
    sa.Column("at", UtcTime, nullable=False),
)


class SqlVoteStore:
    """Votes behind a write engine and a read engine, which may be the same one."""

    def __init__(self, write: AsyncEngine, read: AsyncEngine) -> None:
        self._write = write
        self._read = read

    async def put(self, vote: Vote) -> None:
        """Store a vote in place of an earlier one of the same voter on the same revision."""
        if await self._change(vote):
            return
        row = {name: getattr(vote, name) for name in help_votes.c.keys()}  # noqa: SIM118 -- not a mapping
        try:
            async with self._write.begin() as connection:
                await connection.execute(sa.insert(help_votes).values(row))
        except IntegrityError:
            # The same browser voted twice at once; the later word counts.
            await self._change(vote)

    async def find(self, article_id: str, revision: int, voter: str) -> bool | None:
        """Give what a voter said; None when they have not voted."""
        wanted = sa.select(help_votes.c.helpful).where(*_same(article_id, revision, voter))
        async with self._read.connect() as connection:
            helpful: bool | None = await connection.scalar(wanted)
        return helpful

    async def tallies(self, article_ids: Sequence[str]) -> Mapping[str, Tally]:
        """Count the votes on the revisions that are live; articles without any are left out."""
        live = sa.and_(articles.c.id == help_votes.c.article_id, articles.c.live == help_votes.c.revision)
        helpful = sa.func.sum(sa.case((help_votes.c.helpful, 1), else_=0))
        counts = sa.select(help_votes.c.article_id, helpful, sa.func.count()).join_from(
            help_votes, articles, live
        )
        found: dict[str, Tally] = {}
        async with self._read.connect() as connection:
            for start in range(0, len(article_ids), LOAD_BATCH):
                some = help_votes.c.article_id.in_(article_ids[start : start + LOAD_BATCH])
                rows = await connection.execute(counts.where(some).group_by(help_votes.c.article_id))
                found |= {key: Tally(int(yes), int(total) - int(yes)) for key, yes, total in rows}
        return found

    async def _change(self, vote: Vote) -> bool:
        earlier = sa.and_(*_same(vote.article_id, vote.revision, vote.voter))
        change = sa.update(help_votes).where(earlier).values(helpful=vote.helpful, at=vote.at)
        async with self._write.begin() as connection:
            return (await connection.execute(change)).rowcount == 1


def _same(article_id: str, revision: int, voter: str) -> tuple[sa.ColumnElement[bool], ...]:
    columns = help_votes.c
    return (columns.article_id == article_id, columns.revision == revision, columns.voter == voter)
