"""How the bot is governed, over HTTP: policies, what-ifs, its words, and the summary for agents."""

import time
from collections.abc import Iterator, Mapping
from typing import Any

import httpx2
import pytest

from bot.domain.policy import RANGES, Policy
from tests.contract import bearer
from tests.live import LiveService

PATIENCE_S = 60.0


@pytest.fixture
def admin(live: LiveService, tokens: Mapping[str, str]) -> Iterator[httpx2.Client]:
    """An admin of the demo shop; what they changed is put back."""
    headers = bearer(tokens["admin"])
    with httpx2.Client(base_url=f"{live.url}/api/v1", headers=headers, timeout=60) as client:
        active = client.get("/policies").json()["active"]
        voice = client.get("/voice").json()
        yield client
        client.post(f"/policies/{active}/activate")
        client.put("/voice", json={"tone": voice["tone"], "sentences": voice["sentences"]})


@pytest.fixture
def agent(live: LiveService, tokens: Mapping[str, str]) -> Iterator[httpx2.Client]:
    """An agent of the demo shop."""
    with httpx2.Client(base_url=f"{live.url}/api/v1", headers=bearer(tokens["agent"]), timeout=60) as client:
        yield client


def preview(client: httpx2.Client, text: str) -> dict[str, Any]:
    """What the bot says now."""
    answer = client.post("/answers/preview", json={"text": text})
    assert answer.status_code == 200, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


def test_policies_are_shown_with_their_ranges_and_meanings(agent: httpx2.Client) -> None:
    shown = agent.get("/policies").json()
    assert set(shown) == {"active", "policies", "ranges", "meanings", "risk_topics"}
    assert shown["ranges"] == {name: list(ends) for name, ends in RANGES.items()}
    assert set(shown["meanings"]) == {*RANGES, "vip", "muted_risks"}
    delivered = shown["policies"][-1]
    assert set(delivered) == {"version", "author", "at", "note", "values"}
    assert (delivered["version"], delivered["author"]) == ("1", None)
    assert delivered["values"] == {k: v for k, v in Policy().to_dict().items() if k != "version"}


def test_a_policy_holds_from_the_next_turn_on_without_a_restart(admin: httpx2.Client) -> None:
    made = admin.post("/policies", json={"values": {"muted_risks": ["press"]}, "note": "press team"})
    assert made.status_code == 201, made.text
    version = made.json()["version"]
    assert (made.json()["author"], made.json()["note"]) == ("Ada Fern", "press team")
    before = preview(admin, "I am a journalist")["evidence"]
    assert before["policy"] != version
    assert admin.post(f"/policies/{version}/activate").json() == {"active": version}
    after = preview(admin, "I am a journalist")["evidence"]
    assert after["policy"] == version
    fired = {one["name"]: one["fired"] for one in after["signals"]}
    assert fired["risk_topic"] is False
    assert admin.get("/policies").json()["active"] == version


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"strong_negative": 7}, ("strong_negative", "7", "0.0 to 1.0")),
        ({"mood": 1}, ("mood",)),
        ({"strong_negative": None}, ("strong_negative", "None")),
    ],
)
def test_values_that_do_not_fit_are_named(
    admin: httpx2.Client, values: Mapping[str, object], words: tuple[str, ...]
) -> None:
    for path in ("/policies", "/what-if"):
        refused = admin.post(path, json={"values": values})
        assert (refused.status_code, refused.json()["code"]) == (422, "invalid_policy"), refused.text
        assert all(word in refused.json()["detail"] for word in words)


def test_agents_read_and_change_nothing(agent: httpx2.Client) -> None:
    assert agent.get("/voice").status_code == 200
    assert agent.post("/policies", json={"values": {}}).status_code == 403
    assert agent.put("/voice", json={"tone": "warm", "sentences": {}}).status_code == 403
    assert agent.post("/what-if", json={}).status_code == 403


def test_a_what_if_runs_in_the_background_and_tells_its_result(
    live: LiveService, admin: httpx2.Client
) -> None:
    begun = admin.post("/what-if", json={"values": {"strong_negative": 0.1}, "conversations": 50})
    assert begun.status_code == 202, begun.text
    job = finished(live, admin, begun.json()["id"])
    assert job["status"] == "done", job
    assert job["done"] == job["total"] <= 50
    result = job["result"]
    assert set(result) == {"turns", "unreadable", "flips", "flips_total", "counts", "agent_minutes"}
    assert set(result["agent_minutes"]) == {"before", "after", "difference", "per_handoff", "assumed"}


def test_another_target_of_error_is_tried_with_what_was_rehearsed(
    live: LiveService, admin: httpx2.Client
) -> None:
    begun: list[httpx2.Response] = []

    def rehearsed() -> bool:
        begun.append(admin.post("/what-if", json={"target_error": 0.2, "conversations": 5}))
        assert begun[-1].status_code in (202, 503), begun[-1].text
        return begun[-1].status_code == 202

    live.wait_until(rehearsed, "the articles are rehearsed")
    assert finished(live, admin, begun[-1].json()["id"])["status"] == "done"
    assert admin.post("/what-if", json={"target_error": 1.5}).status_code == 422


def finished(live: LiveService, client: httpx2.Client, job_id: str) -> dict[str, Any]:
    """Wait for a what-if."""
    deadline = time.monotonic() + PATIENCE_S
    seen: list[dict[str, Any]] = []

    def over() -> bool:
        seen.append(client.get(f"/what-if/{job_id}").json())
        return seen[-1]["status"] != "running" or time.monotonic() > deadline

    live.wait_until(over, "the what-if comes to an end")
    return seen[-1]


def test_words_are_spoken_from_the_next_turn_on(admin: httpx2.Client) -> None:
    shown = admin.get("/voice").json()
    assert set(shown) == {"tone", "sentences", "occasions"}
    occasion = shown["occasions"]["escalate:dialogue_unavailable"]
    assert set(occasion) == {"meaning", "defaults", "by_tone", "placeholders"}
    assert "utter_thanks" in shown["occasions"]
    words = {"escalate:dialogue_unavailable": ["{shop} is thinking; a person will answer."]}
    assert admin.put("/voice", json={"tone": "brief", "sentences": words}).status_code == 200
    said = preview(admin, "I need a receipt")["text"]
    assert said == "Fernhollow Outdoor is thinking; a person will answer."
    assert admin.get("/voice").json()["sentences"] == words


@pytest.mark.parametrize(
    ("sentences", "words"),
    [
        ({"greet": ["Hi {surname}"]}, "unknown placeholder {surname}"),
        ({"greet": [" "]}, "must not be empty"),
        ({"birthday": ["Hooray"]}, "no occasion 'birthday'"),
    ],
)
def test_words_that_do_not_fit_are_refused(
    admin: httpx2.Client, sentences: Mapping[str, object], words: str
) -> None:
    refused = admin.put("/voice", json={"tone": "warm", "sentences": sentences})
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_voice"), refused.text
    assert words in refused.json()["detail"]


def test_an_agent_reads_the_summary_and_a_customer_does_not(live: LiveService, agent: httpx2.Client) -> None:
    visitor = live.visitor()
    conversation_id = visitor["conversation_id"]
    shown = agent.get(f"/conversations/{conversation_id}/handover").json()
    assert shown["lines"][0].startswith("Who: a visitor (not verified")
    assert set(shown["who"]) == {"name", "email", "verified", "locale", "page", "attributes"}
    own = bearer(visitor["token"])
    url = f"{live.url}/api/v1/conversations/{conversation_id}/handover"
    assert httpx2.get(url, headers=own).status_code == 401
    assert agent.get("/conversations/none/handover").status_code == 404
