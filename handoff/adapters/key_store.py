"""Second factors in the database: sealed secrets with their people, recovery codes as digests."""

from collections.abc import Collection

import sqlalchemy as sa

from handoff.adapters.audit_tables import write_entry
from handoff.adapters.people_tables import recovery_codes
from handoff.adapters.tables import Connections, Seal, staff
from handoff.domain.audit import Entry
from handoff.people.second_factor import Keys


class SqlKeyStore:
    """Keeps second factors; a time step and a recovery code can be used once, however many try at once."""

    def __init__(self, database: Connections, seal: Seal) -> None:
        self._database = database
        self._seal = seal

    async def keys(self, staff_id: str) -> Keys:
        """Give what is stored of a person's second factor."""
        query = sa.select(staff.c.totp_secret, staff.c.totp_pending).where(staff.c.id == staff_id)
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).one_or_none()
        stored = (row.totp_secret, row.totp_pending) if row else (None, None)
        return Keys(*(self._seal.unseal(secret) if secret else None for secret in stored))

    async def begin(self, staff_id: str, pending: str) -> None:
        """Store a secret that counts once it is confirmed."""
        async with self._database.writing() as connection:
            update = sa.update(staff).where(staff.c.id == staff_id)
            await connection.execute(update.values(totp_pending=self._seal.seal(pending)))

    async def confirm(self, staff_id: str, step: int, recovery: Collection[str], entry: Entry) -> None:
        """Make the pending secret the person's, used up to `step`, with these recovery codes."""
        values = {"totp_secret": staff.c.totp_pending, "totp_pending": None, "totp_step": step}
        codes = [{"digest": digest, "staff_id": staff_id} for digest in recovery]
        async with self._database.writing() as connection:
            await connection.execute(sa.update(staff).where(staff.c.id == staff_id).values(values))
            await connection.execute(sa.delete(recovery_codes).where(recovery_codes.c.staff_id == staff_id))
            await connection.execute(sa.insert(recovery_codes), codes)
            await write_entry(connection, entry)

    async def use_step(self, staff_id: str, step: int) -> bool:
        """Count a time step as used; False when it or a later one was used before."""
        unused = sa.or_(staff.c.totp_step.is_(None), staff.c.totp_step < step)
        update = sa.update(staff).where(staff.c.id == staff_id, unused).values(totp_step=step)
        async with self._database.writing() as connection:
            return (await connection.execute(update)).rowcount == 1

    async def use_recovery(self, staff_id: str, code: str, entry: Entry) -> bool:
        """Forget a recovery code by its digest; False when there is none such."""
        ours = recovery_codes.c
        async with self._database.writing() as connection:
            delete = sa.delete(recovery_codes).where(ours.staff_id == staff_id, ours.digest == code)
            used = (await connection.execute(delete)).rowcount == 1
            await write_entry(connection, entry if used else None)
        return used

    async def remove(self, staff_id: str, entry: Entry) -> None:
        """Forget everything about a person's second factor."""
        nothing = {"totp_secret": None, "totp_pending": None, "totp_step": None}
        async with self._database.writing() as connection:
            await connection.execute(sa.update(staff).where(staff.c.id == staff_id).values(nothing))
            await connection.execute(sa.delete(recovery_codes).where(recovery_codes.c.staff_id == staff_id))
            await write_entry(connection, entry)
