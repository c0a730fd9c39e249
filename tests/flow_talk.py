"""Conversations about routine jobs with the really trained dialogue, and the shop behind it."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.actions.flows import Flows
from bot.domain.caller import Caller
from bot.domain.commerce import Money, Refund, RefundStatus
from bot.domain.directives import Perform, parse_directives
from tests.actions_door import actions_door
from tests.fakes_commerce import ANNA, CANCELLED, NOW, FakeCommerce, KnownCallers
from tests.rasa_process import RunningDialogue, running_dialogue

REFUNDED: dict[str, tuple[Refund, ...]] = {
    CANCELLED.number: (Refund(CANCELLED.number, Money(24900), RefundStatus.PAID, None, NOW),)
}


@dataclass
class Talk:
    """One conversation with the dialogue, as the server has it."""

    dialogue: RunningDialogue
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    number: int = 0
    last: dict[str, Any] = field(default_factory=lambda: {"slots": {}, "active_form": None})

    def say(self, text: str) -> str:
        """Say something and give all that is said in return."""
        self.number += 1
        state = {"slots": self.last["slots"], "active_form": self.last["active_form"]}
        self.last = self.dialogue.turn(self.id, self.number, text, **state)
        return "\n".join(u["text"] for u in self.last["utterances"] if "text" in u)

    def say_all(self, *texts: str) -> str:
        """Say one thing after the other and give the last answer."""
        return [self.say(text) for text in texts][-1]

    @property
    def form(self) -> str | None:
        """The job that is under way."""
        flow: str | None = self.last["slots"].get("flow")
        return flow if self.last["active_form"] == "flow_form" else None

    @property
    def wanted(self) -> Perform | None:
        """What is to be done now."""
        named = parse_directives(self.last["utterances"])
        return next((one for one in named if isinstance(one, Perform)), None)

    def named(self, kind: type) -> bool:
        """Say whether the last answer holds a directive of this kind."""
        return any(isinstance(one, kind) for one in parse_directives(self.last["utterances"]))

    def lose_memory(self) -> None:
        """Let the process forget the conversation, as a new one would."""
        self.dialogue.http.post("/webhooks/frontdesk/forget", json={"conversation_id": self.id})


@dataclass
class Desk:
    """The dialogue, the shop behind it, and who writes."""

    dialogue: RunningDialogue
    callers: KnownCallers
    shop: FakeCommerce

    def talk(self, who: Caller = ANNA) -> Talk:
        """Begin a conversation."""
        talk = Talk(self.dialogue)
        self.callers.callers[talk.id] = who
        return talk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One process for all tests of this file."""
    callers, shop = KnownCallers(), FakeCommerce(refunds=REFUNDED)
    log = tmp_path_factory.mktemp("flows") / "rasa.log"
    with (
        actions_door(Flows(shop, callers, lambda: NOW)) as door,
        running_dialogue(log, door) as dialogue,
    ):
        yield Desk(dialogue, callers, shop)
