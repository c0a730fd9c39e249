"""The queue over the wire: teams, offers in turn, closed doors, promises, and answers by mail."""

import asyncio
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any

import httpx2
import pytest

from tests.contract import accepted, bearer, code_of, history, say, staff, waits_for_person
from tests.integration.conftest import ROLES, UNHURRIED
from tests.live import MODELS, Client, LiveService, customer, running
from tests.mail_servers import Postbox, smtp_server

SECRET = "a mail secret of the tests"
OURS = "help@shop.example"
TEAM: dict[str, Any] = {"name": "Support"}
Tokens = Mapping[str, str]


@dataclass
class Desk:
    """A service that can send mail, and the people who are signed in."""

    live: LiveService
    tokens: Tokens
    box: Postbox

    def call(self, method: str, path: str, body: object = None, role: str = "admin") -> httpx2.Response:
        """Make one HTTP call as a member of staff."""
        headers = bearer(self.tokens[role])
        return httpx2.request(method, f"{self.live.url}/api/v1{path}", json=body, headers=headers, timeout=20)

    def rule(self, **values: object) -> None:
        """Give the default team these rules and no others."""
        answer = self.call("PUT", "/teams/default", {**TEAM, **values})
        assert answer.status_code == 200, answer.text

    async def mail_to(self, address: str) -> EmailMessage:
        """Wait for a mail and give it."""
        return await asyncio.to_thread(self.box.first_to, address)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    data_dir = tmp_path_factory.mktemp("queue")
    shutil.copytree(MODELS, data_dir / "models", ignore=shutil.ignore_patterns("dialogue"))
    with smtp_server() as box:
        mail = {
            "FRONTDESK_SMTP_URL": box.url,
            "FRONTDESK_MAIL_FROM": OURS,
            "FRONTDESK_MAIL_SECRET": SECRET,
            "FRONTDESK_MAIL_AFTER_MINUTES": "0",
        }
        with running(data_dir, **UNHURRIED, **mail) as live:
            live.wait_ready(dialogue="off")
            yield Desk(live, {role: live.sign_in(role)["token"] for role in ROLES}, box)


def closed_today() -> list[dict[str, Any]]:
    """Give hours that lie on other days only, in a zone of their own."""
    tomorrow = (datetime.now(UTC).weekday() + 2) % 7
    return [{"weekdays": [tomorrow], "from": "09:00", "to": "10:00"}]


def is_type(name: str) -> Callable[[dict[str, Any]], bool]:
    return lambda event: event["type"] == name


def says(words: str) -> Callable[[dict[str, Any]], bool]:
    return lambda event: words in event["data"].get("text", "")


async def test_a_team_is_made_changed_and_removed(desk: Desk) -> None:
    made = desk.call("POST", "/teams", {"name": "Legal", "topics": ["legal"], "holidays": ["2026-12-25"]})
    assert made.status_code == 201
    team = made.json()
    assert (team["mode"], team["timezone"], team["default"], team["email"]) == ("pull", "UTC", False, None)
    path = f"/teams/{team['id']}"
    changed = {"name": "Law", "hours": [{"weekdays": [0], "from": "09:00", "to": "17:30"}]}
    assert desk.call("PUT", path, changed).json()["hours"] == changed["hours"]
    listed = desk.call("GET", "/teams", role="agent").json()["teams"]
    assert [(t["name"], t["default"]) for t in listed] == [("Support", True), ("Law", False)]
    assert desk.call("DELETE", path).status_code == 204
    assert desk.call("PUT", path, TEAM).json()["code"] == "team_not_found"


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {**TEAM, "timezone": "Middle/Earth"},
        {**TEAM, "holidays": ["2026-02-30"]},
        {**TEAM, "hours": [{"weekdays": [7], "from": "09:00", "to": "10:00"}]},
        {**TEAM, "hours": [{"weekdays": [1], "from": "24:00", "to": "10:00"}]},
        {**TEAM, "sla": {"first_response_s": 0}},
        {**TEAM, "mode": "push"},
        {**TEAM, "members": ["nobody"]},
        {**TEAM, "surprise": 1},
    ],
    ids=str,
)
def test_a_team_that_makes_no_sense_is_refused(desk: Desk, wrong: dict[str, Any]) -> None:
    answer = desk.call("POST", "/teams", wrong)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_payload")


def test_the_default_team_stays_and_agents_only_read(desk: Desk) -> None:
    assert desk.call("DELETE", "/teams/default").json()["code"] == "default_team_stays"
    assert desk.call("POST", "/teams", TEAM, role="agent").status_code == 403
    assert desk.call("GET", "/teams", role="editor").status_code == 403


async def test_an_offer_goes_round_and_only_acceptance_assigns(desk: Desk) -> None:
    desk.rule(mode="auto", offer_s=300)
    admission = desk.live.visitor()
    here = {"conversation_id": admission["conversation_id"]}
    async with AsyncExitStack() as stack:
        robin = await stack.enter_async_context(customer(desk.live, admission))
        pages: dict[str, Client] = {}
        for role, capacity in (("agent", 5), ("agent2", 2)):
            pages[role] = await stack.enter_async_context(staff(desk.live, desk.tokens, role))
            accepted(await pages[role].emit("presence:set", {"status": "online", "capacity": capacity}))
        await waits_for_person(robin)
        first = await first_asked(pages)
        other = pages["agent2" if first is pages["agent"] else "agent"]
        assert accepted(await first.emit("offer:list", {}))["offers"] != []
        assert code_of(await other.emit("offer:accept", here)) == "offer_over"
        accepted(await first.emit("offer:decline", here))
        offer = await other.noticed("offer")
        assert datetime.fromisoformat(offer["expires_at"]) > datetime.now(UTC)
        assert (await robin.emit("sync", {}))["status"] == "queued"
        accepted(await other.emit("offer:accept", here))
        await robin.heard(is_type("agent_assigned"))
        assert accepted(await other.emit("offer:list", {}))["offers"] == []
        accepted(await other.emit("conversation:resolve", here))
    desk.rule()


async def first_asked(pages: Mapping[str, Client]) -> Client:
    """Give the page that hears of an offer first."""
    waiting = {asyncio.create_task(page.noticed("offer")): page for page in pages.values()}
    done, rest = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    for task in rest:
        task.cancel()
    await asyncio.gather(*rest, return_exceptions=True)
    return waiting[done.pop()]


async def test_an_agent_who_is_away_or_full_is_not_asked(desk: Desk) -> None:
    desk.rule(mode="auto")
    admission = desk.live.visitor()
    async with (
        customer(desk.live, admission) as robin,
        staff(desk.live, desk.tokens, "agent") as jonas,
        staff(desk.live, desk.tokens, "agent2") as mira,
    ):
        accepted(await jonas.emit("presence:set", {"status": "away", "capacity": 5}))
        accepted(await mira.emit("presence:set", {"status": "online", "capacity": 0}))
        await waits_for_person(robin)
        await robin.noticed("queue")
        accepted(await mira.emit("presence:set", {"status": "online", "capacity": 1}))
        assert (await mira.noticed("offer"))["conversation_id"] == admission["conversation_id"]
        assert [name for name, _ in jonas.notices if name == "offer"] == []
        accepted(await mira.emit("offer:accept", {"conversation_id": admission["conversation_id"]}))
        accepted(await mira.emit("conversation:resolve", {"conversation_id": admission["conversation_id"]}))
    desk.rule()


async def test_behind_closed_doors_a_customer_leaves_an_address_and_is_answered_there_and_here(
    desk: Desk,
) -> None:
    desk.rule(hours=closed_today(), timezone="Europe/Berlin")
    admission, eve = desk.live.visitor(), "eve@home.example"
    here = {"conversation_id": admission["conversation_id"]}
    async with customer(desk.live, admission) as robin:
        await waits_for_person(robin)
        signal = await robin.noticed("queue", lambda q: q["leave_email"])
        assert (signal["open"], signal["estimate_s"], signal["email"]) == (False, None, None)
        assert datetime.fromisoformat(signal["back_at"]) > datetime.now(UTC)
        await robin.heard(says("Nobody is at the desk right now. We are back on "))
        assert code_of(await robin.emit("contact:leave", {"email": "not an address"})) == "invalid_payload"
        accepted(await robin.emit("contact:leave", {"email": eve}))
        await robin.heard(is_type("contact_left"))
        assert (await robin.noticed("queue", lambda q: q["email"] == eve))["leave_email"] is False
        told = [e for e in await history(robin) if says("Nobody is at the desk")(e)]
        assert len(told) == 1
    async with staff(desk.live, desk.tokens) as jonas:
        line = accepted(await jonas.emit("conversation:open", {**here, "after": 0}))["conversation"]
        assert (line["contact"], line["team"]) == (eve, "default")
        accepted(await jonas.emit("conversation:claim", here))
        await say(jonas, "Which tent is it?", **here)
        mail = await desk.mail_to(eve)
        assert "Which tent is it?" in mail.get_content()
        taken = hand_in(desk, answer_to(mail, "The blue one."))
        assert (taken.status_code, taken.json()) == (202, {"taken": True, "reason": None})
        posted = await jonas.heard(says("The blue one."))
        assert posted["data"]["channel"] == "mail"
        accepted(await jonas.emit("conversation:resolve", here))
    async with customer(desk.live, admission) as robin:
        assert any(says("Which tent is it?")(event) for event in await history(robin))
    desk.rule()


def answer_to(mail: EmailMessage, text: str) -> bytes:
    answer = EmailMessage()
    answer["From"], answer["To"] = "eve@home.example", OURS
    answer["Message-ID"], answer["In-Reply-To"] = "<r1@home.example>", mail["Message-ID"]
    answer.set_content(text)
    return answer.as_bytes()


def hand_in(desk: Desk, raw: bytes, secret: str = SECRET) -> httpx2.Response:
    address = f"{desk.live.url}/api/v1/mail/incoming"
    return httpx2.post(address, content=raw, headers=bearer(secret), timeout=20)


def test_the_mail_hook_lets_nobody_in_without_its_secret_and_takes_no_giants(desk: Desk) -> None:
    assert hand_in(desk, b"From: a@b.example\n\nx", "guessed").json()["code"] == "not_authenticated"
    assert hand_in(desk, b"From: a@b.example\n\nx").json() == {"taken": False, "reason": "unknown_thread"}
    assert hand_in(desk, b"x" * 11 * 2**20).json()["code"] == "too_large"


async def test_when_nobody_comes_there_is_an_apology_and_a_way_out_once(desk: Desk) -> None:
    desk.rule(deadline_s=1)
    async with customer(desk.live) as robin:
        await waits_for_person(robin)
        await robin.heard(says("We are sorry: nobody has been free yet."))
        assert (await robin.noticed("queue", lambda q: q["late"]))["leave_email"] is True
        accepted(await robin.emit("transcript:mail", {"email": "late@home.example"}))
        await desk.mail_to("late@home.example")
        told = [e for e in await history(robin) if says("We are sorry")(e)]
        assert len(told) == 1
    desk.rule()


async def test_a_broken_promise_is_stored_shown_to_agents_only_and_makes_urgent(desk: Desk) -> None:
    desk.rule(sla={"first_response_s": 2})
    async with staff(desk.live, desk.tokens) as jonas, customer(desk.live) as robin:
        await waits_for_person(robin)

        def breached(line: dict[str, Any]) -> bool:
            return (line["sla"] or {}).get("state") == "breached"

        line = await jonas.noticed("conversation_updated", breached)
        assert line["sla"]["target"] == "first_response"
        here = {"conversation_id": line["conversation_id"]}
        opened = accepted(await jonas.emit("conversation:open", {**here, "after": 0}))
        types = [event["type"] for event in opened["events"]]
        assert "sla_breached" in types
        assert opened["conversation"]["priority"] >= 10
        assert not {"sla_warned", "sla_breached"} & {event["type"] for event in await history(robin)}
        accepted(await jonas.emit("conversation:claim", here))
        await say(jonas, "Here I am.", **here)
        await jonas.noticed(
            "conversation_updated",
            lambda n: n["conversation_id"] == here["conversation_id"] and n["agent"] and n["sla"] is None,
        )
        accepted(await jonas.emit("conversation:resolve", here))
    report = desk.call("GET", "/reports/summary").json()
    assert report["sla"]["first_response"]["breached"] >= 1
    assert report["wait_estimates"].keys() == {"told", "within_p50", "within_p90"}
    desk.rule()


def test_without_mail_what_needs_it_says_so(live: LiveService) -> None:
    admission = live.visitor()
    path = f"{live.url}/api/v1/conversations/{admission['conversation_id']}"
    headers = bearer(admission["token"])
    for way, body in (("contact", {"email": "a@b.example"}), ("transcript/mail", {})):
        answer = httpx2.post(f"{path}/{way}", json=body, headers=headers, timeout=20)
        assert (answer.status_code, answer.json()["code"]) == (409, "mail_not_configured")
