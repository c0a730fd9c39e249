"""People's sessions, second factors, invitations and the audit log in a real database."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from handoff.adapters.audit_store import SqlAuditStore
from handoff.adapters.audit_tables import audit_log
from handoff.adapters.database import Database
from handoff.adapters.invitation_store import SqlInvitationStore
from handoff.adapters.key_store import SqlKeyStore
from handoff.adapters.people_store import SqlStaffStore
from handoff.adapters.sealing import FernetSeal
from handoff.adapters.session_store import SqlSessionStore
from handoff.adapters.sign_on_store import SqlAttemptStore
from handoff.domain.audit import Actor, AuditQuery, Entry
from handoff.domain.rights import Role, Staff
from handoff.people.invitations import Invitation
from handoff.people.second_factor import Keys
from handoff.people.sessions import Origin, Session
from handoff.people.sign_on import Attempt

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
ANN = Staff("s1", "ann@shop.example", "Ann", Role.AGENT)
BO = Staff("s2", "bo@shop.example", "Bo", Role.ADMIN)
CY = Staff("s3", "cy@shop.example", "Cy", Role.ADMIN)


def line(action: str, at: datetime = NINE, actor: str = "s2") -> Entry:
    return Entry(at, Actor(actor, "Bo"), action, "s1", {"n": 1})


def session(digest: str, person: str = "s1", kind: str = "browser", seen: datetime = NINE) -> Session:
    origin = Origin("mark", "Firefox")
    return Session(digest, f"id-{digest}", person, kind, NINE, seen, NINE + HOUR, origin)


@pytest.fixture
async def staff(database: Database) -> SqlStaffStore:
    store = SqlStaffStore(database)
    for person in (ANN, BO, CY):
        assert await store.add(person, "hash", NINE)
    return store


@pytest.fixture
def audit(database: Database) -> SqlAuditStore:
    return SqlAuditStore(database)


@pytest.fixture
async def sessions(database: Database, staff: SqlStaffStore) -> SqlSessionStore:
    return SqlSessionStore(database)


async def test_a_session_counts_by_its_kind_until_it_ends(sessions: SqlSessionStore) -> None:
    await sessions.open(session("d1"), line("signed_in"))
    assert await sessions.find("d1", "browser", NINE) == (session("d1"), ANN)
    assert await sessions.find("d1", "socket", NINE) is None
    assert await sessions.find("d1", "browser", NINE + HOUR) is None
    assert await sessions.find("other", "browser", NINE) is None


async def test_ending_takes_the_session_and_the_sockets_of_that_person_only(
    sessions: SqlSessionStore,
) -> None:
    for digest, person, kind in (
        ("ann-1", "s1", "browser"),
        ("ann-2", "s1", "browser"),
        ("ann-socket", "s1", "socket"),
        ("bo-socket", "s2", "socket"),
    ):
        await sessions.open(session(digest, person, kind), None)
    await sessions.end("s1", ["ann-1", "bo-socket"], line("signed_out"))
    assert await sessions.find("ann-1", "browser", NINE) is None
    assert await sessions.find("ann-socket", "socket", NINE) is None
    assert [one.digest for one in await sessions.of("s1")] == ["ann-2"]
    assert await sessions.find("bo-socket", "socket", NINE) is not None


async def test_forgetting_one_token_touches_no_other(sessions: SqlSessionStore) -> None:
    await sessions.open(session("pending", kind="pending"), None)
    await sessions.open(session("token", kind="socket"), None)
    await sessions.forget("pending")
    assert await sessions.find("pending", "pending", NINE) is None
    assert await sessions.find("token", "socket", NINE) is not None


async def test_what_ran_out_or_lay_idle_is_found_and_spent_tokens_are_gone(
    sessions: SqlSessionStore, database: Database
) -> None:
    await sessions.open(session("idle"), None)
    await sessions.open(session("awake"), None)
    await sessions.open(session("token", kind="socket"), None)
    await sessions.see({"awake": NINE + HOUR / 2})
    late = NINE + HOUR - timedelta(seconds=1)
    assert [s.digest for s in await sessions.overdue(late, NINE)] == ["idle"]
    over = await sessions.overdue(NINE + HOUR, NINE - HOUR)
    assert sorted(s.digest for s in over) == ["awake", "idle"]
    assert await sessions.find("token", "socket", NINE) is None


async def test_somebody_who_was_sent_away_has_no_session(
    sessions: SqlSessionStore, staff: SqlStaffStore
) -> None:
    await sessions.open(session("d1"), None)
    assert await staff.change(Staff(ANN.id, ANN.email, "Ann", Role.AGENT, active=False), line("gone"))
    assert await sessions.find("d1", "browser", NINE) is None


async def test_of_two_admins_who_dismiss_each_other_at_once_one_remains(
    staff: SqlStaffStore, audit: SqlAuditStore
) -> None:
    gone = [Staff(p.id, p.email, p.name, Role.ADMIN, active=False) for p in (BO, CY)]
    done = await asyncio.gather(*(staff.change(person, line("person_deactivated")) for person in gone))
    assert sorted(done) == [False, True]
    assert [person.active for person, _ in await staff.all() if person.role is Role.ADMIN].count(True) == 1
    assert len(await audit.find(AuditQuery())) == 1


async def test_a_change_that_fails_leaves_no_line(staff: SqlStaffStore, audit: SqlAuditStore) -> None:
    assert not await staff.add(Staff("s9", ANN.email, "Twin", Role.AGENT), "h", NINE, line("person_added"))
    assert await audit.find(AuditQuery()) == ()


async def test_further_roles_are_kept_and_the_last_admin_among_them_stays(staff: SqlStaffStore) -> None:
    both = ANN.with_roles([Role.AGENT, Role.ADMIN])
    assert await staff.change(both, line("role_changed"))
    assert await staff.get("s1") == both
    for person, _ in await staff.all():
        if person.id != "s1":
            await staff.change(person.with_roles([Role.EDITOR, Role.AGENT]), line("role_changed"))
    assert not await staff.change(ANN.with_roles([Role.AGENT, Role.EDITOR]), line("role_changed"))
    assert await staff.get("s1") == both


async def test_a_subject_is_linked_once(staff: SqlStaffStore) -> None:
    assert await staff.link("s1", "https://login|7", line("sign_on_linked"))
    assert not await staff.link("s1", "https://login|8", line("sign_on_linked"))
    found = await staff.find_subject("https://login|7")
    assert found == ANN
    assert await staff.find_subject("https://login|8") is None


async def test_a_second_factor_shows_and_each_step_counts_once(
    database: Database, staff: SqlStaffStore, tmp_path: Path
) -> None:
    keys = SqlKeyStore(database, FernetSeal(tmp_path / "secrets.key"))
    await keys.begin("s1", "SECRET")
    assert await keys.keys("s1") == Keys(None, "SECRET")
    await keys.confirm("s1", 100, ["r1", "r2"], line("second_factor_added"))
    assert await keys.keys("s1") == Keys("SECRET", None)
    person = await staff.get("s1")
    assert person is not None
    assert person.second_factor
    assert not await keys.use_step("s1", 100)
    assert sorted(await asyncio.gather(*(keys.use_step("s1", 101) for _ in range(5)))) == [False] * 4 + [True]
    used = await asyncio.gather(
        *(keys.use_recovery("s1", "r1", line("recovery_code_used")) for _ in range(3))
    )
    assert sorted(used) == [False, False, True]
    assert not await keys.use_recovery("s2", "r2", line("recovery_code_used"))
    await keys.remove("s1", line("second_factor_removed"))
    assert await keys.keys("s1") == Keys(None, None)
    assert not await keys.use_recovery("s1", "r2", line("recovery_code_used"))


async def test_an_invitation_is_accepted_once_and_a_newer_one_ends_the_older(
    database: Database, staff: SqlStaffStore
) -> None:
    store = SqlInvitationStore(database)
    first = Invitation("i1", "dee@shop.example", Role.EDITOR, "s2", NINE, NINE + HOUR)
    second = Invitation("i2", "dee@shop.example", Role.AGENT, "s2", NINE, NINE + HOUR)
    await store.add(first, "digest-1", line("person_invited"))
    await store.add(second, "digest-2", line("person_invited"))
    assert await store.open(NINE) == (second,)
    assert await store.find("digest-1", NINE) is None
    assert await store.find("digest-2", NINE + HOUR) is None
    people = [Staff(f"d{n}", "dee@shop.example", "Dee", Role.AGENT) for n in range(4)]
    done = await asyncio.gather(
        *(store.accept("digest-2", person, "hash", NINE, line("person_joined")) for person in people)
    )
    assert sorted(done) == [False, False, False, True]
    assert not await store.revoke("i2", NINE, line("invitation_revoked"))


async def test_an_attempt_is_taken_once_and_not_too_late(database: Database) -> None:
    store = SqlAttemptStore(database)
    attempt = Attempt("browser", "nonce", "verifier", "console", NINE + HOUR)
    await store.add("state", attempt)
    await store.add("late", attempt)
    taken = await asyncio.gather(*(store.take("state", NINE) for _ in range(3)))
    assert [found for found in taken if found] == [attempt]
    assert await store.take("late", NINE + HOUR) is None


async def test_the_log_is_read_by_who_what_and_when_newest_first(audit: SqlAuditStore) -> None:
    for hours, action, actor in ((0, "a", "s1"), (1, "b", "s2"), (2, "a", "s2")):
        await audit.add(line(action, NINE + hours * HOUR, actor))
    everything = await audit.find(AuditQuery())
    assert [entry.id for entry in everything] == [3, 2, 1]
    assert everything[0].details == {"n": 1}
    assert [e.id for e in await audit.find(AuditQuery(actor="s2"))] == [3, 2]
    assert [e.id for e in await audit.find(AuditQuery(action="a"))] == [3, 1]
    assert [e.id for e in await audit.find(AuditQuery(after=NINE))] == [3, 2]
    assert [e.id for e in await audit.find(AuditQuery(before=3, limit=1))] == [2]
    assert await audit.actions() == ("a", "b")


@pytest.mark.parametrize("act", ["update", "delete"])
async def test_nobody_changes_what_was_noted(audit: SqlAuditStore, database: Database, act: str) -> None:
    await audit.add(line("a"))
    statement = sa.update(audit_log).values(actor="Nobody") if act == "update" else sa.delete(audit_log)
    with pytest.raises(sa.exc.DBAPIError, match="append-only"):
        async with database.writing() as connection:
            await connection.execute(statement)
    assert [entry.actor.name for entry in await audit.find(AuditQuery())] == ["Bo"]
