"""What is learnt from conversations, over HTTP: gaps, article health, suggestions, feedback, comparison.

The dialogue is off, so that every question goes to a person, with what the articles had for it.
"""

import os
from collections.abc import Iterator, Mapping
from typing import Any

import httpx2
import pytest

from tests.contract import accepted, bearer, say, settled, staff
from tests.live import LiveService, customer

Tokens = Mapping[str, str]
REPLY = "Hi Robin, we do not lend kayaks, but the boathouse beside our Leeds store does. Regards, Jonas"


@pytest.fixture
def editor(live: LiveService, tokens: Tokens) -> Iterator[httpx2.Client]:
    """An editor of the demo shop."""
    headers = bearer(tokens["editor"])
    with httpx2.Client(base_url=f"{live.url}/api/v1", headers=headers, timeout=60) as client:
        yield client


async def asked_and_helped(live: LiveService, tokens: Tokens, question: str, reply: str = REPLY) -> None:
    """Let a customer ask what no article answers, and an agent settle it."""
    async with customer(live) as robin, staff(live, tokens) as jonas:
        said = await say(robin, question)
        await settled(robin, said)
        await robin.heard(lambda event: event["type"] == "handoff_requested")
        conversation = {"conversation_id": said["message_id"].rpartition(".")[0]}
        accepted(await jonas.emit("conversation:claim", conversation))
        await say(jonas, reply, **conversation)
        accepted(await jonas.emit("conversation:resolve", conversation))


def gap_about(editor: httpx2.Client, word: str) -> dict[str, Any]:
    """Give the one gap whose questions name a thing."""
    answer = editor.get("/gaps", params={"days": 30})
    assert answer.status_code == 200, answer.text
    found = [gap for gap in answer.json()["gaps"] if any(word in q["text"].lower() for q in gap["questions"])]
    assert len(found) == 1, [gap["name"] for gap in found]
    gap: dict[str, Any] = found[0]
    return gap


async def test_from_unanswered_questions_to_a_published_article(
    live: LiveService, tokens: Tokens, editor: httpx2.Client
) -> None:
    await asked_and_helped(live, tokens, "Do you rent out kayaks for a weekend?")
    await asked_and_helped(
        live, tokens, "Can I hire a kayak from you? My order is 4821377", "Sadly we have none."
    )
    gap = gap_about(editor, "kayak")
    assert (gap["count"], gap["status"], gap["article_id"]) == (2, "open", None)
    assert {question["outcome"] for question in gap["questions"]} == {"person"}
    assert gap["best_reply"] == {"text": REPLY, "agent": "Jonas Hollow"}
    assert set(gap["nearest_article"]) == {"id", "title", "probability"}
    assert gap["agent_minutes"] >= 0

    made = editor.post(f"/gaps/{gap['id']}/draft")
    assert made.status_code == 201, made.text
    draft = made.json()
    assert (draft["status"], draft["revision"], draft["author"]) == ("draft", 1, "Lena Moss")
    assert sorted(draft["questions"]) == [
        "Can I hire a kayak from you? My order is [number]",
        "Do you rent out kayaks for a weekend?",
    ]
    assert "the boathouse beside our Leeds store does." in draft["body"]
    assert "Robin" not in draft["body"]
    again = editor.post(f"/gaps/{gap['id']}/draft")
    assert (again.status_code, again.json()["id"]) == (200, draft["id"])
    drafted = gap_about(editor, "kayak")
    assert (drafted["id"], drafted["status"], drafted["article_id"]) == (gap["id"], "drafted", draft["id"])

    refused = editor.post(f"/articles/{draft['id']}/publish")
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "draft_note_left")
    edited = {"title": draft["title"], "body": "We do not, but the boathouse in Leeds does."}
    saved = editor.put(f"/articles/{draft['id']}", json=edited, headers={"If-Match": '"1"'})
    assert saved.status_code == 200, saved.text
    assert editor.post(f"/articles/{draft['id']}/publish").status_code == 200
    published = gap_about(editor, "kayak")
    assert (published["status"], published["answered_since"]) == ("published", 0)
    assert editor.delete(f"/articles/{draft['id']}").status_code == 204


async def test_a_dismissed_gap_is_taken_back(
    live: LiveService, tokens: Tokens, editor: httpx2.Client
) -> None:
    await asked_and_helped(
        live, tokens, "Who won the football last night, please?", "I do not know, to be honest."
    )
    gap = gap_about(editor, "football")
    assert editor.post(f"/gaps/{gap['id']}/dismiss").status_code == 204
    assert gap_about(editor, "football")["status"] == "dismissed"
    assert editor.post(f"/gaps/{gap['id']}/reopen").status_code == 204
    assert gap_about(editor, "football")["status"] == "open"


def test_a_gap_that_is_not_there(editor: httpx2.Client) -> None:
    for deed in ("draft", "dismiss", "reopen"):
        answer = editor.post(f"/gaps/gap-nowhere/{deed}")
        assert (answer.status_code, answer.json()["code"]) == (404, "gap_not_found")


@pytest.mark.parametrize("days", ["0", "366", "soon"])
def test_the_window_has_limits(editor: httpx2.Client, days: str) -> None:
    answer = editor.get("/gaps", params={"days": days})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_payload")


def test_health_finds_what_is_wrong_and_names_it(editor: httpx2.Client) -> None:
    body = "Keep it dry. See [the guide](/help/no-such-guide)."
    made = editor.post("/articles", json={"title": f"Kite {os.urandom(3).hex()}", "body": body}).json()
    assert editor.post(f"/articles/{made['id']}/publish").status_code == 200
    answer = editor.get("/articles/health")
    assert answer.status_code == 200, answer.text
    (finding,) = [f for f in answer.json()["findings"] if f["article_ids"] == [made["id"]]]
    assert set(finding) == {"kind", "article_ids", "titles", "detail", "evidence"}
    assert (finding["kind"], finding["titles"]) == ("broken_link", [made["title"]])
    assert "no-such-guide" in finding["detail"]
    assert editor.delete(f"/articles/{made['id']}").status_code == 204
    left = [f for f in editor.get("/articles/health").json()["findings"] if made["id"] in f["article_ids"]]
    assert left == []


def test_suggestions_belong_to_an_article(editor: httpx2.Client) -> None:
    answer = editor.get("/articles/refund-time/suggestions")
    assert answer.status_code == 200
    assert isinstance(answer.json()["phrasings"], list)
    gone = editor.get("/articles/nowhere/suggestions")
    assert (gone.status_code, gone.json()["code"]) == (404, "article_not_found")


def test_a_verdict_is_kept_with_the_probability_shown(live: LiveService, tokens: Tokens) -> None:
    url = f"{live.url}/api/v1/feedback"
    verdict = {"question": "how long do refunds take", "article_id": "refund-time", "right": True}
    answer = httpx2.post(url, json=verdict, headers=bearer(tokens["agent"]), timeout=30)
    assert answer.status_code == 201, answer.text
    kept = answer.json()
    assert (kept["source"], kept["right"], kept["article_id"]) == ("agent", True, "refund-time")
    assert 0.5 < kept["probability"] <= 1.0
    gone = httpx2.post(url, json={**verdict, "article_id": "nowhere"}, headers=bearer(tokens["agent"]))
    assert (gone.status_code, gone.json()["code"]) == (404, "article_not_found")
    for wrong in ({"question": ""}, {"right": "yes"}, {"source": "customer"}, {"more": 1}):
        answer = httpx2.post(url, json={**verdict, **wrong}, headers=bearer(tokens["agent"]))
        assert answer.status_code == 422, answer.text


def test_a_draft_is_compared_with_what_is_live(editor: httpx2.Client) -> None:
    question = "where can I get my didgeridoo tuned"
    draft = {
        "title": "Didgeridoo tuning",
        "body": "Our Leeds store tunes every didgeridoo on Mondays.",
        "questions": [question, "tune a didgeridoo", "didgeridoo tuning"],
    }
    answer = editor.post("/answers/compare", json={"text": question, "draft": draft})
    assert answer.status_code == 200, answer.text
    now, with_draft = answer.json()["now"], answer.json()["draft"]
    parts = {"decision", "text", "html", "sources", "choices", "evidence"}
    assert set(now) == set(with_draft) == parts
    assert "draft" not in {hit["article_id"] for hit in now["evidence"]["hits"]}
    best = with_draft["evidence"]["hits"][0]
    assert (best["article_id"], best["passage"]) == ("draft", draft["body"])
    assert best["probability"] > now["evidence"]["hits"][0]["probability"]
    found = editor.post("/search", json={"query": question, "limit": 3}).json()["hits"]
    assert "draft" not in {hit["article_id"] for hit in found}, "nothing stays behind"
    assert editor.get("/articles/draft").status_code == 404


def test_a_saved_article_is_compared_by_its_id(editor: httpx2.Client) -> None:
    draft = {"id": "refund-time", "title": "How long a refund takes", "body": "A refund takes one day."}
    asked = {"text": "how long do refunds take", "draft": draft}
    compared = editor.post("/answers/compare", json=asked).json()
    best = [compared[side]["evidence"]["hits"][0] for side in ("now", "draft")]
    assert [hit["article_id"] for hit in best] == ["refund-time", "refund-time"]
    assert best[1]["passage"] == "A refund takes one day." != best[0]["passage"]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/gaps"),
        ("POST", "/gaps/gap-1/draft"),
        ("POST", "/gaps/gap-1/dismiss"),
        ("POST", "/gaps/gap-1/reopen"),
        ("GET", "/articles/health"),
        ("GET", "/articles/refund-time/suggestions"),
        ("POST", "/answers/compare"),
    ],
)
def test_only_editors_come_in(live: LiveService, tokens: Tokens, method: str, path: str) -> None:
    url = f"{live.url}/api/v1{path}"
    assert httpx2.request(method, url).status_code == 401
    answer = httpx2.request(method, url, headers=bearer(tokens["agent"]), json={})
    assert answer.status_code in {403, 422}, answer.text


def test_nobody_gives_feedback_unknown(live: LiveService) -> None:
    assert httpx2.post(f"{live.url}/api/v1/feedback", json={}).status_code == 401
