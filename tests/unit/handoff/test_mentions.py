"""Mentions: kept for whoever a note names, until they have read it."""

from collections.abc import Collection
from datetime import datetime

from handoff.conversation.mentions import Mention, Mentions
from handoff.conversation.service import Outcome
from handoff.domain.conversation import Conversation
from handoff.domain.events import MessagePosted, NotePosted, Recorded
from tests.fakes_handoff import NINE, Clock


class MemoryMentions:
    """Mentions in a list."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, Mention]] = []

    async def add(self, mention: Mention, staff_ids: Collection[str]) -> None:
        self.kept += [(staff_id, mention) for staff_id in sorted(staff_ids)]

    async def unread(self, staff_id: str, most: int) -> tuple[Mention, ...]:
        return tuple(mention for name, mention in reversed(self.kept) if name == staff_id)[:most]

    async def newest(self, staff_id: str, most: int) -> tuple[Mention, ...]:
        last = {one.conversation_id: one for name, one in self.kept if name == staff_id}
        return tuple(last.values())[:most]

    async def read(self, staff_id: str, conversation_id: str, seq: int, at: datetime) -> None:
        self.kept = [
            (name, one)
            for name, one in self.kept
            if not (name == staff_id and one.conversation_id == conversation_id and one.seq <= seq)
        ]


def noted(seq: int, *names: str) -> Outcome:
    note = NotePosted(note_id=f"c1.{seq}", agent={"id": "a1", "name": "Jonas"}, text="x", mentions=names)
    said = MessagePosted(message_id="c1.1", author="customer", text="@a2")
    events = Recorded("c1", 1, NINE, said), Recorded("c1", seq, NINE, note)
    return Outcome(Conversation("c1", "cu1"), events, None)


async def test_everybody_named_is_called_but_not_by_their_own_note() -> None:
    mentions = Mentions(MemoryMentions(), Clock())
    await mentions.on_outcome(noted(2, "a1", "a2", "a2"))
    await mentions.on_outcome(noted(3))
    assert await mentions.unread("a1") == ()
    (called,) = await mentions.unread("a2")
    assert called.to_wire() == {"conversation_id": "c1", "seq": 2, "at": NINE.isoformat()}


async def test_reading_as_far_as_a_note_settles_it_and_no_later_one() -> None:
    mentions = Mentions(MemoryMentions(), Clock())
    await mentions.on_outcome(noted(2, "a2"))
    await mentions.on_outcome(noted(5, "a2"))
    assert [one.seq for one in await mentions.read("a2", "c1", 3)] == [5]
    assert await mentions.read("a2", "c1", 5) == ()


async def test_a_conversation_is_listed_once_with_the_newest_note_for_whom_it_names() -> None:
    mentions = Mentions(MemoryMentions(), Clock())
    await mentions.on_outcome(noted(2, "a2"))
    await mentions.on_outcome(noted(5, "a2"))
    assert [one.seq for one in await mentions.newest("a2")] == [5]
    assert await mentions.newest("a1") == ()
