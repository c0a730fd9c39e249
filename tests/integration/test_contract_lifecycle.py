"""The HTTP contract of an article's life: plans, differences, translations, and bodies that are too much."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest

from tests.contract import bearer, fresh_id
from tests.inside import Inside

Tokens = Mapping[str, str]
MB = 2**20


@pytest.fixture
def editor(inside: Inside, inside_tokens: Tokens) -> Iterator[httpx2.Client]:
    headers = bearer(inside_tokens["editor"])
    with httpx2.Client(base_url=f"{inside.url}/api/v1", headers=headers, timeout=60) as client:
        yield client


@pytest.fixture
def path(editor: httpx2.Client) -> Iterator[str]:
    """The path of a fresh draft, deleted afterwards."""
    article_id = f"a-{fresh_id()}"
    made = editor.post("/articles", json={"id": article_id, "title": "Tents", "body": "Within 30 days."})
    assert made.status_code == 201, made.text
    yield f"/articles/{article_id}"
    editor.delete(f"/articles/{article_id}")


def soon(**delay: float) -> str:
    return (datetime.now(UTC) + timedelta(**delay)).isoformat()


def save(editor: httpx2.Client, path: str, **changes: Any) -> httpx2.Response:
    article = editor.get(path)
    kept = ("title", "body", "questions", "category", "locale")
    text = {name: article.json()[name] for name in kept} | changes
    return editor.put(path, json=text, headers={"If-Match": article.headers["etag"]})


def test_a_plan_is_kept_and_forgotten(editor: httpx2.Client, path: str) -> None:
    at = datetime.now(UTC) + timedelta(days=1)
    in_tokyo = at.astimezone().isoformat()
    planned = editor.put(f"{path}/schedule", json={"at": in_tokyo}, headers={"If-Match": '"1"'})
    assert planned.status_code == 200, planned.text
    view = planned.json()
    assert datetime.fromisoformat(view["scheduled_at"]) == at
    assert (view["scheduled_by"], view["scheduled_revision"]) == ("Lena Moss", 1)
    assert (view["schedule_problem"], view["status"]) == (None, "draft")
    assert editor.get(path).json() == view
    forgotten = editor.delete(f"{path}/schedule")
    assert (forgotten.status_code, forgotten.json()["scheduled_at"]) == (200, None)


async def test_a_plan_is_carried_out_by_the_service(inside: Inside, editor: httpx2.Client, path: str) -> None:
    assert editor.put(f"{path}/schedule", json={"at": soon(seconds=0.3)}).status_code == 200
    assert save(editor, path, body="A draft that is not planned.").status_code == 200
    await inside.comes_true(lambda: editor.get(path).json()["status"] == "published")
    view = editor.get(path).json()
    assert (view["live_revision"], view["revision"], view["has_draft"]) == (1, 2, True)
    assert (view["published_by"], view["scheduled_at"]) == ("Lena Moss", None)


@pytest.mark.parametrize(
    ("at", "code"),
    [
        pytest.param("2020-01-01T00:00:00+00:00", "schedule_invalid", id="past"),
        pytest.param("9999-12-31T23:59:59-12:00", "schedule_invalid", id="end-of-time"),
        pytest.param("0001-01-01T00:00:00+12:00", "schedule_invalid", id="before-time"),
        pytest.param("2030-01-01T00:00:00", "invalid_payload", id="no-zone"),
        pytest.param("2030-01-01", "invalid_payload", id="day"),
        pytest.param("1900000000", "invalid_payload", id="seconds-as-text"),
        pytest.param(1900000000, "invalid_payload", id="seconds"),
        pytest.param("tomorrow", "invalid_payload", id="word"),
        pytest.param("2030-01-01T00:00:00Z\x00", "invalid_payload", id="nul"),
        pytest.param(None, "invalid_payload", id="null"),
    ],
)
def test_times_that_are_refused(editor: httpx2.Client, path: str, at: object, code: str) -> None:
    refused = editor.put(f"{path}/schedule", json={"at": at})
    assert (refused.status_code, refused.json()["code"]) == (422, code)


def test_plans_that_make_no_sense(editor: httpx2.Client, path: str) -> None:
    stale = editor.put(f"{path}/schedule", json={"at": soon(days=1)}, headers={"If-Match": '"7"'})
    assert (stale.status_code, stale.json()["code"]) == (412, "revision_conflict")
    assert editor.post(f"{path}/publish").status_code == 200
    live = editor.put(f"{path}/schedule", json={"at": soon(days=1)})
    assert (live.status_code, live.json()["code"]) == (409, "nothing_to_schedule")
    assert editor.put("/articles/nobody/schedule", json={"at": soon(days=1)}).status_code == 404


def test_two_revisions_are_compared_word_by_word(editor: httpx2.Client, path: str) -> None:
    save(editor, path, body="Within 14 days.", questions=["how long?"])
    found = editor.get(f"{path}/diff", params={"from": 1, "to": 2}).json()
    assert found["body"] == [["same", "Within "], ["removed", "30"], ["added", "14"], ["same", " days."]]
    assert found["title"] == [["same", "Tents"]]
    assert found["questions"] == [["added", "how long?"]]
    back = editor.get(f"{path}/diff", params={"from": 2, "to": 1}).json()
    assert back["questions"] == [["removed", "how long?"]]
    assert editor.get(f"{path}/diff", params={"from": 1, "to": 9}).json()["code"] == "revision_not_found"
    for wrong in ("from=1", "from=0&to=1", "from=x&to=1", f"from=1&to={2**31}"):
        assert editor.get(f"{path}/diff?{wrong}").status_code == 422


def test_one_article_in_two_languages(editor: httpx2.Client, path: str) -> None:
    original = path.removeprefix("/articles/")
    german = {"title": "Zelte", "body": "30 Tage.", "locale": "de", "translation_of": original}
    made = editor.post("/articles", json=german)
    assert made.status_code == 201, made.text
    translation = made.json()["id"]
    assert made.json()["translations"] == [{"id": original, "locale": "en", "status": "draft"}]
    seen = editor.get(path).json()
    assert seen["translations"] == [{"id": translation, "locale": "de", "status": "draft"}]
    assert (seen["missing_locales"], seen["translation_of"]) == ([], None)
    editor.post(f"/articles/{translation}/publish")
    editor.post(f"{path}/publish")
    listed = editor.get("/articles", params={"query": "Zelte", "locale": "de"}).json()["articles"]
    assert [(a["id"], a["stale_translation"]) for a in listed] == [(translation, True)]
    twice = editor.post("/articles", json=german)
    assert (twice.status_code, twice.json()["errors"][0]["code"]) == (422, "locale_taken")
    alone = save(editor, f"/articles/{translation}", translation_of=None)
    assert (alone.json()["translations"], alone.json()["missing_locales"]) == ([], ["en"])


def test_no_article_takes_the_place_of_the_desk_itself(editor: httpx2.Client) -> None:
    made = editor.post("/articles", json={"title": "Health", "body": "An apple a day."}).json()
    assert made["id"] == "health-2"
    refused = editor.post("/articles", json={"id": "publications", "title": "T", "body": "B"})
    assert refused.json()["errors"][0]["code"] == "id_reserved"
    editor.delete(f"/articles/{made['id']}")


@pytest.mark.parametrize("size", [2 * MB + 1, 10 * MB])
def test_a_body_that_is_too_large_is_refused_with_words(editor: httpx2.Client, path: str, size: int) -> None:
    body = json.dumps({"title": "T", "body": ""}).encode()
    spoilt = body.replace(b'""', b'"' + b"x" * (size - len(body)) + b'"')
    for content in (spoilt, iter([spoilt[:MB], spoilt[MB:]])):
        refused = editor.put(path, content=content, headers={"Content-Type": "application/json"})
        assert (refused.status_code, refused.json()["code"]) == (413, "too_large")
    assert editor.get(path).json()["body"] == "Within 30 days."


@pytest.mark.parametrize(
    "content",
    [
        pytest.param('{"title":"Größe","body":"x"}'.encode("latin-1"), id="latin-1"),
        pytest.param(b"\xff\xfe\x00", id="half-a-mark"),
        pytest.param(b"{", id="cut-off"),
        pytest.param(b"[" * 100_000, id="deep"),
        pytest.param(b'{"title":"T","body":NaN}', id="not-a-number"),
        pytest.param(b'{"title":"T\\u0000","body":"x"}', id="nul"),
        pytest.param(b"", id="nothing"),
        pytest.param(b'{"title":1e999,"body":"x"}', id="endless"),
    ],
)
def test_what_is_no_text_is_refused_with_a_code(editor: httpx2.Client, path: str, content: bytes) -> None:
    headers = {"Content-Type": "application/json", "If-Match": '"1"'}
    refused = editor.put(path, content=content, headers=headers)
    assert refused.status_code in {400, 422}
    assert refused.json()["code"] == "invalid_payload"


def test_half_a_character_and_an_empty_title_are_faults_of_the_text(editor: httpx2.Client, path: str) -> None:
    for title, code in (("\ud800", "character_invalid"), (" \n", "title_empty")):
        content = json.dumps({"title": title, "body": "x"})
        headers = {"Content-Type": "application/json", "If-Match": '"1"'}
        refused = editor.put(path, content=content, headers=headers)
        assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, code)


def test_the_log_can_be_read_by_every_member_of_staff(inside: Inside, inside_tokens: Tokens) -> None:
    url = f"{inside.url}/api/v1/articles/publications"
    assert httpx2.get(url).status_code == 401
    read = httpx2.get(url, headers=bearer(inside_tokens["agent"]), params={"limit": 1})
    assert read.status_code == 200
    assert len(read.json()["publications"]) <= 1
