"""What a customer confirmed is carried out within the turn, once, and never after a person took over."""

from dataclasses import replace

import pytest
import structlog

from bot.domain.directives import Perform
from bot.domain.performed import Performed
from bot.domain.turn import BotReply, Evidence, TurnSignals
from handoff.conversation.carrying import BOT, Carrying, job_key
from handoff.domain.commands import Command, PostNote
from handoff.domain.conversation import Conversation, Status
from handoff.domain.refusals import StaleReply

CANCEL = Perform("cancel_order", {"number": "FH-1"}, ("Done.",), "No.", "cancel order FH-1")
OPEN = Conversation("c1", "u1", fence=4, owed=("c1.3",))


class Shop:
    """Writes down what it is asked to do."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    async def perform(self, conversation_id: str, key: str, wanted: Perform) -> Performed:
        self.asked.append((key, wanted.job))
        return Performed(wanted.job, "done", "It is done.", "The bot did it.")


class Desk:
    """A conversation as it is now, and the commands it is given."""

    def __init__(self, now: Conversation) -> None:
        self.now = now
        self.commands: list[Command] = []

    async def load(self, conversation_id: str) -> Conversation:
        return self.now

    async def handle(self, command: Command) -> None:
        self.commands.append(command)


def carrying(shop: Shop, desk: Desk) -> Carrying:
    return Carrying(shop, desk, desk, structlog.get_logger())  # type: ignore[arg-type] # only handle is used


def a_reply(perform: Perform | None = CANCEL) -> BotReply:
    return BotReply("say", "", Evidence("1", TurnSignals("yes")), perform=perform)


async def test_a_confirmed_job_is_done_under_the_key_of_its_message() -> None:
    shop = Shop()

    reply = await carrying(shop, Desk(OPEN)).carry_out(OPEN, "c1.3", a_reply())

    assert shop.asked == [(job_key("c1.3"), "cancel_order")]
    assert reply.text == "It is done."


async def test_a_reply_without_a_job_stays_as_it_is() -> None:
    shop = Shop()
    reply = a_reply(None)

    assert await carrying(shop, Desk(OPEN)).carry_out(OPEN, "c1.3", reply) is reply
    assert not shop.asked


@pytest.mark.parametrize(
    "now",
    [
        replace(OPEN, status=Status.ASSIGNED),
        replace(OPEN, status=Status.QUEUED),
        replace(OPEN, fence=5),
        replace(OPEN, owed=()),
    ],
    ids=["assigned", "queued", "fence moved", "answered already"],
)
async def test_nothing_is_done_once_somebody_else_may_speak(now: Conversation) -> None:
    shop = Shop()

    with pytest.raises(StaleReply):
        await carrying(shop, Desk(now)).carry_out(OPEN, "c1.3", a_reply())

    assert not shop.asked


async def test_agents_are_told_what_was_done_when_the_reply_was_refused() -> None:
    desk = Desk(OPEN)
    done = replace(a_reply(), performed={"note": "The bot cancelled order FH-1."})

    await carrying(Shop(), desk).tell_agents("c1", "c1.3", done)

    (note,) = desk.commands
    assert isinstance(note, PostNote)
    assert (note.agent, note.text) == (BOT, "The bot cancelled order FH-1.")


@pytest.mark.parametrize("reply", [None, a_reply()])
async def test_agents_are_told_nothing_when_nothing_was_done(reply: BotReply | None) -> None:
    desk = Desk(OPEN)

    await carrying(Shop(), desk).tell_agents("c1", "c1.3", reply)

    assert not desk.commands
