"""Phrasing suggestions for an article in memory."""

import pytest

from knowledge_base.errors import ArticleNotFound
from knowledge_base.publishing import Publishing
from knowledge_base.suggesting import Suggesting
from tests.fakes_articles import Clock, MemoryArticleStore, RecordingIndex, draft
from tests.fakes_questions import MemoryQuestions, asked
from tests.unit.knowledge_base.word_encoder import WordEncoder

ANSWERED = {"outcome": "answered", "article_id": "return-a-tent"}


async def suggesting(*texts: str) -> tuple[Suggesting, Publishing]:
    publishing = Publishing(MemoryArticleStore(), RecordingIndex(), Clock(), lambda: "article-1f")
    await publishing.create(draft(questions=("how do I return it",)), "Lena")
    log = MemoryQuestions(WordEncoder(), *(asked(text, n, **ANSWERED) for n, text in enumerate(texts)))
    return Suggesting(log, publishing, WordEncoder()), publishing


async def test_new_wordings_are_suggested_with_their_counts() -> None:
    door, _ = await suggesting(
        "send my tent back", "How do I return it?", "send my tent back", "no good, refund"
    )
    found = await door.phrasings("return-a-tent")
    assert [(one.text, one.count) for one in found] == [("send my tent back", 2), ("no good, refund", 1)]


async def test_what_was_taken_over_is_suggested_no_more() -> None:
    door, publishing = await suggesting("send my tent back")
    await publishing.edit("return-a-tent", draft(questions=("Send my tent back",)), 1, "Lena")
    assert await door.phrasings("return-a-tent") == ()


async def test_nobody_asked() -> None:
    door, _ = await suggesting()
    assert await door.phrasings("return-a-tent") == ()


async def test_an_unknown_article_is_refused() -> None:
    door, _ = await suggesting()
    with pytest.raises(ArticleNotFound):
        await door.phrasings("nowhere")
