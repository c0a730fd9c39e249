"""Labels from customers, agents and editors, over stores in memory."""

from datetime import timedelta

import pytest

from knowledge_base.domain.golden import GoldenQuestion
from knowledge_base.errors import ArticleNotFound
from knowledge_base.feedback import Feedback
from knowledge_base.publishing import Publishing
from knowledge_base.retrieval import Findings, Hit
from tests.fakes_articles import Clock, MemoryArticleStore, RecordingIndex, draft
from tests.fakes_questions import NINE, MemoryFeedback, MemoryQuestions, asked
from tests.unit.knowledge_base.word_encoder import WordEncoder

QUESTION = "how do I return my tent"


class OneHit:
    """Finds one article for whatever is asked."""

    def search(self, question: str, limit: int = 10) -> Findings:
        hit = Hit("return-a-tent", "Return a tent", "", "", 1.0, 0.93)
        return Findings(question, WordEncoder().encode([question])[0], (hit,), "answer")


class KeptGolden:
    """Golden questions that somebody keeps."""

    def __init__(self, *questions: GoldenQuestion) -> None:
        self.questions = questions

    async def labels(self) -> tuple[GoldenQuestion, ...]:
        return self.questions


class House:
    """Feedback with everything behind it, and one article."""

    def __init__(self, *golden: GoldenQuestion) -> None:
        self.clock = Clock(NINE + timedelta(days=1))
        self.log = MemoryQuestions(WordEncoder())
        self.publishing = Publishing(MemoryArticleStore(), RecordingIndex(), self.clock, lambda: "article-1f")
        self.feedback = Feedback(
            self.log, MemoryFeedback(), KeptGolden(*golden), self.publishing, OneHit(), self.clock
        )


async def opened(*golden: GoldenQuestion) -> House:
    house = House(*golden)
    await house.publishing.create(draft(), "Lena")
    await house.publishing.create(draft("Delivery"), "Lena")
    return house


async def test_a_verdict_carries_the_probability_shown() -> None:
    house = await opened()
    label = await house.feedback.give(QUESTION, "return-a-tent", "s1", right=True)
    assert (label.probability, label.source, label.right, label.at) == (0.93, "agent", True, house.clock.now)
    assert await house.feedback.labels() == (label,)
    assert (await house.feedback.give(QUESTION, "delivery", "s1", right=False)).probability is None


async def test_what_belongs_to_a_customer_is_not_kept() -> None:
    house = await opened()
    label = await house.feedback.give(
        "return order 48213, ann@example.org", "return-a-tent", "s1", right=True
    )
    assert label.question == "return order [number], [e-mail]"


async def test_an_unknown_article_is_refused() -> None:
    house = await opened()
    with pytest.raises(ArticleNotFound):
        await house.feedback.give(QUESTION, "nowhere", "s1", right=True)
    assert await house.feedback.labels() == ()


async def test_ratings_are_labels_with_the_probability_of_their_time() -> None:
    house = await opened()
    rated = {"outcome": "answered", "article_id": "return-a-tent", "probability": 0.96, "rated_at": NINE}
    house.log.questions = [
        asked("send it back", 1, helpful=True, nearest_id="return-a-tent", **rated),
        asked("the picked one", 2, helpful=False, nearest_id="delivery", **rated),
        asked("not rated", 3, outcome="answered", article_id="return-a-tent"),
    ]
    picked, direct = sorted(await house.feedback.labels(), key=lambda label: label.right)
    assert (direct.question, direct.probability, direct.by, direct.source) == (
        "send it back",
        0.96,
        "c1",
        "customer",
    )
    assert (picked.question, picked.probability, picked.right) == ("the picked one", None, False)


async def test_agents_outweigh_customers_and_golden_questions_both() -> None:
    golden = GoldenQuestion("g1", "Send it back!", "return-a-tent", "", "Lena", NINE)
    house = await opened(golden)
    rated = {"outcome": "answered", "article_id": "return-a-tent", "helpful": False, "rated_at": NINE}
    house.log.questions = [asked("send it back", 1, **rated), asked(QUESTION, 2, **rated)]
    await house.feedback.give(QUESTION, "return-a-tent", "s1", right=True)
    found = {label.question: (label.source, label.right) for label in await house.feedback.labels()}
    assert found == {"Send it back!": ("golden", True), QUESTION: ("agent", True)}


async def test_a_golden_question_that_nothing_may_answer_has_no_article() -> None:
    house = await opened(GoldenQuestion("g1", "rent a phone", None, "", "Lena", NINE))
    (label,) = await house.feedback.labels()
    assert (label.article_id, label.right) == (None, True)
