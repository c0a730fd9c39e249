"""The door of the flows: where it is, who finds it, and what it says to a call that is none."""

from collections.abc import Mapping
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI

from bot.actions.flows import Flows
from handoff.adapters.routes.actions import METHODS, PATH, actions_router
from handoff.house.jobs import own_address
from handoff.settings import Settings
from tests.fakes_commerce import NOW, FakeCommerce, KnownCallers

SECRET = "a secret that is new at each start"
CALL: dict[str, Any] = {
    "next_action": "validate_flow_form",
    "sender_id": "c1",
    "tracker": {
        "latest_message": {"text": "open?", "intent": {"name": "store_hours"}, "entities": []},
        "slots": {},
        "events": [],
    },
}


async def knock(method: str, secret: str | None, body: object = None) -> httpx2.Response:
    """Call the door as somebody who holds this secret."""
    app = FastAPI()
    app.include_router(actions_router(Flows(FakeCommerce(), KnownCallers(), lambda: NOW).run, SECRET))
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://door") as http:
        return await http.request(method, PATH, headers=headers, json=body)


async def test_who_has_the_secret_is_answered() -> None:
    answer = await knock("POST", SECRET, CALL)

    assert answer.status_code == 200
    assert answer.json()["responses"][0]["response"] == "utter_store_hours"


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("secret", [None, "wrong", SECRET[:-1]])
async def test_everybody_else_finds_nothing(method: str, secret: str | None) -> None:
    assert (await knock(method, secret, CALL)).status_code == 404


@pytest.mark.parametrize("body", [None, [], {}, {"next_action": "action_other"}])
async def test_what_is_no_call_is_refused(body: object) -> None:
    assert (await knock("POST", SECRET, body)).status_code == 422


def test_the_door_is_not_in_the_description() -> None:
    async def run(_payload: Mapping[str, Any]) -> dict[str, Any]:
        return {}

    app = FastAPI()
    app.include_router(actions_router(run, SECRET))

    assert PATH not in app.openapi()["paths"]


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8123"),
        ("0.0.0.0", "http://127.0.0.1:8123"),
        ("::", "http://[::1]:8123"),
        ("desk.internal", "http://desk.internal:8123"),
    ],
)
def test_the_dialogue_reaches_the_service_from_the_same_machine(host: str, address: str) -> None:
    assert own_address(Settings(host=host, port=8123)) == address
