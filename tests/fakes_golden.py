"""Golden questions without a database, and a small index that says plainly why it answers."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Self

import numpy as np

from knowledge_base.domain.article import Article
from knowledge_base.domain.calibration import Calibration
from knowledge_base.domain.defaults import GENERAL
from knowledge_base.domain.golden import GoldenQuestion
from knowledge_base.golden import Golden, GoldenDraft
from knowledge_base.publishing import Publishing
from knowledge_base.retrieval import Advice, Findings, Hit
from tests.fakes_articles import Clock, MemoryArticleStore, draft


class MemoryGoldenStore:
    """Keeps golden questions in a dictionary; `titles` are the articles that there are."""

    def __init__(self, titles: dict[str, str] | None = None) -> None:
        self.questions: dict[str, GoldenQuestion] = {}
        self.titles = titles if titles is not None else {}

    async def all(self) -> Sequence[GoldenQuestion]:
        return [replace(q, title=self.titles.get(q.article_id or "")) for q in self.questions.values()]

    async def missing(self, article_ids: Sequence[str]) -> Sequence[str]:
        return [article_id for article_id in article_ids if article_id not in self.titles]

    async def add(self, questions: Sequence[GoldenQuestion]) -> None:
        self.questions |= {question.id: question for question in questions}

    async def replace(self, question: GoldenQuestion) -> bool:
        if question.id not in self.questions:
            return False
        self.questions[question.id] = question
        return True

    async def remove(self, question_id: str) -> bool:
        return self.questions.pop(question_id, None) is not None


class PhrasingSearch:
    """Answers a question from the first article that has it as a phrasing; offers it if several have it."""

    def __init__(self, articles: Sequence[Article], on_search: Callable[[], None] = lambda: None) -> None:
        self.held = tuple(articles)
        self.asked = 0
        self._on_search = on_search

    def search(self, question: str, limit: int = 10) -> Findings:
        self.asked += 1
        self._on_search()
        found = [article for article in self.held if question in article.questions]
        hits = tuple(Hit(a.id, a.title, a.body, "", 1.0, 1 / len(found)) for a in found[:limit])
        advice: Advice = "escalate" if not found else "answer" if len(found) == 1 else "clarify"
        return Findings(question, np.zeros(1, np.float32), hits, advice)


class PhrasingKnowledge:
    """The live index of the golden questions' tests, refreshed as a real one is."""

    def __init__(self) -> None:
        self.live = PhrasingSearch(())
        self.trials: list[PhrasingSearch] = []
        self.calibration: Calibration = GENERAL
        self.on_trial_search: Callable[[], None] = lambda: None

    @property
    def articles(self) -> tuple[Article, ...]:
        return self.live.held

    async def refresh(self, published: Sequence[Article]) -> None:
        self.live = PhrasingSearch(published)

    async def amend(self, changed: Sequence[Article], removed: Sequence[str]) -> None:
        await self.refresh(self._with(changed, removed))

    def search(self, question: str, limit: int = 10) -> Findings:
        return self.live.search(question, limit)

    def trial_with(self, changed: Sequence[Article], removed: Sequence[str] = ()) -> PhrasingSearch:
        self.trials.append(PhrasingSearch(self._with(changed, removed), self.on_trial_search))
        return self.trials[-1]

    def _with(self, changed: Sequence[Article], removed: Sequence[str]) -> list[Article]:
        kept = {article.id: article for article in (*self.articles, *changed)}
        return [article for _, article in sorted(kept.items()) if article.id not in removed]


class GoldenHouse:
    """An editors' desk with golden questions, a store and an index that can be looked into."""

    def __init__(self) -> None:
        self.articles = MemoryArticleStore()
        self.knowledge = PhrasingKnowledge()
        self.questions = MemoryGoldenStore({"tent": "Return a tent", "stove": "Clean a stove"})
        ids = iter(f"q{number}" for number in range(10_000))
        self.golden = Golden(self.questions, self.knowledge, Clock(), lambda: next(ids))
        self.publishing = Publishing(self.articles, self.knowledge, Clock(), lambda: "x", gate=self.golden)

    async def add(self, article_id: str, *questions: str, live: bool = True) -> None:
        await self.publishing.create(draft(id=article_id, title=article_id, questions=questions), "Anna")
        if live:
            await self.publishing.publish(article_id, "Anna")

    async def edit(self, article_id: str, *questions: str) -> int:
        number = (await self.publishing.get(article_id)).latest.number
        text = draft(title=article_id, questions=questions)
        return (await self.publishing.edit(article_id, text, number, "Ben")).latest.number

    async def keep(self, question: str, article_id: str | None) -> None:
        await self.golden.add([GoldenDraft(question, article_id)], "Anna")

    @property
    def live(self) -> dict[str, tuple[str, ...]]:
        return {article.id: article.questions for article in self.knowledge.articles}

    @classmethod
    async def furnished(cls) -> Self:
        """A tent and a stove, each with a question that it must keep answering, and one for nobody."""
        house = cls()
        await house.add("tent", "how to return?", "is it dry?")
        await house.add("stove", "how to clean?")
        await house.keep("how to return?", "tent")
        await house.keep("how to clean?", "stove")
        await house.keep("who are you?", None)
        return house
