"""What is learnt of the demo at set-up: once for the same articles, and lent to who knows nothing yet."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from handoff.operations.rehearsing import (
    CALIBRATION,
    DEMO_CALIBRATION,
    demo_lessons,
    lend_rehearsal,
    rehearse_demo,
)
from handoff.settings import HOME, Settings
from knowledge_base.domain.article import Article
from knowledge_base.domain.calibration import Calibration
from knowledge_base.domain.defaults import GENERAL
from knowledge_base.domain.label import Lesson


class Learner:
    """Gives the general calibration and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, articles: Sequence[Article], lessons: Sequence[Lesson]) -> Calibration:
        assert articles
        assert lessons
        self.asked += 1
        return GENERAL


def home(tmp_path: Path) -> Path:
    data = tmp_path / "home" / "data"
    article = next(
        path for path in sorted((HOME / "data" / "articles").rglob("*.md")) if path.name != "README.md"
    )
    (data / "articles").mkdir(parents=True)
    shutil.copy(article, data / "articles")
    shutil.copy(HOME / "data" / "golden_questions.jsonl", data)
    return tmp_path / "home"


def test_the_same_articles_are_rehearsed_once(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data", home=home(tmp_path))
    learner = Learner()
    assert rehearse_demo(settings, "encoder", learner)
    assert not rehearse_demo(settings, "encoder", learner)
    assert rehearse_demo(settings, "another encoder", learner)
    assert learner.asked == 2


def test_what_was_learnt_is_lent_to_who_knows_nothing(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    models = tmp_path / "models"
    lend_rehearsal(settings)
    assert not models.exists()
    models.mkdir()
    (models / DEMO_CALIBRATION).write_text("learnt at set-up")
    lend_rehearsal(settings)
    assert (models / CALIBRATION).read_text() == "learnt at set-up"
    (models / CALIBRATION).write_text("learnt in service")
    lend_rehearsal(settings)
    assert (models / CALIBRATION).read_text() == "learnt in service"


def test_the_demo_has_articles_and_golden_questions() -> None:
    articles, lessons = demo_lessons(HOME)
    assert {lesson.article_id for lesson in lessons} - {None} <= {article.id for article in articles}
