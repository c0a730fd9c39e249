"""Canned replies: whose they are, who may change them, and what stands in the way."""

import pytest

from handoff.conversation.canned import CannedReplies
from handoff.domain.refusals import CannedNotFound, ShortcutTaken
from handoff.domain.rights import Role, Staff
from handoff.errors import NotAllowed
from tests.fakes_canned import MemoryCanned
from tests.fakes_handoff import Clock, counter

JONAS = Staff("a1", "jonas@x.example", "Jonas", Role.AGENT)
MIRA = Staff("a2", "mira@x.example", "Mira", Role.AGENT)
NOA = Staff("s1", "noa@x.example", "Noa", Role.SUPERVISOR)


@pytest.fixture
def replies() -> CannedReplies:
    return CannedReplies(MemoryCanned(), Clock(), counter("r"))


async def test_everybody_sees_common_replies_and_their_own(replies: CannedReplies) -> None:
    await replies.add(NOA, "hi", "Hello", "everyone")
    await replies.add(JONAS, "bye", "Goodbye", "mine")
    assert [(one.shortcut, one.scope) for one in await replies.all(JONAS)] == [
        ("bye", "mine"),
        ("hi", "everyone"),
    ]
    assert [one.shortcut for one in await replies.all(MIRA)] == ["hi"]


async def test_only_who_leads_writes_for_everybody(replies: CannedReplies) -> None:
    common = await replies.add(NOA, "hi", "Hello", "everyone")
    own = await replies.add(JONAS, "yo", "Hello", "mine")
    with pytest.raises(NotAllowed, match="supervisor"):
        await replies.add(JONAS, "ho", "Hello", "everyone")
    with pytest.raises(NotAllowed):
        await replies.change(JONAS, common.id, "hi", "Hello", "mine")
    with pytest.raises(NotAllowed):
        await replies.change(JONAS, own.id, "yo", "Hello", "everyone")
    with pytest.raises(NotAllowed):
        await replies.remove(JONAS, common.id)


async def test_somebody_elses_own_reply_does_not_exist_even_for_who_leads(replies: CannedReplies) -> None:
    own = await replies.add(JONAS, "yo", "Hello", "mine")
    for other in (MIRA, NOA):
        with pytest.raises(CannedNotFound):
            await replies.remove(other, own.id)
    await replies.remove(JONAS, own.id)
    assert await replies.all(JONAS) == ()


async def test_a_shortcut_stands_for_one_reply_of_an_owner(replies: CannedReplies) -> None:
    await replies.add(JONAS, "yo", "Hello", "mine")
    other = await replies.add(JONAS, "ho", "Hello", "mine")
    with pytest.raises(ShortcutTaken, match="/yo"):
        await replies.add(JONAS, "yo", "Again", "mine")
    with pytest.raises(ShortcutTaken):
        await replies.change(JONAS, other.id, "yo", "Again", "mine")
    assert (await replies.add(MIRA, "yo", "Hello", "mine")).owner == MIRA.id
