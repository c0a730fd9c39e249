"""Front door of planned publications: set, forgotten, and carried out when their time has come."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from knowledge_base.articles import ArticleStore, existing
from knowledge_base.domain import lifecycle
from knowledge_base.domain.article import Schedule
from knowledge_base.domain.lifecycle import Act, ArticleRecord, Change
from knowledge_base.errors import ArticleInvalid, GoldenQuestionsBroken, IndexNotRefreshed

BATCH = 50

Step = Callable[[ArticleRecord], ArticleRecord]


class ScheduleStore(ArticleStore, Protocol):
    """Where articles are kept, with those that wait for their time."""

    async def scheduled(self, limit: int) -> Sequence[ArticleRecord]:
        """Give the articles that wait for their time, the earliest first; those with a problem left out."""


class Publisher(Protocol):
    """Whoever makes a planned revision live."""

    async def publish_scheduled(self, article_id: str, wanted: Schedule) -> ArticleRecord:
        """Make the planned revision live, unless the plan has changed."""


@dataclass
class Round:
    """What one look at the plans came to; `next_at` is when the next one is due, if there is one.

    `held` says why an article was not published and now waits for a person; `failed` are to be tried again.
    """

    published: list[str] = field(default_factory=list)
    held: dict[str, str] = field(default_factory=dict)
    failed: dict[str, Exception] = field(default_factory=dict)
    next_at: datetime | None = None


class Scheduling:
    """The use cases of planned publications; `on_change` hears of every new plan."""

    def __init__(self, store: ScheduleStore, publisher: Publisher, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._publisher = publisher
        self._clock = clock
        self.on_change: Callable[[], None] = lambda: None

    async def set(
        self, article_id: str, at: datetime, author: str, expected: int | None = None
    ) -> ArticleRecord:
        """Let the latest text go live at `at`, exactly as it is now."""
        act = Act(author, self._clock())
        record = await self._change(article_id, lambda before: lifecycle.schedule(before, at, act, expected))
        self.on_change()
        return record

    async def clear(self, article_id: str, expected: int | None = None) -> ArticleRecord:
        """Forget the plan, if there is one."""
        return await self._change(article_id, lambda before: lifecycle.unschedule(before, expected))

    async def publish_due(self) -> Round:
        """Publish everything whose time has come, however long ago, through the same gate as by hand."""
        done = Round()
        while True:
            waiting = await self._waiting(done.failed)
            for record, plan in waiting:
                if plan.at > self._clock():
                    done.next_at = plan.at
                    return done
                await self._publish(record.id, plan, done)
            if not waiting:
                return done

    async def _waiting(self, failed: dict[str, Exception]) -> list[tuple[ArticleRecord, Schedule]]:
        records = await self._store.scheduled(BATCH + len(failed))
        return [(r, r.schedule) for r in records if r.schedule and r.id not in failed]

    async def _publish(self, article_id: str, plan: Schedule, done: Round) -> None:
        try:
            record = await self._publisher.publish_scheduled(article_id, plan)
        except (GoldenQuestionsBroken, ArticleInvalid) as refusal:
            await self._hold(article_id, plan, refusal.message)
            done.held[article_id] = refusal.message
        except IndexNotRefreshed:
            # It is published; whoever keeps the index in step makes it answerable.
            done.published.append(article_id)
        except Exception as error:  # one article must not keep the others waiting
            done.failed[article_id] = error
        else:
            if record.live and record.live.number == plan.revision:
                done.published.append(article_id)

    async def _hold(self, article_id: str, plan: Schedule, problem: str) -> None:
        await self._change(article_id, lambda record: lifecycle.hold(record, plan, problem))

    async def _change(self, article_id: str, step: Step) -> ArticleRecord:
        async with self._store.transaction() as transaction:
            before = await existing(transaction, article_id)
            after = step(before)
            await transaction.save([Change(before, after)])
        return after
