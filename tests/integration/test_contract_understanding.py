"""How well the dialogue understands, over HTTP, and the phrasings that an editor teaches it."""

from collections.abc import Iterator, Mapping

import httpx2
import pytest

from tests.contract import bearer
from tests.live import LiveService

PATH = "/understanding/phrasings"
NEW = {"intent": "start_return", "text": "  these trousers are\n going back to you "}
KEPT = {"intent": "start_return", "text": "these trousers are going back to you"}


@pytest.fixture
def editor(live: LiveService, tokens: Mapping[str, str]) -> Iterator[httpx2.Client]:
    """An editor of the demo shop."""
    headers = bearer(tokens["editor"])
    with httpx2.Client(base_url=f"{live.url}/api/v1", headers=headers, timeout=60) as client:
        yield client


def added(editor: httpx2.Client) -> list[dict[str, str]]:
    answer = editor.get("/understanding")
    assert answer.status_code == 200, answer.text
    phrasings: list[dict[str, str]] = answer.json()["added"]
    return phrasings


def test_the_figures_come_with_every_intent(editor: httpx2.Client) -> None:
    told = editor.get("/understanding").json()

    assert {"as_of", "accuracy", "outcome_accuracy", "macro_f1", "intents", "confusions"} <= set(told)
    assert all(set(one) == {"intent", "phrasings", "f1"} for one in told["intents"])
    assert all(set(c) == {"text", "intended", "understood", "probability"} for c in told["confusions"])


def test_a_phrasing_is_added_once_and_taken_back(editor: httpx2.Client) -> None:
    taught = editor.post(PATH, json=NEW)
    again = editor.post(PATH, json=KEPT)

    assert (taught.status_code, taught.json()) == (201, KEPT)
    assert (again.status_code, again.json()["code"]) == (409, "phrasing_taken")
    assert KEPT in added(editor)

    gone = editor.request("DELETE", PATH, json=KEPT)
    twice = editor.request("DELETE", PATH, json=KEPT)

    assert gone.status_code == 204
    assert (twice.status_code, twice.json()["code"]) == (404, "phrasing_not_found")
    assert KEPT not in added(editor)


@pytest.mark.parametrize(
    "bad", [{**NEW, "intent": "order_pizza"}, {**NEW, "text": " "}, {**NEW, "text": "/greet"}]
)
def test_what_is_no_phrasing_is_refused(editor: httpx2.Client, bad: dict[str, str]) -> None:
    refused = editor.post(PATH, json=bad)

    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_phrasing")


def test_what_the_project_has_itself_is_neither_added_nor_removed(editor: httpx2.Client) -> None:
    own = {"intent": "greeting", "text": "Hello There"}

    assert editor.post(PATH, json=own).json()["code"] == "phrasing_taken"
    assert editor.request("DELETE", PATH, json=own).status_code == 404
