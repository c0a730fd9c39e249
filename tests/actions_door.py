"""The door at which the dialogue process asks for its flows, opened on a thread of the tests' own process."""

import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol

import uvicorn
from fastapi import FastAPI

from bot.adapters.training import ActionsDoor
from handoff.adapters.routes.actions import PATH, actions_router
from handoff.processes.spawning import free_port


class Runs(Protocol):
    """Who answers the calls: `bot.actions.flows.Flows`, or several of them."""

    async def run(self, payload: Mapping[str, Any]) -> dict[str, Any]: ...


@contextmanager
def actions_door(flows: Runs) -> Iterator[ActionsDoor]:
    """Answer the dialogue's calls for as long as the block lasts."""
    secret, port = secrets.token_urlsafe(24), free_port()
    app = FastAPI(openapi_url=None)
    app.include_router(actions_router(flows.run, secret))
    server = uvicorn.Server(uvicorn.Config(app, port=port, lifespan="off", log_config=None))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    give_up = time.monotonic() + 20
    while not server.started:
        assert time.monotonic() < give_up, "the door did not open"
        time.sleep(0.01)
    try:
        yield ActionsDoor(f"http://127.0.0.1:{port}{PATH}", secret)
    finally:
        server.should_exit = True
        thread.join(10)
