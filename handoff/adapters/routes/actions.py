"""The door that only the dialogue process of this start knows: it asks here how a flow goes on."""

import hmac
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from bot.actions.protocol import InvalidActionCall

PATH = "/internal/actions"
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]

Run = Callable[[Mapping[str, Any]], Awaitable[dict[str, Any]]]


def actions_router(run: Run, secret: str) -> APIRouter:
    """Serve the custom actions of the flows; whoever lacks the secret finds nothing here."""
    router = APIRouter(include_in_schema=False)
    expected = f"Bearer {secret}".encode()

    @router.api_route(PATH, methods=METHODS)
    async def act(request: Request) -> JSONResponse:
        given = request.headers.get("authorization", "").encode()
        if not hmac.compare_digest(given, expected) or request.method != "POST":
            raise HTTPException(404)
        try:
            return JSONResponse(await run(await _json(request)))
        except InvalidActionCall as error:
            raise HTTPException(422, str(error)) from error

    return router


async def _json(request: Request) -> Mapping[str, Any]:
    try:
        body = await request.json()
    except ValueError:
        body = None
    return body if isinstance(body, dict) else {}
