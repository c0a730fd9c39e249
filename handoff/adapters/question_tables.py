"""The tables of what customers asked, and how questions become rows and rows questions."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.adapters.tables import UtcDateTime, metadata
from knowledge_base.domain.asked import Asked, HumanReply

Array = npt.NDArray[np.float32]

asked_questions = sa.Table(
    "asked_questions",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("conversation_id", sa.String(40), sa.ForeignKey("conversations.id")),
    sa.Column("at", UtcDateTime),
    sa.Column("text", sa.Text),
    sa.Column("outcome", sa.String),
    sa.Column("article_id", sa.String),
    sa.Column("nearest_id", sa.String),
    sa.Column("probability", sa.Float),
    sa.Column("sure", sa.Boolean),
    sa.Column("agent_minutes", sa.Float),
    sa.Column("reply_text", sa.Text),
    sa.Column("reply_agent", sa.String),
    sa.Column("reply_liked", sa.Boolean),
    sa.Column("helpful", sa.Boolean),
    sa.Column("rated_at", UtcDateTime),
    sa.Column("unanswered", sa.Boolean),
    sa.Column("vector", sa.LargeBinary),
)

question_progress = sa.Table(
    "question_progress",
    metadata,
    sa.Column("conversation_id", sa.String(40), sa.ForeignKey("conversations.id"), primary_key=True),
    sa.Column("last_seq", sa.Integer),
    sa.Column("updated_at", UtcDateTime),
)

SAID = tuple(column for column in asked_questions.c if column.name != "vector")


def question_row(conversation_id: str, asked: Asked, vector: Array | None) -> dict[str, Any]:
    """The row of a question; its vector is kept in half precision."""
    reply = asked.reply
    return {
        "id": asked.id,
        "conversation_id": conversation_id,
        "at": asked.at,
        "text": asked.text,
        "outcome": asked.outcome,
        "article_id": asked.article_id,
        "nearest_id": asked.nearest_id,
        "probability": asked.probability,
        "sure": asked.sure,
        "agent_minutes": asked.agent_minutes,
        "reply_text": reply.text if reply else None,
        "reply_agent": reply.agent if reply else None,
        "reply_liked": reply.liked if reply else None,
        "helpful": asked.helpful,
        "rated_at": asked.rated_at,
        "unanswered": asked.unanswered,
        "vector": None if vector is None else vector.astype(np.float16).tobytes(),
    }


def to_asked(row: sa.Row[Any]) -> Asked:
    """The question in a row."""
    said = row.reply_text is not None
    return Asked(
        id=row.id,
        text=row.text,
        at=row.at,
        outcome=row.outcome,
        article_id=row.article_id,
        nearest_id=row.nearest_id,
        probability=row.probability,
        sure=row.sure,
        agent_minutes=row.agent_minutes,
        reply=HumanReply(row.reply_text, row.reply_agent or "", row.reply_liked) if said else None,
        helpful=row.helpful,
        rated_at=row.rated_at,
    )


def to_vectors(stored: list[bytes]) -> Array:
    """The unit vectors of some rows: shape (rows, dimension)."""
    if not stored:
        return np.empty((0, 0), np.float32)
    vectors = np.stack([np.frombuffer(one, np.float16) for one in stored]).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


async def forget_questions(connection: AsyncConnection, conversation_ids: Sequence[str]) -> None:
    """Delete all that was read from some conversations; it is read again should they change."""
    for table in (asked_questions, question_progress):
        await connection.execute(sa.delete(table).where(table.c.conversation_id.in_(conversation_ids)))
