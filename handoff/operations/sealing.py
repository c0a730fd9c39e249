"""See to it at every start that the secrets in the database are sealed, and that ours is the key to them."""

import asyncio
import secrets
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.adapters.audit_tables import write_entry
from handoff.adapters.database import Database, empty_journal, overwrite_what_is_freed
from handoff.adapters.people_tables import recovery_codes
from handoff.adapters.sealing import MARK, FernetSeal, read_key
from handoff.adapters.tables import installation, staff
from handoff.adapters.webhook_tables import webhooks
from handoff.domain.audit import COMMAND_LINE, Entry
from handoff.errors import SecretsUnreadable
from handoff.settings import Settings

PROOF = "sealed"
SEALED = (staff.c.totp_secret, staff.c.totp_pending, webhooks.c.secret)


async def keep_sealed(settings: Settings, database: Database) -> int:
    """Seal what is not sealed yet, as in a database of an older version; give how many secrets that were.

    Raises:
        SecretsUnreadable: something is sealed, and the key is missing or another one.
    """
    seal = FernetSeal(settings.secrets_key)
    proof = installation.c.name == PROOF
    async with database.writing() as connection:
        known = (await connection.execute(sa.select(installation.c.value).where(proof))).scalar_one_or_none()
        await asyncio.to_thread(_check, settings, seal, known)
        if known is None:
            values = {"name": PROOF, "value": seal.seal(PROOF)}
            await connection.execute(sa.insert(installation).values(values))
        await overwrite_what_is_freed(connection)
        count = sum([await _seal_column(connection, seal, column) for column in SEALED])
    if count:
        await empty_journal(database)
    return count


def _check(settings: Settings, seal: FernetSeal, known: str | None) -> None:
    """Prove that ours is the key; the first time, one is made."""
    if known is None:
        seal.unseal(seal.seal(PROOF))
        return
    if read_key(settings.secrets_key) is None:
        raise SecretsUnreadable(
            f"The secrets in the database are sealed, and their key {settings.secrets_key} is missing. "
            "Next: bring it back from a backup; if it is lost, frontdesk forget-secrets."
        )
    seal.unseal(known)


async def _seal_column(connection: AsyncConnection, seal: FernetSeal, column: sa.Column[str]) -> int:
    plain = sa.and_(column.is_not(None), ~column.startswith(MARK))
    key = column.table.c.id
    rows = (await connection.execute(sa.select(key, column.label("secret")).where(plain))).all()
    for row in rows:
        update = sa.update(column.table).where(key == row.id)
        await connection.execute(update.values({column.name: seal.seal(row.secret)}))
    return len(rows)


async def forget_secrets(settings: Settings, database: Database, at: datetime) -> None:
    """Give up what was sealed with a key that is lost: second factors go, webhooks are switched off.

    The caller holds the data folder (`occupy`). A key that does not fit is moved aside, never deleted.
    """
    await asyncio.to_thread(_move_aside, settings.secrets_key, at)
    seal = FernetSeal(settings.secrets_key)
    nothing = {"totp_secret": None, "totp_pending": None, "totp_step": None}
    unknown = {"active": False, "note": "The key of its secret was lost; give it a new secret."}
    async with database.writing() as connection:
        await connection.execute(sa.delete(installation).where(installation.c.name == PROOF))
        await connection.execute(sa.update(staff).values(nothing))
        await connection.execute(sa.delete(recovery_codes))
        nobodys = seal.seal(secrets.token_urlsafe(32))
        await connection.execute(sa.update(webhooks).values(**unknown, secret=nobodys))
        await write_entry(connection, Entry(at, COMMAND_LINE, "secrets_forgotten", settings.secrets_key.name))


def _move_aside(key: Path, at: datetime) -> None:
    if key.exists():
        key.replace(key.with_name(f"{key.name}.replaced-{at:%Y%m%dT%H%M%S}"))
