"""The HTTP contract of golden questions: an edit that breaks one is stopped, with the diff."""

import asyncio
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest
from typer.testing import CliRunner

from handoff.cli import make_app
from tests.contract import bearer, fresh_id
from tests.live import LiveService

Tokens = Mapping[str, str]
KINDS = ("lost", "stolen", "newly_answered", "repaired")
ELSE = {"title": "Lost umbrellas", "body": "They are in the cellar.", "questions": ["my umbrella is gone"]}


@dataclass(frozen=True)
class Flight:
    """An article that the demo shop does not have, about flights in one kind of thing."""

    word: str
    id: str

    @property
    def path(self) -> str:
        return f"/articles/{self.id}"

    @property
    def question(self) -> str:
        return f"can I fly in your {self.word}?"

    def text(self, *questions: str) -> dict[str, Any]:
        """Give a text of which the bot is sure."""
        word = self.word
        asked = (
            self.question,
            f"how do I book the {word}?",
            f"when does the {word} start?",
            f"{word} flight",
            f"how long is a flight in the {word}?",
        )
        body = f"Flights in our {word} start on Sundays. Book the {word} at the desk; it takes an hour."
        return {"title": f"Fly in our {word}", "body": body, "questions": [*asked, *questions]}


def client(live: LiveService, token: str) -> httpx2.Client:
    return httpx2.Client(base_url=f"{live.url}/api/v1", headers=bearer(token), timeout=60)


@pytest.fixture
def editor(live: LiveService, tokens: Tokens) -> Iterator[httpx2.Client]:
    with client(live, tokens["editor"]) as opened:
        yield opened


@pytest.fixture
def admin(live: LiveService, tokens: Tokens) -> Iterator[httpx2.Client]:
    with client(live, tokens["admin"]) as opened:
        yield opened


@pytest.fixture
def flights(editor: httpx2.Client, admin: httpx2.Client) -> Iterator[tuple[Flight, Flight]]:
    """Two published articles; gone afterwards, with all golden questions that a test has kept."""
    before = {kept["id"] for kept in questions(editor)}
    zeppelin, helicopter = (Flight(word, f"{word}-{fresh_id()}") for word in ("zeppelin", "helicopter"))
    for flight in (zeppelin, helicopter):
        assert editor.post("/articles", json={"id": flight.id, **flight.text()}).status_code == 201
        assert editor.post(f"{flight.path}/publish").status_code == 200
    yield zeppelin, helicopter
    for kept in questions(editor):
        if kept["id"] not in before:
            assert editor.delete(f"/golden-questions/{kept['id']}").status_code == 204
    for flight in (zeppelin, helicopter):
        admin.request("DELETE", flight.path, json={"override_reason": "The end of a test."})


def questions(editor: httpx2.Client) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = editor.get("/golden-questions").json()["golden_questions"]
    return found


def keep(editor: httpx2.Client, question: str, article_id: str | None) -> dict[str, Any]:
    kept = editor.post("/golden-questions", json={"question": question, "article_id": article_id})
    assert kept.status_code == 201, kept.text
    view: dict[str, Any] = kept.json()
    assert view["state"]["passes"], view
    return view


def rewrite(editor: httpx2.Client, flight: Flight, text: dict[str, Any]) -> None:
    etag = editor.get(flight.path).headers["etag"]
    assert editor.put(flight.path, json=text, headers={"If-Match": etag}).status_code == 200


def broken(answer: httpx2.Response) -> dict[str, list[str]]:
    """Give the questions of a refusal's diff by kind, and check what every refusal says."""
    assert (answer.status_code, answer.headers["content-type"]) == (409, "application/problem+json")
    problem = answer.json()
    assert problem["code"] == "golden_questions_broken"
    assert problem["diff"].keys() == set(KINDS)
    return {kind: [row["question"] for row in rows] for kind, rows in problem["diff"].items() if rows}


def log_of(editor: httpx2.Client, flight: Flight) -> list[dict[str, Any]]:
    answer = editor.get("/articles/publications", params={"article_id": flight.id})
    found: list[dict[str, Any]] = answer.json()["publications"]
    return found


def test_the_demo_answers_its_own_golden_questions(editor: httpx2.Client) -> None:
    kept = questions(editor)
    assert len(kept) >= 25
    assert [entry["question"] for entry in kept if not entry["state"]["passes"]] == []
    assert any(entry["article_id"] is None for entry in kept)


def test_a_golden_question_from_first_to_last(editor: httpx2.Client, flights: tuple[Flight, Flight]) -> None:
    zeppelin, helicopter = flights
    kept = keep(editor, f"  Can I fly in\nyour {zeppelin.word}? ", zeppelin.id)
    assert kept.keys() >= {"id", "question", "article_id", "note", "author", "at", "state"}
    assert (kept["question"], kept["author"]) == (f"Can I fly in your {zeppelin.word}?", "Lena Moss")
    assert kept["state"].keys() == {"passes", "decision", "article_id", "title", "probability"}
    assert kept["state"]["article_id"] == zeppelin.id
    assert kept in questions(editor)
    path = f"/golden-questions/{kept['id']}"
    text = {"question": kept["question"], "article_id": helicopter.id, "note": "No."}
    changed = editor.put(path, json=text).json()
    assert (changed["article_id"], changed["note"]) == (helicopter.id, "No.")
    assert editor.delete(path).status_code == 204
    assert editor.delete(path).json()["code"] == "golden_question_not_found"
    assert editor.put(path, json=text).status_code == 404


def test_an_edit_that_breaks_is_stopped_and_the_corrected_one_goes_live(
    editor: httpx2.Client, flights: tuple[Flight, Flight]
) -> None:
    flight = flights[0]
    kept = keep(editor, flight.question, flight.id)
    rewrite(editor, flight, ELSE)
    refused = editor.post(f"{flight.path}/publish")
    (kind,) = broken(refused)
    assert refused.json()["may_override"] is False
    (row,) = refused.json()["diff"][kind]
    assert row["id"] == kept["id"]
    assert row["expected"] == {"id": flight.id, "title": "Lost umbrellas"}
    assert row["before"]["article_id"] == flight.id
    assert row["after"].keys() == {"decision", "article_id", "title", "probability"}
    still = editor.get(flight.path).json()
    assert (still["has_draft"], still["live_revision"]) == (True, 1)
    rewrite(editor, flight, flight.text("may my dog come along?"))
    live = editor.post(f"{flight.path}/publish")
    assert (live.status_code, live.json()["has_draft"]) == (200, False)
    corrected, first = log_of(editor, flight)
    assert (corrected["revision"], corrected["author"]) == (3, "Lena Moss")
    assert (corrected["override_reason"], corrected["diff"]["lost"]) == (None, [])
    assert (first["revision"], first["act"]) == (1, "publish")


def test_what_another_article_takes_over_is_stolen(
    editor: httpx2.Client, flights: tuple[Flight, Flight]
) -> None:
    zeppelin, helicopter = flights
    keep(editor, zeppelin.question, zeppelin.id)
    rewrite(editor, helicopter, {**zeppelin.text(), "title": "Fly with us"})
    rewrite(editor, zeppelin, ELSE)
    assert editor.post(f"{helicopter.path}/publish").status_code == 200
    assert broken(editor.post(f"{zeppelin.path}/publish")) == {"stolen": [zeppelin.question]}


def test_what_must_not_be_answered_stays_so(editor: httpx2.Client, flights: tuple[Flight, Flight]) -> None:
    riddle = "Who will win the chess championship in Reykjavik?"
    keep(editor, riddle, None)
    asked = [riddle, "who wins the chess championship?", "chess championship in Reykjavik"]
    chess = {"title": "Chess championship in Reykjavik", "body": "Magnus will win it.", "questions": asked}
    rewrite(editor, flights[0], chess)
    assert broken(editor.post(f"{flights[0].path}/publish"))["newly_answered"] == [riddle]


@pytest.mark.parametrize("away", ["archive", "delete"])
def test_taking_an_article_away_is_guarded_too(
    editor: httpx2.Client, flights: tuple[Flight, Flight], away: str
) -> None:
    flight = flights[0]
    keep(editor, flight.question, flight.id)
    refused = editor.delete(flight.path) if away == "delete" else editor.post(f"{flight.path}/archive")
    assert broken(refused)
    assert editor.get(flight.path).json()["status"] == "published"


def test_only_the_right_and_a_reason_override_and_both_are_kept(
    editor: httpx2.Client, admin: httpx2.Client, flights: tuple[Flight, Flight]
) -> None:
    flight = flights[0]
    keep(editor, flight.question, flight.id)
    path, reason = f"{flight.path}/archive", {"override_reason": "The hangar burnt down."}
    denied = editor.post(path, json=reason)
    assert (denied.status_code, denied.json()["code"]) == (403, "override_not_allowed")
    assert admin.post(path).json()["may_override"] is True
    empty = admin.post(path, json={"override_reason": " "})
    assert (empty.status_code, empty.json()["code"]) == (422, "override_invalid")
    assert admin.post(path, json=reason).json()["status"] == "archived"
    log = log_of(editor, flight)[0]
    assert (log["act"], log["author"], log["override_reason"]) == ("archive", "Ada Fern", *reason.values())
    rows = [row for kind in KINDS for row in log["diff"][kind]]
    assert [row["question"] for row in rows] == [flight.question]


def test_an_editor_can_be_given_the_right(
    live: LiveService, editor: httpx2.Client, flights: tuple[Flight, Flight]
) -> None:
    flight = flights[0]
    keep(editor, flight.question, flight.id)
    account = {"email": f"{fresh_id()}@fernhollow.example", "password": "long-enough-1"}
    add_editor(live, **account)
    session = httpx2.post(f"{live.url}/api/v1/login", json=account).json()
    assert session["may_override"] is True
    with client(live, session["token"]) as entitled:
        assert entitled.get("/session").json()["may_override"] is True
        assert broken(entitled.delete(flight.path))
        gone = entitled.request("DELETE", flight.path, json={"override_reason": "No more flights."})
        assert gone.status_code == 204


def add_editor(live: LiveService, email: str, password: str) -> None:
    words = ["user", "add", "--email", email, "--role", "editor", "--may-override", "--password-stdin"]
    words += ["--data-dir", str(live.data_dir)]
    done = CliRunner().invoke(make_app("user"), words, input=f"{password}\n", env=live.environment)
    assert done.exit_code == 0, done.output


async def test_editors_who_publish_at_once_break_nothing(
    live: LiveService, editor: httpx2.Client, tokens: Tokens, flights: tuple[Flight, Flight]
) -> None:
    for flight in flights:
        keep(editor, flight.question, flight.id)
        rewrite(editor, flight, ELSE)
    headers = bearer(tokens["editor"])
    async with httpx2.AsyncClient(base_url=f"{live.url}/api/v1", headers=headers, timeout=60) as desk:
        paths = [f"{flight.path}/publish" for flight in flights] * 3
        answers = await asyncio.gather(*(desk.post(path) for path in paths))
    assert [answer.status_code for answer in answers] == [409] * len(answers)
    assert all(kept["state"]["passes"] for kept in questions(editor))


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        pytest.param({"question": " ", "article_id": None}, 422, "golden_question_invalid", id="empty"),
        pytest.param({"question": "a\ud800", "article_id": None}, 422, "invalid_payload", id="half"),
        pytest.param({"question": "a", "article_id": "nobody"}, 422, "golden_question_invalid", id="unknown"),
        pytest.param({"question": "a\x00", "article_id": None}, 422, "invalid_payload", id="nul"),
        pytest.param({"question": "x" * 401, "article_id": None}, 422, "invalid_payload", id="long"),
        pytest.param({"question": "a"}, 422, "invalid_payload", id="no-article"),
        pytest.param({"question": 7, "article_id": None}, 422, "invalid_payload", id="number"),
        pytest.param({"question": "a", "article_id": None, "x": 1}, 422, "invalid_payload", id="more"),
        pytest.param(
            {"question": "ARE you  hiring at the moment?", "article_id": None},
            409,
            "golden_question_duplicate",
            id="kept-already",
        ),
    ],
)
def test_spoilt_questions_are_refused(
    editor: httpx2.Client, body: dict[str, Any], status: int, code: str
) -> None:
    before = questions(editor)
    headers = {"Content-Type": "application/json"}
    refused = editor.post("/golden-questions", content=json.dumps(body), headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (status, code)
    assert questions(editor) == before


def test_strangers_are_kept_out_and_agents_only_read(live: LiveService, tokens: Tokens) -> None:
    assert httpx2.get(f"{live.url}/api/v1/golden-questions").status_code == 401
    with client(live, tokens["agent"]) as agent:
        assert agent.get("/golden-questions").status_code == 200
        for method, path in (("POST", ""), ("PUT", "/q"), ("DELETE", "/q")):
            body = {"question": "x", "article_id": None}
            assert agent.request(method, f"/golden-questions{path}", json=body).status_code == 403
