"""Hand-written stand-ins for what knows the company's people: stores in memory, and foreseeable codes."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from handoff.domain.audit import AuditQuery, Entry
from handoff.domain.rights import Role, Staff
from handoff.people.accounts import Accounts
from handoff.people.audit import Audit
from handoff.people.second_factor import Enrolment, Keys, SecondFactor
from handoff.people.sessions import BROWSER, Session, Sessions
from tests.fakes_handoff import Clock, PlainHasher, counter

STEP_S = 30


class MemoryAudit:
    """Lines in a list; refuses them while `broken`."""

    def __init__(self) -> None:
        self.lines: list[Entry] = []
        self.broken = False

    async def add(self, entry: Entry | None) -> None:
        if self.broken:
            raise OSError("the disk is full")
        if entry is not None:
            self.lines.append(replace(entry, id=len(self.lines) + 1))

    async def find(self, query: AuditQuery) -> tuple[Entry, ...]:
        older = [entry for entry in reversed(self.lines) if query.before is None or entry.id < query.before]
        return tuple(older[: query.limit])

    async def actions(self) -> tuple[str, ...]:
        return tuple(sorted({entry.action for entry in self.lines}))

    def noted(self) -> list[tuple[str, str, str]]:
        """Give who did what to whom, in order."""
        return [(entry.actor.id, entry.action, entry.target) for entry in self.lines]


class MemoryStaff:
    """Staff, with their lines in the audit log."""

    def __init__(self, audit: MemoryAudit | None = None) -> None:
        self.audit = audit or MemoryAudit()
        self.people: dict[str, tuple[Staff, str]] = {}
        self.subjects: dict[str, str] = {}

    async def find(self, email: str) -> tuple[Staff, str] | None:
        return self.people.get(email)

    async def find_subject(self, subject: str) -> Staff | None:
        return await self.get(self.subjects.get(subject, ""))

    async def get(self, staff_id: str) -> Staff | None:
        return next((person for person, _ in self.people.values() if person.id == staff_id), None)

    async def all(self) -> tuple[tuple[Staff, datetime], ...]:
        return tuple((person, Clock().now) for person, _ in self.people.values())

    async def add(self, staff: Staff, password_hash: str, at: datetime, entry: Entry | None = None) -> bool:
        if staff.email in self.people:
            return False
        self.people[staff.email] = (staff, password_hash)
        await self.audit.add(entry)
        return True

    async def change(self, person: Staff, entry: Entry) -> bool:
        admins = {p.id for p, _ in self.people.values() if p.active and p.role is Role.ADMIN}
        if admins == {person.id} and not (person.active and person.role is Role.ADMIN):
            return False
        self.people[person.email] = (person, self.people[person.email][1])
        await self.audit.add(entry)
        return True

    async def link(self, staff_id: str, subject: str, entry: Entry) -> bool:
        if staff_id in self.subjects.values():
            return False
        self.subjects[subject] = staff_id
        await self.audit.add(entry)
        return True

    async def set_password(self, email: str, password_hash: str, entry: Entry | None = None) -> None:
        self.people[email] = (self.people[email][0], password_hash)
        await self.audit.add(entry)


class MemorySessions:
    """Sessions by digest; whose they are is asked of the staff."""

    def __init__(self, staff: MemoryStaff) -> None:
        self.staff = staff
        self.known: dict[str, Session] = {}

    async def open(self, session: Session, entry: Entry | None) -> None:
        self.known[session.digest] = session
        await self.staff.audit.add(entry)

    async def find(self, digest: str, kind: str, at: datetime) -> tuple[Session, Staff] | None:
        session = self.known.get(digest)
        if session is None or session.kind != kind or session.expires_at <= at:
            return None
        person = await self.staff.get(session.staff_id)
        return (session, person) if person and person.active else None

    async def of(self, staff_id: str) -> tuple[Session, ...]:
        mine = (s for s in self.known.values() if s.staff_id == staff_id and s.kind == BROWSER)
        return tuple(sorted(mine, key=lambda session: session.seen_at, reverse=True))

    async def end(self, staff_id: str, digests: Collection[str], entry: Entry | None) -> None:
        gone = {s.digest for s in self.known.values() if s.staff_id == staff_id and s.kind == "socket"}
        self.known = {d: s for d, s in self.known.items() if d not in {*gone, *digests}}
        await self.staff.audit.add(entry)

    async def forget(self, digest: str) -> None:
        self.known.pop(digest, None)

    async def see(self, seen: Mapping[str, datetime]) -> None:
        self.known |= {d: replace(self.known[d], seen_at=at) for d, at in seen.items() if d in self.known}

    async def overdue(self, at: datetime, idle_since: datetime) -> tuple[Session, ...]:
        over = (s for s in self.known.values() if s.expires_at <= at or s.seen_at <= idle_since)
        return tuple(s for s in over if s.kind == BROWSER)


class MemoryKeys:
    """Second factors; the staff show whether they have one."""

    def __init__(self, staff: MemoryStaff) -> None:
        self.staff = staff
        self.secrets: dict[str, Keys] = {}
        self.steps: dict[str, int] = {}
        self.recovery: dict[str, set[str]] = {}

    async def keys(self, staff_id: str) -> Keys:
        return self.secrets.get(staff_id, Keys(None, None))

    async def begin(self, staff_id: str, pending: str) -> None:
        self.secrets[staff_id] = Keys(None, pending)

    async def confirm(self, staff_id: str, step: int, recovery: Collection[str], entry: Entry) -> None:
        self.secrets[staff_id] = Keys(self.secrets[staff_id].pending, None)
        self.steps[staff_id], self.recovery[staff_id] = step, set(recovery)
        self._show(staff_id, there=True)
        await self.staff.audit.add(entry)

    async def use_step(self, staff_id: str, step: int) -> bool:
        fresh = step > self.steps[staff_id]
        self.steps[staff_id] = max(step, self.steps[staff_id])
        return fresh

    async def use_recovery(self, staff_id: str, code: str, entry: Entry) -> bool:
        if code not in self.recovery.get(staff_id, set()):
            return False
        self.recovery[staff_id].remove(code)
        await self.staff.audit.add(entry)
        return True

    async def remove(self, staff_id: str, entry: Entry) -> None:
        for kept in (self.secrets, self.steps, self.recovery):
            kept.pop(staff_id, None)
        self._show(staff_id, there=False)
        await self.staff.audit.add(entry)

    def _show(self, staff_id: str, *, there: bool) -> None:
        for email, (person, password) in self.staff.people.items():
            if person.id == staff_id:
                self.staff.people[email] = (replace(person, second_factor=there), password)


class PlainCodes:
    """Codes that are the secret and the number of the half minute."""

    def __init__(self) -> None:
        self.new_secret = counter("secret")

    def new(self, account: str) -> Enrolment:
        return self.enrolment(self.new_secret(), account)

    def enrolment(self, secret: str, account: str) -> Enrolment:
        return Enrolment(secret, f"otpauth:{account}", "data:image")

    def step_of(self, secret: str, code: str, at: datetime) -> int | None:
        now = int(at.timestamp()) // STEP_S
        return next((step for step in (now - 1, now, now + 1) if code == f"{secret}@{step}"), None)


def code_of(secret: str, at: datetime) -> str:
    """Give the code that is right at this moment."""
    return f"{secret}@{int(at.timestamp()) // STEP_S}"


class Personnel:
    """Accounts and all around them, in memory."""

    def __init__(
        self,
        life: timedelta = timedelta(hours=12),
        idle: timedelta = timedelta(hours=24),
        factor_for: Collection[Role] = (),
    ) -> None:
        self.clock, self.hasher, self.lines = Clock(), PlainHasher(), MemoryAudit()
        self.staff = MemoryStaff(self.lines)
        self.store, self.keys = MemorySessions(self.staff), MemoryKeys(self.staff)
        self.audit = Audit(self.lines, self.clock, structlog.get_logger())
        self.sessions = Sessions(self.store, self.clock, counter("token"), life, idle)
        new_code = counter("recovery-")
        self.factor = SecondFactor(self.keys, PlainCodes(), self.audit, self.clock, new_code)
        self.accounts = Accounts(
            self.staff,
            self.hasher,
            self.sessions,
            self.factor,
            self.audit,
            self.clock,
            counter("decoy"),
            factor_for,
        )

    async def enrolled(self, person: Staff) -> tuple[str, tuple[str, ...]]:
        """Set up somebody's second factor and give its secret and recovery codes; a minute passes."""
        secret = (await self.factor.begin(person)).secret
        codes = await self.factor.confirm(person, code_of(secret, self.clock.now))
        self.clock.pass_by(timedelta(minutes=1))
        return secret, codes
