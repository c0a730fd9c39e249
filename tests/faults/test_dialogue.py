"""The dialogue process killed, frozen or absent: customers are told at once, and people work on."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.faults import killing
from tests.live import LiveService, agent, customer, running

QUESTION = "where is my parcel, it should have been here on tuesday"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveService]:
    with running(tmp_path_factory.mktemp("dialogue")) as live:
        live.wait_ready()
        yield live


def dialogue_pid(service: LiveService) -> int:
    """Give the process that answers for the dialogue."""
    pid = killing.dialogue_pid(service)
    assert pid is not None, "no dialogue process is running"
    return pid


async def a_person_is_called(service: LiveService) -> None:
    async with customer(service) as visitor:
        reply = await visitor.reply_to(QUESTION)
        assert "person" in reply["text"].lower()
        handoff = await visitor.heard(lambda e: e["type"] == "handoff_requested")
        assert handoff["data"] == {"reason": "dialogue_unavailable"}
        async with agent(service) as alice:
            await people_can_talk(alice, visitor, handoff["conversation_id"])


async def people_can_talk(alice, visitor, conversation_id: str) -> None:  # type: ignore[no-untyped-def]
    lists = await alice.emit("queue:list")
    assert conversation_id in [line["conversation_id"] for line in lists["waiting"]]
    assert (await alice.emit("conversation:claim", {"conversation_id": conversation_id}))["ok"]
    words = {"conversation_id": conversation_id, "client_id": "a1", "text": "Hello, I am Alice."}
    assert (await alice.emit("message:post", words))["ok"]
    await visitor.heard(lambda e: e["data"].get("text") == "Hello, I am Alice.")


async def test_killed_it_comes_back_by_itself_and_no_conversation_is_lost(service: LiveService) -> None:
    service.wait_ready()
    async with customer(service) as visitor:
        await visitor.reply_to("hello there")
        before = dialogue_pid(service)
        os.kill(before, signal.SIGKILL)
        service.wait_until(lambda: service.readiness()["dialogue"] != "ok", "the death is noticed")
        await a_person_is_called(service)
        service.wait_ready()
        assert dialogue_pid(service) != before
        caught_up = await visitor.emit("sync", {"after": 0})
        assert [event["seq"] for event in caught_up["events"]] == list(range(1, caught_up["last_seq"] + 1))
        assert (await visitor.reply_to("thanks a lot"))["text"]


async def test_frozen_a_person_is_called_and_it_is_replaced(service: LiveService) -> None:
    service.wait_ready()
    frozen = dialogue_pid(service)
    os.kill(frozen, signal.SIGSTOP)
    await a_person_is_called(service)
    service.wait_until(lambda: not psutil.pid_exists(frozen), "the frozen process is ended")
    service.wait_ready()


async def test_absent_everything_else_works(tmp_path: Path) -> None:
    with running(tmp_path, FRONTDESK_DIALOGUE="false") as without:
        without.wait_ready(dialogue="off")
        await a_person_is_called(without)


async def test_its_port_is_shut_to_strangers(service: LiveService) -> None:
    service.wait_ready()
    listening = [
        connection
        for connection in psutil.Process(dialogue_pid(service)).net_connections("tcp")
        if connection.status == psutil.CONN_LISTEN
    ]
    assert {connection.laddr.ip for connection in listening} == {"127.0.0.1"}
    command_line = psutil.Process(dialogue_pid(service)).cmdline()
    assert not {"--enable-api", "--cors"} & set(command_line)
