"""Everything that thinks, put together: articles and their index, the dialogue, and the bot over both."""

import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from structlog.stdlib import BoundLogger

from bot.adapters.sentiment_model import SentimentModel
from bot.answering import Answering
from handoff.adapters.database import Database
from handoff.dialogue import forgetting, open_dialogue
from handoff.indexing import Indexer
from handoff.settings import Settings
from knowledge_base.adapters.article_store import SqlArticleStore
from knowledge_base.adapters.assembly import open_retrieval
from knowledge_base.adapters.calibration_file import CalibrationFile
from knowledge_base.adapters.encoder import Encoder
from knowledge_base.adapters.rehearsal_process import RehearsalProcess
from knowledge_base.adapters.renderer import render
from knowledge_base.publishing import Publishing
from knowledge_base.retrieval import Retrieval


@dataclass(frozen=True, slots=True)
class Brain:
    """The parts that the doors to the outside need."""

    answering: Answering
    forget: Callable[[str], Awaitable[None]]
    retrieval: Retrieval
    publishing: Publishing
    articles: SqlArticleStore
    index_state: Callable[[], str]
    dialogue_state: Callable[[], str]
    render: Callable[[str], str] = render


@asynccontextmanager
async def open_brain(
    settings: Settings, database: Database, clock: Callable[[], datetime], log: BoundLogger
) -> AsyncIterator[Brain]:
    """Load the models, make the published articles searchable and start the dialogue; stop all when left."""
    encoder = Encoder(settings.encoder_dir)
    calibrations = CalibrationFile(
        settings.data_dir / "models" / "calibration.json", encoder.fingerprint, settings.target_error
    )
    stored = calibrations.load()
    vectors = settings.data_dir / "models" / "vectors.npz"
    rehearsal = RehearsalProcess(settings.encoder_dir, settings.target_error, vectors)
    retrieval = open_retrieval(encoder, stored[1] if stored else None, vectors=vectors, calibrate=rehearsal)
    indexer = Indexer(retrieval, calibrations, log)
    articles = SqlArticleStore(database.write, database.read)
    publishing = Publishing(articles, indexer, clock, lambda: f"article-{uuid.uuid4().hex[:8]}")
    await publishing.catch_up()
    sentiment = SentimentModel.load(settings.sentiment_file)
    try:
        async with open_dialogue(settings, log) as (dialogue, dialogue_state):
            answering = Answering(dialogue, retrieval, sentiment)
            forget = forgetting(dialogue)
            yield Brain(answering, forget, retrieval, publishing, articles, indexer.state, dialogue_state)
    finally:
        rehearsal.stop()
        await indexer.close()
