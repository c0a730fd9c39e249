"""Decisions about gaps, and staff's verdicts on answers, in the database."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge_base.adapters.article_tables import UtcTime, metadata
from knowledge_base.domain.gap_ledger import Settled
from knowledge_base.domain.label import Label

settled_gaps = sa.Table(
    "settled_gaps",
    metadata,
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("status", sa.String(20), nullable=False),
    sa.Column("article_id", sa.String(80)),
    sa.Column("question_ids", sa.JSON, nullable=False),
    sa.Column("author", sa.String(200), nullable=False),
    sa.Column("at", UtcTime, nullable=False),
)

staff_feedback = sa.Table(
    "staff_feedback",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("article_id", sa.String(80), nullable=False),
    sa.Column("right", sa.Boolean, nullable=False),
    sa.Column("probability", sa.Float),
    sa.Column("author_id", sa.String(40), nullable=False),
    sa.Column("at", UtcTime, nullable=False),
)


class SqlGapStore:
    """Keeps what was decided about gaps."""

    def __init__(self, write: AsyncEngine, read: AsyncEngine) -> None:
        self._write = write
        self._read = read

    async def settled(self) -> tuple[Settled, ...]:
        """Give every decision, the oldest first."""
        query = sa.select(settled_gaps).order_by(settled_gaps.c.at, settled_gaps.c.id)
        async with self._read.connect() as connection:
            rows = (await connection.execute(query)).all()
        return tuple(
            Settled(row.id, row.status, row.article_id, frozenset(row.question_ids), row.author, row.at)
            for row in rows
        )

    async def settle(self, gap: Settled) -> None:
        """Keep a decision; an earlier one about the same gap is replaced."""
        row = {
            "id": gap.id,
            "status": gap.status,
            "article_id": gap.article_id,
            "question_ids": sorted(gap.question_ids),
            "author": gap.author,
            "at": gap.at,
        }
        async with self._write.begin() as connection:
            await connection.execute(sa.delete(settled_gaps).where(settled_gaps.c.id == gap.id))
            await connection.execute(sa.insert(settled_gaps).values(row))

    async def reopen(self, gap_id: str) -> None:
        """Forget the decision."""
        async with self._write.begin() as connection:
            await connection.execute(sa.delete(settled_gaps).where(settled_gaps.c.id == gap_id))


class SqlFeedbackStore:
    """Keeps what staff said about answers."""

    def __init__(self, write: AsyncEngine, read: AsyncEngine) -> None:
        self._write = write
        self._read = read

    async def add(self, label: Label) -> None:
        """Keep one verdict."""
        row = {
            "question": label.question,
            "article_id": label.article_id,
            "right": label.right,
            "probability": label.probability,
            "author_id": label.by,
            "at": label.at,
        }
        async with self._write.begin() as connection:
            await connection.execute(sa.insert(staff_feedback).values(row))

    async def all(self) -> Sequence[Label]:
        """Give every verdict, in the order of time."""
        query = sa.select(staff_feedback).order_by(staff_feedback.c.at, staff_feedback.c.id)
        async with self._read.connect() as connection:
            rows = (await connection.execute(query)).all()
        return [
            Label(
                question=row.question,
                article_id=row.article_id,
                right=row.right,
                probability=row.probability,
                at=row.at,
                source="agent",
                by=row.author_id,
            )
            for row in rows
        ]
