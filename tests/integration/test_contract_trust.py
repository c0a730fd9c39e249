"""How far the answers can be trusted, over HTTP: the promise, what was observed, and what both rest on."""

import os
from collections.abc import Iterator, Mapping

import httpx2
import pytest

from handoff.settings import Settings
from tests.contract import bearer
from tests.live import LiveService

FORM = {
    "target_error",
    "confidence",
    "cut_off",
    "proven",
    "bound",
    "coverage",
    "rehearsed",
    "categories",
    "observed",
    "assumptions",
    "as_of",
}


@pytest.fixture
def editor(live: LiveService, tokens: Mapping[str, str]) -> Iterator[httpx2.Client]:
    """An editor of the demo shop."""
    headers = bearer(tokens["editor"])
    with httpx2.Client(base_url=f"{live.url}/api/v1", headers=headers, timeout=60) as client:
        yield client


def test_the_promise_is_shown_with_what_it_rests_on(editor: httpx2.Client) -> None:
    answer = editor.get("/trust")
    assert answer.status_code == 200, answer.text
    trust = answer.json()
    assert set(trust) == FORM
    assert trust["target_error"] == Settings().target_error
    assert 0.5 <= trust["cut_off"] <= 1.0
    assert set(trust["observed"]) == {"rated", "wrong", "error", "lower", "upper", "drifting"}
    assert len(trust["assumptions"]) >= 2
    for category in trust["categories"]:
        assert set(category) == {"category", "cut_off", "proven", "bound", "labels"}
        assert 0.5 <= category["cut_off"] <= 1.0
        assert (category["bound"] is not None) is category["proven"]


def test_an_agents_verdict_is_observed(
    live: LiveService, tokens: Mapping[str, str], editor: httpx2.Client
) -> None:
    before = editor.get("/trust").json()["observed"]
    for right in (True, False):
        question = f"how long do refunds take {os.urandom(3).hex()}"
        verdict = {"question": question, "article_id": "refund-time", "right": right}
        given = httpx2.post(
            f"{live.url}/api/v1/feedback", json=verdict, headers=bearer(tokens["agent"]), timeout=30
        )
        assert given.status_code == 201, given.text
    observed = editor.get("/trust").json()["observed"]
    assert (observed["rated"], observed["wrong"]) == (before["rated"] + 2, before["wrong"] + 1)
    assert observed["error"] == observed["wrong"] / observed["rated"]
    assert observed["lower"] < observed["error"] < observed["upper"]


def test_only_editors_come_in(live: LiveService, tokens: Mapping[str, str]) -> None:
    url = f"{live.url}/api/v1/trust"
    assert httpx2.get(url).status_code == 401
    assert httpx2.get(url, headers=bearer(tokens["agent"])).status_code == 403
