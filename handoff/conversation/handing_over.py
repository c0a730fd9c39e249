"""Front door of the handover: what an agent who takes over has to know of a conversation."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from bot.domain.caller import Caller
from bot.domain.handover import Before, Step, Story, Summary, summarise
from handoff.domain.decided import Decided, decided_of
from handoff.domain.events import (
    AgentAssigned,
    ConversationResolved,
    MessagePosted,
    Recorded,
    ReturnedToBot,
)

TRIED_SINCE = 20


@dataclass(frozen=True, slots=True)
class Contact:
    """Who a conversation is with: where they wrote from, and what was before."""

    caller: Caller
    locale: str | None = None
    page: str | None = None
    conversations: int = 0
    unsettled: int = 0
    last: str | None = None


class Contacts(Protocol):
    """Where customers are looked up."""

    async def of(self, conversation_id: str) -> Contact:
        """Give the contact of a conversation. Raises: ConversationNotFound."""


class Log(Protocol):
    """Where events are read."""

    async def events_after(
        self, conversation_id: str, after: int, limit: int | None = None
    ) -> Sequence[Recorded]:
        """Give the events behind the cursor `after`, in order."""


@dataclass(frozen=True, slots=True)
class Handovers:
    """Writes summaries from the events."""

    contacts: Contacts
    log: Log

    async def summary(self, conversation_id: str) -> tuple[Contact, Summary]:
        """Give what is known now. Raises: ConversationNotFound."""
        contact = await self.contacts.of(conversation_id)
        return contact, summarise(story_of(contact, await self.log.events_after(conversation_id, 0, None)))


def story_of(contact: Contact, events: Sequence[Recorded]) -> Story:
    """Read the story of a conversation from its events; only the matter since the last agent counts."""
    ends = [one.seq for one in events if isinstance(one.event, ReturnedToBot | ConversationResolved)]
    parts = _parts(events)
    titles = {one.seq: _titles(one.event) for one in events if isinstance(one.event, MessagePosted)}
    decided = decided_of(events)
    current = [one for one in decided if not ends or one.seq > ends[-1]] or list(decided)
    newest = current[-1].evidence if current else {}
    turn = newest.get("turn") or {}
    before = Before(parts, contact.conversations, contact.unsettled, contact.last)
    return Story(
        caller=contact.caller,
        vip=_vip(newest),
        locale=contact.locale,
        page=contact.page,
        steps=tuple(_step(one, titles.get(one.seq, ())) for one in current[-TRIED_SINCE:]),
        slots=turn.get("slots") or {},
        form=turn.get("active_form"),
        why=tuple(newest.get("lines") or ()),
        before=before,
    )


def _step(one: Decided, titles: tuple[str, ...]) -> Step:
    turn, parse = one.evidence["turn"], one.evidence.get("parse") or {}
    performed = one.evidence.get("performed") or {}
    return Step(
        text=one.text or str(turn.get("text", "")),
        decision=str(turn.get("decision", "say")),
        intent=turn.get("intent"),
        titles=titles,
        entities=tuple((found["entity"], str(found["value"])) for found in parse.get("entities") or ()),
        negative=float(turn.get("negative", 0.0)),
        performed=performed.get("note"),
    )


def _parts(events: Sequence[Recorded]) -> int:
    """Count the ended parts of agents: each from the first assignment to its end."""
    count, assigned = 0, False
    for one in events:
        if isinstance(one.event, AgentAssigned):
            assigned = True
        if isinstance(one.event, ReturnedToBot | ConversationResolved) and assigned:
            count, assigned = count + 1, False
    return count


def _titles(message: MessagePosted) -> tuple[str, ...]:
    return tuple(str(source["title"]) for source in message.sources)


def _vip(evidence: Any) -> str | None:  # noqa: ANN401 -- evidence is JSON
    fired = {str(one["name"]) for one in evidence.get("signals") or () if one["fired"]}
    return "a rule of the policy" if "vip" in fired else None
