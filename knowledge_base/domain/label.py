"""What people said about answers: labels, and how they are settled when several speak of the same answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from knowledge_base.domain.gap import essence

Source: TypeAlias = Literal["golden", "agent", "customer"]

_RANK: dict[Source, int] = {"golden": 2, "agent": 1, "customer": 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Whether an article was the right answer to a question, as `by` said.

    `article_id` None with `right` says that no article answers; `probability` is what the bot gave the
    article when it was shown, None when it was not.
    """

    question: str
    article_id: str | None
    right: bool
    at: datetime
    source: Source
    by: str
    probability: float | None = None


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a settled label teaches, without who said it and when; `expert` is said by staff."""

    question: str
    article_id: str | None
    right: bool
    expert: bool = False


def lessons(labels: Iterable[Label]) -> tuple[Lesson, ...]:
    """Give what settled labels teach, always in the same order.

    Where it is known what answers a question, what does not answer it teaches nothing more.
    """
    kept = [label for label in labels if label.right or label.article_id is not None]
    known = {essence(label.question) for label in kept if label.right}
    taught = {
        Lesson(label.question, label.article_id, label.right, label.source != "customer")
        for label in kept
        if label.right or essence(label.question) not in known
    }
    return tuple(sorted(taught, key=lambda one: (one.question, one.article_id or "", one.right, one.expert)))


def settle(labels: Iterable[Label]) -> tuple[Label, ...]:
    """Give one label a question and article, in the order of time.

    Of one person the latest word counts. Of several people's, golden questions come before agents and agents
    before customers; among equals the majority decides, and if that is even, the latest.
    """
    latest: dict[tuple[str, str | None, Source, str], Label] = {}
    for label in sorted(labels, key=_moment):
        latest[(*_subject(label), label.source, label.by)] = label
    together: dict[tuple[str, str | None], list[Label]] = {}
    for label in latest.values():
        together.setdefault(_subject(label), []).append(label)
    return tuple(sorted((_decide(votes) for votes in together.values()), key=_moment))


def _decide(votes: list[Label]) -> Label:
    highest = max(_RANK[vote.source] for vote in votes)
    heard = sorted((vote for vote in votes if _RANK[vote.source] == highest), key=_moment)
    ayes = sum(vote.right for vote in heard)
    if 2 * ayes == len(heard):
        return heard[-1]
    return next(vote for vote in reversed(heard) if vote.right == (2 * ayes > len(heard)))


def _subject(label: Label) -> tuple[str, str | None]:
    return essence(label.question), label.article_id


def _moment(label: Label) -> tuple[datetime, str, str, bool]:
    return label.at, label.by, label.question, label.right
