"""Front door of the teams: read, make, change and remove them; one of them is always the default."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from handoff.domain.teams import DEFAULT, Team
from handoff.errors import DefaultTeamStays, InvalidInput, TeamNotFound


class TeamStore(Protocol):
    """Where teams are kept."""

    async def all(self) -> tuple[Team, ...]:
        """Give every team, the default one first."""

    async def ensure_default(self, at: datetime) -> None:
        """Make the default team if there is none."""

    async def strangers(self, staff_ids: Collection[str]) -> set[str]:
        """Give those ids that belong to nobody on the staff."""

    async def add(self, team: Team, at: datetime) -> None:
        """Store a new team."""

    async def change(self, team: Team) -> bool:
        """Replace a team; False if there is none with its id."""

    async def remove(self, team_id: str) -> bool:
        """Forget a team; False if there is none with this id."""


class Teams:
    """Keeps teams; `on_change` rings when who may be offered what has changed."""

    def __init__(
        self,
        store: TeamStore,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
        on_change: Callable[[], None] = lambda: None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._new_id = new_id
        self._on_change = on_change

    async def all(self) -> tuple[Team, ...]:
        """Give every team, the default one first; before the first start has made it, that one alone."""
        return await self._store.all() or (DEFAULT,)

    async def find(self, team_id: str) -> Team:
        """Give one team.

        Raises:
            TeamNotFound: there is none with this id.
        """
        found = next((team for team in await self.all() if team.id == team_id), None)
        if found is None:
            raise TeamNotFound(f"There is no team {team_id}.")
        return found

    async def add(self, team: Team) -> Team:
        """Store a new team under an id of its own.

        Raises:
            InvalidInput: a member is not on the staff.
        """
        await self._require_staff(team)
        added = replace(team, id=self._new_id(), is_default=False)
        await self._store.add(added, self._clock())
        self._on_change()
        return added

    async def change(self, team_id: str, team: Team) -> Team:
        """Replace a team; it stays the default one if it is."""
        known = await self.find(team_id)
        await self._require_staff(team)
        changed = replace(team, id=known.id, is_default=known.is_default)
        await self._store.change(changed)
        self._on_change()
        return changed

    async def remove(self, team_id: str) -> None:
        """Forget a team; whoever waits for it waits for the team that fits next."""
        if (await self.find(team_id)).is_default:
            raise DefaultTeamStays("The default team takes whatever fits nobody else; it cannot be removed.")
        await self._store.remove(team_id)
        self._on_change()

    async def _require_staff(self, team: Team) -> None:
        strangers = await self._store.strangers(team.members)
        if strangers:
            raise InvalidInput(f"Nobody on the staff has the id {', '.join(sorted(strangers))}.")
