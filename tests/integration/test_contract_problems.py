"""Every error of a request is a problem as RFC 9457 has it, with a stable code, and gives nothing away."""

from collections.abc import Mapping

import httpx2
import pytest

from handoff.adapters.conversation_store import SqlConversationStore
from tests.contract import bearer
from tests.inside import Inside
from tests.live import LiveService

Tokens = Mapping[str, str]
JSON = {"content-type": "application/json"}
PROBLEMS = {
    "unknown path": ("GET", "/api/v1/nothing", None, 404, "not_found"),
    "unknown page": ("GET", "/nothing", None, 404, "not_found"),
    "unknown asset": ("GET", "/assets/../../settings.py", None, 404, "not_found"),
    "wrong method": ("DELETE", "/api/v1/login", None, 405, "method_not_allowed"),
    "no body": ("POST", "/api/v1/visitors", b"", 422, "invalid_payload"),
    "no JSON": ("POST", "/api/v1/visitors", b"{", 422, "invalid_payload"),
    "an array": ("POST", "/api/v1/visitors", b"[]", 422, "invalid_payload"),
    "unknown field": ("POST", "/api/v1/visitors", b'{"x":1}', 422, "invalid_payload"),
    "a lone surrogate": ("POST", "/api/v1/visitors", rb'{"\ud800":1}', 422, "invalid_payload"),
    "a surrogate value": ("POST", "/api/v1/visitors", rb'{"locale":"\ud800"}', 422, "invalid_payload"),
    "NUL": ("POST", "/api/v1/search", rb'{"query":"a\u0000"}', 422, "invalid_payload"),
    "not UTF-8": ("POST", "/api/v1/visitors", b'{"locale":"\xff"}', 400, "invalid_payload"),
    "deep nesting": ("POST", "/api/v1/visitors", b"[" * 50_000, 400, "invalid_payload"),
    "a long number": ("POST", "/api/v1/search", b'{"limit":' + b"9" * 5_000, 400, "invalid_payload"),
    "too long": ("POST", "/api/v1/search", b'{"query":"' + b"x" * 4_001 + b'"}', 413, "too_long"),
    "no token": ("GET", "/api/v1/session", None, 401, "not_authenticated"),
    "bad status": ("GET", "/api/v1/conversations?status=x", None, 422, "invalid_payload"),
    "bad cursor": ("GET", "/api/v1/conversations/x/events?after=-1", None, 422, "invalid_payload"),
    "none such": ("GET", "/api/v1/conversations/x/events", None, 404, "not_found"),
    "bad period": ("GET", "/api/v1/reports/summary?from=yesterday", None, 422, "invalid_payload"),
    "backwards": ("GET", "/api/v1/reports/summary?from=2099-01-01T00:00:00Z", None, 422, "invalid_payload"),
}


@pytest.mark.parametrize(("method", "path", "body", "status", "code"), PROBLEMS.values(), ids=PROBLEMS.keys())
def test_every_error_is_a_problem_with_a_code(
    live: LiveService, tokens: Tokens, method: str, path: str, body: bytes | None, status: int, code: str
) -> None:
    headers = JSON if code == "not_authenticated" else {**JSON, **bearer(tokens["agent"])}
    answer = httpx2.request(method, live.url + path, content=body, headers=headers, timeout=15)
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert (answer.status_code, problem["status"], problem["code"]) == (status, status, code)
    assert problem["type"] == "about:blank"
    assert problem["title"]
    assert 0 < len(problem["detail"]) < 1_000


def test_a_wrong_method_names_the_right_ones(live: LiveService) -> None:
    assert httpx2.delete(f"{live.url}/api/v1/login").headers["allow"] == "POST"


def test_what_nobody_foresaw_is_a_problem_too_and_gives_nothing_away(
    inside: Inside, inside_tokens: Tokens, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_arguments: object) -> None:
        raise RuntimeError("the secret of the house")

    monkeypatch.setattr(SqlConversationStore, "summaries", broken)
    answer = httpx2.get(f"{inside.url}/api/v1/conversations", headers=bearer(inside_tokens["agent"]))
    assert (answer.status_code, answer.json()["code"]) == (500, "internal_error")
    assert "secret" not in answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-content-type-options"] == "nosniff"
