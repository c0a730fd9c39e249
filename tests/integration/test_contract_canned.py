"""What helps an agent write, over HTTP and sockets: canned replies, colleagues to name, missing answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest

from tests.contract import accepted, bearer, code_of, fresh_id, say, staff
from tests.inside import Inside
from tests.live import customer

Tokens = Mapping[str, str]


@dataclass
class Caller:
    """One member of staff who calls the interface."""

    url: str
    token: str

    def get(self, path: str) -> httpx2.Response:
        return self._call("GET", path)

    def post(self, path: str, json: object) -> httpx2.Response:
        return self._call("POST", path, json)

    def put(self, path: str, json: object) -> httpx2.Response:
        return self._call("PUT", path, json)

    def delete(self, path: str) -> httpx2.Response:
        return self._call("DELETE", path)

    def _call(self, method: str, path: str, json: object = None) -> httpx2.Response:
        address = f"{self.url}/api/v1{path}"
        return httpx2.request(method, address, json=json, headers=bearer(self.token), timeout=10)


def client(inside: Inside, token: str) -> Caller:
    return Caller(inside.url, token)


def reply(**changes: object) -> dict[str, object]:
    return {"shortcut": f"r-{fresh_id()}", "text": "Hello {customer_name}", "scope": "mine", **changes}


def shown(inside: Inside, token: str) -> dict[str, dict[str, Any]]:
    answer = client(inside, token).get("/canned-replies")
    assert answer.status_code == 200, answer.text
    assert answer.json()["shop"] == "Fernhollow Outdoor"
    return {one["shortcut"]: one for one in answer.json()["replies"]}


def test_an_agents_own_reply_is_nobody_elses(inside: Inside, inside_tokens: Tokens) -> None:
    agent, other = (client(inside, inside_tokens[role]) for role in ("agent", "agent2"))
    mine = reply()
    made = agent.post("/canned-replies", json=mine)
    assert made.status_code == 201, made.text
    assert made.json() == {"id": made.json()["id"], **mine}
    address = f"/canned-replies/{made.json()['id']}"
    assert mine["shortcut"] in shown(inside, inside_tokens["agent"])
    assert mine["shortcut"] not in shown(inside, inside_tokens["agent2"])
    for refused in (other.put(address, json=mine), other.delete(address)):
        assert (refused.status_code, refused.json()["code"]) == (404, "canned_reply_not_found")
    changed = agent.put(address, json={**mine, "text": "Good morning"})
    assert (changed.status_code, changed.json()["text"]) == (200, "Good morning")
    assert agent.delete(address).status_code == 204
    assert mine["shortcut"] not in shown(inside, inside_tokens["agent"])


def test_what_everybody_uses_is_changed_by_who_leads(inside: Inside, inside_tokens: Tokens) -> None:
    agent, lead = (client(inside, inside_tokens[role]) for role in ("agent", "supervisor"))
    common = reply(scope="everyone")
    refused = agent.post("/canned-replies", json=common)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")
    made = lead.post("/canned-replies", json=common).json()
    assert shown(inside, inside_tokens["agent"])[str(common["shortcut"])] == made
    for answer in (
        agent.put(f"/canned-replies/{made['id']}", json=common),
        agent.delete(f"/canned-replies/{made['id']}"),
    ):
        assert answer.status_code == 403
    own = agent.post("/canned-replies", json={**common, "scope": "mine"}).json()
    raised = agent.put(f"/canned-replies/{own['id']}", json={**common, "scope": "everyone"})
    assert raised.status_code == 403


def test_a_shortcut_is_taken_once_for_each_owner(inside: Inside, inside_tokens: Tokens) -> None:
    agent, other = (client(inside, inside_tokens[role]) for role in ("agent", "agent2"))
    first, second = reply(), reply()
    assert agent.post("/canned-replies", json=first).status_code == 201
    again = agent.post("/canned-replies", json=first)
    assert (again.status_code, again.json()["code"]) == (409, "shortcut_taken")
    moving = agent.post("/canned-replies", json=second).json()
    onto = agent.put(f"/canned-replies/{moving['id']}", json=first)
    assert (onto.status_code, onto.json()["code"]) == (409, "shortcut_taken")
    assert other.post("/canned-replies", json=first).status_code == 201


@pytest.mark.parametrize(
    "wrong",
    [{"shortcut": "Two words"}, {"shortcut": ""}, {"text": " "}, {"scope": "team"}, {"more": 1}],
    ids=["words", "none", "empty", "scope", "unknown"],
)
def test_a_reply_has_a_form(inside: Inside, inside_tokens: Tokens, wrong: dict[str, object]) -> None:
    refused = client(inside, inside_tokens["agent"]).post("/canned-replies", json={**reply(), **wrong})
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_payload")


def colleagues(inside: Inside, token: str) -> dict[str, str]:
    found = client(inside, token).get("/colleagues").json()["colleagues"]
    assert all(set(person) == {"id", "name"} for person in found)
    return {person["name"]: person["id"] for person in found}


def test_only_who_can_read_a_note_can_be_named(inside: Inside, inside_tokens: Tokens) -> None:
    names = colleagues(inside, inside_tokens["agent"])
    editor = client(inside, inside_tokens["editor"]).get("/session").json()["name"]
    assert "Jonas Hollow" in names
    assert editor not in names


async def test_who_is_named_is_called_until_they_have_read_it(inside: Inside, inside_tokens: Tokens) -> None:
    me = client(inside, inside_tokens["agent2"]).get("/session").json()["id"]
    async with (
        customer(inside) as robin,
        staff(inside, inside_tokens, "agent") as jonas,
        staff(inside, inside_tokens, "agent2") as bo,
    ):
        of = {"conversation_id": (await say(robin, "hello"))["message_id"].rpartition(".")[0]}
        note = {**of, "client_id": fresh_id(), "text": "secret: look here", "mentions": [me, "nobody"]}
        posted = accepted(await jonas.emit("note:post", note))
        heard = await bo.noticed("mention", lambda told: told["seq"] == posted["seq"])
        assert (heard["conversation_id"], heard["text"]) == (of["conversation_id"], "secret: look here")
        queue = accepted(await bo.emit("queue:list"))
        assert {"conversation_id", "seq", "at"} == set(queue["mentions"][0])
        waiting = accepted(await bo.emit("mention:list"))["mentions"]
        assert [(one["conversation_id"], one["seq"]) for one in waiting] == [
            (of["conversation_id"], posted["seq"])
        ]
        assert accepted(await jonas.emit("mention:list"))["mentions"] == []
        assert accepted(await bo.emit("mention:read", {**of, "seq": posted["seq"]}))["mentions"] == []
        assert code_of(await bo.emit("mention:read", of)) == "invalid_payload"
        told = accepted(await robin.emit("sync", {"after": 0}))
        assert "secret" not in str(told) + str(robin.notices) + str(robin.events)
        assert me not in str(told) + str(robin.notices) + str(robin.events)


async def test_conversations_that_name_somebody_stay_listed_unread_ones_first(
    inside: Inside, inside_tokens: Tokens
) -> None:
    me = client(inside, inside_tokens["agent2"]).get("/session").json()["id"]
    async with (
        customer(inside) as robin,
        customer(inside) as kim,
        staff(inside, inside_tokens, "agent") as jonas,
        staff(inside, inside_tokens, "agent2") as bo,
    ):
        places = [(await say(one, "hello"))["message_id"].rpartition(".")[0] for one in (robin, kim)]
        newest = {}
        for place in (places[0], places[0], places[1]):
            note = {"conversation_id": place, "client_id": fresh_id(), "text": "look", "mentions": [me]}
            newest[place] = accepted(await jonas.emit("note:post", note))["seq"]
        accepted(await bo.emit("mention:read", {"conversation_id": places[1], "seq": newest[places[1]]}))
        listed = accepted(await bo.emit("mention:conversations"))
        found = [one for one in listed["mentions"] if one["conversation_id"] in newest]
        assert [(one["conversation_id"], one["seq"]) for one in found] == [
            (place, newest[place]) for place in places
        ]
        assert newest.keys() <= {one["conversation_id"] for one in listed["conversations"]}
        others = accepted(await jonas.emit("mention:conversations"))["mentions"]
        assert not newest.keys() & {one["conversation_id"] for one in others}


async def test_a_missing_answer_is_told_and_hidden_from_the_customer(
    inside: Inside, inside_tokens: Tokens
) -> None:
    async with customer(inside) as robin, staff(inside, inside_tokens, "agent") as jonas:
        asked = (await say(robin, "do you rent out canoes at all"))["message_id"]
        of = {"conversation_id": asked.rpartition(".")[0]}
        accepted(await jonas.emit("conversation:open", of))
        accepted(await jonas.emit("answer:missing", {**of, "message_id": asked}))
        event = await jonas.heard(lambda one: one["type"] == "answer_missing")
        assert event["data"]["message_id"] == asked
        assert (await robin.heard(lambda one: one["seq"] == event["seq"]))["type"] == "hidden"
        for wrong in ("x.1", f"{of['conversation_id']}.999", f"{of['conversation_id']}.-1"):
            assert code_of(await jonas.emit("answer:missing", {**of, "message_id": wrong})) == (
                "unknown_message"
            )
