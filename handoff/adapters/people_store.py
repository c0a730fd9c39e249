"""Customers and staff in the database, with the digests of their tokens."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from handoff.adapters.audit_tables import write_entry
from handoff.adapters.staff_rows import read_staff, role_columns, staff_row
from handoff.adapters.tables import Connections, customers, staff, visitor_tokens
from handoff.conversation.visitors import Customer, Identity
from handoff.domain.audit import Entry
from handoff.domain.rights import Role, Staff


class SqlCustomerStore:
    """Keeps customers and the digests of their tokens."""

    def __init__(self, database: Connections) -> None:
        self._database = database

    async def add(self, customer: Customer, at: datetime) -> None:
        """Store an anonymous customer."""
        async with self._database.writing_beside() as connection:
            await connection.execute(sa.insert(customers).values(_customer_row(customer, at)))

    async def identify(self, identity: Identity, customer: Customer, at: datetime) -> Customer:
        """Give the customer with this verified identity, stored now if new; what they say is refreshed."""
        query = sa.select(customers.c.id).where(customers.c.external_id == identity.subject)
        async with self._database.writing() as connection:
            known = (await connection.execute(query)).scalar_one_or_none()
            verified = replace(
                customer,
                id=known or customer.id,
                name=identity.name or "Customer",
                email=identity.email,
                verified=True,
                external_id=identity.subject,
                attributes=identity.attributes,
            )
            row = _customer_row(verified, at)
            if known is None:
                await connection.execute(sa.insert(customers).values(row))
            else:
                fresh = {name: row[name] for name in ("name", "email", "locale", "attributes")}
                await connection.execute(sa.update(customers).where(customers.c.id == known).values(fresh))
        return verified

    async def find(self, customer_id: str) -> Customer | None:
        """Give a customer."""
        query = sa.select(customers).where(customers.c.id == customer_id)
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
        return read_customer(row) if row else None

    async def open_token(self, token_digest: str, customer_id: str, expires_at: datetime) -> None:
        """Store a token by its digest."""
        values = {"digest": token_digest, "customer_id": customer_id, "expires_at": expires_at}
        async with self._database.writing_beside() as connection:
            await connection.execute(sa.insert(visitor_tokens).values(values))

    async def find_token(self, token_digest: str, at: datetime) -> str | None:
        """Give the customer id of a token still valid at `at`."""
        query = sa.select(visitor_tokens.c.customer_id).where(
            visitor_tokens.c.digest == token_digest, visitor_tokens.c.expires_at > at
        )
        async with self._database.reading() as connection:
            return (await connection.execute(query)).scalar_one_or_none()


class SqlStaffStore:
    """Keeps staff and their password hashes; what changes rights is stored with its line in the audit log."""

    def __init__(self, database: Connections) -> None:
        self._database = database

    async def find(self, email: str) -> tuple[Staff, str] | None:
        """Give the person with this e-mail and their password hash, which is empty if they have none."""
        return await self._one(staff.c.email == email)

    async def find_subject(self, subject: str) -> Staff | None:
        """Give the person whom the sign-in provider calls so."""
        found = await self._one(staff.c.subject == subject)
        return found[0] if found else None

    async def get(self, staff_id: str) -> Staff | None:
        """Give the person with this id."""
        found = await self._one(staff.c.id == staff_id)
        return found[0] if found else None

    async def all(self) -> tuple[tuple[Staff, datetime], ...]:
        """Give everybody by name, with the day they were added."""
        async with self._database.reading() as connection:
            rows = await connection.execute(sa.select(staff).order_by(staff.c.name, staff.c.id))
            return tuple((read_staff(row), row.created_at) for row in rows)

    async def add(self, person: Staff, password_hash: str, at: datetime, entry: Entry | None = None) -> bool:
        """Store a person; False when the e-mail is taken."""
        try:
            async with self._database.writing() as connection:
                await connection.execute(sa.insert(staff).values(staff_row(person, password_hash, at)))
                await write_entry(connection, entry)
        except IntegrityError:
            return False
        return True

    async def change(self, person: Staff, entry: Entry) -> bool:
        """Store name, roles and whether they are active; False if this is the last active admin."""
        admins = sa.select(staff.c.id).where(staff.c.role == Role.ADMIN.value, staff.c.active)
        values = {
            "name": person.name,
            **role_columns(person),
            "may_override": person.may_override,
            "active": person.active,
        }
        async with self._database.writing() as connection:
            known = set(await connection.scalars(admins.with_for_update()))
            if known == {person.id} and not (person.active and person.role is Role.ADMIN):
                return False
            await connection.execute(sa.update(staff).where(staff.c.id == person.id).values(values))
            await write_entry(connection, entry)
        return True

    async def link(self, staff_id: str, subject: str, entry: Entry) -> bool:
        """Remember what the sign-in provider calls this person; False if they are known by another name."""
        free = sa.and_(staff.c.id == staff_id, staff.c.subject.is_(None))
        async with self._database.writing() as connection:
            update = sa.update(staff).where(free).values(subject=subject)
            linked = (await connection.execute(update)).rowcount == 1
            await write_entry(connection, entry if linked else None)
        return linked

    async def set_password(self, email: str, password_hash: str, entry: Entry | None = None) -> None:
        """Replace a person's password hash."""
        async with self._database.writing() as connection:
            update = sa.update(staff).where(staff.c.email == email)
            await connection.execute(update.values(password=password_hash))
            await write_entry(connection, entry)

    async def _one(self, condition: sa.ColumnElement[bool]) -> tuple[Staff, str] | None:
        async with self._database.reading() as connection:
            row = (await connection.execute(sa.select(staff).where(condition))).one_or_none()
        return (read_staff(row), row.password) if row else None


def read_customer(row: sa.Row[Any]) -> Customer:
    """Read a customer from the columns of their row."""
    return Customer(
        row.id,
        row.name,
        row.email,
        row.locale,
        row.external_id is not None,
        row.external_id,
        row.attributes or {},
    )


def _customer_row(customer: Customer, at: datetime) -> dict[str, object]:
    return {
        "id": customer.id,
        "external_id": customer.external_id,
        "name": customer.name,
        "email": customer.email,
        "locale": customer.locale,
        "attributes": dict(customer.attributes) or None,
        "created_at": at,
    }
