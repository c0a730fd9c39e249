"""The HTTP contract: health, figures, OpenAPI, articles, search, conversations, reports and help."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest
from fastapi.openapi.models import OpenAPI
from prometheus_client.parser import text_string_to_metric_families

from tests.contract import accepted, bearer, fresh_id, say, settled, staff, waits_for_person
from tests.inside import Inside
from tests.live import LiveService, customer
from tests.routes import ROUTES

Tokens = Mapping[str, str]


@pytest.fixture
def editor(inside: Inside, inside_tokens: Tokens) -> Iterator[httpx2.Client]:
    """An editor of the house without articles."""
    headers = bearer(inside_tokens["editor"])
    with httpx2.Client(base_url=f"{inside.url}/api/v1", headers=headers, timeout=30) as client:
        yield client


@pytest.fixture
def agent(live: LiveService, tokens: Tokens) -> Iterator[httpx2.Client]:
    """An agent of the demo shop."""
    headers = bearer(tokens["agent"])
    with httpx2.Client(base_url=f"{live.url}/api/v1", headers=headers, timeout=15) as client:
        yield client


def test_it_is_alive_and_says_what_works(live: LiveService) -> None:
    assert httpx2.get(f"{live.url}/healthz").json() == {"status": "ok"}
    ready = httpx2.get(f"{live.url}/readyz")
    assert ready.status_code == 200
    assert ready.json()["components"] == {
        "database": "ok",
        "index": "ok",
        "dialogue": "off",
        "commerce": "ok",
    }


def test_a_part_that_is_needed_and_missing_makes_it_unready(
    inside: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def gone(_self: object) -> None:
        raise OSError("disk gone")

    monkeypatch.setattr("handoff.adapters.database.Database.check", gone)
    answer = httpx2.get(f"{inside.url}/readyz")
    assert (answer.status_code, answer.json()["components"]["database"]) == (503, "down")


def test_the_description_is_valid_and_knows_every_route(live: LiveService) -> None:
    answer = httpx2.get(f"{live.url}/api/openapi.json")
    document = answer.json()
    OpenAPI.model_validate(document)
    assert {(method.upper(), path) for path, item in document["paths"].items() for method in item} == ROUTES
    names = [operation["operationId"] for item in document["paths"].values() for operation in item.values()]
    assert len(names) == len(set(names))
    schemas = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert set(references(document)) <= schemas


def references(node: object) -> Iterator[str]:
    """Give every reference in a document."""
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for inner in node.values():
            yield from references(inner)
    if isinstance(node, list):
        for inner in node:
            yield from references(inner)


async def test_the_figures_count_what_is_stored_and_say_nothing_of_it(live: LiveService) -> None:
    def figures() -> dict[str, float]:
        text = httpx2.get(f"{live.url}/metrics").text
        assert "a word that nobody" not in text
        families = text_string_to_metric_families(text)
        return {f"{s.name} {s.labels}": s.value for family in families for s in family.samples}

    before = figures()
    async with customer(live) as robin:
        await waits_for_person(robin)
        await say(robin, "a word that nobody else says")
    name = "frontdesk_messages_total {'author': 'customer'}"
    assert figures()[name] >= before.get(name, 0) + 1
    assert figures()["frontdesk_handoffs_total {'reason': 'customer_asked'}"] >= 1


def test_a_visitor_is_admitted(live: LiveService) -> None:
    given = {"locale": "en-GB", "page_url": "https://shop.example/tents"}
    answer = httpx2.post(f"{live.url}/api/v1/visitors", json=given)
    assert answer.status_code == 201
    admission = answer.json()
    assert admission.keys() == {"token", "conversation_id", "customer"}
    assert admission["token"] not in answer.headers.get("set-cookie", "")
    assert admission["customer"]["verified"] is False


def test_an_article_lives_and_customers_see_what_is_published(inside: Inside, editor: httpx2.Client) -> None:
    word = f"zyx{fresh_id()}"
    text = {"title": f"About {word}", "body": f"The {word} is blue.", "questions": [f"what is a {word}?"]}
    made = editor.post("/articles", json=text)
    assert (made.status_code, made.json()["status"], made.headers["etag"]) == (201, "draft", '"1"')
    fields = {"id", "title", "body", "questions", "category", "locale", "status"}
    assert made.json().keys() >= fields
    path = f"/articles/{made.json()['id']}"
    assert found(inside, word) == []
    assert editor.post(f"{path}/publish").json()["status"] == "published"
    (hit,) = found(inside, word)
    assert hit.keys() == {"article_id", "title", "passage", "score", "probability"}
    assert (hit["article_id"], hit["passage"]) == (made.json()["id"], text["body"])
    assert 0 <= hit["probability"] <= 1
    changed = {**text, "body": f"The {word} is green."}
    assert editor.put(path, json=changed).status_code == 428
    assert editor.put(path, json=changed, headers={"If-Match": '"1"'}).headers["etag"] == '"2"'
    assert editor.put(path, json=text, headers={"If-Match": '"1"'}).status_code == 412
    assert found(inside, word)[0]["passage"] == text["body"]
    assert [r["number"] for r in editor.get(f"{path}/revisions").json()["revisions"]] == [2, 1]
    assert editor.post(f"{path}/revisions/1/restore").json()["body"] == text["body"]
    assert editor.post(f"{path}/archive").json()["status"] == "archived"
    assert found(inside, word) == []
    assert editor.delete(path).status_code == 204
    assert editor.get(path).status_code == 404


def found(inside: Inside, word: str) -> list[dict[str, Any]]:
    """Give the hits that know this word."""
    answer = httpx2.post(f"{inside.url}/api/v1/search", json={"query": f"what is a {word}?", "limit": 5})
    assert answer.status_code == 200
    return [hit for hit in answer.json()["hits"] if word in hit["title"]]


def test_the_preview_shows_what_the_bot_would_say(agent: httpx2.Client) -> None:
    shown = agent.post("/answers/preview", json={"text": "where is my parcel?"}).json()
    assert shown.keys() >= {"decision", "text", "sources", "evidence"}
    assert (shown["decision"], shown["evidence"]["reason"]) == ("escalate", "dialogue_unavailable")
    assert agent.get("/conversations").text.count("preview-") == 0


async def test_conversations_are_read_as_both_sides_may(
    live: LiveService, tokens: Tokens, agent: httpx2.Client
) -> None:
    admission = live.visitor()
    at = {"conversation_id": admission["conversation_id"]}
    path = f"/conversations/{admission['conversation_id']}"
    async with customer(live, admission) as robin, staff(live, tokens) as jonas:
        await waits_for_person(robin)
        accepted(await jonas.emit("conversation:claim", at))
        note = {**at, "client_id": "n1", "text": "between us"}
        noted = accepted(await jonas.emit("note:post", note))
        await say(robin, "<b>Hello</b>\n[2026-01-01 00:00] Jonas: forged")
        synced = accepted(await robin.emit("sync", {"after": 0}))
    assigned = agent.get("/conversations", params={"status": "assigned"}).json()["conversations"]
    assert admission["conversation_id"] in [line["conversation_id"] for line in assigned]
    assert {line["status"] for line in assigned} == {"assigned"}
    assert agent.get(path).json()["last_seq"] == synced["last_seq"]
    whole = agent.get(f"{path}/events").json()
    assert (whole["last_seq"], whole["epoch"]) == (synced["last_seq"], synced["epoch"])
    assert whole["events"][noted["seq"] - 1]["data"]["text"] == "between us"
    assert agent.get(f"{path}/events", params={"after": 2}).json()["events"] == whole["events"][2:]
    own = httpx2.get(f"{live.url}/api/v1{path}/events", headers=bearer(admission["token"])).json()
    assert own["events"] == synced["events"]
    for token in (tokens["agent"], admission["token"]):
        kept = httpx2.get(f"{live.url}/api/v1{path}/transcript", headers=bearer(token)).json()["text"]
        assert "Customer: <b>Hello</b>\n    [2026-01-01 00:00] Jonas: forged" in kept
        assert "between us" not in kept


async def test_the_report_counts_what_happened_in_the_period(inside: Inside, inside_tokens: Tokens) -> None:
    before = report(inside, inside_tokens)
    async with customer(inside) as robin:
        await settled(robin, await say(robin, "help me"))
        accepted(await robin.emit("survey:submit", {"csat": 5}))
    after = report(inside, inside_tokens)
    assert after["conversations"] == before["conversations"] + 1
    assert after["handed_off"] == before["handed_off"] + 1
    assert after["handoff_reasons"]["risk_topic"] >= 1
    assert 1 <= after["csat_mean"] <= 5
    past = {"from": "2020-01-01T00:00:00Z", "to": "2020-02-01T00:00:00Z"}
    assert report(inside, inside_tokens, **past)["conversations"] == 0


def report(inside: Inside, tokens: Tokens, **period: str) -> dict[str, Any]:
    """Give the summary of a period, by default of the last month."""
    url = f"{inside.url}/api/v1/reports/summary"
    answer = httpx2.get(url, params=period, headers=bearer(tokens["editor"]))
    assert answer.status_code == 200
    figures: dict[str, Any] = answer.json()
    assert datetime.fromisoformat(figures["to"]) <= datetime.now(UTC) + timedelta(minutes=1)
    return figures


def test_help_shows_what_is_published_and_no_html_of_its_own(inside: Inside, editor: httpx2.Client) -> None:
    text = {
        "title": "Tents & {{main}} <script>alert(1)</script>",
        "body": "**Safe** <script>alert(2)</script> [x](javascript:alert(3))",
        "id": f"help-{fresh_id()}",
    }
    path = f"/help/{text['id']}"
    assert editor.post("/articles", json=text).status_code == 201
    assert httpx2.get(inside.url + path).json()["code"] == "article_not_found"
    editor.post(f"/articles/{text['id']}/publish")
    editor.put(f"/articles/{text['id']}", json={**text, "body": "new draft"}, headers={"If-Match": "*"})
    page = httpx2.get(inside.url + path)
    assert page.headers["content-type"].startswith("text/html")
    assert "<strong>Safe</strong>" in page.text
    assert "new draft" not in page.text
    assert page.text.count("<h1>") == 1
    for evil in ("<script>alert", 'href="javascript'):
        assert evil not in page.text
    listed = httpx2.get(f"{inside.url}/help").text
    assert f'href="{path}"' in listed
    assert "<script>alert" not in listed
    assert editor.delete(f"/articles/{text['id']}").status_code == 204
    assert httpx2.get(inside.url + path).status_code == 404
