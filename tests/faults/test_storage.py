"""The database locked or full, and the service killed: what was not stored is said so, what was is kept."""

import resource
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live import LiveService, customer, running, start

WITHOUT_DIALOGUE = {"FRONTDESK_DIALOGUE": "false"}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveService]:
    with running(tmp_path_factory.mktemp("storage"), **WITHOUT_DIALOGUE) as live:
        live.wait_ready(dialogue="off")
        yield live


async def test_locked_the_message_is_refused_and_can_be_sent_again(service: LiveService) -> None:
    message = {"client_id": "k1", "text": "is anybody there?"}
    async with customer(service) as visitor:
        other = sqlite3.connect(service.data_dir / "frontdesk.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        refused = await visitor.emit("message:post", message)
        other.execute("ROLLBACK")
        other.close()
        assert refused["error"]["code"] == "storage_unavailable"
        assert (await visitor.emit("message:post", message))["ok"]
        caught_up = await visitor.emit("sync", {"after": 0})
        own = [e for e in caught_up["events"] if e["data"].get("author") == "customer"]
        assert [event["data"]["text"] for event in own] == ["is anybody there?"]


async def test_full_the_message_is_refused_and_can_be_sent_again(service: LiveService) -> None:
    async with customer(service) as visitor:
        await visitor.emit("message:post", {"client_id": "k1", "text": "first"})
        log_file = service.data_dir / "frontdesk.db-wal"
        limits = resource.prlimit(service.process.pid, resource.RLIMIT_FSIZE)
        full = (log_file.stat().st_size, limits[1])
        resource.prlimit(service.process.pid, resource.RLIMIT_FSIZE, full)
        refused = await visitor.emit("message:post", {"client_id": "k2", "text": "second"})
        resource.prlimit(service.process.pid, resource.RLIMIT_FSIZE, limits)
        assert refused["error"]["code"] == "storage_unavailable"
        assert (await visitor.emit("message:post", {"client_id": "k2", "text": "second"}))["ok"]
        caught_up = await visitor.emit("sync", {"after": 0})
        assert [e["data"].get("text") for e in caught_up["events"]].count("second") == 1


async def test_killed_with_an_answer_owed_the_next_start_gives_it(tmp_path: Path) -> None:
    live = start(tmp_path, WITHOUT_DIALOGUE)
    live.wait_ready(dialogue="off")
    admission = live.visitor()
    async with customer(live, admission) as visitor:
        assert (await visitor.emit("message:post", {"client_id": "k1", "text": "hello?"}))["ok"]
        live.kill()
    again = start(tmp_path, WITHOUT_DIALOGUE, live.port)
    try:
        again.wait_ready(dialogue="off")
        async with customer(again, admission) as visitor:
            assert (await visitor.emit("message:post", {"client_id": "k1", "text": "hello?"}))["seq"] == 1
            again.wait_until(lambda: _handed_off(tmp_path), "the owed turn is taken up")
            caught_up = await visitor.emit("sync", {"after": 0})
        assert [e["seq"] for e in caught_up["events"]] == list(range(1, caught_up["last_seq"] + 1))
        assert [e["data"].get("text") for e in caught_up["events"]].count("hello?") == 1
    finally:
        again.stop()


def _handed_off(data_dir: Path) -> bool:
    with sqlite3.connect(data_dir / "frontdesk.db") as connection:
        return bool(connection.execute("SELECT 1 FROM events WHERE type = 'handoff_requested'").fetchone())
