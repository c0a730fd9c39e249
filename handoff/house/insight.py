"""What is learnt from conversations, put together: gaps, article health, labels and phrasing suggestions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from handoff.adapters.database import Database
from handoff.adapters.question_store import SqlQuestionStore
from handoff.governance.asking import Asking
from handoff.settings import Settings
from knowledge_base.adapters.article_store import SqlArticleStore
from knowledge_base.adapters.encoder import Encoder
from knowledge_base.adapters.gap_store import SqlFeedbackStore, SqlGapStore
from knowledge_base.adapters.nearest_rows import nearest_rows
from knowledge_base.adapters.vector_cache import VectorCache
from knowledge_base.feedback import Feedback
from knowledge_base.gaps import Gaps
from knowledge_base.golden import Golden
from knowledge_base.health import Health
from knowledge_base.publishing import Publishing
from knowledge_base.retrieval import Retrieval
from knowledge_base.suggesting import Suggesting
from knowledge_base.trust import Trust


@dataclass(frozen=True, slots=True)
class Insight:
    """The front doors that learn."""

    asking: Asking
    gaps: Gaps
    health: Health
    feedback: Feedback
    suggesting: Suggesting
    trust: Trust

    async def close(self) -> None:
        """Stop what is under way."""
        await self.asking.close()
        await self.health.close()


@dataclass(frozen=True, slots=True)
class Known:
    """The parts of the knowledge base that learning needs."""

    encoder: Encoder
    retrieval: Retrieval
    publishing: Publishing
    golden: Golden
    articles: SqlArticleStore
    look_again: Callable[[], None]


def gain_insight(
    settings: Settings, database: Database, known: Known, clock: Callable[[], datetime]
) -> Insight:
    """Introduce what was asked to what is known."""
    questions = SqlQuestionStore(database)
    write, read = database.write, database.read
    publishing, retrieval = known.publishing, known.retrieval
    vectors = VectorCache(known.encoder, settings.data_dir / "index" / "vectors")
    feedback = Feedback(
        questions,
        SqlFeedbackStore(write, read),
        known.golden,
        publishing,
        retrieval,
        clock,
        known.look_again,
    )
    return Insight(
        asking=Asking(questions, known.encoder.encode, known.encoder.fingerprint),
        gaps=Gaps(questions, SqlGapStore(write, read), publishing, retrieval, nearest_rows, clock),
        health=Health(known.articles, questions, vectors.encode, nearest_rows, settings.locales, clock),
        feedback=feedback,
        suggesting=Suggesting(questions, publishing, known.encoder),
        trust=Trust(retrieval, feedback, settings.target_error, clock),
    )
