"""Golden questions in the database, each with the title that its article has today."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge_base.adapters.article_tables import articles, golden_questions, latest
from knowledge_base.domain.golden import GoldenQuestion

_KEPT = sa.and_(articles.c.id == golden_questions.c.article_id, articles.c.deleted_at.is_(None))
_LATEST = sa.and_(latest.c.article_id == articles.c.id, latest.c.number == articles.c.latest)
_QUESTIONS = (
    sa.select(golden_questions, latest.c.title)
    .select_from(golden_questions.outerjoin(articles, _KEPT).outerjoin(latest, _LATEST))
    .order_by(golden_questions.c.at, golden_questions.c.id)
)
# Below the smallest limit of bound parameters that a supported database has.
_BATCH = 500


class SqlGoldenStore:
    """Reads from one engine, writes to the other; for databases with many writers they may be the same."""

    def __init__(self, write: AsyncEngine, read: AsyncEngine) -> None:
        self._write = write
        self._read = read

    async def all(self) -> Sequence[GoldenQuestion]:
        """Give every golden question, the oldest first."""
        async with self._read.connect() as connection:
            rows = (await connection.execute(_QUESTIONS)).mappings().all()
        return tuple(GoldenQuestion(**row) for row in rows)

    async def missing(self, article_ids: Sequence[str]) -> Sequence[str]:
        """Give those of these ids that no article has, or only a deleted one."""
        known: set[str] = set()
        async with self._read.connect() as connection:
            for start in range(0, len(article_ids), _BATCH):
                some = articles.c.id.in_(article_ids[start : start + _BATCH])
                kept = sa.select(articles.c.id).where(some, articles.c.deleted_at.is_(None))
                known |= set((await connection.execute(kept)).scalars())
        return [article_id for article_id in article_ids if article_id not in known]

    async def add(self, questions: Sequence[GoldenQuestion]) -> None:
        """Store new ones, all or none."""
        async with self._write.begin() as connection:
            await connection.execute(sa.insert(golden_questions), [_row(question) for question in questions])

    async def replace(self, question: GoldenQuestion) -> bool:
        """Store another state of one; False when it is gone."""
        update = sa.update(golden_questions).where(golden_questions.c.id == question.id)
        async with self._write.begin() as connection:
            done = await connection.execute(update.values(_row(question)))
        return done.rowcount == 1

    async def remove(self, question_id: str) -> bool:
        """Forget one; False when it is gone."""
        delete = sa.delete(golden_questions).where(golden_questions.c.id == question_id)
        async with self._write.begin() as connection:
            done = await connection.execute(delete)
        return done.rowcount == 1


def _row(question: GoldenQuestion) -> dict[str, Any]:
    row = asdict(question)
    del row["title"]
    return row
