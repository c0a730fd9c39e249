"""Find sentences of two articles that say the same with other numbers."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from knowledge_base.domain.article import Article
from knowledge_base.domain.neighbours import Rows, pairs
from knowledge_base.domain.passages import sentences
from knowledge_base.domain.quantities import MASK, Quantity, quantities, without_quantities

Array = npt.NDArray[np.float32]

SAME_STATEMENT = 0.75
"""Cosine of two sentences without their numbers."""
SAME_SUBJECT = 0.8
"""Cosine of the same sentences behind the titles of their articles; the nearest pair of the demo articles
that only seems to disagree, standard delivery and large items, has 0.76."""
SHARED_WORDS = 0.25
SAME_QUESTIONS = 0.58
"""Alignment of the questions of two articles from which they have the same subject, however they put it; then
it is enough that the sentences come as near as `ABOUT_THE_SAME`."""
ABOUT_THE_SAME = 0.65
FEWEST_WORDS = 3

_PASSING = re.compile(
    r"\b(?:the|and|for|with|that|this|you|your|are|our|was|will|can|not|from|much|takes?|has|have|per|than|more|"
    r"most|least|other|each|any|all|within|after|before|about|usually|its|been|would|should|may)\b"
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_STEM = 5


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of an article that names amounts; `article` is a row."""

    article: int
    title: str
    sentence: str
    amounts: tuple[Quantity, ...]

    @property
    def statement(self) -> str:
        """The sentence without its numbers."""
        return without_quantities(self.sentence)

    @property
    def words(self) -> int:
        """How many words the sentence has beside its amounts."""
        return len(_WORD.findall(self.statement.replace(MASK, " ")))

    @property
    def in_context(self) -> str:
        """The statement behind the title, which says what "it" is."""
        return f"{self.title}. {self.statement}"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two claims of different articles, and the amounts of each that do not agree."""

    first: Claim
    second: Claim
    amounts: tuple[Quantity, Quantity]


def claims(articles: Sequence[Article]) -> tuple[Claim, ...]:
    """List every sentence that names an amount and says something about it; bare rows of tables do not."""
    named = (
        Claim(row, article.title, sentence, found)
        for row, article in enumerate(articles)
        for sentence in sentences(article.body)
        if (found := quantities(sentence))
    )
    return tuple(claim for claim in named if claim.words >= FEWEST_WORDS)


def contradictions(
    stated: Sequence[Claim],
    statements: Array,
    contexts: Array,
    neighbours: Rows,
    questions_alike: Callable[[int, int], float],
) -> tuple[Contradiction, ...]:
    """Give the claims that disagree, at most one for two articles.

    Args:
        stated: the claims of all articles.
        statements: unit vectors of their statements, shape (claims, dimension).
        contexts: unit vectors of the same in their context.
        neighbours: the claims to compare each with, rows, shape (claims, k).
        questions_alike: how near the questions of two articles, given as rows, are; 0 to 1.
    """
    nearest: dict[tuple[int, int], tuple[float, Contradiction]] = {}
    for a, b in pairs(neighbours):
        first, second = stated[a], stated[b]
        statement, context = float(statements[a] @ statements[b]), float(contexts[a] @ contexts[b])
        between = (first.article, second.article)
        if first.article == second.article or statement < ABOUT_THE_SAME:
            continue
        plain = context >= SAME_SUBJECT and statement >= SAME_STATEMENT and _share_words(first, second)
        if not plain and questions_alike(*between) < SAME_QUESTIONS:
            continue
        differ = _disagree(first, second)
        if differ and statement > nearest.get(between, (0.0, None))[0]:
            nearest[between] = (statement, Contradiction(first, second, differ))
    return tuple(contradiction for _, contradiction in nearest.values())


def _disagree(first: Claim, second: Claim) -> tuple[Quantity, Quantity] | None:
    """The first amounts in one unit of which the claims have no two in common."""
    for amount in first.amounts:
        others = [other for other in second.amounts if other.unit == amount.unit]
        mine = [own for own in first.amounts if own.unit == amount.unit]
        if others and not {(q.low, q.high) for q in mine} & {(q.low, q.high) for q in others}:
            return amount, others[0]
    return None


def _share_words(first: Claim, second: Claim) -> bool:
    ours, theirs = _content(first.statement), _content(second.statement)
    return len(ours & theirs) >= SHARED_WORDS * len(ours | theirs)


def _content(sentence: str) -> set[str]:
    words = re.findall(r"[^\W\d_]{3,}", _PASSING.sub(" ", sentence.casefold()))
    return {word[:_STEM] for word in words}
