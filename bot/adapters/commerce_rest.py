"""A shop behind HTTP: the client of the interface that `bot/COMMERCE.md` describes.

Must never hold a conversation up: it waits a bounded time, and after failures in a row it says so at once
until the shop answers again. A read that fails quickly is tried once more; a write never is, since only the
shop knows whether it happened.
"""

import asyncio
import re
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any, Final, TypeVar
from urllib.parse import quote

import httpx2

from bot.adapters.breaker import Breaker
from bot.adapters.commerce_wire import NoSuchValue, read, written
from bot.commerce import (
    CommerceError,
    CommerceUnavailable,
    Conflict,
    InvalidWish,
    NotAllowedAnyMore,
    OrderNotFound,
)
from bot.domain.caller import Caller
from bot.domain.commerce import (
    Address,
    Customer,
    Invoice,
    LineChange,
    LineCount,
    Order,
    ProblemKind,
    Reason,
    Refund,
    Return,
    Slot,
    Store,
)
from bot.domain.identity import plain_number
from bot.domain.promises import Appointment, CallBack

T = TypeVar("T")
PROBE_EVERY_S: Final = 2.0
PROBE_TIMEOUT_S: Final = 0.5
BREAK_AFTER: Final = 3
TRIES: Final = {"read": 2, "write": 1}
LONGEST_ANSWER: Final = 2_000_000
_NUMBER: Final = re.compile(r"^[^\W_][\w \-#]{0,39}$")


class RestCommerce:
    """Fulfils `Commerce` over HTTP, on connections that are kept open."""

    def __init__(
        self,
        base_url: str,
        token: str,
        *,
        timeout: float = 1.5,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._timeout = timeout
        self._breaker = Breaker(self.healthy, after=BREAK_AFTER, every_s=PROBE_EVERY_S, clock=clock)
        self._http = httpx2.AsyncClient(
            base_url=base_url.rstrip("/"),
            headers={"Authorization": f"Bearer {token}"} if token else {},
            timeout=None,  # `_ask` bounds the whole exchange, which a timeout for each chunk would not
        )

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def find_customer(self, caller: Caller) -> Customer | None:
        """Give the shop's record of a verified caller."""
        if not caller.verified:
            return None
        found = await self._read("POST", "/customers/search", _who(caller), member="customer")
        return None if found is None else _value(Customer, found)

    async def find_orders(self, caller: Caller) -> tuple[Order, ...]:
        """Give a verified caller's own orders, newest first."""
        if not caller.verified:
            return ()
        found = _value(tuple[Order, ...], await self._read("POST", "/orders/search", _who(caller), "orders"))
        return tuple(sorted(found, key=lambda order: order.placed_at, reverse=True))

    async def find_order(self, number: str) -> Order:
        """Give one order."""
        order = _value(Order, await self._read("GET", _order(number)))
        if plain_number(order.number) != plain_number(number):
            raise CommerceUnavailable("the shop answered with another order than the one asked for")
        return order

    async def cancel_order(self, number: str, *, key: str) -> Order:
        """Cancel an order."""
        return _value(Order, await self._write("POST", f"{_order(number)}/cancel", {}, key))

    async def change_order(self, number: str, changes: Sequence[LineChange], *, key: str) -> Order:
        """Change lines of an order."""
        body = {"changes": written(tuple(changes))}
        return _value(Order, await self._write("PATCH", f"{_order(number)}/lines", body, key))

    async def start_return(self, number: str, lines: Sequence[LineCount], reason: str, *, key: str) -> Return:
        """Start a return."""
        body = {"lines": written(tuple(lines)), "reason": reason}
        return _value(Return, await self._write("POST", f"{_order(number)}/returns", body, key))

    async def refund_status(self, number: str) -> tuple[Refund, ...]:
        """Give the refunds of an order, newest first."""
        found = await self._read("GET", f"{_order(number)}/refunds", member="refunds")
        return _value(tuple[Refund, ...], found)

    async def change_address(self, number: str, address: Address, *, key: str) -> Order:
        """Send an order elsewhere."""
        return _value(Order, await self._write("PUT", f"{_order(number)}/address", written(address), key))

    async def change_email(self, number: str, email: str, *, key: str) -> Order:
        """Send news of one order to another e-mail."""
        return _value(Order, await self._write("PUT", f"{_order(number)}/email", {"email": email}, key))

    async def change_account_email(self, caller: Caller, email: str, *, key: str) -> Customer:
        """Change the e-mail of a verified caller's account."""
        if not caller.verified:
            raise InvalidWish("only a verified customer's account can be changed")
        body = {**_who(caller), "new_email": email}
        return _value(Customer, await self._write("PUT", "/customers/email", body, key))

    async def invoice(self, number: str) -> Invoice:
        """Give the invoice of an order."""
        return _value(Invoice, await self._read("GET", f"{_order(number)}/invoice"))

    async def report_problem(
        self, number: str, kind: ProblemKind, lines: Sequence[LineCount], description: str, *, key: str
    ) -> str:
        """Open a case for damaged or missing pieces."""
        body = {"kind": str(kind), "lines": written(tuple(lines)), "description": description}
        answer = await self._write("POST", f"{_order(number)}/problems", body, key)
        return _value(str, _member(answer, "case"))

    async def stores(self) -> tuple[Store, ...]:
        """Give all stores."""
        return _value(tuple[Store, ...], await self._read("GET", "/stores", member="stores"))

    async def free_slots(self, store_id: str, day: date) -> tuple[Slot, ...]:
        """Give the free appointments of a day."""
        path = f"/stores/{quote(store_id, safe='')}/slots?day={day.isoformat()}"
        return _value(tuple[Slot, ...], await self._read("GET", path, member="slots"))

    async def book_appointment(
        self, slot_id: str, name: str, contact: str, topic: str, *, key: str
    ) -> Appointment:
        """Book a free slot."""
        body = {"slot_id": slot_id, "name": name, "contact": contact, "topic": topic}
        return _value(Appointment, await self._write("POST", "/appointments", body, key))

    async def request_callback(self, phone: str, when: str, topic: str, *, key: str) -> CallBack:
        """Promise a call."""
        body = {"phone": phone, "when": when, "topic": topic}
        return _value(CallBack, await self._write("POST", "/callbacks", body, key))

    async def healthy(self) -> bool:
        """Say whether the shop answers and knows our token; a yes closes the breaker."""
        try:
            async with asyncio.timeout(PROBE_TIMEOUT_S):
                response = await self._http.get("/health")
        except (httpx2.HTTPError, httpx2.InvalidURL, TimeoutError):
            return False
        if response.status_code == httpx2.codes.OK:
            self._breaker.succeeded()
        return response.status_code == httpx2.codes.OK

    async def _read(
        self, method: str, path: str, body: Mapping[str, object] | None = None, member: str | None = None
    ) -> Any:  # noqa: ANN401 -- any JSON
        answer = await self._ask("read", method, path, body, {})
        return answer if member is None else _member(answer, member)

    async def _write(self, method: str, path: str, body: Mapping[str, object], key: str) -> Any:  # noqa: ANN401
        return await self._ask("write", method, path, body, {"Idempotency-Key": key})

    async def _ask(
        self,
        kind: str,
        method: str,
        path: str,
        body: Mapping[str, object] | None,
        headers: Mapping[str, str],
    ) -> Any:  # noqa: ANN401 -- any JSON
        try:
            async with asyncio.timeout(self._timeout):
                for _ in range(TRIES[kind] - 1):
                    with suppress(_Broken):
                        return await self._try(method, path, body, headers)
                return await self._try(method, path, body, headers)
        except TimeoutError as error:
            reason = f"no answer from the shop within {self._timeout:g} s"
            self._breaker.failed(reason)
            raise CommerceUnavailable(reason) from error
        except _Broken as error:
            raise CommerceUnavailable(str(error)) from error

    async def _try(
        self, method: str, path: str, body: Mapping[str, object] | None, headers: Mapping[str, str]
    ) -> Any:  # noqa: ANN401 -- any JSON
        if not await self._breaker.lets_through():
            raise CommerceUnavailable(f"{self._breaker.reason}; it has not come back yet")
        try:
            return self._answer(await self._http.request(method, path, json=body, headers=dict(headers)))
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            reason = f"the shop cannot be reached ({type(error).__name__})"
            self._breaker.failed(reason)
            raise _Broken(reason) from error
        except _Broken as error:
            self._breaker.failed(str(error))
            raise

    def _answer(self, response: httpx2.Response) -> Any:  # noqa: ANN401 -- any JSON
        if len(response.content) > LONGEST_ANSWER:
            raise _Broken("the shop's answer is too long")
        try:
            answer = response.json()
        except ValueError as error:
            raise _Broken(f"the shop answered {response.status_code} and no JSON") from error
        if response.is_success:
            self._breaker.succeeded()
            return answer
        refusal = _refusal(answer)
        if refusal is None:
            raise _Broken(f"the shop answered {response.status_code}")
        self._breaker.succeeded()
        raise refusal


class _Broken(Exception):
    """The shop answered, but not as agreed."""


def _refusal(answer: object) -> CommerceError | None:
    """Read a refusal that the shop means; None for any other error."""
    problem = answer if isinstance(answer, dict) else {}
    detail = str(problem.get("detail") or "refused by the shop")[:300]
    match problem.get("code"):
        case "order_not_found":
            return OrderNotFound(detail)
        case "conflict":
            return Conflict(detail)
        case "invalid_wish":
            return InvalidWish(detail)
        case "not_allowed_any_more" if problem.get("reason") in set(Reason):
            return NotAllowedAnyMore(Reason(problem["reason"]))
        case _:
            return None


def _value(kind: type[T], raw: object) -> T:
    try:
        return read(kind, raw)
    except NoSuchValue as error:
        raise CommerceUnavailable(f"the shop answered something else than agreed: {error}") from error


def _member(answer: object, name: str) -> object:
    if not isinstance(answer, dict) or name not in answer:
        raise CommerceUnavailable(f"the shop's answer lacks {name!r}")
    return answer[name]


def _order(number: str) -> str:
    plain = plain_number(number)
    if not _NUMBER.match(plain):
        raise OrderNotFound("this is no order number")
    return f"/orders/{quote(plain, safe='')}"


def _who(caller: Caller) -> dict[str, object]:
    return {"external_id": caller.external_id, "email": caller.email}
