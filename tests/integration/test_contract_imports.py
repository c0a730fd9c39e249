"""Whole files of articles over HTTP, as an editor's page and other programs send them."""

import io
import time
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

import httpx2
import pytest

from tests.contract import bearer, fresh_id
from tests.inside import Inside

Tokens = Mapping[str, str]
HEADER = "id,title,body\n"
PATIENCE_S = 60.0


@pytest.fixture(scope="module")
def editor(inside: Inside, inside_tokens: Tokens) -> Iterator[httpx2.Client]:
    """A client that is signed in as an editor."""
    api = f"{inside.url}/api/v1"
    with httpx2.Client(base_url=api, headers=bearer(inside_tokens["editor"]), timeout=30) as client:
        yield client


def taken_in(editor: httpx2.Client, raw: bytes | str, filename: str, **wishes: Any) -> dict[str, Any]:
    """Import a file and wait for the end."""
    content = raw.encode() if isinstance(raw, str) else raw
    begun = editor.post("/imports", params={"filename": filename, **wishes}, content=content)
    assert begun.status_code == 202, begun.text
    assert begun.headers["location"] == f"/api/v1/imports/{begun.json()['id']}"
    deadline = time.monotonic() + PATIENCE_S
    job: dict[str, Any] = begun.json()
    while job["status"] == "running":
        assert time.monotonic() < deadline, job
        time.sleep(0.02)
        job = editor.get(f"/imports/{job['id']}").json()
    return job


def rows(*ids: str, body: str = "text") -> str:
    return HEADER + "".join(f"{i},About {i},{body}\n" for i in ids)


def test_a_file_is_tried_taken_in_and_taken_back(editor: httpx2.Client) -> None:
    first, second = f"one-{fresh_id()}", f"two-{fresh_id()}"
    tried = taken_in(editor, rows(first, second), "faq.csv", dry_run=True)
    assert (tried["status"], tried["dry_run"], tried["done"], tried["total"]) == ("done", True, 2, 2)
    assert tried["report"]["created"] == [first, second]
    assert editor.get(f"/articles/{first}").status_code == 404
    real = taken_in(editor, rows(first, second), "C:\\\\Desk\\\\faq.csv")
    assert (real["filename"], real["author"], real["problem"]) == ("faq.csv", "Lena Moss", None)
    assert editor.get(f"/articles/{first}").json()["status"] == "published"
    assert [job["id"] for job in editor.get("/imports").json()["imports"][:2]] == [real["id"], tried["id"]]
    edited = editor.get(f"/articles/{second}").json()
    put = {"title": "Mine", "body": "mine"}
    match = {"If-Match": str(edited["revision"])}
    assert editor.put(f"/articles/{second}", json=put, headers=match).status_code == 200
    undone = editor.post(f"/imports/{real['id']}/undo").json()
    assert (undone["undone"], undone["removed"]) == ([first], [first])
    assert undone["kept"] == [{"id": second, "title": "Mine", "author": "Lena Moss"}]
    assert editor.get(f"/articles/{first}").status_code == 404
    assert editor.get(f"/articles/{second}").json()["body"] == "mine"
    again = editor.post(f"/imports/{real['id']}/undo")
    assert (again.status_code, again.json()["code"]) == (409, "import_not_undoable")
    assert editor.get(f"/imports/{real['id']}").json()["status"] == "undone"


def test_an_updated_article_is_as_before_after_an_undo(editor: httpx2.Client) -> None:
    article_id = f"tent-{fresh_id()}"
    taken_in(editor, rows(article_id, body="old"), "faq.csv")
    updated = taken_in(editor, rows(article_id, body="new"), "faq.csv")
    assert updated["report"]["updated"] == [article_id]
    assert editor.post(f"/imports/{updated['id']}/undo").json()["restored"] == [article_id]
    article = editor.get(f"/articles/{article_id}").json()
    assert (article["body"], article["revision"], article["live_revision"]) == ("old", 3, 3)


def test_faults_name_row_field_and_code_and_nothing_is_half_done(editor: httpx2.Client) -> None:
    good = f"good-{fresh_id()}"
    text = rows(good) + f"No Id,A,text\n,,text\n{good},Twice,text\nx-{fresh_id()},Long," + "y" * 100_001
    refused = taken_in(editor, text, "faq.csv")
    assert (refused["status"], refused["problem_code"]) == ("failed", "import_refused")
    assert [(f["row"], f["field"], f["code"]) for f in refused["report"]["faults"]] == [
        (3, "id", "id_invalid"),
        (4, "title", "title_empty"),
        (5, "id", "id_duplicate"),
        (6, "body", "body_too_long"),
    ]
    assert editor.get(f"/articles/{good}").status_code == 404
    lenient = taken_in(editor, text, "faq.csv", skip_invalid=True)
    assert (lenient["report"]["created"], lenient["report"]["fault_count"]) == ([good], 4)


def test_duplicates_are_found_by_title_and_by_meaning(editor: httpx2.Client) -> None:
    mark = fresh_id()
    taken_in(editor, f"title,body\nHow do I return a canoe {mark}?,text\n", "faq.csv")
    text = f"title,body\nhow do I RETURN a canoe {mark}?,new\nHow can I send a canoe {mark} back?,new\n"
    job = taken_in(editor, text, "faq.csv", on_duplicate="skip")
    by_title, by_meaning = job["report"]["duplicates"]
    assert (by_title["row"], by_title["by"], by_title["similarity"]) == (2, "title", 1.0)
    assert (by_meaning["row"], by_meaning["by"], by_meaning["outcome"]) == (3, "meaning", "skip")
    assert by_meaning["of"]["title"] == f"How do I return a canoe {mark}?"
    assert 0.85 <= by_meaning["similarity"] < 1.0
    assert (job["report"]["created"], job["report"]["skipped"]) == ([], 2)


def zipped(name: str, text: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, text)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", ["csv", "jsonl", "md", "zip", "html"])
def test_every_kind_of_file_is_taken_in(editor: httpx2.Client, kind: str) -> None:
    key = f"k-{kind}-{fresh_id()}"
    text = f"---\nid: {key}\ntitle: {key}\n---\n**bold**"
    raw = {
        "csv": f"Key;Question;Answer\n{key};{key};**bold**".encode("utf-16"),
        "jsonl": f'{{"id": "{key}", "title": "{key}", "body": "**bold**"}}'.encode(),
        "md": text.encode(),
        "zip": zipped("any/name.md", text),
        "html": f"<details><summary>{key}</summary><b>bold</b><script>alert(1)</script></details>".encode(),
    }[kind]
    job = taken_in(editor, raw, f"faq.{kind}")
    assert job["report"]["created"] == [key], job
    assert editor.get(f"/articles/{key}").json()["body"] == "**bold**"


@pytest.mark.parametrize(
    ("raw", "filename", "words"),
    [
        pytest.param(b"x", "faq.pdf", "neither a folder nor", id="kind"),
        pytest.param(b"", "faq.csv", "must name the columns", id="empty"),
        pytest.param(b"PK", "faq.zip", "not a zip", id="no-zip"),
        pytest.param(b"title,body\n\x81,\x8d", "faq.csv", "neither UTF-8", id="encoding"),
        pytest.param(b"<p>x</p>", "faq.html", "no questions", id="no-questions"),
    ],
)
def test_what_cannot_be_read_says_why(editor: httpx2.Client, raw: bytes, filename: str, words: str) -> None:
    job = taken_in(editor, raw, filename)
    assert (job["status"], job["problem_code"]) == ("failed", "import_unreadable")
    assert words in job["problem"]


def test_script_in_markdown_stays_words(editor: httpx2.Client, inside: Inside) -> None:
    key = f"evil-{fresh_id()}"
    body = "<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>"
    taken_in(editor, f"id,title,body\n{key},T {key},{body}\n", "faq.csv")
    page = httpx2.get(f"{inside.url}/help/{key}").text
    assert "&lt;script&gt;alert" in page
    for evil in ("<script>alert", "<img", 'href="javascript'):
        assert evil not in page


def test_a_file_that_is_too_large_is_refused_at_the_door(editor: httpx2.Client) -> None:
    answer = editor.post("/imports", params={"filename": "faq.csv"}, content=b"x" * (20 * 2**20 + 1))
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_a_body_of_ten_megabytes_is_told_its_size(editor: httpx2.Client) -> None:
    job = taken_in(editor, HEADER + "big,Big," + "x" * 10_000_000, "faq.csv")
    (fault,) = job["report"]["faults"]
    assert (fault["row"], fault["code"]) == (2, "body_too_long")


@pytest.mark.parametrize(
    "params",
    [{}, {"filename": ""}, {"filename": "a.csv", "on_duplicate": "merge"}, {"filename": "a.csv", "x": "1"}],
)
def test_wishes_that_make_no_sense_are_refused(editor: httpx2.Client, params: dict[str, str]) -> None:
    answer = editor.post("/imports", params=params, content=b"x")
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_payload")


def test_an_unknown_import_is_not_found(editor: httpx2.Client) -> None:
    for answer in (editor.get("/imports/none"), editor.post("/imports/none/undo")):
        assert (answer.status_code, answer.json()["code"]) == (404, "import_not_found")


@pytest.mark.parametrize("kind", ["jsonl", "csv", "zip"])
def test_an_export_is_a_download_that_changes_nothing_when_it_comes_back(
    editor: httpx2.Client, kind: str
) -> None:
    taken_in(editor, rows(f"some-{fresh_id()}", body='"a\n\n- b, c"'), "faq.csv")
    export = editor.get("/articles/export", params={"format": kind})
    assert export.headers["content-disposition"] == f'attachment; filename="articles.{kind}"'
    job = taken_in(editor, export.content, f"articles.{kind}")
    assert job["report"]["created"] == job["report"]["updated"] == []
    assert job["report"]["unchanged"] == editor.get("/articles").json()["total"], job["report"]
    assert editor.get("/articles/export", params={"format": kind}).content == export.content


@pytest.mark.parametrize("role", ["agent", None])
def test_only_editors_move_whole_files(inside: Inside, inside_tokens: Tokens, role: str | None) -> None:
    headers = bearer(inside_tokens[role]) if role else {}
    for method, path in (
        ("GET", "imports"),
        ("POST", "imports?filename=a.csv"),
        ("POST", "imports/x/undo"),
        ("GET", "articles/export"),
    ):
        answer = httpx2.request(method, f"{inside.url}/api/v1/{path}", headers=headers)
        assert answer.status_code == (403 if role else 401), path
