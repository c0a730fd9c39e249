"""An open page: keeps one connection up, and goes on over HTTP where no socket can be had.

It follows `web/src/model/reconnect.ts` and `lifeline.ts`; what it shows and sends is up to those who use it.
"""

import asyncio
import random
from typing import Any, Protocol

import httpx2

from tests.faults.connection import ACK_TIMEOUT_S, Connection, NoAnswer, Refused
from tests.faults.outbox import wait_before

CONNECT_BASE_S = 0.5
ATTEMPTS_BEFORE_HTTP = 2


class Holder(Protocol):
    """What lives on a page."""

    def up(self) -> None:
        """There is a connection: catch up and send."""

    def down(self) -> None:
        """There is none."""

    def read(self) -> None:
        """Read over HTTP from now on."""

    def heard(self, name: str, payload: Any) -> None:
        """Something was told."""


class Page:
    """One page of one person; `run` is its life."""

    def __init__(
        self,
        address: str,
        namespace: str,
        token: str,
        holder: Holder,
        dice: random.Random,
        http: httpx2.AsyncClient,
    ) -> None:
        self._address = address
        self._namespace = namespace
        self._token = token
        self._holder = holder
        self._dice = dice
        self._http = http
        self._connection: Connection | None = None
        self.by_post = False
        self.reading_by_post = False

    @property
    def connected(self) -> bool:
        """Whether there is a socket."""
        return self._connection is not None and not self._connection.closed.is_set()

    async def run(self) -> None:
        """Keep the connection up until the page is closed, which is done by cancelling it."""
        attempt = 0
        try:
            while True:
                attempt += 1
                attempt = await self._once(attempt)
                await asyncio.sleep(wait_before(attempt, self._dice.random(), CONNECT_BASE_S))
        finally:
            if self._connection is not None:
                await self._connection.close()

    async def _once(self, attempt: int) -> int:
        try:
            connection = await Connection.open(
                self._address, self._namespace, self._token, self._holder.heard
            )
        except (NoAnswer, Refused):
            if attempt >= ATTEMPTS_BEFORE_HTTP and not self.reading_by_post:
                self.reading_by_post = True
                self._holder.read()
            return attempt
        self._connection = connection
        self.by_post = self.reading_by_post = False
        self._holder.up()
        await connection.closed.wait()
        await connection.close()
        self._holder.down()
        return 0

    async def ask(self, event: str, payload: object) -> dict[str, Any]:
        """Ask over the socket.

        Raises:
            NoAnswer: nobody knows.
        """
        if self._connection is None or not self.connected:
            raise NoAnswer(event)
        return await self._connection.ask(event, payload)

    async def events(self, conversation_id: str, after: int) -> dict[str, Any]:
        """Read what follows a cursor over HTTP."""
        return await self._call("GET", f"{conversation_id}/events?after={after}")

    async def post(self, conversation_id: str, words: dict[str, Any]) -> dict[str, Any]:
        """Post a message over HTTP and give the answer as an acknowledgement."""
        return await self._call("POST", f"{conversation_id}/messages", words)

    async def _call(self, method: str, path: str, body: object = None) -> dict[str, Any]:
        url = f"http://{self._address}/api/v1/conversations/{path}"
        headers = {"Authorization": f"Bearer {self._token}", "Connection": "close"}
        try:
            async with asyncio.timeout(ACK_TIMEOUT_S):
                answer = await self._http.request(method, url, json=body, headers=headers)
            values: dict[str, Any] = answer.json()
        except (TimeoutError, OSError, httpx2.HTTPError, ValueError) as error:
            self._missed()
            raise NoAnswer(path) from error
        self._reached()
        if answer.status_code < 300:
            return {"ok": True, **values}
        return {"ok": False, "error": {"code": values["code"], "message": values["detail"]}}

    def _reached(self) -> None:
        if self.reading_by_post and not self.by_post:
            self.by_post = True
            self._holder.up()

    def _missed(self) -> None:
        if self.by_post:
            self.by_post = False
            self._holder.down()
