"""Everything that thinks, put together: articles and their index, the dialogue, and the bot over both."""

import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from structlog.stdlib import BoundLogger

from bot.adapters.language import LanguageGuess
from bot.adapters.outlook_model import open_outlook
from bot.adapters.sentiment_model import SentimentModel
from bot.answering import Answering
from bot.commerce import Commerce
from handoff.adapters.database import Database
from handoff.house.commerce import open_commerce
from handoff.house.governing import Governance, open_governance
from handoff.house.importing import Imports, join_imports
from handoff.house.insight import Insight, Known, gain_insight
from handoff.house.jobs import Jobs, open_jobs
from handoff.processes.dialogue import forgetting, open_dialogue
from handoff.processes.indexing import Indexer
from handoff.settings import Settings
from knowledge_base.adapters.article_store import SqlArticleStore
from knowledge_base.adapters.assembly import open_retrieval
from knowledge_base.adapters.build_process import BuildProcess
from knowledge_base.adapters.calibration_file import CalibrationFile
from knowledge_base.adapters.encoder import Encoder
from knowledge_base.adapters.golden_store import SqlGoldenStore
from knowledge_base.adapters.rehearsal_process import RehearsalProcess
from knowledge_base.adapters.renderer import render
from knowledge_base.adapters.vote_store import SqlVoteStore
from knowledge_base.comparing import MeaningComparison
from knowledge_base.golden import Golden
from knowledge_base.history import History
from knowledge_base.languages import Languages
from knowledge_base.publishing import Publishing
from knowledge_base.retrieval import Retrieval
from knowledge_base.scheduling import Scheduling
from knowledge_base.votes import Votes


@dataclass(frozen=True, slots=True)
class Brain:
    """The parts that the doors to the outside need."""

    answering: Answering
    forget: Callable[[str], Awaitable[None]]
    retrieval: Retrieval
    publishing: Publishing
    golden: Golden
    scheduling: Scheduling
    history: History
    languages: Languages
    imports: Imports
    votes: Votes
    articles: SqlArticleStore
    insight: Insight
    governance: Governance
    index_state: Callable[[], str]
    index_progress: Callable[[], dict[str, object] | None]
    dialogue_state: Callable[[], str]
    commerce: Commerce
    jobs: Jobs
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
    folder = settings.data_dir / "index"
    rehearsal = RehearsalProcess(settings.encoder_dir, settings.target_error, folder)
    building = BuildProcess(settings.encoder_dir, folder)
    retrieval = open_retrieval(
        encoder, stored[1] if stored else None, folder=folder, calibrate=rehearsal, builder=building
    )
    indexer = Indexer(retrieval, calibrations, log)
    articles = SqlArticleStore(database.write, database.read)
    golden = Golden(
        SqlGoldenStore(database.write, database.read),
        retrieval,
        clock,
        lambda: uuid.uuid4().hex,
        indexer.look_again,
    )
    publishing = Publishing(articles, indexer, clock, lambda: f"article-{uuid.uuid4().hex[:8]}", gate=golden)
    known = Known(encoder, retrieval, publishing, golden, articles, indexer.look_again)
    insight = gain_insight(settings, database, known, clock)
    indexer.learn_from(insight.feedback.lessons)
    await publishing.catch_up()
    imports = join_imports(database, MeaningComparison(encoder), publishing.catch_up, clock, log, golden)
    await imports.queue.open()
    sentiment = SentimentModel.load(settings.sentiment_file)
    outlook = open_outlook(settings.outlook_dir)
    try:
        async with AsyncExitStack() as stack:
            commerce = await stack.enter_async_context(open_commerce(settings))
            jobs = open_jobs(settings, database, commerce, clock)
            opened = await stack.enter_async_context(open_dialogue(settings, log, jobs.door))
            dialogue, dialogue_state = opened
            languages = LanguageGuess(settings.locales)
            answering = Answering(dialogue, retrieval, sentiment, outlook=outlook, languages=languages)
            governance = await open_governance(settings, database, answering, retrieval, clock, log)
            forget = forgetting(dialogue)
            try:
                yield Brain(
                    answering=answering,
                    forget=forget,
                    retrieval=retrieval,
                    publishing=publishing,
                    golden=golden,
                    scheduling=Scheduling(articles, publishing, clock),
                    history=History(articles),
                    languages=Languages(articles, settings.locales),
                    imports=imports,
                    votes=Votes(SqlVoteStore(database.write, database.read), articles, clock),
                    articles=articles,
                    insight=insight,
                    governance=governance,
                    index_state=indexer.state,
                    index_progress=indexer.progress,
                    dialogue_state=dialogue_state,
                    commerce=commerce,
                    jobs=jobs,
                )
            finally:
                await governance.what_ifs.close()
    finally:
        await imports.queue.close()
        await insight.close()
        rehearsal.stop()
        building.stop()
        await indexer.close()
