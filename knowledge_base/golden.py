"""Front door of the golden questions: kept by editors, asked before anything changes what customers see.

They are asked in a thread, of the live index and of a trial of the change.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Protocol

from knowledge_base.domain.article import Article
from knowledge_base.domain.golden import (
    GoldenDiff,
    GoldenQuestion,
    Outcome,
    Override,
    faults,
    is_right,
    reason_faults,
    same_wording,
    tidied,
)
from knowledge_base.domain.lifecycle import Change
from knowledge_base.errors import (
    GoldenQuestionDuplicate,
    GoldenQuestionInvalid,
    GoldenQuestionNotFound,
    GoldenQuestionsBroken,
    GoldenQuestionsNotAsked,
    IndexNotRefreshed,
    OverrideInvalid,
    OverrideNotAllowed,
)
from knowledge_base.going_live import CatchUp, Permit
from knowledge_base.golden_trial import GoldenTrial, Knowledge

QUESTIONS_MAX = 5_000


class GoldenStore(Protocol):
    """Where golden questions are kept."""

    async def all(self) -> Sequence[GoldenQuestion]:
        """Give every golden question, the oldest first."""

    async def missing(self, article_ids: Sequence[str]) -> Sequence[str]:
        """Give those of these ids that no article has, or only a deleted one."""

    async def add(self, questions: Sequence[GoldenQuestion]) -> None:
        """Store new ones, all or none."""

    async def replace(self, question: GoldenQuestion) -> bool:
        """Store another state of one; False when it is gone."""

    async def remove(self, question_id: str) -> bool:
        """Forget one; False when it is gone."""


@dataclass(frozen=True, slots=True)
class GoldenState:
    """A golden question and what the bot makes of it now."""

    question: GoldenQuestion
    outcome: Outcome

    @property
    def passes(self) -> bool:
        """Whether the bot gets it right."""
        return is_right(self.question.article_id, self.outcome)


@dataclass(frozen=True, slots=True)
class GoldenDraft:
    """A golden question as somebody handed it in."""

    question: str
    article_id: str | None
    note: str = ""


class Golden:
    """The use cases of golden questions, and the gate that they guard."""

    def __init__(
        self,
        store: GoldenStore,
        knowledge: Knowledge,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
        told: Callable[[], None] = lambda: None,
    ) -> None:
        """`told` hears of every change of the questions once it is stored."""
        self._store = store
        self._trial = GoldenTrial(knowledge)
        self._clock = clock
        self._new_id = new_id
        self._told = told

    async def labels(self) -> Sequence[GoldenQuestion]:
        """Give them all as labelled questions: each names the article that answers it, or None."""
        return await self._store.all()

    async def states(self) -> tuple[GoldenState, ...]:
        """Give each question with what the bot makes of it now."""
        questions = await self._store.all()
        outcomes = await asyncio.to_thread(self._trial.ask, questions)
        return tuple(GoldenState(question, outcomes[question.question]) for question in questions)

    async def state(self, question_id: str) -> GoldenState:
        """Give one question with what the bot makes of it now."""
        questions = await self._store.all()
        question = next((question for question in questions if question.id == question_id), None)
        if question is None:
            raise GoldenQuestionNotFound(question_id)
        outcomes = await asyncio.to_thread(self._trial.ask, [question])
        return GoldenState(question, outcomes[question.question])

    async def add(self, drafts: Sequence[GoldenDraft], author: str) -> tuple[GoldenQuestion, ...]:
        """Keep new questions, all or none.

        Raises:
            GoldenQuestionInvalid: a text breaks a rule, or there would be too many.
            GoldenQuestionDuplicate: the same question is kept already.
        """
        known = {same_wording(kept.question) for kept in await self._store.all()}
        new = tuple(self._compose(self._new_id(), draft, author) for draft in drafts)
        if len(known) + len(new) > QUESTIONS_MAX:
            raise GoldenQuestionInvalid(
                [_fault("question", "too_many", f"At most {QUESTIONS_MAX:,} can be kept.")]
            )
        await self._refuse_unknown(new)
        for question in new:
            _refuse_duplicate(question, known)
            known.add(same_wording(question.question))
        if new:
            await self._store.add(new)
            self._told()
        return new

    async def change(self, question_id: str, draft: GoldenDraft, author: str) -> GoldenQuestion:
        """Replace what a question asks and expects."""
        question = self._compose(question_id, draft, author)
        await self._refuse_unknown([question])
        others = (kept for kept in await self._store.all() if kept.id != question_id)
        _refuse_duplicate(question, {same_wording(kept.question) for kept in others})
        if not await self._store.replace(question):
            raise GoldenQuestionNotFound(question_id)
        self._told()
        return question

    async def remove(self, question_id: str) -> None:
        """Forget a question."""
        if not await self._store.remove(question_id):
            raise GoldenQuestionNotFound(question_id)
        self._told()

    async def compare(self, changed: Sequence[Article], removed: Sequence[str] = ()) -> GoldenDiff:
        """Say what a change of the published articles would do to the golden questions."""
        questions = await self._store.all()
        return await asyncio.to_thread(self._trial.compare, questions, tuple(changed), tuple(removed))

    async def check(self, change: Change, override: Override, catch_up: CatchUp) -> Permit:
        """Let a change pass that breaks no golden question, or that is insisted upon with the right to do so.

        Raises:
            OverrideNotAllowed, OverrideInvalid: the override itself is not in order.
            GoldenQuestionsBroken: with the diff, and whether the person may override it.
            GoldenQuestionsNotAsked: the index is behind and cannot be brought in step just now.
        """
        _check_override(override)
        before = change.before.answerable if change.before else None
        after = change.after.answerable
        if before == after or not await self._store.all():
            return Permit()
        version = await _in_step(catch_up)
        diff = await self.compare([after.article] if after else [], [] if after else [change.after.id])
        if not diff.broken:
            return Permit(version, diff)
        if override.reason is None:
            details = {"diff": diff.to_dict(), "may_override": override.allowed}
            raise GoldenQuestionsBroken(diff.summary(), **details)
        return Permit(version, diff, override.reason.strip())

    async def _refuse_unknown(self, questions: Sequence[GoldenQuestion]) -> None:
        named = sorted({question.article_id for question in questions if question.article_id is not None})
        missing = await self._store.missing(named)
        if missing:
            found = [_fault("article_id", "article_unknown", f"There is no article '{m}'.") for m in missing]
            raise GoldenQuestionInvalid(found)

    def _compose(self, question_id: str, draft: GoldenDraft, author: str) -> GoldenQuestion:
        question = tidied(
            GoldenQuestion(question_id, draft.question, draft.article_id, draft.note, author, self._clock())
        )
        found = faults(question)
        if found:
            raise GoldenQuestionInvalid([asdict(fault) for fault in found])
        return question


async def _in_step(catch_up: CatchUp) -> int:
    try:
        return await catch_up()
    except IndexNotRefreshed as error:
        message = (
            "The golden questions could not be asked, because the index has not taken in earlier changes."
        )
        raise GoldenQuestionsNotAsked(message) from error


def _check_override(override: Override) -> None:
    if override.reason is None:
        return
    if not override.allowed:
        raise OverrideNotAllowed("You may not publish against the golden questions. Ask an administrator.")
    found = reason_faults(override.reason)
    if found:
        raise OverrideInvalid(found[0].message, errors=[asdict(fault) for fault in found])


def _refuse_duplicate(question: GoldenQuestion, known: set[str]) -> None:
    if same_wording(question.question) in known:
        raise GoldenQuestionDuplicate(f"'{question.question}' is a golden question already.")


def _fault(field: str, code: str, message: str) -> dict[str, str]:
    return {"field": field, "code": code, "message": message}
