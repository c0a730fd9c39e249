"""Ownership over the sockets: leases, taking over, teams, fences, and who is told what about it."""

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.contract import accepted, bearer, code_of, fresh_id, history, say, staff, waits_for_person
from tests.inside import Inside, opened
from tests.live import Client, customer

LEASE_S = 1.2


@pytest.fixture(scope="module")
def brisk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inside]:
    """A service in which an agent who is gone loses everything after little more than a second."""
    data_dir: Path = tmp_path_factory.mktemp("brisk")
    with opened(data_dir, lease_s=LEASE_S, signal_rate="6/minute") as service:
        yield service


@pytest.fixture(scope="module")
def keys(brisk: Inside) -> Mapping[str, str]:
    return {role: brisk.sign_in(role)["token"] for role in ("admin", "agent", "agent2")}


def typed(kind: str) -> Any:
    return lambda event: event["type"] == kind


@asynccontextmanager
async def helped(brisk: Inside, keys: Mapping[str, str]) -> AsyncIterator[tuple[Client, Client, str]]:
    """A customer whom the first agent has just begun to help: their sockets, and the conversation."""
    admission = brisk.visitor()
    conversation_id = admission["conversation_id"]
    async with customer(brisk, admission) as robin, staff(brisk, keys) as jonas:
        await waits_for_person(robin)
        accepted(await jonas.emit("conversation:open", {"conversation_id": conversation_id}))
        accepted(await jonas.emit("conversation:claim", {"conversation_id": conversation_id}))
        await robin.heard(typed("agent_assigned"))
        yield robin, jonas, conversation_id


async def test_an_agent_who_is_gone_loses_the_conversation_and_is_told_when_back(
    brisk: Inside, keys: Mapping[str, str]
) -> None:
    async with helped(brisk, keys) as (robin, jonas, conversation_id), staff(brisk, keys, "agent2") as bo:
        accepted(await bo.emit("conversation:open", {"conversation_id": conversation_id}))
        await jonas.sio.disconnect()
        returned = await bo.heard(typed("returned_to_queue"))
        assert returned["data"]["cause"] == "lease_expired"
        assert returned["data"]["former"]["name"] == "Jonas Hollow"
        note = await bo.heard(typed("note_posted"))
        assert "Jonas Hollow was not reachable" in note["data"]["text"]
        word = await robin.heard(lambda e: "lost the connection" in e["data"].get("text", ""))
        assert word["data"]["author"] == "system"
        assert (await robin.heard(typed("returned_to_queue")))["data"] == {}
        async with staff(brisk, keys) as back:
            renewed = accepted(await back.emit("lease:renew"))
            assert renewed["lease_s"] == LEASE_S
            assert conversation_id in [lost["conversation_id"] for lost in renewed["lost"]]
            told = accepted(await back.emit("lease:renew", {"told": [conversation_id]}))
            assert conversation_id not in [lost["conversation_id"] for lost in told["lost"]]
            accepted(await back.emit("conversation:claim", {"conversation_id": conversation_id}))


async def test_a_silent_page_that_answers_its_pings_keeps_the_conversation(
    brisk: Inside, keys: Mapping[str, str]
) -> None:
    async with helped(brisk, keys) as (robin, _, _):
        with pytest.raises(TimeoutError):
            await robin.heard(typed("returned_to_queue"), patience_s=3 * LEASE_S)


async def test_a_lead_takes_over_and_both_know_from_whom(brisk: Inside, keys: Mapping[str, str]) -> None:
    async with (
        helped(brisk, keys) as (robin, jonas, conversation_id),
        staff(brisk, keys, "agent2") as bo,
        staff(brisk, keys, "admin") as lead,
    ):
        of = {"conversation_id": conversation_id}
        assert code_of(await bo.emit("conversation:take_over", of)) == "not_allowed"
        accepted(await lead.emit("conversation:open", of))
        await say_note(lead, conversation_id, "Offer a refund.")
        accepted(await lead.emit("conversation:take_over", of))
        notice = await jonas.noticed("ownership")
        assert (notice["cause"], notice["former"]["name"]) == ("take_over", "Jonas Hollow")
        assert notice["by"] == notice["agent"]["name"]
        late = await jonas.emit("message:post", {**of, "client_id": fresh_id(), "text": "One moment"})
        assert code_of(late) == "not_owner"
        assert late["error"]["agent"] == notice["agent"]
        await say(lead, "I am in charge here.", **of)
        seen = [event["data"].get("text") for event in await history(robin)]
        assert "One moment" not in seen
        assert "Offer a refund." not in seen


async def say_note(client: Client, conversation_id: str, text: str, **more: object) -> None:
    note = {"conversation_id": conversation_id, "client_id": fresh_id(), "text": text, **more}
    accepted(await client.emit("note:post", note))


async def test_words_from_before_the_conversation_went_round_are_refused(
    brisk: Inside, keys: Mapping[str, str]
) -> None:
    async with (
        helped(brisk, keys) as (robin, jonas, conversation_id),
        staff(brisk, keys, "agent2") as bo,
    ):
        of = {"conversation_id": conversation_id}
        fence = accepted(await jonas.emit("conversation:open", of))["conversation"]["fence"]
        ids = {role: session_id(brisk, keys[role]) for role in ("agent", "agent2")}
        accepted(await jonas.emit("conversation:transfer", {**of, "to_agent_id": ids["agent2"]}))
        assert (await bo.noticed("ownership"))["cause"] == "transfer"
        accepted(await bo.emit("conversation:transfer", {**of, "to_agent_id": ids["agent"]}))
        old = {**of, "client_id": fresh_id(), "text": "From before", "fence": fence}
        assert code_of(await jonas.emit("message:post", old)) == "not_owner"
        accepted(await jonas.emit("message:post", {**old, "fence": fence + 2}))
        await robin.heard(lambda event: event["data"].get("text") == "From before")


def session_id(brisk: Inside, token: str) -> str:
    answer = httpx2.get(f"{brisk.url}/api/v1/session", headers=bearer(token))
    return str(answer.json()["id"])


async def test_a_transfer_to_a_team_waits_in_its_queue(brisk: Inside, keys: Mapping[str, str]) -> None:
    async with helped(brisk, keys) as (robin, jonas, conversation_id):
        of = {"conversation_id": conversation_id}
        for wrong in ({"to_team": "no such team"}, {}, {"to_team": "default", "to_agent_id": "a"}):
            refused = await jonas.emit("conversation:transfer", {**of, **wrong})
            assert code_of(refused) == "invalid_payload"
        accepted(await jonas.emit("conversation:transfer", {**of, "to_team": "default"}))
        returned = await jonas.heard(typed("returned_to_queue"))
        assert (returned["data"]["cause"], returned["data"]["team"]) == ("transfer", "default")
        assert (await robin.noticed("queue"))["position"] >= 1


async def test_a_settled_matter_comes_back_to_the_agent_who_settled_it(
    brisk: Inside, keys: Mapping[str, str]
) -> None:
    async with helped(brisk, keys) as (robin, jonas, conversation_id):
        accepted(await jonas.emit("conversation:resolve", {"conversation_id": conversation_id}))
        await say(robin, "One more thing")
        again = await jonas.heard(lambda event: event["data"].get("cause") == "reopened")
        assert again["data"]["agent"]["name"] == "Jonas Hollow"
        await say(jonas, "Yes?", conversation_id=conversation_id)


async def test_the_bot_gets_it_back_and_begins_with_the_flow_that_was_named(
    brisk: Inside, keys: Mapping[str, str]
) -> None:
    async with helped(brisk, keys) as (robin, jonas, conversation_id):
        asked = {"conversation_id": conversation_id, "flow": "order_status"}
        unknown = await jonas.emit("conversation:return_to_bot", {**asked, "flow": "fly_to_the_moon"})
        assert code_of(unknown) == "invalid_payload"
        accepted(await jonas.emit("conversation:return_to_bot", asked))
        returned = await jonas.heard(typed("returned_to_bot"))
        assert returned["data"] == {"flow": "order_status"}
        assert (await robin.heard(typed("returned_to_bot")))["data"] == {}
        place = f"{conversation_id}.{returned['seq']}"
        begun = await robin.heard(lambda event: event["data"].get("in_reply_to") == place)
        assert begun["data"]["text"] == "You said: Where is my order?"


async def test_tags_and_mentions_stay_among_agents(brisk: Inside, keys: Mapping[str, str]) -> None:
    async with (
        helped(brisk, keys) as (robin, jonas, conversation_id),
        staff(brisk, keys, "agent2") as bo,
    ):
        of = {"conversation_id": conversation_id}
        accepted(await jonas.emit("conversation:tag", {**of, "tags": ["refund"]}))
        assert (await jonas.heard(typed("conversation_tagged")))["data"]["tags"] == ["refund"]
        await say_note(jonas, conversation_id, "Look", mentions=[session_id(brisk, keys["agent2"])])
        mention = await bo.noticed("mention")
        assert (mention["conversation_id"], mention["by"]["name"]) == (conversation_id, "Jonas Hollow")
        kinds = [event["type"] for event in await history(robin)]
        assert kinds.count("hidden") == 2
        assert not {"note_posted", "conversation_tagged"} & set(kinds)
        summary = accepted(await bo.emit("conversation:open", of))["conversation"]
        assert summary["tags"] == ["refund"]


async def test_each_side_learns_what_the_other_has_seen(brisk: Inside, keys: Mapping[str, str]) -> None:
    async with (
        helped(brisk, keys) as (robin, jonas, conversation_id),
        staff(brisk, keys, "agent2") as bo,
    ):
        said = await say(robin, "Are you there?")
        sign = {"conversation_id": conversation_id, "seq": said["seq"]}
        accepted(await bo.emit("seen", sign))
        assert accepted(await robin.emit("sync", {"after": 0}))["seen"]["agent"] == 0
        accepted(await jonas.emit("seen", sign))
        assert await robin.noticed("seen") == {**sign, "by": "agent"}
        answered = await say(jonas, "Yes", conversation_id=conversation_id)
        accepted(await robin.emit("seen", {"seq": answered["seq"]}))
        assert (await jonas.noticed("seen"))["by"] == "customer"
        accepted(await robin.emit("seen", {"seq": 10_000}))
        both = {"customer": answered["seq"], "agent": said["seq"]}
        assert accepted(await robin.emit("sync", {"after": 0}))["seen"] == both


async def test_signs_of_typing_are_limited(brisk: Inside, keys: Mapping[str, str]) -> None:
    async with customer(brisk) as robin:
        answers = [await robin.emit("typing", {"active": True}) for _ in range(8)]
        assert [answer["ok"] for answer in answers] == [True] * 6 + [False] * 2
        assert code_of(answers[-1]) == "rate_limited"
        await say(robin, "Words still go through")


async def test_signing_out_closes_the_windows(brisk: Inside) -> None:
    token = brisk.sign_in("agent2")["token"]
    client = Client(brisk, "/agent", {"token": token})
    async with client:
        answer = httpx2.post(f"{brisk.url}/api/v1/logout", headers=bearer(token))
        assert answer.status_code == 204
        await brisk.comes_true(lambda: not client.sio.connected or not client.sio.namespaces)


async def test_a_page_without_a_socket_sends_over_http(brisk: Inside, keys: Mapping[str, str]) -> None:
    async with helped(brisk, keys) as (robin, _, conversation_id):
        other = brisk.visitor()
        address = f"{brisk.url}/api/v1/conversations/{conversation_id}/messages"
        sent = {"client_id": fresh_id(), "text": "By post"}
        token = {"Authorization": f"Bearer {keys['agent']}"}
        first = httpx2.post(address, json=sent, headers=token)
        again = httpx2.post(address, json=sent, headers=token)
        assert (first.status_code, again.status_code) == (201, 200)
        assert first.json() == again.json()
        event = await robin.heard(lambda e: e["data"].get("text") == "By post")
        assert event["data"]["message_id"] == first.json()["message_id"]
        changed = httpx2.post(address, json={**sent, "text": "Else"}, headers=token)
        assert (changed.status_code, changed.json()["code"]) == (409, "client_id_reused")
        theirs = httpx2.post(address, json=sent, headers=bearer(other["token"]))
        assert theirs.status_code == 404
        own = f"{brisk.url}/api/v1/conversations/{other['conversation_id']}/messages"
        mine = httpx2.post(own, json={**sent, "fence": 3}, headers=bearer(other["token"]))
        assert mine.status_code == 201
        assert httpx2.post(own, json=sent).status_code == 401
