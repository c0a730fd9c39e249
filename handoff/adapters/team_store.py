"""Teams in the database; the default one is made with the first look, so that there always is one."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from handoff.adapters.tables import Connections, staff
from handoff.adapters.team_tables import teams
from handoff.domain.teams import DEFAULT, Team, team_from_data, team_to_data

_ALL = sa.select(teams.c.settings).order_by(teams.c.is_default.desc(), teams.c.name, teams.c.id)


class SqlTeamStore:
    """Keeps teams."""

    def __init__(self, database: Connections) -> None:
        self._database = database

    async def all(self) -> tuple[Team, ...]:
        """Give every team, the default one first, then by name."""
        return tuple(team_from_data(data) for (data,) in await self._database.few(_ALL))

    async def ensure_default(self, at: datetime) -> None:
        """Make the default team if there is none."""
        count = sa.select(sa.func.count()).where(teams.c.is_default.is_(True))
        async with self._database.writing() as connection:
            if not (await connection.execute(count)).scalar_one():
                await connection.execute(sa.insert(teams).values(**_row(DEFAULT), created_at=at))

    async def strangers(self, staff_ids: Collection[str]) -> set[str]:
        """Give those ids that belong to nobody on the staff."""
        query = sa.select(staff.c.id).where(staff.c.id.in_(staff_ids))
        async with self._database.reading() as connection:
            return set(staff_ids) - set((await connection.execute(query)).scalars())

    async def add(self, team: Team, at: datetime) -> None:
        """Store a new team."""
        async with self._database.writing() as connection:
            await connection.execute(sa.insert(teams).values(**_row(team), created_at=at))

    async def change(self, team: Team) -> bool:
        """Replace a team; False if there is none with its id."""
        async with self._database.writing() as connection:
            update = sa.update(teams).where(teams.c.id == team.id).values(**_row(team))
            return bool((await connection.execute(update)).rowcount)

    async def remove(self, team_id: str) -> bool:
        """Forget a team; False if there is none with this id."""
        async with self._database.writing() as connection:
            gone = await connection.execute(sa.delete(teams).where(teams.c.id == team_id))
            return bool(gone.rowcount)


def _row(team: Team) -> dict[str, object]:
    return {
        "id": team.id,
        "name": team.name,
        "is_default": team.is_default,
        "settings": team_to_data(team),
    }
