"""Signing in and out, and the gate that every staff call passes."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from pydantic import Field

from handoff.contract.wire import Credentials, Payload
from handoff.domain.rights import requirement
from handoff.errors import NotAllowed, NotAuthenticated
from handoff.people.accounts import Accounts, SignIn, Staff, csrf_token
from handoff.people.sessions import Origin

COOKIE = "frontdesk_session"
CSRF_HEADER = "x-csrf-token"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

StaffDependency = Callable[[Request], Awaitable[Staff]]
Token = Annotated[str, Field(min_length=1, max_length=200)]
Code = Annotated[str, Field(min_length=1, max_length=40)]


class PendingSignIn(Payload):
    """`POST /api/v1/login/enrol`: the token that came with `second_factor_needed`."""

    pending_token: Token


class ShownFactor(Payload):
    """`POST /api/v1/login/second-factor`."""

    pending_token: Token
    code: Code


@dataclass(frozen=True, slots=True)
class Doorway:
    """How a browser is received: marks addresses, counts attempts, and knows how long a cookie stays."""

    mark_address: Callable[[str], str]
    check_login: Callable[[str, str], None]
    check_code: Callable[[str], None]
    cookie_seconds: int

    def origin(self, request: Request) -> Origin:
        """Give where a request comes from, without its address."""
        address = request.client.host if request.client else None
        program = request.headers.get("user-agent", "")[:200] or None
        return Origin(self.mark_address(address) if address else None, program)

    def set_cookie(self, request: Request, response: Response, token: str) -> None:
        """Give the browser its session: for our own pages only, and never to their scripts."""
        response.set_cookie(
            COOKIE,
            token,
            max_age=self.cookie_seconds,
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
        )


class StaffGate:
    """Makes dependencies that let only certain rights or roles through; an admin passes everywhere."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts

    def __call__(self, *names: str) -> StaffDependency:
        """Give the dependency that admits these rights or roles; none named means any member of staff.

        Raises:
            ValueError: there is no such right and no such role.
        """
        wanted = " or ".join(requirement(name).value for name in names)

        async def admit(request: Request) -> Staff:
            staff = await self.recognise(request)
            if staff is None:
                raise NotAuthenticated("Please sign in.")
            if names and not staff.may(*names):
                raise NotAllowed(f"This needs {wanted}; your role is {' and '.join(staff.roles)}.")
            return staff

        return admit

    async def recognise(self, request: Request) -> Staff | None:
        """Give the member of staff behind a request; a cookie alone cannot change anything."""
        bearer = bearer_token(request)
        token = bearer or request.cookies.get(COOKIE)
        if token is None:
            return None
        if bearer is None and request.method not in SAFE_METHODS and not _proves_page(request, token):
            raise NotAllowed("The request lacks the page's X-CSRF-Token.")
        request.state.staff = await self._accounts.authenticate(token)
        staff: Staff | None = request.state.staff
        return staff


def bearer_token(request: Request) -> str | None:
    """Give the token of an `Authorization: Bearer` header."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


def session_token(request: Request) -> str:
    """Give the token with which a recognised member of staff came."""
    return bearer_token(request) or request.cookies[COOKIE]


def staff_router(accounts: Accounts, gate: StaffGate, doorway: Doorway) -> APIRouter:
    """Serve sign-in, sign-out and the session of the page."""
    router = APIRouter(prefix="/api/v1", tags=["staff"])
    _add_sign_in(router, accounts, doorway)

    @router.post("/logout", status_code=204)
    async def logout(request: Request, response: Response) -> None:
        await gate.recognise(request)
        token = bearer_token(request) or request.cookies.get(COOKIE)
        if token is not None:
            await accounts.sign_out(token)
        response.delete_cookie(COOKIE)

    @router.get("/session")
    async def session(request: Request, staff: Annotated[Staff, Depends(gate())]) -> dict[str, Any]:
        return {
            "id": staff.id,
            "name": staff.name,
            "role": staff.role.value,
            "roles": list(staff.roles),
            "may_override": staff.overrides,
            "email": staff.email,
            "second_factor": staff.second_factor,
            "socket_token": await accounts.socket_token(staff),
            "csrf_token": csrf_token(session_token(request)),
        }

    return router


def _add_sign_in(router: APIRouter, accounts: Accounts, doorway: Doorway) -> None:
    def welcome(signed_in: SignIn, request: Request, response: Response) -> dict[str, Any]:
        doorway.set_cookie(request, response, signed_in.token)
        return _view(signed_in)

    @router.post("/login")
    async def login(credentials: Credentials, request: Request, response: Response) -> dict[str, Any]:
        address = request.client.host if request.client else "unknown"
        doorway.check_login(address, credentials.email.strip().lower())
        origin = doorway.origin(request)
        return welcome(
            await accounts.sign_in(credentials.email, credentials.password, origin), request, response
        )

    @router.post("/login/enrol")
    async def enrol(waiting: PendingSignIn) -> dict[str, Any]:
        enrolment = await accounts.enrol(waiting.pending_token)
        return {"secret": enrolment.secret, "uri": enrolment.uri, "image": enrolment.image}

    @router.post("/login/second-factor")
    async def show_factor(shown: ShownFactor, request: Request, response: Response) -> dict[str, Any]:
        person = await accounts.waiting_for_factor(shown.pending_token)
        doorway.check_code(person.id)
        signed_in = await accounts.finish(shown.pending_token, shown.code, doorway.origin(request))
        return welcome(signed_in, request, response)


def _view(signed_in: SignIn) -> dict[str, Any]:
    view: dict[str, Any] = {
        "token": signed_in.token,
        "role": signed_in.staff.role.value,
        "roles": list(signed_in.staff.roles),
        "name": signed_in.staff.name,
        "may_override": signed_in.staff.overrides,
        "csrf_token": csrf_token(signed_in.token),
    }
    if signed_in.recovery_codes:
        view["recovery_codes"] = list(signed_in.recovery_codes)
    return view


def _proves_page(request: Request, token: str) -> bool:
    proof = request.headers.get(CSRF_HEADER, "")
    return secrets.compare_digest(proof.encode(), csrf_token(token).encode())
