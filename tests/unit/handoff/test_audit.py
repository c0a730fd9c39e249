"""The audit log: what a line holds, and that none is lost in silence."""

from dataclasses import replace

import pytest
import structlog

from handoff.domain.audit import LONGEST_DETAIL, Actor, AuditQuery, Entry, actor_of, shortened
from handoff.domain.rights import Role, Staff
from handoff.people.audit import PAGE, Audit
from tests.fakes_handoff import NINE, Clock
from tests.fakes_people import MemoryAudit

ANN = Staff("s1", "ann@shop.example", "Ann", Role.ADMIN)
BY_ANN = Actor("s1", "Ann")


@pytest.fixture
def store() -> MemoryAudit:
    return MemoryAudit()


@pytest.fixture
def audit(store: MemoryAudit) -> Audit:
    return Audit(store, Clock(), structlog.get_logger())


async def test_a_line_says_who_did_what_to_what_and_when(audit: Audit, store: MemoryAudit) -> None:
    await audit.note(actor_of(ANN), "role_changed", "s2", {"from": "agent", "to": "editor"})
    (line,) = store.lines
    assert line == Entry(NINE, BY_ANN, "role_changed", "s2", {"from": "agent", "to": "editor"}, 1)
    assert line.to_data() == {
        "id": 1,
        "at": NINE.isoformat(),
        "actor": {"id": "s1", "name": "Ann"},
        "action": "role_changed",
        "target": "s2",
        "details": {"from": "agent", "to": "editor"},
    }


def test_an_actor_is_named_without_their_address() -> None:
    assert actor_of(ANN) == BY_ANN


def test_details_stay_short() -> None:
    assert shortened({"text": "x" * 1_000, "n": 7}) == {"text": "x" * LONGEST_DETAIL, "n": 7}


async def test_a_line_that_cannot_be_stored_is_logged_whole_and_stored_later_in_its_order(
    audit: Audit, store: MemoryAudit
) -> None:
    store.broken = True
    with structlog.testing.capture_logs() as logged:
        await audit.note(BY_ANN, "first", "a")
        await audit.note(BY_ANN, "second", "b")
    assert [entry["line"]["action"] for entry in logged] == ["first", "second"]
    with pytest.raises(OSError, match="disk"):
        await audit.retry()
    store.broken = False
    await audit.retry()
    await audit.retry()
    assert [line.action for line in store.lines] == ["first", "second"]


async def test_everything_is_read_page_by_page_newest_first(audit: Audit, store: MemoryAudit) -> None:
    for _ in range(PAGE + 3):
        await audit.note(BY_ANN, "a", "b")
    ids = [entry.id async for entry in audit.everything(AuditQuery())]
    assert ids == list(range(PAGE + 3, 0, -1))
    ids = [entry.id async for entry in audit.everything(replace(AuditQuery(), before=3))]
    assert ids == [2, 1]
