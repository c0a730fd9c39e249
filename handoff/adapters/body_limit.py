"""Keeps request bodies within bounds: what is larger is refused with words, and never held in memory."""

from collections.abc import Mapping
from fnmatch import fnmatchcase
from http import HTTPStatus

from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from handoff.errors import UNFORESEEN, TooLarge, problem_of

MB = 2**20
READ_AWAY_MAX = 64 * MB
DIGITS_MAX = 18


class BodyLimit:
    """Refuses bodies above `limit` bytes; `larger` gives other limits to paths that begin so.

    A `*` in such a path stands for anything.
    """

    def __init__(self, app: ASGIApp, limit: int = 2 * MB, larger: Mapping[str, int] | None = None) -> None:
        self._app = app
        self._limit = limit
        self._larger = larger or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._limit_of(scope["path"])
        announced = _announced(scope)
        if announced > limit:
            await _read_away(receive, announced)
            await _refusal(limit)(scope, receive, send)
            return
        await self._app(scope, _Counted(receive, limit), send)

    def _limit_of(self, path: str) -> int:
        fitting = (limit for start, limit in self._larger.items() if fnmatchcase(path, f"{start}*"))
        return next(fitting, self._limit)


class _Counted:
    """Hands the body on as it comes in; one that never said how long it is ends at the limit."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive = receive
        self._limit = limit
        self._seen = 0

    async def __call__(self) -> Message:
        message = await self._receive()
        self._seen += len(message.get("body", b""))
        if self._seen > self._limit:
            # FastAPI lets only its own kind of error through while it reads a body.
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _words(self._limit))
        return message


def _announced(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value) if len(value) <= DIGITS_MAX else 10**DIGITS_MAX
    return 0


async def _read_away(receive: Receive, announced: int) -> None:
    """Let the sender finish: a browser that is cut off in the middle never reads the refusal."""
    read = 0
    while announced <= READ_AWAY_MAX and read < announced:
        message = await receive()
        if message["type"] != "http.request" or not message.get("more_body", False):
            return
        read += len(message.get("body", b""))


def _words(limit: int) -> str:
    return f"The request is too large: at most {limit // MB} MB can be taken in."


def _refusal(limit: int) -> JSONResponse:
    problem = problem_of(TooLarge(_words(limit))) or UNFORESEEN
    headers = {"Connection": "close"}
    return JSONResponse(problem.to_rfc9457(), problem.status, headers, "application/problem+json")
