"""The tables of the handoff package as its stores use them; the migrations make them."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from typing import Protocol, TypeVarTuple

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.adapters.group_commit import GroupCommit

Columns = TypeVarTuple("Columns")


class Connections(Protocol):
    """The database as the stores need it."""

    @property
    def group(self) -> GroupCommit | None:
        """Give what lets small transactions share a commit, where that is needed."""

    def writing(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """Open one write transaction; nobody else writes meanwhile."""

    def writing_beside(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """Open one write transaction beside others of its kind; it locks every row on which it relies."""

    def reading(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """Open one connection that only reads."""

    async def few(
        self, query: sa.Select[*Columns], values: Mapping[str, object] | None = None
    ) -> Sequence[sa.Row[*Columns]]:
        """Give the rows of a query that finds a few by their keys, with the `values` of its parameters."""


class Seal(Protocol):
    """Keeps secrets that must be read again; the key is not in the database."""

    def seal(self, secret: str) -> str:
        """Give what may be stored."""

    def unseal(self, stored: str) -> str:
        """Give the secret again, or raise SecretsUnreadable."""


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """A time that is always in UTC and always says so, also where the database keeps no zone."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Turn any zone into UTC; a time without a zone is refused."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone cannot be stored: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Say that the stored time is UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = sa.MetaData()

installation = sa.Table(
    "installation",
    metadata,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("value", sa.Text),
)

customers = sa.Table(
    "customers",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("external_id", sa.String),
    sa.Column("name", sa.String),
    sa.Column("email", sa.String),
    sa.Column("locale", sa.String),
    sa.Column("attributes", sa.JSON),
    sa.Column("created_at", UtcDateTime),
)

visitor_tokens = sa.Table(
    "visitor_tokens",
    metadata,
    sa.Column("digest", sa.String, primary_key=True),
    sa.Column("customer_id", sa.String(40), sa.ForeignKey("customers.id")),
    sa.Column("expires_at", UtcDateTime),
)

conversations = sa.Table(
    "conversations",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("customer_id", sa.String(40), sa.ForeignKey("customers.id")),
    sa.Column("status", sa.String),
    sa.Column("owes_reply", sa.Boolean),
    sa.Column("agent_id", sa.String),
    sa.Column("last_seq", sa.Integer),
    sa.Column("page_url", sa.Text),
    sa.Column("state", sa.JSON),
    sa.Column("customer_seen", sa.Integer, default=0),
    sa.Column("agent_seen", sa.Integer, default=0),
    sa.Column("created_at", UtcDateTime),
    sa.Column("updated_at", UtcDateTime),
)

events = sa.Table(
    "events",
    metadata,
    sa.Column("conversation_id", sa.String(40), sa.ForeignKey("conversations.id"), primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("type", sa.String),
    sa.Column("at", UtcDateTime),
    sa.Column("sender", sa.String),
    sa.Column("client_id", sa.String),
    sa.Column("data", sa.JSON),
)

staff = sa.Table(
    "staff",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("email", sa.String),
    sa.Column("name", sa.String),
    sa.Column("role", sa.String),
    sa.Column("password", sa.String),
    sa.Column("may_override", sa.Boolean),
    sa.Column("created_at", UtcDateTime),
    sa.Column("active", sa.Boolean, default=True),
    sa.Column("subject", sa.String),
    sa.Column("totp_secret", sa.String),
    sa.Column("totp_pending", sa.String),
    sa.Column("totp_step", sa.Integer),
    sa.Column("further_roles", sa.String, default=""),
)

staff_sessions = sa.Table(
    "staff_sessions",
    metadata,
    sa.Column("digest", sa.String, primary_key=True),
    sa.Column("staff_id", sa.String(40), sa.ForeignKey("staff.id")),
    sa.Column("kind", sa.String),
    sa.Column("expires_at", UtcDateTime),
    sa.Column("id", sa.String),
    sa.Column("created_at", UtcDateTime),
    sa.Column("seen_at", UtcDateTime),
    sa.Column("address", sa.String),
    sa.Column("program", sa.String),
    sa.Column("method", sa.String),
)
