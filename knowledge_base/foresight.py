"""What an import does to the golden questions: told to whoever imports, and no reason to refuse."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from knowledge_base.domain.article import Article
from knowledge_base.domain.golden import GoldenDiff, GoldenQuestion
from knowledge_base.domain.import_plan import ImportPlan
from knowledge_base.errors import GoldenQuestionsNotAsked

# Each changed article has to be made searchable for the trial, which takes its time.
MOST_CHANGED = 300

Foreseen = tuple[Mapping[str, Any] | None, tuple[str, ...]]


class GoldenQuestions(Protocol):
    """The golden questions, and what becomes of them."""

    async def labels(self) -> Sequence[GoldenQuestion]:
        """Give them all."""

    async def compare(self, changed: Sequence[Article], removed: Sequence[str] = ()) -> GoldenDiff:
        """Say what a change of the published articles would do to them."""


class Foresight:
    """Tries an import on the golden questions, if there are any and it is not too large."""

    def __init__(self, golden: GoldenQuestions) -> None:
        self._golden = golden

    async def of(self, plan: ImportPlan) -> Foreseen:
        """Give the difference as plain data, or None and a note that says why there is none."""
        changed, removed = plan.shown()
        if not (changed or removed) or not await self._golden.labels():
            return None, ()
        if len(changed) + len(removed) > MOST_CHANGED:
            return None, ("So many articles change that the golden questions were not asked beforehand.",)
        try:
            return (await self._golden.compare(changed, removed)).to_dict(), ()
        except GoldenQuestionsNotAsked as error:
            return None, (error.message,)
