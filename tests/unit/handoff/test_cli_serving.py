"""Serving: the port, the announcement, and the server's way of starting and stopping."""

import asyncio
import io
import socket
from pathlib import Path

import httpx2
import pytest
import uvicorn
from rich.console import Console
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from handoff.cli import serving
from handoff.cli.common import CommandFailed
from handoff.operations.demo import SignIn
from handoff.settings import Settings

ADA = SignIn("admin@fernhollow.example", "Ada", "admin", "abcd-efgh-jkmn")


def settings(tmp_path: Path, **given: object) -> Settings:
    return Settings.model_validate({"data_dir": tmp_path, "database_url": None, **given})


def announced(monkeypatch: pytest.MonkeyPatch, chosen: Settings, *sign_ins: SignIn) -> str:
    screen = Console(file=io.StringIO(), width=200)
    monkeypatch.setattr(serving, "out", screen)
    serving.announce("http://127.0.0.1:8000", sign_ins, chosen, 3.21)
    assert isinstance(screen.file, io.StringIO)
    return screen.file.getvalue()


def test_a_taken_port_is_told_before_anything_starts(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(CommandFailed) as caught, serving.listening(settings(tmp_path, port=port)):
            pass
    assert f"127.0.0.1:{port} cannot be listened on" in str(caught.value)
    assert f"--port {port + 1}" in caught.value.advice


def test_port_zero_takes_a_free_one(tmp_path: Path) -> None:
    with serving.listening(settings(tmp_path, port=0)) as listener:
        assert listener.getsockname()[1] > 0


def test_the_demo_is_announced_with_its_pages_and_sign_ins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = announced(monkeypatch, settings(tmp_path, demo=True), ADA)
    for words in ("after 3.2 s", "/demo", "/console", "/editor", ADA.email, ADA.password):
        assert words in text


def test_without_the_demo_nothing_of_it_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = announced(monkeypatch, settings(tmp_path, dialogue=False))
    assert "/demo" not in text
    assert "password" not in text
    assert "off; people answer" in text


async def test_the_server_tells_when_it_listens_and_stops_when_asked() -> None:
    async def hello(_request: object) -> PlainTextResponse:
        return PlainTextResponse("hello")

    app = Starlette(routes=[Route("/", hello)])
    started = asyncio.Event()
    config = uvicorn.Config(app, lifespan="off", log_config=None)
    server = serving.Server(config, started.set)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        running = asyncio.create_task(server.serve(sockets=[listener]))
        await asyncio.wait_for(started.wait(), 10)
        async with httpx2.AsyncClient() as client:
            assert (await client.get(f"http://127.0.0.1:{port}/")).text == "hello"
        server.handle_exit(15, None)
        await asyncio.wait_for(running, 10)


@pytest.mark.parametrize(
    ("host", "expected"),
    [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "localhost"), ("::", "localhost"), ("::1", "[::1]")],
)
def test_addresses_can_be_clicked(host: str, expected: str) -> None:
    assert serving._named(host) == expected
