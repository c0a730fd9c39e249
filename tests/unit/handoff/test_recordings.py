"""Recorded journeys: the folds in Python and in TypeScript are checked against the same events.

`tests/recordings/journeys.json` holds for each journey its events, as a customer or an agent gets them, and
the state they lead to. The web's own tests fold the same file. After an intended change, write it anew with

    FRONTDESK_RECORD=1 python -m pytest tests/unit/handoff/test_recordings.py

and read the difference before you commit it.
"""

import asyncio
import json
import os
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
import structlog

from handoff.conversation.service import Service
from handoff.domain import commands as c
from handoff.domain.commands import AgentRef
from handoff.domain.conversation import Conversation, fold
from handoff.domain.events import Event, MessagePosted, Recorded, read_event
from handoff.domain.refusals import StaleReply
from handoff.domain.visibility import for_agent, for_customer
from tests.fakes_handoff import Clock, MemoryConversations

FILE = Path(__file__).resolve().parents[2] / "recordings" / "journeys.json"
ALICE = AgentRef("a1", "Alice")
BOB = AgentRef("a2", "Bob")
JSON = dict[str, Any]
EVIDENCE: JSON = {
    "policy": "2026-11-22",
    "reason": "low_confidence",
    "lines": ["No article answers this well enough."],
    "turn": {"text": "Do you ship to Mars?", "decision": "offer"},
}
ASK = ({"id": "person", "label": "Talk to a person"}, {"id": "rephrase", "label": "Let me rephrase"})
SOURCE = ({"article_id": "shipping", "title": "Shipping", "url": "/help/shipping"},)


class Hidden(Event):
    """What a customer gets in the place of a note."""

    type: ClassVar[str] = "hidden"


class Stage:
    """One conversation in which a journey is played."""

    def __init__(self) -> None:
        self.store = MemoryConversations(Conversation("c1", "cu1"))
        self.service = Service(self.store, Clock(step=timedelta(seconds=1)), structlog.get_logger())
        self.sent = 0

    @property
    def state(self) -> Conversation:
        return self.store.states["c1"]

    async def ask(self, kind: type[c.Command], **more: Any) -> None:
        await self.service.handle(kind(conversation_id="c1", **more))

    async def customer(self, text: str) -> None:
        self.sent += 1
        await self.ask(c.PostCustomerMessage, client_id=f"customer-{self.sent}", text=text)

    async def agent(self, agent: AgentRef, text: str) -> None:
        self.sent += 1
        await self.ask(c.PostAgentMessage, agent=agent, client_id=f"agent-{self.sent}", text=text)

    async def note(self, agent: AgentRef, text: str) -> None:
        self.sent += 1
        await self.ask(c.PostNote, agent=agent, client_id=f"agent-{self.sent}", text=text)

    async def bot(self, text: str, **more: Any) -> None:
        await self.service.handle(self.reply(text, **more))

    def reply(self, text: str, **more: Any) -> c.PostBotReply:
        return c.PostBotReply(
            conversation_id="c1",
            fence=self.state.fence,
            in_reply_to=self.state.owed[0],
            text=text,
            html=f"<p>{text}</p>",
            **more,
        )


async def plain_answer(stage: Stage) -> None:
    await stage.customer("Do you ship to Norway?")
    await stage.bot("We do, within five days.", sources=SOURCE, evidence=EVIDENCE)
    await stage.ask(c.RateAnswer, message_id="c1.2", helpful=True)
    await stage.ask(c.SubmitSurvey, csat=5, comment="Quick")


async def handoff_and_claim(stage: Stage) -> None:
    await stage.customer("Do you ship to Mars?")
    await stage.bot("I call a person.", evidence=EVIDENCE, escalation_reason="low_confidence")
    await stage.customer("Thanks, I wait")
    await stage.ask(c.Claim, agent=ALICE)
    await stage.agent(ALICE, "Hello, Alice here. Not yet!")
    await stage.customer("Pity")


async def late_reply_dropped(stage: Stage) -> None:
    await stage.customer("My order is late")
    late = stage.reply("Orders take five days.")
    await stage.ask(c.RequestHandoff, reason="customer_asked")
    await stage.ask(c.Claim, agent=ALICE)
    with pytest.raises(StaleReply):
        await stage.service.handle(late)
    await stage.agent(ALICE, "I look it up for you.")


async def returned_to_bot(stage: Stage) -> None:
    await stage.ask(c.RequestHandoff, reason="customer_asked")
    await stage.ask(c.Claim, agent=ALICE)
    await stage.agent(ALICE, "The assistant can help you further.")
    await stage.ask(c.ReturnToBot, agent=ALICE)
    await stage.customer("How do I wash a tent?")
    await stage.bot("By hand, with cold water.", sources=SOURCE)


async def resolved_and_reopened(stage: Stage) -> None:
    await stage.customer("Person, please")
    await stage.ask(c.RequestHandoff, reason="customer_asked", evidence=EVIDENCE)
    await stage.ask(c.Claim, agent=ALICE)
    await stage.agent(ALICE, "Done.")
    await stage.ask(c.Resolve, agent=ALICE)
    await stage.ask(c.SubmitSurvey, csat=4)
    await stage.customer("One more thing")


async def notes(stage: Stage) -> None:
    await stage.ask(c.RequestHandoff, reason="risk_topic", evidence=EVIDENCE)
    await stage.note(BOB, "I know this customer.")
    await stage.ask(c.Claim, agent=ALICE)
    await stage.note(ALICE, "Thanks, I take it.")
    await stage.agent(ALICE, "Hello!")
    await stage.note(ALICE, "Waiting for the warehouse.")


async def transfer_and_release(stage: Stage) -> None:
    await stage.ask(c.RequestHandoff, reason="customer_asked")
    await stage.ask(c.Claim, agent=ALICE)
    await stage.ask(c.Transfer, agent=ALICE, to_agent=BOB)
    await stage.agent(BOB, "Bob here, I took over from Alice.")
    await stage.ask(c.Release, agent=BOB)


async def lease_lost(stage: Stage) -> None:
    await stage.ask(c.RequestHandoff, reason="customer_asked", team="returns", priority=2)
    await stage.ask(c.Assign, agent=ALICE, by="routing")
    await stage.ask(c.ExpireLease, agent=ALICE, silent_s=60)
    await stage.ask(c.Claim, agent=BOB)
    await stage.ask(c.Tag, agent=BOB, tags=("refund", "vip"))
    await stage.ask(c.TakeOver, agent=ALICE)
    await stage.ask(c.Transfer, agent=ALICE, to_team="repairs")
    await stage.ask(c.Claim, agent=BOB)
    await stage.ask(c.ReturnToBot, agent=BOB, flow="track_order")
    await stage.customer("Where is it?")
    await stage.bot("On its way.")


async def reopened_to_the_same_agent(stage: Stage) -> None:
    stage.service = Service(
        stage.store, Clock(step=timedelta(seconds=1)), structlog.get_logger(), lambda c, _at: c.resolved_by
    )
    await stage.ask(c.RequestHandoff, reason="customer_asked")
    await stage.ask(c.Claim, agent=ALICE)
    await stage.ask(c.Resolve, agent=ALICE)
    await stage.customer("One more thing")


async def choice_picked(stage: Stage) -> None:
    await stage.customer("Hm")
    await stage.bot("I am not sure. Shall a person help?", choices=ASK, evidence=EVIDENCE)
    await stage.ask(c.PickChoice, message_id="c1.2", choice_id="person")
    await stage.bot("I call a person.", escalation_reason="low_confidence", evidence=EVIDENCE)


async def resolved_while_waiting(stage: Stage) -> None:
    await stage.customer("Hello?")
    await stage.ask(c.RequestHandoff, reason="negative_sentiment", evidence=EVIDENCE)
    await stage.ask(c.Resolve, agent=BOB)


View = Callable[[Recorded], JSON]
Play = Callable[[Stage], Awaitable[None]]
JOURNEYS: Mapping[str, tuple[Play, View]] = {
    "plain answer": (plain_answer, for_customer),
    "handoff and claim": (handoff_and_claim, for_customer),
    "handoff and claim, as agents see it": (handoff_and_claim, for_agent),
    "late reply dropped": (late_reply_dropped, for_customer),
    "returned to bot": (returned_to_bot, for_customer),
    "resolved and reopened": (resolved_and_reopened, for_customer),
    "resolved while waiting": (resolved_while_waiting, for_agent),
    "notes hidden from customers": (notes, for_customer),
    "notes, as agents see them": (notes, for_agent),
    "transfer and release": (transfer_and_release, for_agent),
    "lease lost, taken over, given to a team": (lease_lost, for_agent),
    "lease lost, as the customer sees it": (lease_lost, for_customer),
    "reopened to the same agent": (reopened_to_the_same_agent, for_customer),
    "choice picked": (choice_picked, for_customer),
}


@dataclass(frozen=True)
class Journey:
    """One entry of the file."""

    name: str
    events: list[JSON]
    state: JSON


async def record(name: str) -> Journey:
    """Play one journey and give it as the file holds it."""
    play, view = JOURNEYS[name]
    stage = Stage()
    await play(stage)
    log = stage.store.logs["c1"]
    return Journey(name, [view(recorded) for recorded in log], outcome_of(stage.state, log, view))


def outcome_of(state: Conversation, log: list[Recorded], view: View) -> JSON:
    """Give what both folds must agree on; the queue's own matters are for agents only."""
    known_to_agents = {"team": state.team, "priority": state.priority, "tags": list(state.tags)}
    return {
        "status": state.status.value,
        "agent": state.agent.to_data() if state.agent else None,
        "last_seq": state.last_seq,
        "message_ids": [r.event.message_id for r in log if isinstance(r.event, MessagePosted)],
        "fence": state.fence,
        **(known_to_agents if view is for_agent else {}),
    }


def from_wire(event: JSON) -> Recorded:
    known = Hidden() if event["type"] == Hidden.type else read_event(event["type"], event["data"])
    return Recorded(event["conversation_id"], event["seq"], datetime.fromisoformat(event["at"]), known)


def read_file() -> dict[str, Journey]:
    return {entry["name"]: Journey(**entry) for entry in json.loads(FILE.read_text(encoding="utf-8"))}


@pytest.fixture(autouse=True, scope="module")
def written_anew_when_asked() -> None:
    """Write the file when the environment says so."""
    if os.environ.get("FRONTDESK_RECORD") != "1":
        return
    journeys = [vars(asyncio.run(record(name))) for name in JOURNEYS]
    FILE.write_text(json.dumps(journeys, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


@pytest.mark.parametrize("name", JOURNEYS)
async def test_the_code_still_makes_what_is_recorded(name: str) -> None:
    assert await record(name) == read_file()[name]


@pytest.mark.parametrize("name", JOURNEYS)
def test_the_fold_of_what_is_received_leads_to_the_recorded_state(name: str) -> None:
    journey = read_file()[name]
    log = [from_wire(event) for event in journey.events]
    assert outcome_of(fold(Conversation("c1", "cu1"), log), log, JOURNEYS[name][1]) == journey.state


@pytest.mark.parametrize("name", JOURNEYS)
def test_recorded_events_have_no_hole(name: str) -> None:
    journey = read_file()[name]
    assert [event["seq"] for event in journey.events] == list(range(1, journey.state["last_seq"] + 1))


def test_the_file_holds_these_journeys_and_no_other() -> None:
    assert list(read_file()) == list(JOURNEYS)


def test_what_customers_receive_shows_neither_notes_nor_evidence() -> None:
    for name, (_, view) in JOURNEYS.items():
        if view is for_customer:
            received = json.dumps(read_file()[name].events)
            assert "evidence" not in received
            assert "warehouse" not in received
