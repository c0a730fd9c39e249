"""A word to who waits, an address to answer to, a broken promise: what each leads to, once."""

from handoff.domain.care import decide_care
from handoff.domain.commands import Claim, LeaveContact, NoteServiceLevel, TellWaiting
from handoff.domain.conversation import BREACH_PRIORITY, Conversation, Status, apply
from handoff.domain.events import ContactLeft, MessagePosted, Recorded, SlaBreached, SlaWarned
from tests.fakes_handoff import ALICE, NINE

QUEUED = Conversation("c1", "cu1", Status.QUEUED, last_seq=4, waiting_since=NINE)
DUE = NINE.isoformat()


def test_an_address_is_kept_and_confirmed() -> None:
    events = decide_care(QUEUED, LeaveContact(conversation_id="c1", email="a@b.example"))
    assert events is not None
    left, confirmed = events
    assert left == ContactLeft(email="a@b.example")
    assert isinstance(confirmed, MessagePosted)
    assert (confirmed.author, confirmed.message_id) == ("system", "c1.6")
    assert "a@b.example" in confirmed.text
    kept = apply(QUEUED, Recorded("c1", 5, NINE, left))
    assert kept.contact == "a@b.example"
    assert decide_care(kept, LeaveContact(conversation_id="c1", email="a@b.example")) == ()


def test_a_word_is_only_for_who_still_waits() -> None:
    told = TellWaiting(conversation_id="c1", key="late:x", text="Sorry")
    (message,) = decide_care(QUEUED, told) or ()
    assert isinstance(message, MessagePosted)
    assert (message.author, message.text, message.client_id) == ("system", "Sorry", "late:x")
    assert decide_care(Conversation("c1", "cu1", Status.ASSIGNED), told) == ()


def test_a_promise_is_noted_once_in_each_state_and_a_breach_makes_urgent() -> None:
    warn = NoteServiceLevel(conversation_id="c1", target="first_response", due_at=DUE, state="warned")
    breach = NoteServiceLevel(conversation_id="c1", target="first_response", due_at=DUE, state="breached")
    (warned,) = decide_care(QUEUED, warn) or ()
    assert warned == SlaWarned(target="first_response", due_at=DUE)
    endangered = apply(QUEUED, Recorded("c1", 5, NINE, warned))
    assert decide_care(endangered, warn) == ()
    (broken,) = decide_care(endangered, breach) or ()
    assert broken == SlaBreached(target="first_response", due_at=DUE)
    assert endangered.priority == 0
    assert apply(endangered, Recorded("c1", 6, NINE, broken)).priority == BREACH_PRIORITY


def test_who_is_with_nobody_is_promised_nothing() -> None:
    breach = NoteServiceLevel(conversation_id="c1", target="resolution", due_at=DUE, state="breached")
    assert decide_care(Conversation("c1", "cu1", Status.RESOLVED), breach) == ()


def test_other_commands_are_none_of_these() -> None:
    assert decide_care(QUEUED, Claim(conversation_id="c1", agent=ALICE)) is None
