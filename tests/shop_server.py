"""A real shop behind HTTP: the interface of `bot/COMMERCE.md` over the demo shop, and ways to break it."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from bot.adapters.commerce_wire import NoSuchValue, read, written
from bot.commerce import (
    Commerce,
    CommerceError,
    CommerceUnavailable,
    Conflict,
    InvalidWish,
    NotAllowedAnyMore,
    OrderNotFound,
)
from bot.domain.caller import Caller
from bot.domain.commerce import Address, LineChange, LineCount, ProblemKind

TOKEN = "a token that only the shop and Frontdesk know"
STATUS = {
    OrderNotFound: 404,
    NotAllowedAnyMore: 409,
    Conflict: 409,
    InvalidWish: 422,
    CommerceUnavailable: 503,
}
Answering = Callable[[Commerce, Request, Any], Awaitable[object]]


@dataclass
class Trouble:
    """What the next requests meet instead of the shop; `seen` is what came in."""

    answers: list[Response | float | bytes] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    dead: bool = False


@dataclass(frozen=True)
class RunningShop:
    """A shop that listens."""

    url: str
    trouble: Trouble


@asynccontextmanager
async def serving(shop: Commerce) -> AsyncIterator[RunningShop]:
    """Serve a shop on a free port for as long as the block lasts."""
    trouble = Trouble()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        # asyncio does this only for sockets that it opened itself; without it small answers wait 40 ms.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        config = uvicorn.Config(_app(shop, trouble), lifespan="off", log_config=None, access_log=False)
        server = uvicorn.Server(config)
        server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
        serving = asyncio.create_task(server._serve([listener]))
        try:
            yield RunningShop(f"http://127.0.0.1:{listener.getsockname()[1]}/v1", trouble)
        finally:
            server.should_exit = server.force_exit = True
            await serving


def _app(shop: Commerce, trouble: Trouble) -> Callable[[Scope, Receive, Send], Awaitable[None]]:
    routes = [Route(f"/v1{path}", _route(shop, answer), methods=[method]) for method, path, answer in ROUTES]
    return _Troubled(Starlette(routes=routes), trouble)


class _Troubled:
    def __init__(self, app: Starlette, trouble: Trouble) -> None:
        self._app = app
        self._trouble = trouble

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._trouble.seen.append(f"{scope['method']} {scope['path'].removeprefix('/v1')}")
        if self._trouble.dead:
            await Response(status_code=500)(scope, receive, send)
            return
        if scope["path"].endswith("/health") or not self._trouble.answers:
            await self._app(scope, receive, send)
            return
        match self._trouble.answers.pop(0):
            case float(seconds):
                await asyncio.sleep(seconds)
                await self._app(scope, receive, send)
            case bytes(half):
                headers = [(b"content-type", b"application/json"), (b"content-length", b"100000")]
                await send({"type": "http.response.start", "status": 200, "headers": headers})
                await send({"type": "http.response.body", "body": half, "more_body": True})
                raise ConnectionResetError
            case Response() as response:
                await response(scope, receive, send)


def _route(shop: Commerce, answer: Answering) -> Callable[[Request], Awaitable[Response]]:
    async def served(request: Request) -> Response:
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            return JSONResponse({"detail": "who are you?"}, 401)
        try:
            body = json.loads(await request.body() or b"null")
            return JSONResponse(written(await answer(shop, request, body)))
        except (NoSuchValue, KeyError, ValueError) as error:
            return JSONResponse({"code": "invalid_wish", "detail": str(error)}, 422)
        except CommerceError as error:
            return JSONResponse(_problem(error), STATUS[type(error)])

    return served


def _problem(error: CommerceError) -> dict[str, str]:
    reason = {"reason": str(error.reason)} if isinstance(error, NotAllowedAnyMore) else {}
    return {"code": error.code, "detail": str(error), **reason}


def _caller(body: dict[str, Any]) -> Caller:
    return Caller(email=body.get("email"), external_id=body.get("external_id"), verified=True)


def _key(request: Request) -> str:
    return request.headers["idempotency-key"]


def _number(request: Request) -> str:
    return str(request.path_params["number"])


async def health(shop: Commerce, _request: Request, _body: Any) -> object:
    return {"status": "ok" if await shop.healthy() else "down"}


async def find_customer(shop: Commerce, _request: Request, body: Any) -> object:
    return {"customer": written(await shop.find_customer(_caller(body)))}


async def find_orders(shop: Commerce, _request: Request, body: Any) -> object:
    return {"orders": [written(order) for order in await shop.find_orders(_caller(body))]}


async def change_account_email(shop: Commerce, request: Request, body: Any) -> object:
    return await shop.change_account_email(_caller(body), body["new_email"], key=_key(request))


async def find_order(shop: Commerce, request: Request, _body: Any) -> object:
    return await shop.find_order(_number(request))


async def cancel_order(shop: Commerce, request: Request, _body: Any) -> object:
    return await shop.cancel_order(_number(request), key=_key(request))


async def change_order(shop: Commerce, request: Request, body: Any) -> object:
    changes = read(tuple[LineChange, ...], body["changes"])
    return await shop.change_order(_number(request), changes, key=_key(request))


async def start_return(shop: Commerce, request: Request, body: Any) -> object:
    return await shop.start_return(_number(request), _lines(body), body["reason"], key=_key(request))


async def refunds(shop: Commerce, request: Request, _body: Any) -> object:
    return {"refunds": [written(refund) for refund in await shop.refund_status(_number(request))]}


async def change_address(shop: Commerce, request: Request, body: Any) -> object:
    return await shop.change_address(_number(request), read(Address, body), key=_key(request))


async def change_email(shop: Commerce, request: Request, body: Any) -> object:
    return await shop.change_email(_number(request), body["email"], key=_key(request))


async def invoice(shop: Commerce, request: Request, _body: Any) -> object:
    return await shop.invoice(_number(request))


async def report_problem(shop: Commerce, request: Request, body: Any) -> object:
    kind, words = ProblemKind(body["kind"]), body["description"]
    return {"case": await shop.report_problem(_number(request), kind, _lines(body), words, key=_key(request))}


async def stores(shop: Commerce, _request: Request, _body: Any) -> object:
    return {"stores": [written(store) for store in await shop.stores()]}


async def slots(shop: Commerce, request: Request, _body: Any) -> object:
    day = date.fromisoformat(request.query_params["day"])
    return {"slots": [written(slot) for slot in await shop.free_slots(request.path_params["store"], day)]}


async def book(shop: Commerce, request: Request, body: Any) -> object:
    wish = (body["slot_id"], body["name"], body["contact"], body["topic"])
    return await shop.book_appointment(*wish, key=_key(request))


async def call_back(shop: Commerce, request: Request, body: Any) -> object:
    return await shop.request_callback(body["phone"], body["when"], body["topic"], key=_key(request))


def _lines(body: Any) -> tuple[LineCount, ...]:
    return read(tuple[LineCount, ...], body["lines"])


ROUTES: Sequence[tuple[str, str, Answering]] = (
    ("GET", "/health", health),
    ("POST", "/customers/search", find_customer),
    ("PUT", "/customers/email", change_account_email),
    ("POST", "/orders/search", find_orders),
    ("GET", "/orders/{number}", find_order),
    ("POST", "/orders/{number}/cancel", cancel_order),
    ("PATCH", "/orders/{number}/lines", change_order),
    ("POST", "/orders/{number}/returns", start_return),
    ("GET", "/orders/{number}/refunds", refunds),
    ("PUT", "/orders/{number}/address", change_address),
    ("PUT", "/orders/{number}/email", change_email),
    ("GET", "/orders/{number}/invoice", invoice),
    ("POST", "/orders/{number}/problems", report_problem),
    ("GET", "/stores", stores),
    ("GET", "/stores/{store}/slots", slots),
    ("POST", "/appointments", book),
    ("POST", "/callbacks", call_back),
)
