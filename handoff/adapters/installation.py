"""Facts about this installation: a new epoch says that its history is not the one clients have seen."""

import sqlalchemy as sa

from handoff.adapters.tables import Connections, installation


async def read_epoch(database: Connections, new_epoch: str) -> str:
    """Give the installation's epoch; the first call stores `new_epoch`."""
    query = sa.select(installation.c.value).where(installation.c.name == "epoch")
    async with database.writing() as connection:
        known: str | None = (await connection.execute(query)).scalar_one_or_none()
        if known is None:
            values = {"name": "epoch", "value": new_epoch}
            await connection.execute(sa.insert(installation).values(values))
    return known or new_epoch
