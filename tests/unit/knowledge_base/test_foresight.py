"""What an import does to the golden questions."""

from collections.abc import Sequence

import pytest

from knowledge_base import foresight
from knowledge_base.domain.article import Article, ArticleStatus
from knowledge_base.domain.golden import GoldenChange, GoldenDiff, GoldenQuestion, Outcome
from knowledge_base.domain.import_plan import ImportPlan, Placed, plan_import
from knowledge_base.domain.imports import SoundRow
from knowledge_base.domain.lifecycle import Act, create, publish
from knowledge_base.errors import GoldenQuestionsNotAsked
from knowledge_base.foresight import Foresight
from tests.fakes_articles import START

ACT = Act("Anna", START)
QUESTION = GoldenQuestion("g1", "where", "tent", "", "Anna", START)
LOST = GoldenDiff(lost=(GoldenChange(QUESTION, Outcome("answer", "tent"), Outcome("escalate")),))


class Golden:
    """Loses its question whatever is changed."""

    def __init__(self, *questions: GoldenQuestion) -> None:
        self.questions = questions
        self.asked: list[tuple[Sequence[str], Sequence[str]]] = []
        self.failure: Exception | None = None

    async def labels(self) -> Sequence[GoldenQuestion]:
        return self.questions

    async def compare(self, changed: Sequence[Article], removed: Sequence[str] = ()) -> GoldenDiff:
        if self.failure:
            raise self.failure
        self.asked.append(([article.id for article in changed], removed))
        return LOST


def plan(*statuses: ArticleStatus) -> ImportPlan:
    live = publish(create(Article("tent", "Tents", "old"), ACT), ACT)
    rows = [
        SoundRow("f:1", Article("tent" if not n else f"a{n}", "Tents", "new"), status)
        for n, status in enumerate(statuses)
    ]
    return plan_import([Placed(row) for row in rows], {"tent": live}, ACT)


async def test_what_customers_will_see_is_tried() -> None:
    golden = Golden(QUESTION)
    found, notes = await Foresight(golden).of(plan(ArticleStatus.ARCHIVED, *ArticleStatus))
    assert (found, notes) == (LOST.to_dict(), ())
    assert golden.asked == [(["a2"], ("tent",))]


async def test_nothing_is_tried_without_questions_or_when_nobody_would_see_it() -> None:
    silent, drafts = Golden(), Golden(QUESTION)
    assert await Foresight(silent).of(plan(ArticleStatus.PUBLISHED)) == (None, ())
    assert await Foresight(drafts).of(plan(ArticleStatus.DRAFT)) == (None, ())
    assert silent.asked == drafts.asked == []


async def test_what_could_not_be_tried_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    golden = Golden(QUESTION)
    golden.failure = GoldenQuestionsNotAsked("The index kept changing.")
    assert await Foresight(golden).of(plan(ArticleStatus.PUBLISHED)) == (None, ("The index kept changing.",))
    monkeypatch.setattr(foresight, "MOST_CHANGED", 0)
    found, notes = await Foresight(golden).of(plan(ArticleStatus.PUBLISHED))
    assert found is None
    assert "So many articles" in notes[0]
