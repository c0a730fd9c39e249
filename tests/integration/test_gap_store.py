"""Decisions about gaps, and staff's verdicts, in a real database."""

from datetime import UTC, datetime

from handoff.adapters.database import Database
from knowledge_base.adapters.gap_store import SqlFeedbackStore, SqlGapStore
from knowledge_base.domain.gap_ledger import Settled
from knowledge_base.domain.label import Label

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


async def test_a_decision_is_kept_replaced_and_taken_back(database: Database) -> None:
    store = SqlGapStore(database.write, database.read)
    dismissed = Settled("gap-1", "dismissed", None, frozenset({"a.1", "b.1"}), "Lena", NOW)
    drafted = Settled("gap-1", "drafted", "phones", frozenset({"a.1"}), "Mira", NOW)
    other = Settled("gap-2", "dismissed", None, frozenset(), "Lena", NOW)
    await store.settle(dismissed)
    await store.settle(other)
    assert await store.settled() == (dismissed, other)
    await store.settle(drafted)
    assert await store.settled() == (drafted, other)
    await store.reopen("gap-1")
    await store.reopen("gap-1")
    assert await store.settled() == (other,)


async def test_verdicts_come_back_in_order(database: Database) -> None:
    store = SqlFeedbackStore(database.write, database.read)
    first = Label(
        question="how", article_id="a", right=True, at=NOW, source="agent", by="s1", probability=0.5
    )
    second = Label(
        question="how", article_id="a", right=False, at=NOW.replace(hour=10), source="agent", by="s1"
    )
    await store.add(second)
    await store.add(first)
    assert await store.all() == [first, second]
