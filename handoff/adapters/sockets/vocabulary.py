"""Every event of the sockets: what a page may emit and what it then hears, for the description of them.

The desks' own tables say who handles an event; a test holds the two together.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handoff.adapters.sockets.contact import Contact, TranscriptTo
from handoff.adapters.sockets.gateway import AGENT, CUSTOMER
from handoff.contract import signals as s
from handoff.contract import wire as w
from handoff.domain import refusals as r
from handoff.errors import InvalidInput, MailNotConfigured, NotAllowed, OfferOver, RateLimited, TooLong

ALWAYS = ("invalid_payload", "storage_unavailable", "internal_error")
AT_THE_DOOR = ("not_authenticated", "not_allowed", "invalid_payload", "storage_unavailable", "internal_error")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page may emit: its payload, the acknowledgement, and why it may be refused."""

    payload: type[w.Payload]
    answer: Any
    refusals: tuple[type[Exception], ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of all its refusals."""
        own = (str(getattr(refusal, "code", "")) for refusal in self.refusals)
        return tuple(dict.fromkeys((*own, *ALWAYS)))


OWNED = (r.ConversationNotFound, r.NotOwner, r.TransitionNotAllowed)
TAKING = (r.ConversationNotFound, r.AlreadyAssigned, r.TransitionNotAllowed)
LIMITED = (RateLimited, r.TransitionNotAllowed)
WORDS = (TooLong, r.ClientIdReused, r.AttachmentNotFound)

CUSTOMER_ASKS: Mapping[str, Asked] = {
    "message:post": Asked(w.CustomerMessage, s.PostAck, (*LIMITED, *WORDS)),
    "choice:pick": Asked(w.Pick, s.PostAck, (*LIMITED, r.ChoiceExpired)),
    "handoff:request": Asked(w.Nothing, s.CommandAck, LIMITED),
    "sync": Asked(w.Cursor, s.SyncAck),
    "typing": Asked(w.Typing, s.EmptyAck, (RateLimited,)),
    "seen": Asked(w.Seen, s.EmptyAck, (RateLimited,)),
    "answer:rate": Asked(w.Rating, s.CommandAck, (RateLimited, r.UnknownMessage)),
    "survey:submit": Asked(w.Survey, s.CommandAck, LIMITED),
    "contact:leave": Asked(Contact, s.CommandAck, (*LIMITED, MailNotConfigured, InvalidInput)),
    "transcript:mail": Asked(TranscriptTo, s.TranscriptAck, (RateLimited, MailNotConfigured, InvalidInput)),
}
AGENT_ASKS: Mapping[str, Asked] = {
    "presence:set": Asked(w.Presence, s.EmptyAck),
    "queue:list": Asked(w.Nothing, s.QueueListAck),
    "conversation:open": Asked(w.OpenConversation, s.OpenAck, (r.ConversationNotFound,)),
    "message:post": Asked(w.AgentText, s.PostAck, (*OWNED, r.StaleReply, *WORDS)),
    "note:post": Asked(w.NoteText, s.CommandAck, (r.ConversationNotFound, TooLong, r.ClientIdReused)),
    "typing": Asked(w.AgentTyping, s.EmptyAck, (RateLimited, r.ConversationNotFound)),
    "seen": Asked(w.AgentSeen, s.EmptyAck, (RateLimited, r.ConversationNotFound)),
    "viewing": Asked(w.Viewing, s.ViewingAck),
    "lease:renew": Asked(w.Renewal, s.LeaseAck),
    "conversation:claim": Asked(w.OfConversation, s.CommandAck, TAKING),
    "conversation:take_over": Asked(w.OfConversation, s.CommandAck, (*TAKING, NotAllowed)),
    "conversation:release": Asked(w.OfConversation, s.CommandAck, OWNED),
    "conversation:return_to_bot": Asked(w.Return, s.CommandAck, OWNED),
    "conversation:resolve": Asked(w.OfConversation, s.CommandAck, OWNED),
    "conversation:transfer": Asked(w.TransferTo, s.CommandAck, (*OWNED, r.AlreadyAssigned)),
    "conversation:tag": Asked(w.Tags, s.CommandAck, (r.ConversationNotFound,)),
    "answer:missing": Asked(w.OfMessage, s.CommandAck, (r.ConversationNotFound, r.UnknownMessage)),
    "offer:accept": Asked(w.OfConversation, s.CommandAck, (*TAKING, OfferOver)),
    "offer:decline": Asked(w.OfConversation, s.EmptyAck),
    "offer:list": Asked(w.Nothing, s.OffersAck),
    "mention:list": Asked(w.Nothing, s.MentionsAck),
    "mention:conversations": Asked(w.Nothing, s.MentionedAck),
    "mention:read": Asked(w.ReadMentions, s.MentionsAck),
}
CUSTOMER_HEARS: Mapping[str, Any] = {
    "event": s.Envelope,
    "queue": s.QueueSignal,
    "seen": s.SeenSignal,
    "typing": s.TypingSignal,
}
AGENT_HEARS: Mapping[str, Any] = {
    "event": s.Envelope,
    "conversation_updated": s.Summary,
    "presence": s.PresenceSignal,
    "ownership": s.OwnershipSignal,
    "mention": s.MentionSignal,
    "offer": s.OfferSignal,
    "viewing": s.ViewingSignal,
    "seen": s.SeenSignal,
    "typing": s.TypingSignal,
}
ASKS = {CUSTOMER: CUSTOMER_ASKS, AGENT: AGENT_ASKS}
HEARS = {CUSTOMER: CUSTOMER_HEARS, AGENT: AGENT_HEARS}
