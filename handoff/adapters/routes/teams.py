"""Teams over HTTP: every member of staff who talks to customers may read them, those who lead change them."""

from datetime import date
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends
from pydantic import Field, StringConstraints, field_validator

from handoff.adapters.routes.staff import StaffGate
from handoff.contract.wire import Id, Payload
from handoff.domain.teams import DEADLINE_S, MIDNIGHT, OFFER_S, team_from_data, team_to_data
from handoff.queue.teams import Teams

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
Wall = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$")]
Weekday = Annotated[int, Field(ge=0, le=6)]
Seconds = Annotated[int, Field(ge=1, le=31_536_000)]
Email = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[^@\s]+@[^@\s]+$", max_length=320)]


class HoursText(Payload):
    """One window of opening; `to` may be "24:00", and at or before `from` it is on the next day."""

    weekdays: list[Weekday] = Field(min_length=1, max_length=7)
    start: Wall = Field(alias="from")
    to: Wall

    @field_validator("start")
    @classmethod
    def begins_today(cls, wall: str) -> str:
        """Refuse a window that begins at the end of the day."""
        if wall == MIDNIGHT:
            raise ValueError("a window begins at 00:00 rather than 24:00")
        return wall


class TargetsText(Payload):
    """Seconds of business hours until something must have happened; null promises nothing."""

    first_response_s: Seconds | None = None
    next_response_s: Seconds | None = None
    resolution_s: Seconds | None = None


class TeamText(Payload):
    """`POST /api/v1/teams` and `PUT /api/v1/teams/{id}`."""

    name: Name
    members: list[Id] = Field(default=[], max_length=1000)
    topics: list[Name] = Field(default=[], max_length=200)
    languages: list[Annotated[str, StringConstraints(min_length=2, max_length=35)]] = Field(
        default=[], max_length=50
    )
    mode: Literal["pull", "auto"] = "pull"
    timezone: str = Field(default="UTC", max_length=64)
    hours: list[HoursText] = Field(default=[], max_length=50)
    holidays: list[str] = Field(default=[], max_length=400)
    sla: TargetsText = TargetsText()
    email: Email | None = None
    deadline_s: Seconds = DEADLINE_S
    offer_s: int = Field(default=OFFER_S, ge=5, le=600)

    @field_validator("timezone")
    @classmethod
    def known_zone(cls, name: str) -> str:
        """Refuse a time zone that nobody knows."""
        try:
            ZoneInfo(name)
        except (OSError, ValueError, KeyError) as error:
            raise ValueError(f"{name!r} is no time zone such as Europe/Berlin") from error
        return name

    @field_validator("holidays")
    @classmethod
    def real_days(cls, days: list[str]) -> list[str]:
        """Refuse what is no day of the calendar."""
        return [date.fromisoformat(day).isoformat() for day in days]

    def to_data(self) -> dict[str, Any]:
        """Give the values as the domain reads them."""
        given = self.model_dump(by_alias=True)
        return {**given, "id": "", "default": False}


def teams_router(teams: Teams, gate: StaffGate) -> APIRouter:
    """Serve `/api/v1/teams`."""
    router = APIRouter(prefix="/api/v1/teams", tags=["teams"])
    lead = [Depends(gate("supervisor"))]

    @router.get("", dependencies=[Depends(gate("agent", "supervisor"))])
    async def list_teams() -> dict[str, Any]:
        return {"teams": [team_to_data(team) for team in await teams.all()]}

    @router.post("", status_code=201, dependencies=lead)
    async def add_team(text: TeamText) -> dict[str, Any]:
        return team_to_data(await teams.add(team_from_data(text.to_data())))

    @router.put("/{team_id}", dependencies=lead)
    async def change_team(team_id: str, text: TeamText) -> dict[str, Any]:
        return team_to_data(await teams.change(team_id, team_from_data(text.to_data())))

    @router.delete("/{team_id}", status_code=204, dependencies=lead)
    async def remove_team(team_id: str) -> None:
        await teams.remove(team_id)

    return router
