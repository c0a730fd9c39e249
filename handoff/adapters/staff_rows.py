"""How a row of the staff table is read as a person, and written."""

from datetime import datetime

import sqlalchemy as sa

from handoff.domain.rights import Role, Staff


def read_staff(row: sa.Row[tuple[object, ...]]) -> Staff:
    """Give the person of a row."""
    return Staff(
        row.id,
        row.email,
        row.name,
        Role(row.role),
        row.may_override,
        row.active,
        row.totp_secret is not None,
        frozenset(Role(name) for name in row.further_roles.split(",") if name),
    )


def role_columns(person: Staff) -> dict[str, str]:
    """Give the columns that hold a person's roles."""
    return {"role": person.role.value, "further_roles": ",".join(sorted(person.further))}


def staff_row(person: Staff, password_hash: str, at: datetime) -> dict[str, object]:
    """Give the row of a new person."""
    return {
        "id": person.id,
        "email": person.email,
        "name": person.name,
        **role_columns(person),
        "password": password_hash,
        "may_override": person.may_override,
        "active": person.active,
        "created_at": at,
    }
