"""The editors' desk over HTTP, on a real database."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError

from handoff.adapters.database import Database
from handoff.adapters.routes.article_lifecycle import lifecycle_router
from handoff.adapters.routes.articles import Desk, articles_router
from knowledge_base.adapters.article_store import SqlArticleStore
from knowledge_base.adapters.renderer import render
from knowledge_base.history import History
from knowledge_base.languages import Languages
from knowledge_base.publishing import Publishing
from knowledge_base.scheduling import Scheduling
from tests.fakes_articles import Clock, RecordingIndex
from tests.fakes_desk import as_invalid, as_problem, gate

TEXT = {"title": "Return a tent", "body": "Bring it back.", "questions": ["how?"]}
TENT = {"id": "tent", **TEXT, "category": "returns", "locale": "en", "translation_of": None}

PLAN = ("scheduled_at", "scheduled_by", "scheduled_revision", "schedule_problem")
ALONE: dict[str, Any] = {"translations": [], "missing_locales": [], "stale_translation": False}

Call = Callable[..., Awaitable[httpx2.Response]]


@pytest.fixture
def index() -> RecordingIndex:
    return RecordingIndex()


@pytest.fixture
async def call(database: Database, index: RecordingIndex) -> AsyncIterator[Call]:
    store = SqlArticleStore(database.write, database.read)
    publishing = Publishing(store, index, Clock(), new_id=lambda: "article-1f")
    desk = Desk(publishing, History(store), Languages(store, ["en"]))
    app = FastAPI()
    app.include_router(articles_router(desk, render, gate))
    app.include_router(lifecycle_router(desk, Scheduling(store, publishing, Clock()), gate))
    app.add_exception_handler(RequestValidationError, as_invalid)
    app.add_exception_handler(Exception, as_problem)
    transport = httpx2.ASGITransport(app, raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=transport, base_url="http://desk") as client:

        async def send(
            method: str, path: str = "", body: Any = None, who: str = "anna", match: str | None = None
        ) -> httpx2.Response:
            headers = {"authorization": f"Bearer {who}"} | ({"if-match": match} if match else {})
            return await client.request(method, f"/api/v1/articles{path}", json=body, headers=headers)

        yield send


def code(response: httpx2.Response) -> tuple[int, str]:
    return response.status_code, response.json()["code"]


async def test_an_article_from_first_draft_to_the_archive(call: Call, index: RecordingIndex) -> None:
    made = await call("POST", "", TENT)
    assert made.status_code == 201
    assert (made.headers["location"], made.headers["etag"]) == ("/api/v1/articles/tent", '"1"')
    assert made.json() == {
        **TENT,
        "status": "draft",
        "has_draft": False,
        "revision": 1,
        "live_revision": None,
        "author": "Anna",
        "updated_at": "2025-11-03T09:00:00+00:00",
        "published_by": None,
        "published_at": None,
        **dict.fromkeys(PLAN),
        **ALONE,
    }
    published = (await call("POST", "/tent/publish", who="ben")).json()
    assert (published["status"], published["published_by"]) == ("published", "Ben")
    edited = await call("PUT", "/tent", {"title": "Tents", "body": "New."}, match='"1"')
    assert (edited.headers["etag"], edited.json()["has_draft"]) == ('"2"', True)
    assert edited.json()["questions"] == ["how?"]
    assert index.articles["tent"].title == "Return a tent"
    assert (await call("POST", "/tent/publish", match='"2"')).json()["has_draft"] is False
    assert index.articles["tent"].title == "Tents"
    assert (await call("POST", "/tent/archive")).json()["status"] == "archived"
    assert index.articles == {}


async def test_the_article_as_read_can_be_sent_back(call: Call) -> None:
    """A client that keeps the contract's fields and changes one of them must not be refused."""
    await call("POST", "", {**TENT, "status": "draft"})
    await call("POST", "/tent/publish")
    read = (await call("GET", "/tent")).json()
    contract = {key: read[key] for key in (*TENT, "status")}
    saved = await call("PUT", "/tent", contract | {"title": "Tents"}, match='"1"')
    assert saved.status_code == 200
    assert saved.json()["status"] == "published"


async def test_of_two_editors_the_second_gets_the_text_of_the_first(call: Call) -> None:
    await call("POST", "", TENT)
    assert (await call("PUT", "/tent", {"title": "T", "body": "Anna's"}, match='"1"')).status_code == 200
    refused = await call("PUT", "/tent", {"title": "T", "body": "Ben's"}, who="ben", match='"1"')
    assert code(refused) == (412, "revision_conflict")
    assert refused.headers["content-type"] == "application/problem+json"
    problem = refused.json()
    assert (problem["expected"], problem["current"], problem["author"]) == (1, 2, "Anna")
    assert problem["article"] == {**TENT, "title": "T", "body": "Anna's", "status": "draft"}
    assert (await call("GET", "/tent")).json()["body"] == "Anna's"


@pytest.mark.parametrize(
    ("match", "expected"),
    [
        pytest.param(None, (428, "revision_required"), id="none"),
        pytest.param("soon", (400, "revision_malformed"), id="word"),
        pytest.param('"1", "2"', (400, "revision_malformed"), id="list"),
        pytest.param('"1', (400, "revision_malformed"), id="half-quoted"),
        pytest.param('"0"', (412, "revision_conflict"), id="zero"),
        pytest.param('"9999999999"', (412, "revision_conflict"), id="far-off"),
    ],
)
async def test_refused_preconditions(call: Call, match: str | None, expected: tuple[int, str]) -> None:
    await call("POST", "", TENT)
    assert code(await call("PUT", "/tent", {"title": "T", "body": "x"}, match=match)) == expected


@pytest.mark.parametrize("match", ['"1"', 'W/"1"', "1", "*"])
async def test_accepted_preconditions(call: Call, match: str) -> None:
    await call("POST", "", TENT)
    assert (await call("PUT", "/tent", {"title": "T", "body": "x"}, match=match)).status_code == 200


async def test_an_unchanged_save_keeps_the_revision(call: Call) -> None:
    await call("POST", "", TENT)
    same = await call("PUT", "/tent", TENT, match='"1"')
    assert same.headers["etag"] == '"1"'
    assert len((await call("GET", "/tent/revisions")).json()["revisions"]) == 1


async def test_revisions_and_restoring_one(call: Call, index: RecordingIndex) -> None:
    await call("POST", "", TENT)
    await call("PUT", "/tent", {**TENT, "body": "Second."}, who="ben", match='"1"')
    await call("POST", "/tent/publish")
    revisions = (await call("GET", "/tent/revisions")).json()["revisions"]
    assert [(r["number"], r["author"], r["live"]) for r in revisions] == [
        (2, "Ben", True),
        (1, "Anna", False),
    ]
    assert revisions[1]["article"] == TENT
    restored = await call("POST", "/tent/revisions/1/restore")
    assert (restored.headers["etag"], restored.json()["body"]) == ('"3"', "Bring it back.")
    assert index.articles["tent"].body == "Second."
    assert code(await call("POST", "/tent/revisions/7/restore")) == (404, "revision_not_found")
    (only,) = (await call("GET", "/tent/revisions?before=3&limit=1")).json()["revisions"]
    assert only["number"] == 2


async def test_delete_and_undelete(call: Call, index: RecordingIndex) -> None:
    await call("POST", "", TENT)
    await call("POST", "/tent/publish")
    gone = await call("DELETE", "/tent")
    assert (gone.status_code, gone.content) == (204, b"")
    assert code(await call("GET", "/tent")) == (404, "article_not_found")
    assert code(await call("POST", "", TENT)) == (409, "article_id_taken")
    assert (await call("GET", "?deleted=true")).json()["total"] == 1
    assert index.articles == {}
    assert (await call("POST", "/tent/undelete")).json()["status"] == "published"
    assert list(index.articles) == ["tent"]


async def test_lists_are_filtered(call: Call) -> None:
    await call("POST", "", TENT)
    await call("POST", "", {"title": "Opening hours", "body": "Nine to five."})
    await call("POST", "/tent/publish")

    async def ids(query: str) -> list[str]:
        return [article["id"] for article in (await call("GET", query)).json()["articles"]]

    assert await ids("") == ["opening-hours", "tent"]
    assert await ids("?status=&query=&category=") == ["opening-hours", "tent"]
    assert await ids("?status=published") == ["tent"]
    assert await ids("?category=returns") == ["tent"]
    assert await ids("?query=NINE") == ["opening-hours"]
    assert await ids("?limit=1&offset=1") == ["tent"]


async def test_all_faults_of_a_text_are_told_at_once(call: Call) -> None:
    refused = await call("POST", "", {"title": " ", "body": "x" * 100_001, "id": "No Id", "locale": "?"})
    assert code(refused) == (422, "article_invalid")
    found = [error["code"] for error in refused.json()["errors"]]
    assert found == ["id_invalid", "title_empty", "body_too_long", "locale_invalid"]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        pytest.param("POST", "", {**TENT, "colour": "red"}, id="unknown-field"),
        pytest.param("POST", "", {"title": "T"}, id="missing-body"),
        pytest.param("POST", "", {**TENT, "title": 3}, id="number-as-title"),
        pytest.param("POST", "", {**TENT, "questions": "how?"}, id="text-as-questions"),
        pytest.param("POST", "", {**TENT, "status": "published"}, id="published-at-once"),
        pytest.param("PUT", "/tent", {**TENT, "revision": 1}, id="unknown-field-on-put"),
        pytest.param("GET", "?colour=red", None, id="unknown-filter"),
        pytest.param("GET", "?limit=100000", None, id="too-many"),
        pytest.param("GET", "?query=%00", None, id="nul"),
        pytest.param("POST", "/tent/revisions/0/restore", None, id="revision-zero"),
        pytest.param("POST", "/preview", {"body": "x" * 100_001}, id="long-preview"),
    ],
)
async def test_malformed_requests_are_refused(call: Call, method: str, path: str, body: Any) -> None:
    assert code(await call(method, path, body, match='"1"')) == (422, "invalid_payload")


async def test_what_saving_must_not_do(call: Call) -> None:
    await call("POST", "", TENT)
    renamed = await call("PUT", "/tent", {**TENT, "id": "hat"}, match='"1"')
    assert code(renamed) == (422, "article_invalid")
    assert renamed.json()["errors"][0]["code"] == "id_fixed"
    published = await call("PUT", "/tent", {**TENT, "status": "published"}, match='"1"')
    assert code(published) == (409, "status_not_editable")
    assert code(await call("PUT", "/hat", TENT, match='"1"')) == (404, "article_not_found")


async def test_an_empty_text_cannot_be_published(call: Call) -> None:
    await call("POST", "", {**TENT, "body": ""})
    refused = await call("POST", "/tent/publish")
    assert code(refused) == (422, "article_invalid")
    assert refused.json()["errors"][0]["code"] == "body_empty"


async def test_a_failing_index_is_told_and_the_change_is_kept(call: Call, index: RecordingIndex) -> None:
    await call("POST", "", TENT)
    index.failure = RuntimeError("disk full")
    assert code(await call("POST", "/tent/publish")) == (503, "index_not_refreshed")
    assert (await call("GET", "/tent")).json()["status"] == "published"


async def test_preview_is_safe_html(call: Call) -> None:
    html = (await call("POST", "/preview", {"body": "# A\n<script>alert(1)</script>"})).json()["html"]
    assert html == "<h3>A</h3>\n<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"


WRITES: list[tuple[str, str, Any]] = [
    ("POST", "", TENT),
    ("PUT", "/tent", TENT),
    ("DELETE", "/tent", None),
    ("POST", "/tent/publish", None),
    ("POST", "/tent/archive", None),
    ("POST", "/tent/undelete", None),
    ("POST", "/tent/revisions/1/restore", None),
    ("POST", "/preview", {"body": "x"}),
]
READS: list[tuple[str, str, Any]] = [
    ("GET", "", None),
    ("GET", "/tent", None),
    ("GET", "/tent/revisions", None),
]


@pytest.mark.parametrize(("method", "path", "body"), WRITES + READS)
async def test_strangers_are_kept_out(call: Call, method: str, path: str, body: Any) -> None:
    assert code(await call(method, path, body, who="nobody")) == (401, "not_authenticated")


@pytest.mark.parametrize(("method", "path", "body"), WRITES)
async def test_agents_do_not_write(call: Call, method: str, path: str, body: Any) -> None:
    assert code(await call(method, path, body, who="cem")) == (403, "not_allowed")


@pytest.mark.parametrize("who", ["cem", "dora"])
@pytest.mark.parametrize(("method", "path", "body"), READS)
async def test_agents_and_admins_read(call: Call, who: str, method: str, path: str, body: Any) -> None:
    await call("POST", "", TENT)
    assert (await call(method, path, body, who=who)).status_code == 200
