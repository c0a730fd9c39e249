"""How sure answers from the demo's articles may be: learnt at set-up, so that a new demo knows it at once."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from handoff.operations.demo import golden_lessons, read_golden
from handoff.settings import Settings
from knowledge_base.adapters.calibration_file import CalibrationFile
from knowledge_base.adapters.importers import read_articles
from knowledge_base.adapters.rehearsal_process import RehearsalProcess
from knowledge_base.domain.article import Article
from knowledge_base.domain.calibration import Calibration
from knowledge_base.domain.imports import sift
from knowledge_base.domain.label import Lesson

DEMO_CALIBRATION = "demo_calibration.json"
CALIBRATION = "calibration.json"

Rehearse = Callable[[Sequence[Article], Sequence[Lesson]], Calibration]


def demo_lessons(home: Path) -> tuple[tuple[Article, ...], tuple[Lesson, ...]]:
    """Give the articles of the demo as they are published, by id, and what its golden questions teach."""
    rows, _ = sift(read_articles(home / "data" / "articles"))
    articles = sorted((row.article for row in rows), key=lambda article: article.id)
    return tuple(articles), golden_lessons(read_golden(home / "data" / "golden_questions.jsonl"))


def rehearse_demo(settings: Settings, encoder: str, rehearse: Rehearse | None = None) -> bool:
    """Learn it unless it is known for these articles and this code; say whether that was done.

    `encoder` is the encoder's fingerprint.
    """
    models = settings.data_dir / "models"
    kept = CalibrationFile(models / DEMO_CALIBRATION, encoder, settings.target_error)
    articles, lessons = demo_lessons(settings.home)
    wanted, stored = kept.fingerprint(articles, lessons), kept.load()
    if stored is not None and stored[0] == wanted:
        return False
    learn = rehearse or _in_a_process(settings)
    kept.save(wanted, learn(articles, lessons))
    return True


def lend_rehearsal(settings: Settings) -> None:
    """Let an installation that knows nothing yet begin with what was learnt of the demo."""
    models = settings.data_dir / "models"
    if (models / DEMO_CALIBRATION).is_file() and not (models / CALIBRATION).exists():
        shutil.copy(models / DEMO_CALIBRATION, models / CALIBRATION)


def _in_a_process(settings: Settings) -> Rehearse:
    process = RehearsalProcess(settings.encoder_dir, settings.target_error, settings.data_dir / "index")
    return lambda articles, lessons: process(articles, labels=lessons)
