"""Evaluations over a throw-away knowledge base; no database and no index of an installation is touched."""

import asyncio
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from structlog.stdlib import BoundLogger

from bot.adapters.language import LanguageGuess
from bot.adapters.nlu_report import NluReport
from bot.adapters.outlook_model import open_outlook
from bot.adapters.sentiment_model import SentimentModel
from bot.adapters.training import train
from bot.answering import Answering
from bot.domain.understanding import Understanding
from bot.evaluation import EscalationFigures, SentimentFigures, evaluate_escalation, evaluate_sentiment
from handoff.errors import InvalidInput, NotReady
from handoff.operations.demo import golden_lessons, read_golden
from handoff.processes.dialogue import dialogue_files, open_dialogue
from handoff.settings import Settings
from knowledge_base.adapters.assembly import open_retrieval
from knowledge_base.adapters.calibration_file import CalibrationFile
from knowledge_base.adapters.encoder import Encoder
from knowledge_base.adapters.importers import read_articles
from knowledge_base.domain.article import Article
from knowledge_base.domain.imports import sift
from knowledge_base.evaluation import Evaluation, LabelledQuestion, evaluate_answers
from knowledge_base.retrieval import Retrieval

LONGEST_WAIT_S = 180.0


@dataclass(frozen=True, slots=True)
class AnswerFiles:
    """What `evaluate answers` reads and writes."""

    articles: Path
    questions: Path
    predictions: Path


def answers(settings: Settings, files: AnswerFiles, target_error: float) -> Evaluation:
    """Answer the questions from the articles, write the predictions and give the figures."""
    articles = [_article(row) for row in read_lines(files.articles, "id", "title", "body")]
    rows = read_lines(files.questions, "text", "article_id")
    questions = [LabelledQuestion(str(row["text"]), row["article_id"]) for row in rows]
    retrieval = open_retrieval(Encoder(settings.encoder_dir), target_error=target_error)
    evaluation = evaluate_answers(retrieval, articles, questions)
    with files.predictions.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in evaluation.predictions)
    return evaluation


def sentiment(settings: Settings, messages: Path, predictions: Path) -> SentimentFigures:
    """Judge each message, write the predictions and give the figures."""
    knowledge = open_retrieval(Encoder(settings.encoder_dir))
    model = SentimentModel.load(settings.sentiment_file)
    return evaluate_sentiment(messages, predictions, knowledge, model)


@dataclass(frozen=True, slots=True)
class UnderstandingDone:
    """The figures, how many phrasings they rest on, and the folder of the report."""

    figures: Understanding
    phrasings: int
    folder: Path


def understanding(settings: Settings) -> UnderstandingDone:
    """Train the dialogue if anything changed, and put its cross-validation into the folder of reports.

    Raises:
        NotReady: there is no report, because the dialogue is switched off.
    """
    files = dialogue_files(settings)
    if settings.dialogue:
        train(files)
    figures = NluReport(files.understanding).read()
    if figures is None:
        raise NotReady("There is no dialogue to measure. Next: frontdesk train")
    folder = settings.data_dir / "reports" / "understanding"
    shutil.copytree(files.understanding, folder, dirs_exist_ok=True)
    return UnderstandingDone(figures, sum(intent.phrasings for intent in figures.intents), folder)


async def escalation(
    settings: Settings, conversations: Path, predictions: Path, log: BoundLogger
) -> EscalationFigures:
    """Walk the conversations with the demo's articles and a dialogue of their own."""
    async with open_dialogue(settings, log) as (dialogue, state):
        retrieval = await asyncio.to_thread(_demo_retrieval, settings)
        await _wait_until(
            lambda: state() in ("ok", "off"), "The dialogue did not start. Next: frontdesk doctor"
        )
        sentiment_model = SentimentModel.load(settings.sentiment_file)
        languages = LanguageGuess(settings.locales)
        outlook = open_outlook(settings.outlook_dir)
        answering = Answering(dialogue, retrieval, sentiment_model, outlook=outlook, languages=languages)
        return await evaluate_escalation(conversations, predictions, answering)


def read_lines(path: Path, *required: str) -> list[dict[str, Any]]:
    """Read a file of JSON objects, or raise InvalidInput naming the line that does not fit."""
    try:
        return list(_rows(path, required))
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(f"{path} cannot be read: {error}") from error


def _rows(path: Path, required: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                raise InvalidInput(f"{path}, line {number}: not JSON ({error.msg})") from error
            missing = [name for name in required if not isinstance(row, dict) or name not in row]
            if missing:
                raise InvalidInput(f"{path}, line {number}: without {', '.join(missing)}")
            yield row


def _article(row: dict[str, Any]) -> Article:
    questions = row.get("questions") or ()
    if not isinstance(questions, list | tuple) or not all(isinstance(text, str) for text in questions):
        raise InvalidInput(f"The questions of article {row['id']!r} are no list of texts.")
    return Article(str(row["id"]), str(row["title"]), str(row["body"]), tuple(questions))


def _demo_retrieval(settings: Settings) -> Retrieval:
    """Open a knowledge base with the demo's articles, with what was learnt from the very same ones and from
    the demo's golden questions."""
    rows, _ = sift(read_articles(settings.home / "data" / "articles"))
    articles = [row.article for row in rows]
    encoder = Encoder(settings.encoder_dir)
    path = settings.data_dir / "models" / "calibration.json"
    calibrations = CalibrationFile(path, encoder.fingerprint, settings.target_error)
    stored = calibrations.load()
    labels = golden_lessons(read_golden(settings.home / "data" / "golden_questions.jsonl"))
    known = stored is not None and stored[0] == calibrations.fingerprint(articles, labels)
    retrieval = open_retrieval(
        encoder, stored[1] if stored and known else None, target_error=settings.target_error
    )
    retrieval.replace(articles)
    if not known:
        retrieval.recalibrate(labels)
    return retrieval


async def _wait_until(ready: Callable[[], bool], complaint: str) -> None:
    try:
        async with asyncio.timeout(LONGEST_WAIT_S):
            while not ready():  # noqa: ASYNC110 -- it happens in a thread and in another process
                await asyncio.sleep(0.2)
    except TimeoutError as error:
        raise NotReady(complaint) from error
