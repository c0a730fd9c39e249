"""People over HTTP and sockets: invited, given another role, asked for a code, sent away, and noted."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx2
import pyotp
import pytest

from tests.contract import accepted, bearer, fresh_id, say, waits_for_person
from tests.inside import Inside
from tests.live import Client, customer

PASSWORD = "correct horse battery"


@dataclass
class Person:
    """Somebody who was invited and joined."""

    place: Inside
    id: str
    email: str

    def sign_in(self, **more: str) -> httpx2.Response:
        return self.place_post("login", {"email": self.email, "password": PASSWORD, **more})

    def token(self) -> str:
        return str(self.sign_in().json()["token"])

    def place_post(self, path: str, body: object, token: str | None = None) -> httpx2.Response:
        return call(self.place, "POST", path, body, token)


def call(
    place: Inside, method: str, path: str, body: object = None, token: str | None = None
) -> httpx2.Response:
    headers = bearer(token) if token else {}
    return httpx2.request(method, f"{place.url}/api/v1/{path}", json=body, headers=headers, timeout=15)


@pytest.fixture
def admin(inside_tokens: Mapping[str, str]) -> str:
    return inside_tokens["admin"]


def invite(inside: Inside, admin: str, role: str) -> tuple[str, dict[str, Any]]:
    email = f"{fresh_id()}@shop.example"
    answer = call(inside, "POST", "people/invitations", {"email": email, "role": role}, admin)
    assert answer.status_code == 201, answer.text
    return email, answer.json()


def employ(inside: Inside, admin: str, role: str) -> Person:
    email, invited = invite(inside, admin, role)
    token = invited["link"].partition("#")[2]
    joining = {"token": token, "name": f"Kim {email[:6]}", "password": PASSWORD}
    assert call(inside, "POST", "join", joining).status_code == 201
    people = call(inside, "GET", "people", token=admin).json()["people"]
    return Person(inside, next(person["id"] for person in people if person["email"] == email), email)


def test_who_is_invited_joins_once(inside: Inside, admin: str) -> None:
    email, invited = invite(inside, admin, "supervisor")
    assert invited["mailed"] is False
    assert invited["link"].startswith(f"{inside.url}/join#")
    token = invited["link"].partition("#")[2]
    assert call(inside, "POST", "join/look", {"token": token}).json() == {
        "email": email,
        "role": "supervisor",
    }
    weak = {"token": token, "name": "Kim", "password": "password123"}
    refused = call(inside, "POST", "join", weak)
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_payload")
    good = {**weak, "password": PASSWORD}
    assert call(inside, "POST", "join", good).status_code == 201
    again = call(inside, "POST", "join", good)
    assert (again.status_code, again.json()["code"]) == (410, "invitation_invalid")
    signed_in = call(inside, "POST", "login", {"email": email, "password": PASSWORD})
    assert signed_in.json()["role"] == "supervisor"


def test_an_invitation_is_withdrawn(inside: Inside, admin: str) -> None:
    _, invited = invite(inside, admin, "agent")
    pending = call(inside, "GET", "people/invitations", token=admin).json()["invitations"]
    assert invited["invitation"] in pending
    token = invited["link"].partition("#")[2]
    assert token not in json.dumps(pending)
    name = invited["invitation"]["id"]
    assert call(inside, "DELETE", f"people/invitations/{name}", token=admin).status_code == 204
    assert call(inside, "POST", "join/look", {"token": token}).status_code == 410


def test_nobody_invites_themselves_an_admin(inside: Inside, inside_tokens: Mapping[str, str]) -> None:
    wish = {"email": f"{fresh_id()}@x.example", "role": "admin"}
    for role in ("agent", "editor", "supervisor"):
        assert call(inside, "POST", "people/invitations", wish, inside_tokens[role]).status_code == 403


async def test_who_is_sent_away_is_out_within_a_second_and_their_conversation_waits(
    inside: Inside, admin: str
) -> None:
    kim = employ(inside, admin, "agent")
    token = kim.token()
    async with customer(inside) as robin, Client(inside, "/agent", {"token": token}) as desk:
        await waits_for_person(robin)
        said = await say(robin, "anybody there?")
        conversation = (await robin.heard(lambda e: e["seq"] == said["seq"]))["conversation_id"]
        accepted(await desk.emit("conversation:claim", {"conversation_id": conversation}))
        await robin.heard(lambda e: e["type"] == "agent_assigned")
        began = time.monotonic()
        gone = call(inside, "PUT", f"people/{kim.id}", {"active": False}, admin)
        assert gone.json()["active"] is False
        await inside.comes_true(lambda: not desk.sio.connected, 1)
        assert time.monotonic() - began < 5
        await robin.heard(lambda e: e["type"] == "returned_to_queue")
    assert call(inside, "GET", "session", token=token).status_code == 401
    assert kim.sign_in().json()["code"] == "invalid_credentials"


def test_a_new_role_counts_with_the_next_call(inside: Inside, admin: str) -> None:
    kim = employ(inside, admin, "agent")
    token = kim.token()
    assert call(inside, "GET", "trust", token=token).status_code == 403
    call(inside, "PUT", f"people/{kim.id}", {"role": "editor"}, admin)
    assert call(inside, "GET", "trust", token=token).status_code == 200


def test_one_person_may_hold_several_roles(inside: Inside, admin: str) -> None:
    kim = employ(inside, admin, "agent")
    changed = call(inside, "PUT", f"people/{kim.id}", {"roles": ["agent", "editor"]}, admin).json()
    assert (changed["role"], changed["roles"]) == ("editor", ["editor", "agent"])
    signed_in = kim.sign_in().json()
    assert signed_in["roles"] == ["editor", "agent"]
    for path in ("trust", "conversations"):
        assert call(inside, "GET", path, token=signed_in["token"]).status_code == 200
    assert call(inside, "GET", "session", token=signed_in["token"]).json()["roles"] == ["editor", "agent"]
    alone = call(inside, "PUT", f"people/{kim.id}", {"role": "agent"}, admin).json()
    assert (alone["role"], alone["roles"]) == ("agent", ["agent"])
    for wrong in ([], ["owner"], ["agent"] * 5):
        assert call(inside, "PUT", f"people/{kim.id}", {"roles": wrong}, admin).status_code == 422


def test_the_last_admin_stays(inside: Inside, admin: str) -> None:
    people = call(inside, "GET", "people", token=admin).json()["people"]
    (last,) = [person["id"] for person in people if person["role"] == "admin" and person["active"]]
    for wish in ({"role": "agent"}, {"active": False}):
        refused = call(inside, "PUT", f"people/{last}", wish, admin)
        assert (refused.status_code, refused.json()["code"]) == (409, "last_admin")


async def test_a_session_that_is_ended_closes_its_windows_within_a_second(inside: Inside, admin: str) -> None:
    kim = employ(inside, admin, "agent")
    here, there = kim.token(), kim.token()
    sessions = call(inside, "GET", "account/sessions", token=here).json()["sessions"]
    assert sorted(one["here"] for one in sessions) == [False, True]
    assert {one["address"] for one in sessions} != {"127.0.0.1"}
    other = next(one["id"] for one in sessions if not one["here"])
    async with Client(inside, "/agent", {"token": there}) as window:
        ended = call(inside, "DELETE", f"account/sessions/{other}", token=here)
        assert ended.status_code == 204
        await inside.comes_true(lambda: not window.sio.connected, 1)
    assert call(inside, "GET", "session", token=there).status_code == 401
    assert call(inside, "GET", "session", token=here).status_code == 200


def test_a_new_password_ends_the_other_sessions(inside: Inside, admin: str) -> None:
    kim = employ(inside, admin, "editor")
    here, there = kim.token(), kim.token()
    wrong = {"current": "not mine", "new": "another long one"}
    refused = call(inside, "PUT", "account/password", wrong, here)
    assert (refused.status_code, refused.json()["code"]) == (401, "invalid_credentials")
    right = {**wrong, "current": PASSWORD}
    assert call(inside, "PUT", "account/password", right, here).status_code == 204
    assert call(inside, "GET", "session", token=there).status_code == 401
    assert call(inside, "GET", "session", token=here).status_code == 200
    assert kim.sign_in().status_code == 401
    assert kim.sign_in(password="another long one").status_code == 200


def test_a_second_factor_is_asked_for_and_no_code_works_twice(inside: Inside, admin: str) -> None:
    kim = employ(inside, admin, "agent")
    token = kim.token()
    enrolment = call(inside, "POST", "account/second-factor", token=token).json()
    codes = pyotp.TOTP(enrolment["secret"])
    before = int(time.time())
    first = {"code": codes.at(before - 30)}
    confirmed = call(inside, "PUT", "account/second-factor", first, token).json()
    needed = kim.sign_in()
    assert (needed.status_code, needed.json()["code"]) == (401, "second_factor_needed")
    assert "set-cookie" not in needed.headers
    pending = needed.json()["pending_token"]
    assert call(inside, "GET", "session", token=pending).status_code == 401
    shown = {"pending_token": pending, "code": codes.at(before)}
    signed_in = kim.place_post("login/second-factor", shown)
    assert signed_in.status_code == 200, signed_in.text
    assert "httponly" in signed_in.headers["set-cookie"].lower()
    assert call(inside, "GET", "session", token=signed_in.json()["token"]).json()["second_factor"]
    again = {**shown, "pending_token": kim.sign_in().json()["pending_token"]}
    replayed = kim.place_post("login/second-factor", again)
    assert (replayed.status_code, replayed.json()["code"]) == (401, "invalid_credentials")
    rescued = kim.place_post("login/second-factor", {**again, "code": confirmed["recovery_codes"][0]})
    assert rescued.status_code == 200


def test_guessing_codes_is_slowed_down_over_all_sign_ins(inside: Inside, admin: str) -> None:
    kim = employ(inside, admin, "agent")
    token = kim.token()
    secret = call(inside, "POST", "account/second-factor", token=token).json()["secret"]
    call(inside, "PUT", "account/second-factor", {"code": pyotp.TOTP(secret).now()}, token)
    statuses = []
    for _ in range(3):
        pending = kim.sign_in().json()["pending_token"]
        guess = {"pending_token": pending, "code": "000000"}
        statuses += [kim.place_post("login/second-factor", guess).status_code for _ in range(4)]
    assert statuses == [401] * 9 + [429] * 3


def test_changes_are_noted_with_who_and_what_and_without_words(inside: Inside, admin: str) -> None:
    kim = employ(inside, admin, "editor")
    token = kim.token()
    text = {"title": "A secret title", "body": "A hidden matter"}
    article = call(inside, "POST", "articles", text, token).json()["id"]
    assert call(inside, "DELETE", f"articles/{article}", token=token).status_code == 204
    call(inside, "PUT", f"people/{kim.id}", {"role": "agent"}, admin)
    noted = call(inside, "GET", f"audit?actor={kim.id}", token=admin).json()["entries"]
    assert [entry["action"] for entry in noted] == [
        "article_deleted",
        "article_created",
        "signed_in",
        "person_joined",
    ]
    assert noted[0]["target"] == article
    assert "hidden" not in json.dumps(noted)
    assert kim.email not in json.dumps(noted)
    (changed,) = call(inside, "GET", "audit?action=role_changed&limit=1", token=admin).json()["entries"]
    assert (changed["target"], changed["details"]) == (kim.id, {"from": "editor", "to": "agent"})
    exported = call(inside, "GET", f"audit/export?actor={kim.id}", token=admin)
    assert [json.loads(line) for line in exported.text.splitlines()] == noted


def test_a_failed_sign_in_is_noted_without_the_address(inside: Inside, admin: str) -> None:
    email = f"{fresh_id()}@shop.example"
    call(inside, "POST", "login", {"email": email, "password": "guess"})
    query = "audit?action=sign_in_failed&limit=1"
    (entry,) = call(inside, "GET", query, token=admin).json()["entries"]
    assert (entry["actor"]["id"], entry["target"]) == ("unknown", "unknown")


def test_a_time_without_a_zone_is_refused(inside: Inside, admin: str) -> None:
    refused = call(inside, "GET", "audit?after=2026-11-22T09:00:00", token=admin)
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_payload")
    assert call(inside, "GET", "audit?after=2026-11-22T09:00:00Z", token=admin).status_code == 200


def test_without_a_provider_none_is_offered(inside: Inside) -> None:
    assert call(inside, "GET", "sign-on").json()["offered"] is False
    refused = httpx2.get(f"{inside.url}/api/v1/sign-on/start", follow_redirects=False)
    assert refused.status_code == 503


@pytest.mark.parametrize(
    ("role", "status"), [("agent", "not_allowed"), ("supervisor", None), ("admin", None)]
)
async def test_only_who_leads_takes_a_conversation_over(
    inside: Inside, admin: str, inside_tokens: Mapping[str, str], role: str, status: str | None
) -> None:
    kim = employ(inside, admin, "agent")
    async with (
        customer(inside) as robin,
        Client(inside, "/agent", {"token": kim.token()}) as owner,
        Client(inside, "/agent", {"token": inside_tokens[role]}) as other,
    ):
        said = await say(robin, "hello")
        at = {"conversation_id": (await robin.heard(lambda e: e["seq"] == said["seq"]))["conversation_id"]}
        accepted(await owner.emit("conversation:claim", at))
        ack = await other.emit("conversation:take_over", at)
        assert (None if ack["ok"] else ack["error"]["code"]) == status
