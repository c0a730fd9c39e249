"""The contract of the agents' workplace: search, flows, older conversations, and who looks at what."""

from collections.abc import Mapping
from typing import Any

import httpx2

from tests.contract import accepted, bearer, code_of, say, staff, waits_for_person
from tests.live import LiveService, customer

Tokens = Mapping[str, str]


def get(live: LiveService, tokens: Tokens, path: str, **params: Any) -> httpx2.Response:
    return httpx2.get(f"{live.url}/api/v1{path}", params=params, headers=bearer(tokens["agent"]), timeout=10)


async def test_what_was_said_a_moment_ago_is_found_notes_too(live: LiveService, tokens: Tokens) -> None:
    admission = live.visitor()
    conversation = admission["conversation_id"]
    async with customer(live, admission) as robin, staff(live, tokens) as jonas:
        await waits_for_person(robin)
        said = await say(robin, "the Flickenteppich has a hole")
        note = {"conversation_id": conversation, "client_id": "n", "text": "Flickenteppich: be kind"}
        noted = accepted(await jonas.emit("note:post", note))
    found = get(live, tokens, "/conversations/search", q="FLICKEN").json()
    assert [(hit["author"], hit["seq"]) for hit in found["results"]] == [
        ("note", noted["seq"]),
        ("customer", said["seq"]),
    ]
    assert {"text": "Flickenteppich", "hit": True} in found["results"][0]["pieces"]
    assert found["results"][0]["conversation"]["conversation_id"] == conversation
    assert found["next"] is None
    page = get(live, tokens, "/conversations/search", q="flicken", limit=1).json()
    rest = get(live, tokens, "/conversations/search", q="flicken", limit=1, before=page["next"]).json()
    assert [hit["seq"] for hit in rest["results"]] == [said["seq"]]


async def test_a_search_that_makes_no_sense_finds_nothing_or_is_refused(
    live: LiveService, tokens: Tokens
) -> None:
    for query in ("", '"', "AND OR *", "%"):
        assert get(live, tokens, "/conversations/search", q=query).json()["results"] == []
    assert get(live, tokens, "/conversations/search", q="x" * 300).status_code == 422
    assert get(live, tokens, "/conversations/search", q="x", before=0).status_code == 422


async def test_customers_search_nothing(live: LiveService) -> None:
    headers = bearer(live.visitor()["token"])
    answer = httpx2.get(f"{live.url}/api/v1/conversations/search?q=a", headers=headers, timeout=10)
    assert answer.status_code == 401


async def test_the_bot_can_begin_with_these_flows(live: LiveService, tokens: Tokens) -> None:
    flows = get(live, tokens, "/flows").json()["flows"]
    assert {"id": "order_status", "opening": "Where is my order?"} in flows


async def test_older_conversations_follow_the_newest(live: LiveService, tokens: Tokens) -> None:
    for _ in range(2):
        async with customer(live) as robin:
            await waits_for_person(robin)
    newest = get(live, tokens, "/conversations", limit=1).json()["conversations"][0]
    older = get(live, tokens, "/conversations", limit=1, before=newest["updated_at"]).json()["conversations"]
    assert older[0]["updated_at"] < newest["updated_at"]


async def test_colleagues_hear_who_looks_at_what(live: LiveService, tokens: Tokens) -> None:
    conversation = live.visitor()["conversation_id"]
    looks = {"conversation_id": conversation}

    def seen_by(*names: str) -> Any:
        def fits(notice: dict[str, Any]) -> bool:
            agents = [agent["name"] for agent in notice["agents"]]
            return notice["conversation_id"] == conversation and sorted(agents) == sorted(names)

        return fits

    async with staff(live, tokens, "agent") as jonas:
        async with staff(live, tokens, "agent2") as mira:
            accepted(await mira.emit("viewing", looks))
            await jonas.noticed("viewing", seen_by("Mira Heath"))
            told = accepted(await jonas.emit("viewing", looks))["viewing"]
            assert any(map(seen_by("Jonas Hollow", "Mira Heath"), told))
            accepted(await jonas.emit("viewing", {"conversation_id": None}))
            await mira.noticed("viewing", seen_by("Mira Heath"))
        await jonas.noticed("viewing", seen_by())
        assert code_of(await jonas.emit("viewing", {"conversation_id": 3})) == "invalid_payload"
