"""Sign-ons under way in the database: each is taken once, by the digest of its state."""

from datetime import datetime

import sqlalchemy as sa

from handoff.adapters.people_tables import sign_on_attempts
from handoff.adapters.tables import Connections
from handoff.people.sign_on import Attempt


class SqlAttemptStore:
    """Keeps attempts until they come back or run out."""

    def __init__(self, database: Connections) -> None:
        self._database = database

    async def add(self, state: str, attempt: Attempt) -> None:
        """Store an attempt by the digest of its state."""
        values = {
            "digest": state,
            "browser": attempt.browser,
            "nonce": attempt.nonce,
            "verifier": attempt.verifier,
            "goal": attempt.goal,
            "expires_at": attempt.expires_at,
        }
        async with self._database.writing() as connection:
            await connection.execute(sa.insert(sign_on_attempts).values(values))

    async def take(self, state: str, at: datetime) -> Attempt | None:
        """Give an attempt and forget it, with all that ran out."""
        ours = sign_on_attempts.c
        async with self._database.writing() as connection:
            await connection.execute(sa.delete(sign_on_attempts).where(ours.expires_at <= at))
            row = (
                await connection.execute(sa.select(sign_on_attempts).where(ours.digest == state))
            ).one_or_none()
            gone = await connection.execute(sa.delete(sign_on_attempts).where(ours.digest == state))
        if row is None or gone.rowcount != 1:
            return None
        return Attempt(row.browser, row.nonce, row.verifier, row.goal, row.expires_at)
