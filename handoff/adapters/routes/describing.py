"""The description of the socket events over HTTP, beside that of HTTP itself."""

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter


def describing_router(document: Callable[[], dict[str, Any]]) -> APIRouter:
    """Serve `/api/asyncapi.json`."""
    router = APIRouter(prefix="/api", tags=["description"])

    @router.get("/asyncapi.json")
    async def get_asyncapi() -> dict[str, Any]:
        return document()

    return router
