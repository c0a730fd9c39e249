"""One's own account over HTTP: where one is signed in, one's password and one's second factor."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from pydantic import Field

from handoff.adapters.routes.staff import Code, StaffGate, session_token
from handoff.contract.wire import Payload
from handoff.errors import PersonNotFound
from handoff.people.accounts import Accounts, Staff, digest
from handoff.people.second_factor import SecondFactor
from handoff.people.sessions import Session

Password = Annotated[str, Field(min_length=1, max_length=2_000)]


class NewPassword(Payload):
    """`PUT /api/v1/account/password`."""

    current: Password
    new: Password


class FirstCode(Payload):
    """`PUT /api/v1/account/second-factor`, and its removal: a code of the authenticator."""

    code: Code


@dataclass(frozen=True, slots=True)
class AccountDoors:
    """The front doors behind one's own account."""

    accounts: Accounts
    factor: SecondFactor
    check_code: Callable[[str], None]


def account_router(doors: AccountDoors, gate: StaffGate) -> APIRouter:
    """Serve `/api/v1/account` for everybody who is signed in."""
    router = APIRouter(prefix="/api/v1/account", tags=["account"])
    _add_sessions(router, doors.accounts, gate)
    _add_factor(router, doors, gate)

    @router.put("/password", status_code=204)
    async def change_password(
        wish: NewPassword, request: Request, person: Annotated[Staff, Depends(gate())]
    ) -> None:
        doors.check_code(person.id)
        await doors.accounts.change_password(person, wish.current, wish.new, session_token(request))

    return router


def _add_sessions(router: APIRouter, accounts: Accounts, gate: StaffGate) -> None:
    @router.get("/sessions")
    async def own_sessions(request: Request, person: Annotated[Staff, Depends(gate())]) -> dict[str, Any]:
        here = digest(session_token(request))
        found = await accounts.sessions.of(person.id)
        return {"sessions": [session_view(session, here) for session in found]}

    @router.delete("/sessions")
    async def end_other_sessions(
        request: Request, person: Annotated[Staff, Depends(gate())]
    ) -> dict[str, int]:
        return {"ended": await accounts.sessions.end_all(person.id, but=session_token(request))}

    @router.delete("/sessions/{session_id}", status_code=204)
    async def end_session(session_id: str, person: Annotated[Staff, Depends(gate())]) -> None:
        if not await accounts.sessions.end_one(person.id, session_id):
            raise PersonNotFound("There is no such session.")


def _add_factor(router: APIRouter, doors: AccountDoors, gate: StaffGate) -> None:
    @router.post("/second-factor", status_code=201)
    async def begin_factor(person: Annotated[Staff, Depends(gate())]) -> dict[str, Any]:
        enrolment = await doors.factor.begin(person)
        return {"secret": enrolment.secret, "uri": enrolment.uri, "image": enrolment.image}

    @router.put("/second-factor")
    async def confirm_factor(first: FirstCode, person: Annotated[Staff, Depends(gate())]) -> dict[str, Any]:
        doors.check_code(person.id)
        return {"recovery_codes": list(await doors.factor.confirm(person, first.code))}

    @router.post("/second-factor/remove", status_code=204)
    async def remove_factor(shown: FirstCode, person: Annotated[Staff, Depends(gate())]) -> None:
        doors.check_code(person.id)
        await doors.factor.remove(person, shown.code)


def session_view(session: Session, here: str | None = None) -> dict[str, Any]:
    """Give a session as its page shows it; the address is only a mark that tells places apart."""
    return {
        "id": session.id,
        "created_at": session.created_at.isoformat(),
        "seen_at": session.seen_at.isoformat(),
        "expires_at": session.expires_at.isoformat(),
        "address": session.origin.address,
        "program": session.origin.program,
        "method": session.method,
        "here": session.digest == here,
    }
