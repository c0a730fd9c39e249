"""Signing in and out, and the gate that every staff call passes."""

import secrets
from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from handoff.accounts import Accounts, Staff, csrf_token
from handoff.errors import NotAllowed, NotAuthenticated
from handoff.wire import Credentials

COOKIE = "frontdesk_session"
CSRF_HEADER = "x-csrf-token"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

StaffDependency = Callable[[Request], Awaitable[Staff]]


class StaffGate:
    """Makes dependencies that let only certain roles through; an admin passes everywhere."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts

    def __call__(self, *roles: str) -> StaffDependency:
        """Give the dependency that admits these roles; none named means any member of staff."""

        async def admit(request: Request) -> Staff:
            staff = await self.recognise(request)
            if staff is None:
                raise NotAuthenticated("Please sign in.")
            if roles and not staff.may(*roles):
                raise NotAllowed(f"This needs the role {' or '.join(roles)}; yours is {staff.role}.")
            return staff

        return admit

    async def recognise(self, request: Request) -> Staff | None:
        """Give the member of staff behind a request; a cookie alone cannot change anything."""
        bearer = bearer_token(request)
        if bearer is not None:
            return await self._accounts.authenticate(bearer)
        token = request.cookies.get(COOKIE)
        if token is None:
            return None
        if request.method not in SAFE_METHODS and not _proves_page(request, token):
            raise NotAllowed("The request lacks the page's X-CSRF-Token.")
        return await self._accounts.authenticate(token)


def bearer_token(request: Request) -> str | None:
    """Give the token of an `Authorization: Bearer` header."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


def staff_router(
    accounts: Accounts, gate: StaffGate, check_rate: Callable[[str, str], None], cookie_seconds: int
) -> APIRouter:
    """Serve sign-in, sign-out and the session of the page."""
    router = APIRouter(prefix="/api/v1", tags=["staff"])

    @router.post("/login")
    async def login(credentials: Credentials, request: Request, response: Response) -> dict[str, Any]:
        address = request.client.host if request.client else "unknown"
        check_rate(address, credentials.email.strip().lower())
        signed_in = await accounts.sign_in(credentials.email, credentials.password)
        secure = request.url.scheme == "https"
        response.set_cookie(
            COOKIE,
            signed_in.token,
            max_age=cookie_seconds,
            httponly=True,
            samesite="strict",
            secure=secure,
        )
        return {
            "token": signed_in.token,
            "role": signed_in.staff.role.value,
            "name": signed_in.staff.name,
            "may_override": signed_in.staff.overrides,
            "csrf_token": csrf_token(signed_in.token),
        }

    @router.post("/logout", status_code=204)
    async def logout(request: Request, response: Response) -> None:
        await gate.recognise(request)
        token = bearer_token(request) or request.cookies.get(COOKIE)
        if token is not None:
            await accounts.sign_out(token)
        response.delete_cookie(COOKIE)

    @router.get("/session")
    async def session(request: Request, staff: Annotated[Staff, Depends(gate())]) -> dict[str, Any]:
        token = bearer_token(request) or request.cookies[COOKIE]
        return {
            "id": staff.id,
            "name": staff.name,
            "role": staff.role.value,
            "may_override": staff.overrides,
            "email": staff.email,
            "socket_token": await accounts.socket_token(staff),
            "csrf_token": csrf_token(token),
        }

    return router


def _proves_page(request: Request, token: str) -> bool:
    proof = request.headers.get(CSRF_HEADER, "")
    return secrets.compare_digest(proof.encode(), csrf_token(token).encode())
