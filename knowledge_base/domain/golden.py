"""Golden questions: what the bot must keep getting right, and what a change of the articles does to that.

An answer is right when it comes from the expected article, or offers that article among the few to choose
from; a question that no article answers is right as long as it is not answered.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from knowledge_base.domain.validation import Fault, text_faults

QUESTION_MAX = 400
NOTE_MAX = 1_000
REASON_MAX = 500


@dataclass(frozen=True, slots=True)
class GoldenQuestion:
    """One question and the article that must answer it; None: no article may.

    `title` is the article's title today, None when the article is gone; it is not part of the question.
    """

    id: str
    question: str
    article_id: str | None
    note: str
    author: str
    at: datetime
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the bot makes of a question: its decision, the first article found, and all that it would offer.

    `probability` is the chance, 0 to 1, that the first article is right.
    """

    decision: str
    article_id: str | None = None
    title: str | None = None
    probability: float = 0.0
    offered: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain data for people to read; what was offered beside the first article stays out."""
        return {
            "decision": self.decision,
            "article_id": self.article_id,
            "title": self.title,
            "probability": self.probability,
        }


@dataclass(frozen=True, slots=True)
class GoldenChange:
    """One golden question before and after a change of the articles."""

    question: GoldenQuestion
    before: Outcome
    after: Outcome

    def to_dict(self) -> dict[str, Any]:
        """Plain data for people to read."""
        expected = self.question.article_id
        return {
            "id": self.question.id,
            "question": self.question.question,
            "expected": {"id": expected, "title": self.question.title or expected} if expected else None,
            "before": self.before.to_dict(),
            "after": self.after.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class GoldenDiff:
    """What a change does to the golden questions; what was wrong before and stays wrong is in none of them.

    `lost` are no longer answered, `stolen` now by another article, `newly_answered` although nothing should
    answer them, and `repaired` were wrong before.
    """

    lost: tuple[GoldenChange, ...] = ()
    stolen: tuple[GoldenChange, ...] = ()
    newly_answered: tuple[GoldenChange, ...] = ()
    repaired: tuple[GoldenChange, ...] = ()

    @property
    def broken(self) -> tuple[GoldenChange, ...]:
        """Everything that stops a publication."""
        return (*self.lost, *self.stolen, *self.newly_answered)

    def to_dict(self) -> dict[str, Any]:
        """Plain data for people to read."""
        kinds = ("lost", "stolen", "newly_answered", "repaired")
        return {kind: [change.to_dict() for change in getattr(self, kind)] for kind in kinds}

    def summary(self) -> str:
        """One sentence that names the first few questions that break."""
        quoted = [f"'{change.question.question}'" for change in self.broken[:3]]
        more = len(self.broken) - len(quoted)
        return f"Golden questions would break: {', '.join(quoted)}{f' and {more} more' if more else ''}."


@dataclass(frozen=True, slots=True)
class Override:
    """Whether a person may publish against the golden questions, and why they want to now."""

    allowed: bool = False
    reason: str | None = None


def is_right(expected: str | None, outcome: Outcome) -> bool:
    """Whether an outcome is what a golden question asks for."""
    if expected is None:
        return outcome.decision != "answer"
    if outcome.decision == "answer":
        return outcome.article_id == expected
    return outcome.decision == "clarify" and expected in outcome.offered


def compare(
    questions: Sequence[GoldenQuestion], before: Mapping[str, Outcome], after: Mapping[str, Outcome]
) -> GoldenDiff:
    """What the way from `before` to `after` does; both give an outcome for the text of every question."""
    kinds: dict[str, list[GoldenChange]] = {}
    for question in questions:
        change = GoldenChange(question, before[question.question], after[question.question])
        kind = _kind(change)
        if kind:
            kinds.setdefault(kind, []).append(change)
    return GoldenDiff(**{kind: tuple(changes) for kind, changes in kinds.items()})


def tidied(question: GoldenQuestion) -> GoldenQuestion:
    """The question on one line, the note without white space around it."""
    line = " ".join(question.question.split())
    return replace(question, question=line, note=question.note.strip())


def faults(question: GoldenQuestion) -> tuple[Fault, ...]:
    """Every broken rule of a tidied question."""
    note = text_faults("note", question.note, NOTE_MAX) if question.note else ()
    return (*text_faults("question", question.question, QUESTION_MAX), *note)


def reason_faults(reason: str) -> tuple[Fault, ...]:
    """What is wrong with the reason for an override."""
    return text_faults("override_reason", reason, REASON_MAX)


def same_wording(question: str) -> str:
    """What two wordings of one question share: letter case and white space make no difference."""
    return " ".join(question.casefold().split())


def _kind(change: GoldenChange) -> str | None:
    expected = change.question.article_id
    was_right, stays_right = is_right(expected, change.before), is_right(expected, change.after)
    if was_right == stays_right:
        return None
    if stays_right:
        return "repaired"
    if expected is None:
        return "newly_answered"
    return "stolen" if change.after.decision == "answer" else "lost"
