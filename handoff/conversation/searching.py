"""Front door of the search over conversations: every line that was said or noted, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from handoff.domain.phrase import Piece, excerpt, words_of

MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a conversation; `id` grows in the order in which lines were stored."""

    id: int
    conversation_id: str
    seq: int
    at: datetime
    author: str
    name: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A line that has all the words, as the list shows it."""

    line: Line
    pieces: tuple[Piece, ...]
    conversation: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """One page of hits; `next` is where the following one begins, None at the end.

    `customers` are conversations with people who are called so, on the first page only.
    """

    hits: tuple[Hit, ...]
    customers: tuple[dict[str, Any], ...]
    next: int | None


class Lines(Protocol):
    """Where lines are searched."""

    async def with_words(self, words: Sequence[str], before: int | None, limit: int) -> Sequence[Line]:
        """Give the newest lines before the cursor in which every word is the beginning of one."""

    async def named(self, query: str, limit: int) -> Sequence[str]:
        """Give the ids of the conversations whose customer's name or address has the query in it."""


class Conversations(Protocol):
    """Where conversations' lines in the lists are read."""

    async def summary(self, conversation_id: str) -> dict[str, Any]:
        """Give one conversation's line."""


class Searching:
    """Finds conversations by what was said in them and by whom."""

    def __init__(self, lines: Lines, conversations: Conversations) -> None:
        self._lines = lines
        self._conversations = conversations

    async def search(self, query: str, limit: int, before: int | None = None) -> Found:
        """Give the lines that have all words of the query, newest first."""
        words = words_of(query)
        if not words:
            return Found((), (), None)
        lines = await self._lines.with_words(words, before, limit + 1)
        named = await self._lines.named(query.strip(), MOST_NAMED) if before is None else ()
        wanted = dict.fromkeys([*(line.conversation_id for line in lines[:limit]), *named])
        known = {name: await self._conversations.summary(name) for name in wanted}
        hits = [Hit(line, excerpt(line.text, words), known[line.conversation_id]) for line in lines[:limit]]
        more = lines[limit - 1].id if len(lines) > limit else None
        return Found(tuple(hits), tuple(known[name] for name in named), more)
