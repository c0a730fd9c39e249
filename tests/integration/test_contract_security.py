"""Who may do what: roles on every route, one visitor's walls, sign-in, cookies, origins and headers."""

import json
import time
from collections.abc import Iterator, Mapping
from typing import Any

import httpx2
import pytest
from joserfc import jwt
from joserfc.jwk import OctKey
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from tests.contract import accepted, bearer, code_of, fresh_id, refused_at_the_door, say, staff
from tests.inside import SECRET, Inside
from tests.live import LiveService, customer
from tests.routes import GUARDED, TEXT, Route

Tokens = Mapping[str, str]
CASES = [
    pytest.param(route, role, status, id=f"{route.method} {route.path} {role}")
    for route in GUARDED
    for role, status in {"nobody": route.strangers, "unknown": route.strangers, **route.statuses}.items()
]
CODES = {401: "not_authenticated", 403: "not_allowed"}


@pytest.fixture(scope="module")
def theirs(live: LiveService) -> dict[str, Any]:
    """A visitor whose conversation is not ours."""
    return live.visitor()


@pytest.fixture(scope="module")
def credentials(live: LiveService, tokens: Tokens) -> dict[str, dict[str, str]]:
    """The headers with which each kind of person calls."""
    known = {"visitor": live.visitor()["token"], "unknown": "guess", **tokens}
    return {"nobody": {}, **{role: bearer(token) for role, token in known.items()}}


@pytest.mark.parametrize(("route", "role", "status"), CASES)
def test_each_role_gets_exactly_what_is_its_own(
    live: LiveService,
    theirs: dict[str, Any],
    credentials: dict[str, dict[str, str]],
    route: Route,
    role: str,
    status: int,
) -> None:
    url = live.url + route.address(theirs["conversation_id"])
    headers = {**credentials[role], **({"If-Match": "*"} if route.method == "PUT" else {})}
    answer = httpx2.request(route.method, url, json=route.body, headers=headers, timeout=15)
    assert answer.status_code == status, answer.text
    if status in CODES:
        assert answer.json()["code"] == CODES[status]


async def test_no_event_of_one_customer_reaches_another(live: LiveService, tokens: Tokens) -> None:
    mine, other = live.visitor(), live.visitor()
    async with customer(live, mine) as robin, customer(live, other) as kim, staff(live, tokens) as jonas:
        for admission in (mine, other):
            at = {"conversation_id": admission["conversation_id"]}
            accepted(await jonas.emit("conversation:claim", at))
        here = {"conversation_id": mine["conversation_id"]}
        await say(robin, "my secret")
        await say(jonas, "for Robin only", **here)
        accepted(await jonas.emit("typing", {**here, "active": True}))
        await robin.noticed("typing")
        said = await say(kim, "mine")
        await kim.heard(lambda e: e["seq"] == said["seq"])
        assert {event["conversation_id"] for event in kim.events} == {other["conversation_id"]}
        assert [name for name, _ in kim.notices] == []


FOREIGN = {
    "message:post": {"client_id": "k9", "text": "intruder"},
    "sync": {"after": 0},
    "typing": {"active": True},
    "answer:rate": {"message_id": "THEIRS.1", "helpful": True},
    "choice:pick": {"message_id": "THEIRS.1", "choice_id": "person"},
    "survey:submit": {"csat": 1},
    "handoff:request": {},
    "conversation:open": {"after": 0},
    "conversation:claim": {},
    "note:post": {"client_id": "k9", "text": "intruder"},
    "conversation:resolve": {},
}


@pytest.mark.parametrize("event", FOREIGN)
async def test_a_customer_cannot_name_another_conversation(
    live: LiveService, theirs: dict[str, Any], event: str
) -> None:
    async with customer(live, theirs) as owner, customer(live) as intruder:
        before = accepted(await owner.emit("sync", {"after": 0}))["events"]
        filled = json.loads(json.dumps(FOREIGN[event]).replace("THEIRS", theirs["conversation_id"]))
        named = await intruder.emit(event, {**filled, "conversation_id": theirs["conversation_id"]})
        assert code_of(named) == "invalid_payload"
        if event in {"answer:rate", "choice:pick"}:
            assert code_of(await intruder.emit(event, filled)) in {"unknown_message", "choice_expired"}
        assert accepted(await owner.emit("sync", {"after": 0}))["events"] == before


def test_a_visitor_reads_their_own_conversation_over_http(live: LiveService, theirs: dict[str, Any]) -> None:
    url = f"{live.url}/api/v1/conversations/{theirs['conversation_id']}"
    for part in ("events", "transcript"):
        assert httpx2.get(f"{url}/{part}", headers=bearer(theirs["token"])).status_code == 200
    assert httpx2.get(url, headers=bearer(theirs["token"])).status_code == 401


def test_a_wrong_password_and_an_unknown_person_look_the_same(live: LiveService) -> None:
    known = live.account("agent")["email"]
    wrong = [
        httpx2.post(f"{live.url}/api/v1/login", json={"email": email, "password": "not the password"})
        for email in (known, "nobody@fernhollow.example")
    ]
    assert [answer.status_code for answer in wrong] == [401, 401]
    assert wrong[0].json() == wrong[1].json()
    assert wrong[0].json()["code"] == "invalid_credentials"
    assert "set-cookie" not in wrong[0].headers


def test_guessing_is_slowed_down_however_the_address_is_written(inside: Inside) -> None:
    spellings = ("ghost@x.example", "GHOST@x.example", "  ghost@x.example", "ghost@x.example ")
    answers = [
        httpx2.post(
            f"{inside.url}/api/v1/login", json={"email": spellings[n % 4], "password": "guess"}, timeout=15
        )
        for n in range(11)
    ]
    assert [answer.status_code for answer in answers] == [401] * 10 + [429]
    assert answers[-1].json()["code"] == "rate_limited"


def test_visitors_from_one_address_are_limited_and_others_come_in(inside: Inside) -> None:
    def come(address: str) -> int:
        headers = {"X-Forwarded-For": address}
        return httpx2.post(f"{inside.url}/api/v1/visitors", json={}, headers=headers).status_code

    assert [come("203.0.113.7") for _ in range(61)] == [201] * 60 + [429]
    assert come("203.0.113.8") == 201


@pytest.fixture
def browser(live: LiveService) -> Iterator[tuple[httpx2.Client, str]]:
    """A signed-in browser, which has only its cookie, and the page's proof."""
    with httpx2.Client(base_url=live.url, timeout=15) as client:
        signed_in = client.post("/api/v1/login", json=live.account("editor"))
        assert signed_in.json().keys() >= {"token", "role", "name"}
        cookie = signed_in.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        yield client, signed_in.json()["csrf_token"]


@pytest.mark.parametrize("proof", [None, "", "guess", "é"], ids=["none", "empty", "guess", "not ASCII"])
def test_a_cookie_alone_reads_but_changes_nothing(
    browser: tuple[httpx2.Client, str], proof: str | None
) -> None:
    client, right = browser
    assert client.get("/api/v1/session").json()["csrf_token"] == right
    headers = [] if proof is None else [(b"X-CSRF-Token", proof.encode())]
    refused = client.post("/api/v1/articles", json=TEXT, headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")
    assert client.post("/api/v1/logout", headers=headers).status_code == 403
    proven = {"X-CSRF-Token": right}
    assert client.post("/api/v1/articles/preview", json={"body": "*x*"}, headers=proven).status_code == 200


async def test_signing_out_ends_the_session_and_its_socket_tokens(live: LiveService) -> None:
    token = live.sign_in("agent2")["token"]
    session = httpx2.get(f"{live.url}/api/v1/session", headers=bearer(token)).json()
    assert httpx2.post(f"{live.url}/api/v1/logout", headers=bearer(token)).status_code == 204
    assert httpx2.get(f"{live.url}/api/v1/session", headers=bearer(token)).status_code == 401
    for ended in (token, session["socket_token"]):
        assert (await refused_at_the_door(live, "/agent", {"token": ended}))["code"] == "not_authenticated"


@pytest.mark.parametrize(
    ("origin", "welcome"),
    [
        (None, True),
        ("OWN", True),
        ("https://evil.example", False),
        ("null", False),
        ("https://evil.example@OWNHOST", False),
        ("http://OWNHOST.evil.example", False),
    ],
)
async def test_only_our_own_pages_and_programs_open_sockets(
    live: LiveService, origin: str | None, welcome: bool
) -> None:
    host = live.url.removeprefix("http://")
    sent = origin and origin.replace("OWNHOST", host).replace("OWN", live.url)
    opening = connect(f"ws://{host}/socket.io/?EIO=4&transport=websocket", additional_headers=_origin(sent))
    if welcome:
        async with opening as socket:
            assert str(await socket.recv()).startswith("0")
    else:
        with pytest.raises(InvalidStatus):
            await opening


def _origin(origin: str | None) -> dict[str, str]:
    return {} if origin is None else {"Origin": origin}


@pytest.mark.parametrize(
    "path",
    ["/", "/console", "/editor", "/people", "/join", "/demo", "/widget/", "/help", "/healthz", "/none"],
)
def test_every_answer_carries_the_security_headers(live: LiveService, path: str) -> None:
    answer = httpx2.get(live.url + path)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "strict-origin-when-cross-origin"
    policy = answer.headers["content-security-policy"]
    for rule in ("default-src 'self'", "object-src 'none'", "base-uri 'none'"):
        assert rule in policy
    assert "unsafe" not in policy
    ancestors = policy.partition("frame-ancestors ")[2]
    assert ancestors == ("*" if path == "/widget/" else "'none'")


def test_without_the_demo_the_widget_shows_in_named_pages_only(inside: Inside) -> None:
    policy = httpx2.get(f"{inside.url}/widget/").headers["content-security-policy"]
    assert policy.endswith("frame-ancestors 'self'")
    assert httpx2.get(f"{inside.url}/demo").status_code == 404


async def test_html_of_a_customer_stays_text_and_that_of_the_bot_is_tamed(inside: Inside) -> None:
    async with customer(inside) as robin:
        words = "<script>alert(1)</script>"
        said = await say(robin, words)
        heard = await robin.heard(lambda e: e["seq"] == said["seq"])
        assert (heard["data"]["text"], "html" in heard["data"]) == (words, False)
        html = (await robin.reply_to("something unsafe"))["html"]
        assert "<strong>Bold</strong>" in html
        assert "<img" not in html
        assert 'href="javascript' not in html


def identity(subject: str, **claims: object) -> str:
    """Sign an identity as the website does."""
    now = int(time.time())
    content = {"sub": subject, "iat": now, "exp": now + 300, "name": "Robin", **claims}
    return jwt.encode({"alg": "HS256"}, content, OctKey.import_key(SECRET))


def test_a_verified_customer_finds_their_conversation_again_and_a_forged_one_nothing(inside: Inside) -> None:
    def come(token: str) -> httpx2.Response:
        return httpx2.post(f"{inside.url}/api/v1/visitors", json={"identity_token": token})

    subject = fresh_id()
    desktop, phone = (come(identity(subject)).json() for _ in range(2))
    assert desktop["customer"] == {**desktop["customer"], "name": "Robin", "verified": True}
    assert desktop["conversation_id"] == phone["conversation_id"]
    assert desktop["token"] != phone["token"]
    head, body, _ = identity(subject).split(".")
    for forged in (f"{head}.{body}.AAAA", identity(subject, exp=1), "nonsense"):
        refused = come(forged)
        assert (refused.status_code, refused.json()["code"]) == (401, "invalid_identity")
