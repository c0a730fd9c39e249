"""Puts golden questions to the live index, and to a trial of a change that nobody else sees.

Synchronous and slow, so it is meant for a thread; it may be used by several at once. What the live index says
is remembered until its articles or its calibration change.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from knowledge_base.domain.article import Article
from knowledge_base.domain.calibration import Calibration
from knowledge_base.domain.golden import GoldenDiff, GoldenQuestion, Outcome, compare
from knowledge_base.errors import GoldenQuestionsNotAsked
from knowledge_base.retrieval import Findings

OFFERED = 3
"""How many articles the bot lets a customer choose from."""

_ATTEMPTS = 5


class Searchable(Protocol):
    """Articles that can be searched."""

    def search(self, question: str, limit: int = 10) -> Findings:
        """Give what is found for a question."""


class Knowledge(Searchable, Protocol):
    """The live index, and a way to try a change of it."""

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles that are searchable now."""

    @property
    def calibration(self) -> Calibration:
        """The calibration in force."""

    def trial_with(self, changed: Sequence[Article], removed: Sequence[str] = ()) -> Searchable:
        """Try the present articles with some changed or added, and some removed by id."""


class _Basis(NamedTuple):
    """All that an outcome depends on."""

    articles: tuple[Article, ...]
    calibration: Calibration

    def same_as(self, other: "_Basis") -> bool:
        # A rehearsal makes a new calibration; articles that stay are the same objects, so this is quick.
        return self.calibration is other.calibration and self.articles == other.articles


class GoldenTrial:
    """Asks, remembers and compares."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._remembered: tuple[_Basis, dict[str, Outcome]] | None = None

    def ask(self, questions: Sequence[GoldenQuestion]) -> Mapping[str, Outcome]:
        """Give what the bot makes of each question now, by its text."""
        basis = self._basis()
        known: dict[str, Outcome] = {}
        if self._remembered and self._remembered[0].same_as(basis):
            known = self._remembered[1]
        asked = {
            q.question: known.get(q.question) or outcome_of(self._knowledge.search(q.question, OFFERED))
            for q in questions
        }
        if basis.same_as(self._basis()):
            self._remembered = (basis, known | asked)
        return asked

    def compare(
        self, questions: Sequence[GoldenQuestion], changed: Sequence[Article], removed: Sequence[str]
    ) -> GoldenDiff:
        """Give what a change would do to the questions.

        Raises:
            GoldenQuestionsNotAsked: the index never stood still meanwhile.
        """
        for _ in range(_ATTEMPTS):
            basis = self._basis()
            trial = self._knowledge.trial_with(changed, removed)
            before = self.ask(questions)
            after = {q.question: outcome_of(trial.search(q.question, OFFERED)) for q in questions}
            # Both sides must have been asked under the same articles and the same calibration.
            if basis.same_as(self._basis()):
                return compare(questions, before, after)
        raise GoldenQuestionsNotAsked("The index kept changing while it was asked. Please try again.")

    def _basis(self) -> _Basis:
        return _Basis(self._knowledge.articles, self._knowledge.calibration)


def outcome_of(findings: Findings) -> Outcome:
    """What a search amounts to for the person who asked."""
    if not findings.hits:
        return Outcome(findings.advice)
    first = findings.hits[0]
    return Outcome(
        decision=findings.advice,
        article_id=first.article_id,
        title=first.title,
        probability=round(first.probability, 4),
        offered=tuple(hit.article_id for hit in findings.hits[:OFFERED]),
    )
