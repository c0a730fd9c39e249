"""The search over conversations: what it asks of its store, and how pages follow each other."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from handoff.conversation.searching import Line, Searching

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


class FakeLines:
    """Ten lines in two conversations; every one has every word."""

    def __init__(self) -> None:
        self.asked: list[tuple[tuple[str, ...], int | None]] = []

    async def with_words(self, words: Sequence[str], before: int | None, limit: int) -> list[Line]:
        self.asked.append((tuple(words), before))
        newest = range((before or 11) - 1, 0, -1)
        return [Line(n, f"c{n % 2}", n, NINE, "customer", None, f"zip {n}") for n in newest][:limit]

    async def named(self, query: str, limit: int) -> list[str]:
        return ["c7"] if query == "zip" else []


class FakeConversations:
    """Knows every conversation."""

    async def summary(self, conversation_id: str) -> dict[str, Any]:
        return {"conversation_id": conversation_id}


@pytest.fixture
def lines() -> FakeLines:
    return FakeLines()


@pytest.fixture
def searching(lines: FakeLines) -> Searching:
    return Searching(lines, FakeConversations())


async def test_each_hit_shows_its_words_and_its_conversation(searching: Searching) -> None:
    hit = (await searching.search("Zip", 3)).hits[0]
    assert (hit.line.id, hit.conversation) == (10, {"conversation_id": "c0"})
    assert [(piece.text, piece.hit) for piece in hit.pieces] == [("zip", True), (" 10", False)]


async def test_pages_follow_each_other_to_the_end(searching: Searching) -> None:
    first = await searching.search("zip", 6)
    assert first.next == 5
    second = await searching.search("zip", 6, first.next)
    assert [hit.line.id for hit in (*first.hits, *second.hits)] == list(range(10, 0, -1))
    assert second.next is None


async def test_customers_of_that_name_stand_on_the_first_page_only(searching: Searching) -> None:
    assert (await searching.search(" zip ", 3)).customers == ({"conversation_id": "c7"},)
    assert (await searching.search("zip", 3, 5)).customers == ()


async def test_without_a_word_nothing_is_asked(searching: Searching, lines: FakeLines) -> None:
    assert await searching.search(" ?! ", 3) == await searching.search("", 3)
    assert lines.asked == []
