"""Signing in with the company's provider over HTTP: there, and back again.

The cookie of an attempt is lax, because the way back begins on the provider's pages; it opens nothing by
itself. The session's own cookie stays strict.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from handoff.adapters.routes.staff import Doorway
from handoff.errors import NotReady, SignOnRefused
from handoff.people.sign_on import ATTEMPT_LIFE, SignOn

COOKIE = "frontdesk_sign_on"
BACK = "/api/v1/sign-on/return"
LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class SignOnDoor:
    """The way to the provider; `sign_on` is None where none is set."""

    sign_on: SignOn | None
    name: str
    public_url: str | None


def sign_on_router(door: SignOnDoor, doorway: Doorway) -> APIRouter:
    """Serve `/api/v1/sign-on`."""
    router = APIRouter(prefix="/api/v1/sign-on", tags=["staff"])

    @router.get("")
    async def offer() -> dict[str, Any]:
        return {"offered": door.sign_on is not None, "name": door.name}

    @router.get("/start")
    async def start(request: Request, goal: str = "console") -> Response:
        doorway.check_login(_address(request), "sign-on")
        try:
            begun = await _sign_on(door).begin(goal, _redirect(request, door))
        except SignOnRefused as refusal:
            return _sorry(refusal)
        response = RedirectResponse(begun.url, 303)
        response.set_cookie(
            COOKIE,
            begun.browser,
            max_age=int(ATTEMPT_LIFE.total_seconds()),
            path=BACK,
            httponly=True,
            samesite="lax",
            secure=request.url.scheme == "https",
        )
        return response

    @router.get("/return")
    async def come_back(request: Request, state: str = "", code: str = "") -> Response:
        try:
            response = await _finished(door, doorway, request, state[:LONGEST], code[:LONGEST])
        except SignOnRefused as refusal:
            response = _sorry(refusal)
        response.delete_cookie(COOKIE, path=BACK)
        return response

    return router


async def _finished(door: SignOnDoor, doorway: Doorway, request: Request, state: str, code: str) -> Response:
    browser = request.cookies.get(COOKIE, "")
    signed_in, goal = await _sign_on(door).finish(
        state, code, browser, _redirect(request, door), doorway.origin(request)
    )
    response = RedirectResponse(f"/{goal}", 303)
    doorway.set_cookie(request, response, signed_in.token)
    return response


def _sorry(refusal: SignOnRefused) -> Response:
    """Lead back to the sign-in form, which has words of its own: a link must not put any there."""
    return RedirectResponse(f"/console?{urlencode({'sign_on': refusal.details['reason']})}", 303)


def _sign_on(door: SignOnDoor) -> SignOn:
    if door.sign_on is None:
        raise NotReady("No sign-in provider is set up here.")
    return door.sign_on


def _redirect(request: Request, door: SignOnDoor) -> str:
    return (door.public_url or str(request.base_url)).rstrip("/") + BACK


def _address(request: Request) -> str:
    return request.client.host if request.client else "unknown"
