"""Customers and staff in the database, with the digests of their tokens."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from handoff.accounts import Role, Staff
from handoff.adapters.tables import Connections, customers, staff, staff_sessions, visitor_tokens
from handoff.visitors import Customer, Identity


class SqlCustomerStore:
    """Keeps customers and the digests of their tokens."""

    def __init__(self, database: Connections) -> None:
        self._database = database

    async def add(self, customer: Customer, at: datetime) -> None:
        """Store an anonymous customer."""
        async with self._database.writing() as connection:
            await connection.execute(sa.insert(customers).values(_customer_row(customer, None, at)))

    async def identify(self, identity: Identity, customer: Customer, at: datetime) -> Customer:
        """Give the customer with this verified identity, stored now if new; name and e-mail are refreshed."""
        query = sa.select(customers.c.id).where(customers.c.external_id == identity.subject)
        async with self._database.writing() as connection:
            known = (await connection.execute(query)).scalar_one_or_none()
            verified = Customer(
                known or customer.id, identity.name or "Customer", identity.email, customer.locale, True
            )
            row = _customer_row(verified, identity.subject, at)
            if known is None:
                await connection.execute(sa.insert(customers).values(row))
            else:
                fresh = {"name": verified.name, "email": verified.email, "locale": verified.locale}
                await connection.execute(sa.update(customers).where(customers.c.id == known).values(fresh))
        return verified

    async def open_token(self, token_digest: str, customer_id: str, expires_at: datetime) -> None:
        """Store a token by its digest."""
        values = {"digest": token_digest, "customer_id": customer_id, "expires_at": expires_at}
        async with self._database.writing() as connection:
            await connection.execute(sa.insert(visitor_tokens).values(values))

    async def find_token(self, token_digest: str, at: datetime) -> str | None:
        """Give the customer id of a token still valid at `at`."""
        query = sa.select(visitor_tokens.c.customer_id).where(
            visitor_tokens.c.digest == token_digest, visitor_tokens.c.expires_at > at
        )
        async with self._database.reading() as connection:
            return (await connection.execute(query)).scalar_one_or_none()


class SqlStaffStore:
    """Keeps staff, their password hashes and the digests of their sessions."""

    def __init__(self, database: Connections) -> None:
        self._database = database

    async def find(self, email: str) -> tuple[Staff, str] | None:
        """Give the person with this e-mail and their password hash."""
        async with self._database.reading() as connection:
            row = (await connection.execute(sa.select(staff).where(staff.c.email == email))).one_or_none()
        return (_staff(row), row.password) if row else None

    async def add(self, person: Staff, password_hash: str, at: datetime) -> bool:
        """Store a person; False when the e-mail is taken."""
        values = {
            "id": person.id,
            "email": person.email,
            "name": person.name,
            "role": person.role.value,
            "password": password_hash,
            "may_override": person.may_override,
            "created_at": at,
        }
        try:
            async with self._database.writing() as connection:
                await connection.execute(sa.insert(staff).values(values))
        except IntegrityError:
            return False
        return True

    async def set_password(self, email: str, password_hash: str) -> None:
        """Replace a person's password hash."""
        async with self._database.writing() as connection:
            update = sa.update(staff).where(staff.c.email == email)
            await connection.execute(update.values(password=password_hash))

    async def open_session(self, digest: str, staff_id: str, kind: str, expires_at: datetime) -> None:
        """Store a session by the digest of its token."""
        values = {"digest": digest, "staff_id": staff_id, "kind": kind, "expires_at": expires_at}
        async with self._database.writing() as connection:
            await connection.execute(sa.insert(staff_sessions).values(values))

    async def find_session(self, digest: str, kind: str, at: datetime) -> Staff | None:
        """Give the person of a session that is still open at `at`."""
        query = (
            sa.select(staff)
            .join(staff_sessions)
            .where(
                staff_sessions.c.digest == digest,
                staff_sessions.c.kind == kind,
                staff_sessions.c.expires_at > at,
            )
        )
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
        return _staff(row) if row else None

    async def close_session(self, digest: str) -> None:
        """Forget a session and the socket tokens of the same person."""
        owner = sa.select(staff_sessions.c.staff_id).where(staff_sessions.c.digest == digest)
        sockets = sa.and_(
            staff_sessions.c.kind == "socket", staff_sessions.c.staff_id == owner.scalar_subquery()
        )
        async with self._database.writing() as connection:
            await connection.execute(sa.delete(staff_sessions).where(sockets))
            await connection.execute(sa.delete(staff_sessions).where(staff_sessions.c.digest == digest))


def _customer_row(customer: Customer, external_id: str | None, at: datetime) -> dict[str, object]:
    return {
        "id": customer.id,
        "external_id": external_id,
        "name": customer.name,
        "email": customer.email,
        "locale": customer.locale,
        "created_at": at,
    }


def _staff(row: sa.Row[tuple[object, ...]]) -> Staff:
    return Staff(row.id, row.email, row.name, Role(row.role), row.may_override)
