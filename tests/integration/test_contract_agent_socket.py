"""The contract of `/agent`: each event, what it answers, what both sides hear of it, and each refusal."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest

from handoff.contract.wire import MAX_TEXT
from tests.contract import (
    accepted,
    bearer,
    code_of,
    fresh_id,
    history,
    refused_at_the_door,
    say,
    staff,
    waits_for_person,
)
from tests.live import Client, LiveService, customer

Tokens = dict[str, str]


@dataclass
class Floor:
    """A customer who waits, and two agents: Jonas (`agent`) and Mira (`agent2`)."""

    robin: Client
    jonas: Client
    mira: Client
    id: str

    @property
    def here(self) -> dict[str, str]:
        """Give the payload that names the conversation."""
        return {"conversation_id": self.id}

    def words(self, text: str, client_id: str | None = None) -> dict[str, str]:
        """Give the payload of a message or a note."""
        return {**self.here, "client_id": client_id or fresh_id(), "text": text}

    async def status(self) -> str:
        """Give the conversation's status."""
        opened = accepted(await self.jonas.emit("conversation:open", {**self.here, "after": 0}))
        return str(opened["conversation"]["status"])


@pytest.fixture
async def floor(live: LiveService, tokens: Tokens) -> AsyncIterator[Floor]:
    admission = live.visitor()
    async with AsyncExitStack() as stack:
        robin = await stack.enter_async_context(customer(live, admission))
        jonas = await stack.enter_async_context(staff(live, tokens, "agent"))
        mira = await stack.enter_async_context(staff(live, tokens, "agent2"))
        await waits_for_person(robin)
        yield Floor(robin, jonas, mira, admission["conversation_id"])


async def test_presence_says_who_is_here_and_how_much_they_take(floor: Floor) -> None:
    assert await floor.mira.emit("presence:set", {"status": "away", "capacity": 2}) == {"ok": True}

    def lists_mira(notice: dict[str, Any]) -> bool:
        return ("Mira Heath", "away", 2) in [
            (a["name"], a["status"], a["capacity"]) for a in notice["agents"]
        ]

    notice = await floor.jonas.noticed("presence", lists_mira)
    assert all(agent.keys() == {"id", "name", "status", "capacity"} for agent in notice["agents"])
    floor.jonas.notices.clear()
    await floor.mira.sio.disconnect()
    await floor.jonas.noticed("presence", lambda n: "Mira Heath" not in [a["name"] for a in n["agents"]])


async def test_the_queue_lists_who_waits_and_what_is_mine(floor: Floor) -> None:
    lists = accepted(await floor.jonas.emit("queue:list", {}))
    line = next(line for line in lists["waiting"] if line["conversation_id"] == floor.id)
    assert (line["status"], line["reason"], line["agent"]) == ("queued", "customer_asked", None)
    since = [line["waiting_since"] for line in lists["waiting"]]
    assert since == sorted(since)
    accepted(await floor.jonas.emit("conversation:claim", floor.here))
    mine = accepted(await floor.jonas.emit("queue:list"))
    hers = accepted(await floor.mira.emit("queue:list"))
    assert floor.id in [line["conversation_id"] for line in mine["own"]]
    assert floor.id not in [line["conversation_id"] for line in hers["own"] + hers["waiting"]]


async def test_opening_gives_the_past_and_then_what_comes(floor: Floor) -> None:
    opened = accepted(await floor.jonas.emit("conversation:open", {**floor.here, "after": 0}))
    assert opened["last_seq"] == opened["events"][-1]["seq"] == len(opened["events"])
    assert opened["epoch"] == accepted(await floor.robin.emit("sync", {}))["epoch"]
    later = accepted(await floor.mira.emit("conversation:open", {**floor.here, "after": 1}))
    assert later["events"] == opened["events"][1:]
    said = await say(floor.robin, "are you there?")
    for agent in (floor.jonas, floor.mira):
        heard = await agent.heard(lambda e: e["seq"] == said["seq"])
        assert heard["conversation_id"] == floor.id


async def test_a_change_is_told_to_every_agent_who_is_here(floor: Floor) -> None:
    accepted(await floor.jonas.emit("conversation:claim", floor.here))
    line = await floor.mira.noticed(
        "conversation_updated", lambda n: n["conversation_id"] == floor.id and n["status"] == "assigned"
    )
    assert line["agent"]["name"] == "Jonas Hollow"
    assert floor.mira.events == []


async def test_both_sides_see_the_same_numbers_and_customers_neither_notes_nor_evidence(
    floor: Floor, live: LiveService
) -> None:
    accepted(await floor.jonas.emit("conversation:open", {**floor.here, "after": 0}))
    accepted(await floor.jonas.emit("conversation:claim", floor.here))
    noted = accepted(await floor.jonas.emit("note:post", floor.words("she is furious", "n1")))
    last = accepted(await floor.jonas.emit("message:post", floor.words("Hello Robin")))
    await floor.robin.heard(lambda e: e["seq"] == last["seq"])
    await floor.jonas.heard(lambda e: e["seq"] == last["seq"])
    seen = await history(floor.robin)
    opened = accepted(await floor.mira.emit("conversation:open", {**floor.here, "after": 0}))
    assert [(e["seq"], e["at"]) for e in seen] == [(e["seq"], e["at"]) for e in opened["events"]]
    assert floor.robin.events == seen
    assert floor.jonas.events == opened["events"][-len(floor.jonas.events) :]
    hidden = seen[noted["seq"] - 1]
    assert (hidden["type"], hidden["data"]) == ("hidden", {})
    note = opened["events"][noted["seq"] - 1]
    assert (note["type"], note["data"]["text"]) == ("note_posted", "she is furious")
    assert "evidence" in opened["events"][0]["data"]
    assert "evidence" not in str(seen)
    assert "furious" not in str(seen)


async def test_one_claim_wins_and_the_other_learns_who(floor: Floor) -> None:
    agents = (floor.jonas, floor.mira)
    acks = await asyncio.gather(*(agent.emit("conversation:claim", floor.here) for agent in agents))
    lost = next(ack for ack in acks if not ack["ok"])
    assert code_of(lost) == "already_assigned"
    assigned = await floor.robin.heard(lambda e: e["type"] == "agent_assigned")
    winner = assigned["data"]["agent"]
    assert winner.keys() == {"id", "name"}
    assert winner["name"] in lost["error"]["message"]
    assert lost["error"]["agent"] == winner
    again = await agents[acks.index(lost) - 1].emit("conversation:claim", floor.here)
    assert accepted(again)["seq"] == assigned["seq"]
    assert [e["type"] for e in await history(floor.robin)].count("agent_assigned") == 1


async def test_the_owner_writes_to_the_customer_once_per_client_id(floor: Floor) -> None:
    accepted(await floor.jonas.emit("conversation:claim", floor.here))
    words = floor.words("Hello, I am Jonas", "k1")
    ack = accepted(await floor.jonas.emit("message:post", words))
    assert ack.keys() == {"ok", "seq", "message_id"}
    heard = await floor.robin.heard(lambda e: e["seq"] == ack["seq"])
    assert (heard["data"]["author"], heard["data"]["name"]) == ("agent", "Jonas Hollow")
    assert await floor.jonas.emit("message:post", words) == ack
    assert code_of(await floor.jonas.emit("message:post", {**words, "text": "other"})) == "client_id_reused"
    too_long = floor.words("x" * (MAX_TEXT + 1))
    assert code_of(await floor.jonas.emit("message:post", too_long)) == "too_long"
    assert [e["data"].get("client_id") for e in await history(floor.robin)].count("k1") == 1


OWNERS_ONLY: Mapping[str, Mapping[str, object]] = {
    "message:post": {"client_id": "k1", "text": "mine"},
    "conversation:transfer": {"to_agent_id": "SELF"},
    "conversation:release": {},
    "conversation:return_to_bot": {},
    "conversation:resolve": {},
}


@pytest.mark.parametrize("event", OWNERS_ONLY)
async def test_what_only_the_owner_may_do_is_refused_to_a_colleague(floor: Floor, event: str) -> None:
    claimed = accepted(await floor.jonas.emit("conversation:claim", floor.here))
    payload: dict[str, object] = {**floor.here, **OWNERS_ONLY[event]}
    if "to_agent_id" in payload:
        payload["to_agent_id"] = (await history(floor.robin))[-1]["data"]["agent"]["id"]
    refused = await floor.mira.emit(event, payload)
    assert code_of(refused) == "not_owner"
    assert "Jonas Hollow" in refused["error"]["message"]
    assert (await history(floor.robin))[-1]["seq"] == claimed["seq"]


@pytest.mark.parametrize("event", ["message:post", "conversation:release"])
async def test_what_needs_an_owner_is_refused_while_there_is_none(floor: Floor, event: str) -> None:
    assert code_of(await floor.jonas.emit(event, {**floor.here, **OWNERS_ONLY[event]})) == "not_owner"


@pytest.mark.parametrize(
    ("event", "told", "status"),
    [
        ("conversation:release", "returned_to_queue", "queued"),
        ("conversation:return_to_bot", "returned_to_bot", "bot"),
        ("conversation:resolve", "conversation_resolved", "resolved"),
    ],
)
async def test_the_owner_lets_go(floor: Floor, event: str, told: str, status: str) -> None:
    accepted(await floor.jonas.emit("conversation:claim", floor.here))
    ack = accepted(await floor.jonas.emit(event, floor.here))
    heard = await floor.robin.heard(lambda e: e["type"] == told)
    assert heard["seq"] == ack["seq"] or status == "bot"
    assert heard["data"] == {}
    assert await floor.status() == status


async def test_a_resolved_conversation_cannot_be_claimed(floor: Floor) -> None:
    accepted(await floor.jonas.emit("conversation:resolve", floor.here))
    assert code_of(await floor.mira.emit("conversation:claim", floor.here)) == "transition_not_allowed"


async def test_a_transfer_makes_the_colleague_the_owner(floor: Floor) -> None:
    accepted(await floor.mira.emit("presence:set", {"status": "online", "capacity": 4}))
    present = await floor.jonas.noticed("presence", lambda n: any(a["capacity"] == 4 for a in n["agents"]))
    mira = next(agent for agent in present["agents"] if agent["name"] == "Mira Heath")
    accepted(await floor.jonas.emit("conversation:claim", floor.here))
    ack = accepted(await floor.jonas.emit("conversation:transfer", {**floor.here, "to_agent_id": mira["id"]}))
    moved = await floor.robin.heard(lambda e: e["seq"] == ack["seq"])
    assert (moved["type"], moved["data"]["agent"]["name"]) == ("agent_assigned", "Mira Heath")
    assert code_of(await floor.jonas.emit("message:post", floor.words("still me?"))) == "not_owner"
    await say(floor.mira, "My turn", **floor.here)


@pytest.mark.parametrize("to", [{}, {"to_agent_id": "nobody"}, {"to_team": "repairs"}])
async def test_a_transfer_to_nobody_is_refused(floor: Floor, to: dict[str, str]) -> None:
    accepted(await floor.jonas.emit("conversation:claim", floor.here))
    refused = await floor.jonas.emit("conversation:transfer", {**floor.here, **to})
    assert code_of(refused) == "invalid_payload"
    assert await floor.status() == "assigned"


async def test_only_the_owners_typing_reaches_the_customer_and_none_is_stored(floor: Floor) -> None:
    accepted(await floor.jonas.emit("conversation:claim", floor.here))
    before = await history(floor.robin)
    for agent in (floor.mira, floor.jonas):
        assert await agent.emit("typing", {**floor.here, "active": True}) == {"ok": True}
    notice = await floor.robin.noticed("typing")
    assert (notice["author"], notice["name"], notice["active"]) == ("agent", "Jonas Hollow", True)
    assert notice["conversation_id"] == floor.id
    assert await history(floor.robin) == before


ABOUT_ONE: Mapping[str, Mapping[str, object]] = {
    "conversation:open": {"after": 0},
    "conversation:claim": {},
    "note:post": {"client_id": "k1", "text": "x"},
    "typing": {"active": True},
    **OWNERS_ONLY,
}


@pytest.mark.parametrize("event", [name for name in ABOUT_ONE if name != "conversation:transfer"])
async def test_a_conversation_that_does_not_exist_is_not_found(
    live: LiveService, tokens: Tokens, event: str
) -> None:
    async with staff(live, tokens) as jonas:
        assert (
            code_of(await jonas.emit(event, {**ABOUT_ONE[event], "conversation_id": "none"})) == "not_found"
        )


async def test_an_editor_has_no_business_with_customers(live: LiveService, tokens: Tokens) -> None:
    assert (await refused_at_the_door(live, "/agent", {"token": tokens["editor"]}))["code"] == "not_allowed"
    async with staff(live, tokens, "admin") as ada:
        accepted(await ada.emit("queue:list"))


async def test_a_token_opens_its_own_side_only(live: LiveService, tokens: Tokens) -> None:
    visitor = live.visitor()["token"]
    for namespace, token in (("/agent", visitor), ("/customer", tokens["agent"])):
        refusal = await refused_at_the_door(live, namespace, {"token": token})
        assert refusal["code"] == "not_authenticated"


async def test_a_page_opens_its_socket_with_a_token_of_its_own(live: LiveService, tokens: Tokens) -> None:
    session = httpx2.get(f"{live.url}/api/v1/session", headers=bearer(tokens["agent"])).json()
    async with Client(live, "/agent", {"token": session["socket_token"]}) as jonas:
        accepted(await jonas.emit("queue:list"))
