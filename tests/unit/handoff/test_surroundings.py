"""What lies around a message: found from the log, and never at the price of the answer."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import structlog
from structlog.testing import capture_logs

from bot.domain.caller import Caller
from bot.domain.desk import DeskState
from bot.domain.turn import Turn
from handoff.conversation.surroundings import Surroundings, Trace, pause_before, rejected_before
from handoff.domain.conversation import Conversation
from handoff.domain.events import Event, MessagePosted, RatingGiven, ReturnedToBot

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
ANN = Caller("Ann", verified=True)
BUSY = DeskState(agents_free=0)
HELLO = Turn("c1", "c1.1", "Hello")
SEEN = ("author", "message_id", "helpful")


def said(author: str = "customer") -> MessagePosted:
    return MessagePosted(message_id="c1.1", author=author, text="x")


def log(*events: tuple[float, Event]) -> tuple[Trace, ...]:
    """Traces of events with the seconds after noon at which they happened."""
    return tuple(
        Trace(seq, NOON + timedelta(seconds=after), event.type, *(event.to_data().get(name) for name in SEEN))
        for seq, (after, event) in enumerate(events, 1)
    )


class Office:
    """Knows Ann, a log, and that everybody is busy."""

    def __init__(self, events: tuple[Trace, ...] = (), broken: bool = False) -> None:
        self.events = events
        self.broken = broken

    async def look_up(self, conversation_id: str) -> tuple[Caller, int]:
        if self.broken:
            raise ConnectionError("database is gone")
        return ANN, 2

    async def traces(self, conversation_id: str, after: int, limit: int) -> tuple[Trace, ...]:
        return self.events[after : after + limit]

    async def desk(self, conversation: Conversation) -> DeskState:
        return BUSY


async def look(office: Office, message_id: str) -> Turn:
    around = Surroundings(office, office, office.desk, structlog.get_logger())
    return await around.complete(Conversation("c1", "cu1"), replace(HELLO, message_id=message_id))


async def test_everything_is_found() -> None:
    events = log(
        (0, said()), (1, said("bot")), (2, RatingGiven(message_id="c1.2", helpful=False)), (3.5, said())
    )
    turn = await look(Office(events), "c1.4")
    assert turn == replace(
        HELLO, message_id="c1.4", caller=ANN, desk=BUSY, pause_s=3.5, rejected=1, unsettled=2
    )


async def test_what_cannot_be_found_is_unknown_and_logged() -> None:
    with capture_logs() as lines:
        turn = await look(Office(log((0, said())), broken=True), "c1.1")
    assert turn == replace(HELLO, desk=BUSY)
    assert [line["event"] for line in lines] == ["surroundings_unknown"]


def test_no_pause_before_the_first_message() -> None:
    assert pause_before(log((0, said()), (1, said("bot"))), 1) is None


def test_the_last_rating_of_an_answer_counts() -> None:
    events = log(
        (0, RatingGiven(message_id="c1.1", helpful=False)), (1, RatingGiven(message_id="c1.1", helpful=True))
    )
    assert rejected_before(events, 3) == 0


def test_ratings_from_before_an_agents_part_are_settled() -> None:
    events = log((0, RatingGiven(message_id="c1.1", helpful=False)), (1, ReturnedToBot()))
    assert rejected_before(events, 3) == 0
