"""Who works here, over HTTP: people, their roles and sessions, and invitations."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from pydantic import Field, StringConstraints

from handoff.adapters.routes.account import Password, session_view
from handoff.adapters.routes.staff import StaffGate, Token
from handoff.contract.wire import Payload
from handoff.domain.rights import RIGHTS, Right
from handoff.people.accounts import Role, Staff
from handoff.people.invitations import Invitation, Invitations
from handoff.people.staff import People

Email = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=320)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
RoleName = Annotated[Role, Field(strict=False)]


class NewInvitation(Payload):
    """`POST /api/v1/people/invitations`."""

    email: Email
    role: RoleName


class PersonChange(Payload):
    """`PUT /api/v1/people/{id}`: what is left out stays; `role` alone means this one and no other."""

    role: RoleName | None = None
    roles: Annotated[list[RoleName], Field(min_length=1, max_length=len(Role))] | None = None
    active: bool | None = None
    may_override: bool | None = None

    @property
    def wanted(self) -> Collection[Role] | None:
        """Give the roles that the person shall have; None to leave them."""
        if self.role is None:
            return self.roles
        return [self.role, *(self.roles or ())]


class InvitationToken(Payload):
    """`POST /api/v1/join/look`."""

    token: Token


class Joining(Payload):
    """`POST /api/v1/join`."""

    token: Token
    name: Name
    password: Password


@dataclass(frozen=True, slots=True)
class PeopleDoors:
    """The front doors behind the people page; `public_url` is where links of invitations lead."""

    people: People
    invitations: Invitations
    public_url: str | None
    check_join: Callable[[str], None]


def people_router(doors: PeopleDoors, gate: StaffGate) -> APIRouter:
    """Serve `/api/v1/people` for those who manage people, and `/api/v1/join` for those who were invited."""
    router = APIRouter(prefix="/api/v1", tags=["people"])
    _add_invitations(router, doors, gate)
    _add_people(router, doors.people, gate)
    _add_sessions(router, doors.people, gate)
    _add_joining(router, doors)
    return router


def _add_people(router: APIRouter, people: People, gate: StaffGate) -> None:
    manager = gate(Right.MANAGE_PEOPLE)

    @router.get("/people", dependencies=[Depends(manager)])
    async def list_people() -> dict[str, Any]:
        return {
            "people": [_person_view(person, added) for person, added in await people.all()],
            "roles": {role.value: sorted(rights) for role, rights in RIGHTS.items()},
        }

    @router.put("/people/{staff_id}")
    async def change_person(
        staff_id: str, wish: PersonChange, by: Annotated[Staff, Depends(manager)]
    ) -> dict[str, Any]:
        changed = await people.change(
            by, staff_id, roles=wish.wanted, active=wish.active, may_override=wish.may_override
        )
        return _person_view(changed)

    @router.delete("/people/{staff_id}/second-factor", status_code=204)
    async def reset_second_factor(staff_id: str, by: Annotated[Staff, Depends(manager)]) -> None:
        await people.reset_second_factor(by, staff_id)


def _add_sessions(router: APIRouter, people: People, gate: StaffGate) -> None:
    manager = gate(Right.MANAGE_PEOPLE)

    @router.get("/people/{staff_id}/sessions", dependencies=[Depends(manager)])
    async def list_sessions(staff_id: str) -> dict[str, Any]:
        return {"sessions": [session_view(session) for session in await people.sessions(staff_id)]}

    @router.delete("/people/{staff_id}/sessions")
    async def end_sessions(staff_id: str, by: Annotated[Staff, Depends(manager)]) -> dict[str, int]:
        return {"ended": await people.end_sessions(by, staff_id)}

    @router.delete("/people/{staff_id}/sessions/{session_id}", status_code=204)
    async def end_session(staff_id: str, session_id: str, by: Annotated[Staff, Depends(manager)]) -> None:
        await people.end_session(by, staff_id, session_id)


def _add_invitations(router: APIRouter, doors: PeopleDoors, gate: StaffGate) -> None:
    manager, invitations = gate(Right.MANAGE_PEOPLE), doors.invitations

    @router.get("/people/invitations", dependencies=[Depends(manager)])
    async def list_invitations() -> dict[str, Any]:
        return {"invitations": [_invitation_view(one) for one in await invitations.open()]}

    @router.post("/people/invitations", status_code=201)
    async def invite(
        wish: NewInvitation, request: Request, by: Annotated[Staff, Depends(manager)]
    ) -> dict[str, Any]:
        address = doors.public_url or str(request.base_url)
        invited = await invitations.invite(by, wish.email, wish.role, address)
        view = _invitation_view(invited.invitation)
        return {"invitation": view, "link": invited.link, "mailed": invited.mailed}

    @router.delete("/people/invitations/{invitation_id}", status_code=204)
    async def revoke_invitation(invitation_id: str, by: Annotated[Staff, Depends(manager)]) -> None:
        await invitations.revoke(by, invitation_id)


def _add_joining(router: APIRouter, doors: PeopleDoors) -> None:
    def check(request: Request) -> None:
        doors.check_join(request.client.host if request.client else "unknown")

    @router.post("/join/look", dependencies=[Depends(check)])
    async def look_at_invitation(shown: InvitationToken) -> dict[str, Any]:
        invitation = await doors.invitations.look(shown.token)
        return {"email": invitation.email, "role": invitation.role.value}

    @router.post("/join", status_code=201, dependencies=[Depends(check)])
    async def join(joining: Joining) -> dict[str, Any]:
        person = await doors.invitations.join(joining.token, joining.name, joining.password)
        return {"email": person.email, "name": person.name, "role": person.role.value}


def _person_view(person: Staff, added: datetime | None = None) -> dict[str, Any]:
    view: dict[str, Any] = {
        "id": person.id,
        "email": person.email,
        "name": person.name,
        "role": person.role.value,
        "roles": list(person.roles),
        "active": person.active,
        "may_override": person.may_override,
        "second_factor": person.second_factor,
    }
    return view if added is None else {**view, "added_at": added.isoformat()}


def _invitation_view(invitation: Invitation) -> dict[str, Any]:
    return {
        "id": invitation.id,
        "email": invitation.email,
        "role": invitation.role.value,
        "invited_by": invitation.invited_by,
        "created_at": invitation.created_at.isoformat(),
        "expires_at": invitation.expires_at.isoformat(),
    }
