"""Policies in the database: every version that ever was, and which of them is in force."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from handoff.adapters.policy_tables import policies, policy_activations
from handoff.adapters.tables import Connections
from handoff.governance.policies import StoredPolicy


class SqlPolicyStore:
    """Keeps versions; none is ever changed or taken away, because decisions name them."""

    def __init__(self, database: Connections) -> None:
        self._database = database

    async def all(self) -> tuple[StoredPolicy, ...]:
        """Give every version, oldest first."""
        query = sa.select(policies).order_by(policies.c.version)
        async with self._database.reading() as connection:
            return tuple(_stored(row) for row in await connection.execute(query))

    async def active(self) -> StoredPolicy | None:
        """Give the version that was put in force last."""
        query = (
            sa.select(policies).join(policy_activations).order_by(policy_activations.c.number.desc()).limit(1)
        )
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
        return _stored(row) if row else None

    async def add(
        self, author: str | None, at: datetime, note: str, values: Mapping[str, Any]
    ) -> StoredPolicy:
        """Store the next version and give it."""
        last = sa.select(sa.func.coalesce(sa.func.max(policies.c.version), 0))
        async with self._database.writing() as connection:
            version = int((await connection.execute(last)).scalar_one()) + 1
            row = {"version": version, "author": author, "at": at, "note": note, "content": dict(values)}
            await connection.execute(sa.insert(policies).values(row))
        return StoredPolicy(str(version), author, at, note, values)

    async def activate(self, version: str, author: str | None, at: datetime) -> None:
        """Put a version in force."""
        last = sa.select(sa.func.coalesce(sa.func.max(policy_activations.c.number), 0))
        async with self._database.writing() as connection:
            number = int((await connection.execute(last)).scalar_one()) + 1
            row = {"number": number, "version": int(version), "author": author, "at": at}
            await connection.execute(sa.insert(policy_activations).values(row))


def _stored(row: sa.Row[Any]) -> StoredPolicy:
    return StoredPolicy(str(row.version), row.author, row.at, row.note, row.content)
