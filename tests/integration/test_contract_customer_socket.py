"""The contract of `/customer`: each event, what it answers, what both sides hear of it, and each refusal."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest

from handoff.contract.wire import MAX_TEXT
from tests.contract import (
    accepted,
    code_of,
    fresh_id,
    history,
    refused_at_the_door,
    say,
    settled,
    staff,
    waits_for_person,
)
from tests.inside import Inside
from tests.live import LiveService, customer


async def test_a_message_is_acknowledged_with_its_place_and_comes_as_an_event(live: LiveService) -> None:
    admission = live.visitor()
    async with customer(live, admission) as robin:
        ack = await robin.emit("message:post", {"client_id": "k1", "text": "  Hello there \n"})
        assert ack.keys() == {"ok", "seq", "message_id"}
        event = await robin.heard(lambda e: e["seq"] == ack["seq"])
        assert event.keys() == {"conversation_id", "seq", "type", "at", "data"}
        assert (event["type"], event["seq"]) == ("message_posted", 1)
        assert event["conversation_id"] == admission["conversation_id"]
        assert datetime.fromisoformat(event["at"]).utcoffset() == timedelta(0)
        assert event["data"] == {
            "message_id": ack["message_id"],
            "client_id": "k1",
            "author": "customer",
            "text": "Hello there",
        }


async def test_the_same_client_id_gets_the_same_answer_and_stands_once(live: LiveService) -> None:
    async with customer(live) as robin:
        message = {"client_id": "k1", "text": "only once"}
        first = accepted(await robin.emit("message:post", message))
        assert [await robin.emit("message:post", message) for _ in range(3)] == [first] * 3
        other = await robin.emit("message:post", {"client_id": "k1", "text": "other words"})
        assert code_of(other) == "client_id_reused"
        texts = [event["data"].get("text") for event in await history(robin)]
        assert texts.count("only once") == 1
        assert "other words" not in texts


@pytest.mark.parametrize(
    ("text", "code"),
    [("x" * (MAX_TEXT + 1), "too_long"), ("", "invalid_payload"), (" \n", "invalid_payload")],
)
async def test_a_text_that_does_not_fit_is_refused_and_not_stored(
    live: LiveService, text: str, code: str
) -> None:
    async with customer(live) as robin:
        refused = await robin.emit("message:post", {"client_id": "k1", "text": text})
        assert code_of(refused) == code
        assert await history(robin) == []
        assert (await say(robin, "x" * MAX_TEXT))["seq"] == 1


async def test_asking_for_a_person_is_answered_once_and_without_the_evidence(live: LiveService) -> None:
    async with customer(live) as robin:
        first = accepted(await robin.emit("handoff:request", {}))
        asked = await robin.heard(lambda e: e["type"] == "handoff_requested")
        assert (asked["seq"], asked["data"]) == (1, {"reason": "customer_asked"})
        before = await history(robin)
        assert first["seq"] == before[-1]["seq"]
        again = accepted(await robin.emit("handoff:request"))
        assert again["seq"] == before[-1]["seq"]
        assert await history(robin) == before
        assert before[-1]["data"]["author"] == "system"


async def test_sync_gives_what_lies_behind_the_cursor(live: LiveService) -> None:
    async with customer(live) as robin:
        await waits_for_person(robin)
        await say(robin, "one")
        everything = accepted(await robin.emit("sync", {"after": 0}))
        assert everything.keys() >= {"ok", "events", "last_seq", "epoch"}
        last = everything["last_seq"]
        assert accepted(await robin.emit("sync", {})) == everything
        behind = accepted(await robin.emit("sync", {"after": last - 1}))
        assert behind["events"] == everything["events"][-1:]
        ahead = accepted(await robin.emit("sync", {"after": last}))
        assert (ahead["events"], ahead["last_seq"], ahead["epoch"]) == ([], last, everything["epoch"])


async def test_after_a_reconnect_sync_brings_what_was_missed(live: LiveService) -> None:
    admission = live.visitor()
    async with customer(live, admission) as robin, customer(live, admission) as other_window:
        await waits_for_person(robin)
        seen = (await history(robin))[-1]["seq"]
        await robin.sio.disconnect()
        await say(other_window, "written elsewhere")
        async with customer(live, admission) as back:
            missed = accepted(await back.emit("sync", {"after": seen}))
            assert [event["data"]["text"] for event in missed["events"]] == ["written elsewhere"]


async def test_a_cursor_at_the_door_brings_what_was_missed_unasked(live: LiveService) -> None:
    admission = live.visitor()
    async with customer(live, admission) as robin:
        await waits_for_person(robin)
        last = (await say(robin, "and this"))["seq"]
        everything = await history(robin)
    async with customer(live, admission, cursor=1) as back:
        await back.heard(lambda e: e["seq"] == last)
        assert back.events == everything[1:]


async def test_two_windows_of_one_customer_hear_the_same(live: LiveService) -> None:
    admission = live.visitor()
    async with customer(live, admission) as desktop, customer(live, admission) as phone:
        await waits_for_person(desktop)
        said = await say(phone, "from the phone")
        for window in (desktop, phone):
            await window.heard(lambda e: e["seq"] == said["seq"])
        assert desktop.events == phone.events == await history(phone)


async def test_typing_reaches_agents_who_look_and_is_not_stored(
    live: LiveService, tokens: dict[str, str]
) -> None:
    admission = live.visitor()
    at = {"conversation_id": admission["conversation_id"]}
    async with customer(live, admission) as robin, staff(live, tokens) as alice:
        accepted(await alice.emit("conversation:open", {**at, "after": 0}))
        for active in (True, False):
            assert await robin.emit("typing", {"active": active}) == {"ok": True}
            notice = await alice.noticed("typing")
            alice.notices.clear()
            assert notice == {**at, "author": "customer", "active": active}
        assert await history(robin) == []


async def test_a_queue_notice_says_the_place_and_moves_up(live: LiveService, tokens: dict[str, str]) -> None:
    first, second = live.visitor(), live.visitor()
    async with customer(live, first) as robin, customer(live, second) as kim, staff(live, tokens) as alice:
        await waits_for_person(robin)
        ahead = (await robin.noticed("queue"))["position"]
        await waits_for_person(kim)
        notice = await kim.noticed("queue", lambda n: n["position"] == ahead + 1)
        assert notice.keys() >= {"position", "estimate_s", "open", "back_at", "leave_email"}
        accepted(await alice.emit("conversation:claim", {"conversation_id": first["conversation_id"]}))
        await kim.noticed("queue", lambda n: n["position"] == ahead)


async def test_a_choice_is_picked_once_and_stands_as_words(inside: Inside) -> None:
    async with customer(inside) as robin:
        asked = await settled(robin, await say(robin, "which one"))
        assert [choice["id"] for choice in asked["data"]["choices"]] == ["a", "b"]
        pick = {"message_id": asked["data"]["message_id"], "choice_id": "b"}
        ack = accepted(await robin.emit("choice:pick", pick))
        assert ack.keys() == {"ok", "seq", "message_id"}
        picked = await robin.heard(lambda e: e["seq"] == ack["seq"])
        assert (picked["data"]["author"], picked["data"]["text"]) == ("customer", "A bag")
        assert await robin.emit("choice:pick", pick) == ack
        await settled(robin, ack)


@pytest.mark.parametrize("choice", ["c", "person"])
async def test_a_choice_that_is_not_open_is_refused(inside: Inside, choice: str) -> None:
    async with customer(inside) as robin:
        asked = await settled(robin, await say(robin, "which one"))
        pick = {"message_id": asked["data"]["message_id"], "choice_id": choice}
        assert code_of(await robin.emit("choice:pick", pick)) == "choice_expired"
        await settled(robin, await say(robin, "never mind"))
        late = {**pick, "choice_id": "a"}
        assert code_of(await robin.emit("choice:pick", late)) == "choice_expired"


async def test_an_answer_of_the_bot_can_be_rated_and_nothing_else(inside: Inside) -> None:
    async with customer(inside) as robin:
        said = await say(robin, "where from")
        answer = (await settled(robin, said))["data"]
        assert answer["sources"] == [{"article_id": "returns", "title": "Returns", "url": "/help/returns"}]
        rated = await robin.emit("answer:rate", {"message_id": answer["message_id"], "helpful": True})
        event = await robin.heard(lambda e: e["type"] == "rating_given")
        assert rated == {"ok": True, "seq": event["seq"]}
        assert event["data"] == {"message_id": answer["message_id"], "helpful": True}
        own = {"message_id": said["message_id"], "helpful": False}
        assert code_of(await robin.emit("answer:rate", own)) == "unknown_message"


async def test_a_survey_is_kept(live: LiveService) -> None:
    survey = {"csat": 4, "ces": 2, "nps": 9, "comment": "Quick."}
    async with customer(live) as robin:
        ack = accepted(await robin.emit("survey:submit", survey))
        kept = await robin.heard(lambda e: e["type"] == "survey_submitted")
        assert (kept["seq"], kept["data"]) == (ack["seq"], survey)
        assert code_of(await robin.emit("survey:submit", {"csat": 6})) == "invalid_payload"
        assert accepted(await robin.emit("survey:submit", {"csat": 1}))["seq"] == ack["seq"] + 1


async def test_a_message_opens_a_resolved_conversation_again(
    live: LiveService, tokens: dict[str, str]
) -> None:
    admission = live.visitor()
    async with customer(live, admission) as robin, staff(live, tokens) as alice:
        await waits_for_person(robin)
        accepted(await alice.emit("conversation:resolve", {"conversation_id": admission["conversation_id"]}))
        said = await say(robin, "one more thing")
        types = [event["type"] for event in await history(robin)][: said["seq"]]
        assert types[-3:] == ["conversation_resolved", "conversation_reopened", "message_posted"]


@pytest.mark.parametrize("event", ["message:post", "survey:submit"])
async def test_too_much_too_fast_is_refused_until_it_calms_down(inside: Inside, event: str) -> None:
    payloads: Mapping[str, Mapping[str, object]] = {
        "message:post": {"text": "again"},
        "survey:submit": {"csat": 3},
    }
    async with customer(inside) as robin, customer(inside) as kim:
        stored = 0
        for _ in range(20):
            extra = {"client_id": fresh_id()} if event == "message:post" else {}
            stored += accepted(await robin.emit(event, {**payloads[event], **extra}))["ok"]
        refused = await robin.emit("message:post", {"client_id": "k21", "text": "too much"})
        assert code_of(refused) == "rate_limited"
        assert stored == 20
        assert "too much" not in [e["data"].get("text") for e in await history(robin)]
        await say(kim, "unaffected")


@pytest.mark.parametrize(
    ("auth", "code"),
    [
        pytest.param({"token": "unknown"}, "not_authenticated", id="unknown token"),
        pytest.param(None, "invalid_payload", id="nothing"),
        pytest.param({}, "invalid_payload", id="no token"),
        pytest.param({"token": ""}, "invalid_payload", id="empty token"),
        pytest.param({"token": 7}, "invalid_payload", id="number"),
        pytest.param({"token": "unknown", "admin": True}, "invalid_payload", id="unknown field"),
        pytest.param({"token": "unknown", "cursor": -1}, "invalid_payload", id="cursor before the start"),
        pytest.param(["unknown"], "invalid_payload", id="array"),
        pytest.param({"token": "x\x00"}, "invalid_payload", id="NUL"),
    ],
)
@pytest.mark.parametrize("namespace", ["/customer", "/agent"])
async def test_nobody_comes_in_without_a_token(
    live: LiveService, namespace: str, auth: object, code: str
) -> None:
    assert (await refused_at_the_door(live, namespace, auth))["code"] == code
