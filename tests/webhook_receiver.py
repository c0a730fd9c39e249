"""A real receiver of webhooks on a port of its own: keeps what came, and answers as it is told."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

PATIENCE_S = 20.0


@dataclass
class Receiver:
    """What came in, and which statuses to answer with; when those are used up it answers 200."""

    port: int = 0
    got: list[tuple[dict[str, str], bytes, Any]] = field(default_factory=list)
    statuses: deque[int] = field(default_factory=deque)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    news: asyncio.Condition = field(default_factory=asyncio.Condition)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    def ids(self) -> list[str]:
        return [headers["Frontdesk-Delivery"] for headers, _, _ in self.got]

    def seqs(self, conversation_id: str) -> list[int]:
        return [body["seq"] for _, _, body in self.got if body.get("conversation_id") == conversation_id]

    async def has(self, count: int) -> None:
        """Wait until so many deliveries have come in."""
        async with asyncio.timeout(PATIENCE_S), self.news:
            await self.news.wait_for(lambda: len(self.got) >= count)

    async def take(self, request: web.Request) -> web.Response:
        raw = await request.read()
        async with self.news:
            self.got.append((dict(request.headers), raw, await request.json()))
            self.news.notify_all()
        await self.gate.wait()
        status = self.statuses.popleft() if self.statuses else 200
        return web.Response(status=status, headers={"Location": "/elsewhere"} if status == 302 else {})


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    """Run a receiver for as long as the block lasts."""
    receiver = Receiver()
    receiver.gate.set()
    app = web.Application()
    app.router.add_post("/hook", receiver.take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        receiver.port = runner.addresses[0][1]
        yield receiver
    finally:
        receiver.gate.set()
        await runner.cleanup()
