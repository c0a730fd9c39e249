"""The built front ends: loader, widget frame, console, editor and demo shop, with their security headers."""

from collections.abc import Callable, Sequence
from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.responses import FileResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from handoff.errors import NotReady

BASE_POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "connect-src 'self' ws: wss:; img-src 'self' data: blob:"
)
FRAMED = "/widget/"
PAGES = {
    "/widget.js": "widget.js",
    FRAMED: "widget.html",
    "/console": "console.html",
    "/editor": "editor.html",
    "/people": "people.html",
    "/join": "join.html",
    "/demo": "demo.html",
}


def pages_router(static: Path, *, demo: bool) -> APIRouter:
    """Serve one address a page; a page that was not built says how to build it."""
    router = APIRouter(include_in_schema=False)
    for path, name in PAGES.items():
        if demo or path != "/demo":
            router.add_api_route(path, _serving(static / name), methods=["GET", "HEAD"])

    @router.get("/")
    async def home() -> Response:
        return RedirectResponse("/demo" if demo else "/console")

    return router


def _serving(file: Path) -> Callable[[], Response]:
    def serve() -> Response:
        if not file.is_file():
            raise NotReady(f"The page {file.name} has not been built. Run `make setup`.")
        return FileResponse(file, headers={"cache-control": "no-cache"})

    return serve


def mount_assets(app: FastAPI, static: Path) -> None:
    """Serve the built assets, whose names change with their content."""
    app.mount("/assets", StaticFiles(directory=static / "assets", check_dir=False))


class SecurityHeaders:
    """Adds to every answer what browsers need to keep strangers' scripts and frames out."""

    def __init__(self, app: ASGIApp, embedding_origins: Sequence[str], *, demo: bool) -> None:
        self._app = app
        ancestors = " ".join(("'self'", *embedding_origins)) if not demo else "*"
        self._headers = _headers("'none'")
        self._framed = _headers(ancestors)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = self._framed if scope["path"] == FRAMED else self._headers

        async def send_secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *headers]
            await send(message)

        await self._app(scope, receive, send_secured)


def _headers(frame_ancestors: str) -> list[tuple[bytes, bytes]]:
    policy = f"{BASE_POLICY}; frame-ancestors {frame_ancestors}"
    return [
        (b"content-security-policy", policy.encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"strict-origin-when-cross-origin"),
    ]
