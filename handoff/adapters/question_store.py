"""What customers asked, in the database: written in step with the conversations, read in bulk."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.adapters.question_tables import (
    SAID,
    asked_questions,
    forget_questions,
    question_progress,
    question_row,
    to_asked,
    to_vectors,
)
from handoff.adapters.tables import Connections, conversations, events, installation
from handoff.domain.events import Recorded, read_event
from handoff.governance.asking import Mark, ReadAgain
from knowledge_base.domain.asked import Asked
from knowledge_base.domain.usage import Usage
from knowledge_base.grouping import Unanswered

FORM = "questions"
BATCH = 500


class SqlQuestionStore:
    """Keeps and gives questions."""

    def __init__(self, database: Connections) -> None:
        self._database = database

    async def begin(self, form: str) -> None:
        """Start anew if what is stored was made in another form, such as by another encoder."""
        known = sa.select(installation.c.value).where(installation.c.name == FORM)
        async with self._database.reading() as connection:
            if (await connection.execute(known)).scalar_one_or_none() == form:
                return
        async with self._database.writing() as connection:
            for table in (asked_questions, question_progress):
                await connection.execute(sa.delete(table))
            await connection.execute(sa.delete(installation).where(installation.c.name == FORM))
            await connection.execute(sa.insert(installation).values(name=FORM, value=form))

    async def behind(self) -> tuple[Mark, ...]:
        """Give the conversations that have changed since they were read, longest unchanged first."""
        done = question_progress.c
        changed = sa.or_(
            done.conversation_id.is_(None),
            done.last_seq != conversations.c.last_seq,
            done.updated_at != conversations.c.updated_at,
        )
        query = (
            _MARKS.outerjoin(question_progress, done.conversation_id == conversations.c.id)
            .where(changed, conversations.c.last_seq > 0)
            .order_by(conversations.c.updated_at)
        )
        async with self._database.reading() as connection:
            return tuple(Mark(*row) for row in await connection.execute(query))

    async def events_of(self, marks: Sequence[Mark]) -> tuple[Recorded, ...]:
        """Give all events of some conversations, ordered by conversation and seq."""
        query = (
            sa.select(events.c.conversation_id, events.c.seq, events.c.at, events.c.type, events.c.data)
            .where(events.c.conversation_id.in_([mark.conversation_id for mark in marks]))
            .order_by(events.c.conversation_id, events.c.seq)
        )
        async with self._database.reading() as connection:
            rows = await connection.execute(query)
            return tuple(Recorded(r.conversation_id, r.seq, r.at, read_event(r.type, r.data)) for r in rows)

    async def save(self, read: Sequence[ReadAgain]) -> None:
        """Replace what is known of these conversations, except those that changed since they were read."""
        async with self._database.writing() as connection:
            current = await self._unchanged(connection, [one.mark for one in read])
            fresh = [one for one in read if one.mark in current]
            await forget_questions(connection, [one.mark.conversation_id for one in fresh])
            rows = [
                question_row(one.mark.conversation_id, asked, vector)
                for one in fresh
                for asked, vector in one.questions
            ]
            if rows:
                await connection.execute(sa.insert(asked_questions), rows)
            if fresh:
                await connection.execute(
                    sa.insert(question_progress), [_progress_row(one.mark) for one in fresh]
                )

    async def _unchanged(self, connection: AsyncConnection, marks: Sequence[Mark]) -> set[Mark]:
        chosen = conversations.c.id.in_([mark.conversation_id for mark in marks])
        return {Mark(*row) for row in await connection.execute(_MARKS.where(chosen).with_for_update())}

    async def unanswered(self, since: datetime, most: int) -> Unanswered:
        """Give the newest questions that no article settled, oldest first, with their vectors."""
        open_ones = sa.and_(asked_questions.c.unanswered.is_(True), asked_questions.c.at >= since)
        return await self._with_vectors([open_ones], most)

    async def find(self, ids: Sequence[str]) -> Unanswered:
        """Give those of these unanswered questions that are still known, oldest first."""
        parts = [ids[start : start + BATCH] for start in range(0, len(ids), BATCH)]
        return await self._with_vectors([asked_questions.c.id.in_(part) for part in parts], BATCH)

    async def _with_vectors(self, conditions: Sequence[sa.ColumnElement[bool]], most: int) -> Unanswered:
        rows: list[sa.Row[Any]] = []
        async with self._database.reading() as connection:
            for condition in conditions:
                query = sa.select(asked_questions).where(condition, asked_questions.c.vector.is_not(None))
                newest = query.order_by(asked_questions.c.at.desc(), asked_questions.c.id).limit(most)
                rows += await connection.execute(newest)
        rows.sort(key=lambda row: (row.at, row.id))
        return Unanswered(tuple(map(to_asked, rows)), to_vectors([row.vector for row in rows]))

    async def answered_by(self, article_id: str, since: datetime) -> int:
        """Count the questions that an article has settled since a moment."""
        query = sa.select(sa.func.count()).where(
            asked_questions.c.article_id == article_id,
            asked_questions.c.at >= since,
            asked_questions.c.unanswered.is_(False),
        )
        async with self._database.reading() as connection:
            return int((await connection.execute(query)).scalar_one())

    async def about(self, article_id: str, limit: int) -> tuple[Asked, ...]:
        """Give the newest questions that were answered with an article, or that it came nearest to."""
        near = sa.or_(asked_questions.c.article_id == article_id, asked_questions.c.nearest_id == article_id)
        return await self._select(near, limit)

    async def rated(self) -> tuple[Asked, ...]:
        """Give every question whose answer the customer rated."""
        shown = asked_questions.c.article_id.is_not(None)
        return await self._select(sa.and_(asked_questions.c.helpful.is_not(None), shown), None)

    async def _select(self, condition: sa.ColumnElement[bool], limit: int | None) -> tuple[Asked, ...]:
        order = (asked_questions.c.at.desc(), asked_questions.c.id)
        query = sa.select(*SAID).where(condition).order_by(*order).limit(limit)
        async with self._database.reading() as connection:
            return tuple(to_asked(row) for row in await connection.execute(query))

    async def usage(self, start: datetime, middle: datetime, end: datetime) -> tuple[Usage, ...]:
        """Count, for each article, answers and answers that ended with a person, in two periods."""
        asked = asked_questions.c
        failed = asked.outcome.in_(("escalated", "person"))
        earlier = asked.at < middle
        query = (
            sa.select(
                asked.article_id,
                _count(earlier),
                _count(sa.and_(earlier, failed)),
                _count(sa.not_(earlier)),
                _count(sa.and_(sa.not_(earlier), failed)),
            )
            .where(asked.article_id.is_not(None), asked.at >= start, asked.at < end)
            .group_by(asked.article_id)
            .order_by(asked.article_id)
        )
        async with self._database.reading() as connection:
            return tuple(Usage(*row) for row in await connection.execute(query))


_MARKS = sa.select(conversations.c.id, conversations.c.last_seq, conversations.c.updated_at)


def _count(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.sum(sa.case((condition, 1), else_=0))


def _progress_row(mark: Mark) -> dict[str, Any]:
    return {
        "conversation_id": mark.conversation_id,
        "last_seq": mark.last_seq,
        "updated_at": mark.updated_at,
    }
