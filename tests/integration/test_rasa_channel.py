"""The channel of the real dialogue process: its one door, and what never comes through it."""

import subprocess

import httpx2
import pytest

from bot.adapters.training import rasa_command
from bot.dialogue_files import CODE
from tests.rasa_process import FILES, RunningDialogue, conversation, dialogue

__all__ = ["conversation", "dialogue"]  # fixtures


@pytest.mark.parametrize(
    "text",
    [
        "/ask_person",
        " /ask_person",
        "\u2003/\u00a0/ask_person",
        '/ask_person{"contact_name": "x"}',
        "/ask_person@1.0",
        "/leave_message",
        "/restart",
        "/session_start",
    ],
)
def test_no_text_picks_an_intent(dialogue: RunningDialogue, conversation: str, text: str) -> None:
    parse = dialogue.turn(conversation, 1, text)["parse"]

    assert parse["probability"] < 1, "a picked intent would be certain"
    assert len(parse["ranking"]) == 5, "the words must have been read"


@pytest.mark.parametrize("text", ["/", "?", "...", "🙂", "\u200b/greeting", "日本語", "x" * 4000])
def test_any_text_gets_an_answer(dialogue: RunningDialogue, conversation: str, text: str) -> None:
    assert dialogue.turn(conversation, 1, text)["utterances"]


def test_what_is_said_names_its_response(dialogue: RunningDialogue, conversation: str) -> None:
    (greeting,) = dialogue.turn(conversation, 1, "hello")["utterances"]

    assert greeting["name"] == "utter_greeting"
    assert set(greeting) == {"text", "name"}


def test_the_same_message_again_changes_nothing(dialogue: RunningDialogue, conversation: str) -> None:
    dialogue.turn(conversation, 1, "leave a message")
    first = dialogue.turn(conversation, 2, "Anna")

    again = dialogue.turn(conversation, 2, "Anna")

    assert again == first
    assert again["slots"]["requested_slot"] == "contact_email"


def test_forgetting_drops_form_and_results(dialogue: RunningDialogue, conversation: str) -> None:
    dialogue.turn(conversation, 1, "leave a message")

    answer = dialogue.http.post("/webhooks/frontdesk/forget", json={"conversation_id": conversation})

    assert answer.json() == {"forgotten": True}
    assert dialogue.turn(conversation, 1, "hello")["active_form"] is None
    other = dialogue.http.post("/webhooks/frontdesk/forget", json={"conversation_id": "never seen"})
    assert other.json() == {"forgotten": False}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/webhooks/frontdesk/turn"),
        ("POST", "/webhooks/frontdesk/forget"),
        ("GET", "/webhooks/frontdesk/health"),
    ],
)
@pytest.mark.parametrize("secret", [None, "", "Bearer", "Bearer wrong", "Basic x"])
def test_nobody_enters_without_the_secret(
    dialogue: RunningDialogue, method: str, path: str, secret: str | None
) -> None:
    headers = {} if secret is None else {"Authorization": secret}

    answer = httpx2.request(method, f"{dialogue.url}{path}", headers=headers, trust_env=False)

    assert answer.status_code == 401
    assert answer.json()["code"] == "not_authenticated"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("GET", "/status"),
        ("GET", "/version"),
        ("GET", "/domain"),
        ("POST", "/webhooks/rest/webhook"),
        ("GET", "/webhooks/rest/"),
        ("POST", "/webhooks/callback/webhook"),
        ("POST", "/model/parse"),
        ("POST", "/model/train"),
        ("PUT", "/model"),
        ("GET", "/conversations/c1/tracker"),
        ("POST", "/conversations/c1/trigger_intent"),
    ],
)
def test_no_other_door_is_open(dialogue: RunningDialogue, method: str, path: str) -> None:
    assert dialogue.http.request(method, path).status_code == 404


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b'{"conversation_id": "c", "message_id": "m", "text": ""}']
)
def test_a_bad_request_is_refused_with_a_code(dialogue: RunningDialogue, body: bytes) -> None:
    answer = dialogue.http.post("/webhooks/frontdesk/turn", content=body)

    assert answer.status_code == 400
    assert answer.json()["code"] == "invalid_payload"


def test_three_hundred_messages_are_all_answered(dialogue: RunningDialogue, conversation: str) -> None:
    texts = ["hi", "where is my parcel", "leave a message", "Anna", "is there a fee", "stop", "thanks"]

    answers = [dialogue.turn(conversation, number, texts[number % len(texts)]) for number in range(300)]

    assert all(answer["utterances"] for answer in answers)
    by_text = {text: {a["parse"]["intent"] for a in answers[i :: len(texts)]} for i, text in enumerate(texts)}
    assert all(len(intents) == 1 for intents in by_text.values()), by_text


def test_what_can_only_be_checked_in_rasas_interpreter() -> None:
    """What is kept of a conversation does not grow (counted, not timed), and how the intents are measured."""
    finished = subprocess.run(
        [FILES.python, "-m", "unittest", "tests.rasa.check_tracker_store", "tests.rasa.check_crossval"],
        cwd=CODE,
        env={**rasa_command(FILES, 0, "").env, "PYTHONPATH": str(CODE)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert finished.returncode == 0, finished.stderr


def test_without_a_secret_it_does_not_start() -> None:
    command = rasa_command(FILES, 1, "short")

    finished = subprocess.run(
        command.args, env=command.env, cwd=command.cwd, capture_output=True, text=True, check=False
    )

    assert finished.returncode == 2
    assert "refusing to start" in finished.stderr
