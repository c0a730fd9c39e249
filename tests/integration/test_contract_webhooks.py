"""Webhooks, exports and the sockets' description over HTTP, against the whole service and a real receiver."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import httpx2
import pytest

from handoff.adapters.sockets.vocabulary import ASKS
from tests.contract import bearer, fresh_id
from tests.inside import Inside, opened
from tests.webhook_receiver import PATIENCE_S, Receiver, receiving


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with opened(tmp_path_factory.mktemp("hooks"), webhook_private=True) as found:
        yield found


@pytest.fixture(scope="module")
def staff_tokens(service: Inside) -> Mapping[str, str]:
    return {role: service.sign_in(role)["token"] for role in ("admin", "supervisor")}


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as receiver:
        yield receiver


@pytest.fixture
async def admin(service: Inside, staff_tokens: Mapping[str, str]) -> AsyncIterator[httpx2.AsyncClient]:
    headers = bearer(staff_tokens["admin"])
    async with httpx2.AsyncClient(base_url=f"{service.url}/api/v1", headers=headers, timeout=30) as client:
        yield client
        for webhook in (await client.get("/webhooks")).json()["webhooks"]:
            await client.delete(f"/webhooks/{webhook['id']}")


async def says(service: Inside, text: str) -> str:
    visitor = await asyncio.to_thread(service.visitor)
    async with httpx2.AsyncClient(base_url=service.url, headers=bearer(visitor["token"])) as client:
        path = f"/api/v1/conversations/{visitor['conversation_id']}/messages"
        answer = await client.post(path, json={"client_id": fresh_id(), "text": text})
        assert answer.status_code in {200, 201}, answer.text
    return str(visitor["conversation_id"])


async def test_what_is_said_arrives_and_stands_among_the_deliveries(
    service: Inside, admin: httpx2.AsyncClient, receiver: Receiver
) -> None:
    made = await admin.post("/webhooks", json={"url": receiver.url, "types": ["message_posted"]})
    assert made.status_code == 201, made.text
    webhook = made.json()
    assert len(webhook["secret"]) >= 32
    shown = (await admin.get("/webhooks")).json()["webhooks"]
    assert shown == [{name: value for name, value in webhook.items() if name != "secret"}]

    receiver.statuses.append(500)
    conversation_id = await says(service, "Is anybody there?")
    await receiver.has(3)
    ids = receiver.ids()
    assert ids[0] == ids[1] == f"{webhook['id']}.{conversation_id}.1"
    assert receiver.got[1][2]["data"]["text"] == "Is anybody there?"

    async with asyncio.timeout(PATIENCE_S):
        while True:
            found = (await admin.get(f"/webhooks/{webhook['id']}/deliveries")).json()["deliveries"]
            if [one["state"] for one in found] == ["sent", "sent"]:
                break
            await asyncio.sleep(0.05)
    assert [(one["seq"], one["attempts"]) for one in found] == [(2, 1), (1, 2)]
    again = await admin.post(f"/webhooks/{webhook['id']}/deliveries/{found[0]['id']}/again")
    assert again.status_code == 202, again.text
    await receiver.has(4)
    assert receiver.ids()[3] == found[0]["id"]


async def test_a_test_says_what_is_wrong(admin: httpx2.AsyncClient, receiver: Receiver) -> None:
    webhook = (await admin.post("/webhooks", json={"url": receiver.url})).json()
    path = f"/webhooks/{webhook['id']}/test"
    assert (await admin.post(path)).json() == {"delivered": True, "problem": None}
    assert receiver.got[0][2]["type"] == "ping"
    receiver.statuses.append(404)
    assert (await admin.post(path)).json() == {"delivered": False, "problem": "The receiver answered 404."}


async def test_a_webhook_is_changed_and_gets_a_new_secret(
    admin: httpx2.AsyncClient, receiver: Receiver
) -> None:
    webhook = (await admin.post("/webhooks", json={"url": receiver.url})).json()
    path = f"/webhooks/{webhook['id']}"
    wish = {"url": receiver.url, "types": ["note_posted"], "internal": True, "active": False}
    changed = (await admin.put(path, json=wish)).json()
    assert {name: changed[name] for name in wish} == wish
    assert "secret" not in changed
    renewed = (await admin.put(path, json={**wish, "new_secret": True})).json()
    assert renewed["secret"] != webhook["secret"]


@pytest.mark.parametrize(
    "wish",
    [
        {"url": "https://x.example", "types": ["moon_landed"]},
        {"url": "https://x.example", "types": ["note_posted"]},
        {"url": "https://x.example", "types": []},
        {"url": "http://x.example"},
    ],
)
async def test_a_wrong_wish_is_refused(admin: httpx2.AsyncClient, wish: dict[str, Any]) -> None:
    answer = await admin.post("/webhooks", json=wish)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_payload")


async def test_a_conversation_is_exported_whole_and_that_is_noted(
    service: Inside, admin: httpx2.AsyncClient, staff_tokens: Mapping[str, str]
) -> None:
    conversation_id = await says(service, "Export me")
    path = f"/conversations/{conversation_id}/export"
    whole = (await admin.get(path, headers=bearer(staff_tokens["supervisor"]))).json()
    assert whole["conversation_id"] == conversation_id
    assert whole["customer"].keys() >= {"id", "name", "email", "attributes"}
    assert whole["events"][0]["data"]["text"] == "Export me"
    noted = (await admin.get("/audit", params={"action": "conversation_exported"})).json()["entries"]
    assert noted[0]["target"] == conversation_id


async def test_the_command_line_exports_what_happened_between_two_days(
    service: Inside, admin: httpx2.AsyncClient
) -> None:
    conversation_id = await says(service, "A line each")
    lines = await exported(service.data_dir, "2000-01-01", "2999-01-01")
    whole = next(one for one in lines if one["conversation_id"] == conversation_id)
    assert whole["events"][0]["data"]["text"] == "A line each"
    assert await exported(service.data_dir, "2000-01-01", "2000-01-02") == []
    noted = (await admin.get("/audit", params={"action": "conversations_exported"})).json()["entries"]
    assert noted[-1]["details"]["conversations"] == len(lines)


async def exported(data_dir: Path, start: str, end: str) -> list[dict[str, Any]]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "handoff.cli", "conversations", "export"),
        *("--from", start, "--to", end, "--data-dir", str(data_dir)),
        stdout=asyncio.subprocess.PIPE,
    )
    written, _ = await process.communicate()
    assert process.returncode == 0
    return [json.loads(line) for line in written.splitlines()]


async def test_the_sockets_are_described_to_everybody(service: Inside) -> None:
    async with httpx2.AsyncClient() as nobody:
        document = (await nobody.get(f"{service.url}/api/asyncapi.json")).json()
    assert document["asyncapi"] == "3.0.0"
    assert set(document["channels"]) == {"customer", "agent"}


async def test_the_sockets_serve_exactly_what_is_described(service: Inside) -> None:
    app: Any = service.house.app
    handlers = app.app.engineio_server.handlers
    for namespace, asks in ASKS.items():
        assert set(handlers[namespace]) - {"connect", "disconnect", "*"} == set(asks)
