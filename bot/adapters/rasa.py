"""The client of the dialogue process: one message out, one turn back.

Must never hold a conversation up: it waits a bounded time, and after a failure it says so at once until the
process answers again.
"""

import json
import time
from collections.abc import Callable, Mapping
from http import HTTPStatus
from types import TracebackType
from typing import Any, Final, Self

from aiohttp import (
    ClientError,
    ClientOSError,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    ServerDisconnectedError,
)

from bot.adapters.breaker import Breaker
from bot.domain.directives import DialogueTurn, Entity, Json, Parse, Part, parse_directives
from bot.errors import DialogueUnavailable, InvalidDirective

TEXT_LIMIT: Final = 4000
PROBE_TIMEOUT_S: Final = 0.5
PROBE_EVERY_S: Final = 1.0


class RasaDialogue:
    """Asks the dialogue process over HTTP, on connections that are kept open; made inside a running loop.

    A failure (no connection, no answer in time, no model) opens a circuit breaker: from then on `turn`
    refuses at once until a health check succeeds, the supervisor's or its own, made at most once a second.
    """

    def __init__(
        self,
        base_url: str,
        secret: str,
        *,
        timeout: float = 2.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._timeout = timeout
        self._breaker = Breaker(self.healthy, after=1, every_s=PROBE_EVERY_S, clock=clock)
        # Takes a quarter of httpx2's time for a turn, and shows no proxy of the machine this loopback call.
        self._http = ClientSession(
            f"{base_url.rstrip('/')}/webhooks/frontdesk/",
            headers={"Authorization": f"Bearer {secret}"},
            timeout=ClientTimeout(total=timeout),
            cookie_jar=DummyCookieJar(),
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.close()

    async def turn(
        self,
        conversation_id: str,
        message_id: str,
        text: str,
        *,
        slots: Mapping[str, Json] | None = None,
        active_form: str | None = None,
    ) -> DialogueTurn:
        """Let the dialogue take one customer message; the same `message_id` again gives the same turn.

        `slots` and `active_form`, as an earlier turn returned them, let a form go on in a new process.
        Raises: DialogueUnavailable, with the reason.
        """
        await self._pass_breaker()
        request = {"conversation_id": conversation_id, "message_id": message_id, "text": text[:TEXT_LIMIT]}
        state = {"slots": dict(slots or {}), "active_form": active_form}
        answer = await self._post("turn", {**request, **state})
        try:
            return read_turn(answer)
        except (KeyError, TypeError, ValueError, AttributeError, InvalidDirective) as error:
            raise DialogueUnavailable(
                f"the dialogue answered something that is no turn: {error!r}"
            ) from error

    async def forget(self, conversation_id: str) -> None:
        """Let the dialogue forget a conversation. Raises: DialogueUnavailable."""
        await self._pass_breaker()
        await self._post("forget", {"conversation_id": conversation_id})

    async def healthy(self) -> bool:
        """Say whether the process answers and has its model; a yes closes the breaker."""
        self._breaker.looked()
        limit = ClientTimeout(total=min(PROBE_TIMEOUT_S, self._timeout))
        try:
            async with self._http.get("health", timeout=limit) as response:
                well = response.status == HTTPStatus.OK
        except (ClientError, TimeoutError):
            return False
        if well:
            self._breaker.succeeded()
        return well

    async def _pass_breaker(self) -> None:
        if not await self._breaker.lets_through():
            raise DialogueUnavailable(f"{self._breaker.reason or 'no answer'}; it has not come back yet")

    async def _post(self, path: str, body: Mapping[str, object]) -> Any:  # noqa: ANN401 -- any JSON
        try:
            status, content = await self._send(path, body)
        except TimeoutError as error:
            raise self._break(f"no answer from the dialogue within {self._timeout:g} s") from error
        except ClientError as error:
            raise self._break(f"the dialogue cannot be reached ({type(error).__name__})") from error
        if status != HTTPStatus.OK:
            raise self._refusal(status, content)
        try:
            return json.loads(content)
        except ValueError as error:
            raise self._break("the dialogue answered something that is not JSON") from error

    async def _send(self, path: str, body: Mapping[str, object]) -> tuple[int, bytes]:
        try:
            return await self._send_once(path, body)
        except (ServerDisconnectedError, ClientOSError):
            # A kept connection may have been closed meanwhile; asking twice is safe, message ids are.
            return await self._send_once(path, body)

    async def _send_once(self, path: str, body: Mapping[str, object]) -> tuple[int, bytes]:
        async with self._http.post(path, json=body) as response:
            return response.status, await response.read()

    def _refusal(self, status: int, content: bytes) -> DialogueUnavailable:
        reason = f"the dialogue answered {status}: {content.decode(errors='replace')[:200]}"
        if status in (HTTPStatus.BAD_REQUEST, HTTPStatus.INTERNAL_SERVER_ERROR):
            # This message could not be handled; the next one may well be.
            return DialogueUnavailable(reason)
        return self._break(reason)

    def _break(self, reason: str) -> DialogueUnavailable:
        self._breaker.failed(reason)
        return DialogueUnavailable(reason)


def read_turn(answer: Mapping[str, Any]) -> DialogueTurn:
    """Read the channel's answer.

    Raises: KeyError, TypeError, ValueError, AttributeError or InvalidDirective if it is no turn.
    """
    parse = answer["parse"]
    entities = tuple(
        Entity(found["entity"], str(found["value"]), int(found["start"]), int(found["end"]))
        for found in parse["entities"]
    )
    parts = tuple(
        Part(p["text"], int(p["start"]), int(p["end"]), p["intent"], float(p["probability"]))
        for p in parse.get("parts", ())
    )
    directives = parse_directives(answer["utterances"])
    if not directives:
        raise ValueError("no utterances")
    return DialogueTurn(
        parse=Parse(parse["intent"], float(parse["probability"]), entities, parts),
        directives=directives,
        slots=dict(answer["slots"]),
        active_form=answer["active_form"],
    )
