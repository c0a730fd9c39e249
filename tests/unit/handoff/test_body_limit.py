"""Bodies within bounds pass untouched; larger ones are refused with words, however they are sent."""

from collections.abc import AsyncIterator

import httpx2
import pytest
import structlog
from fastapi import FastAPI, Request

from handoff.adapters.body_limit import BodyLimit
from handoff.adapters.routes.problems import handle_problems


@pytest.fixture
async def client() -> AsyncIterator[httpx2.AsyncClient]:
    """A small service that says how much it was sent: 10 bytes are allowed, 20 below /imports."""
    api = FastAPI()
    handle_problems(api, structlog.get_logger())

    @api.post("/{path:path}")
    async def size(request: Request) -> int:
        return len(await request.body())

    limited = BodyLimit(api, limit=10, larger={"/imports": 20})
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(limited), base_url="http://x") as opened:
        yield opened


async def pieces(size: int) -> AsyncIterator[bytes]:
    """Send so many bytes one by one, without saying how many there will be."""
    for _ in range(size):
        yield b"x"


@pytest.mark.parametrize(("path", "limit"), [("/articles", 10), ("/imports", 20), ("/imports/1", 20)])
@pytest.mark.parametrize("announced", [True, False])
async def test_the_limit_is_the_limit(
    client: httpx2.AsyncClient, path: str, limit: int, announced: bool
) -> None:
    def body(size: int) -> bytes | AsyncIterator[bytes]:
        return b"x" * size if announced else pieces(size)

    allowed = await client.post(path, content=body(limit))
    assert (allowed.status_code, allowed.json()) == (200, limit)
    refused = await client.post(path, content=body(limit + 1))
    assert (refused.status_code, refused.json()["code"]) == (413, "too_large")
    assert refused.headers["content-type"] == "application/problem+json"
    assert "too large" in refused.json()["detail"]


async def test_a_length_beyond_all_measure_is_refused_unread(client: httpx2.AsyncClient) -> None:
    refused = await client.post("/x", content=b"x", headers={"content-length": "9" * 5_000})
    assert (refused.status_code, refused.headers["connection"]) == (413, "close")
