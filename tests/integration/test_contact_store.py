"""Whom a conversation is with, and past conversations in bulk, in a real database."""

from datetime import timedelta

import pytest
from structlog import get_logger

from handoff.adapters.contact_store import SqlContacts
from handoff.adapters.conversation_store import SqlConversationStore
from handoff.adapters.database import Database
from handoff.adapters.past_store import SqlPastConversations
from handoff.adapters.people_store import SqlCustomerStore
from handoff.conversation.service import Service
from handoff.conversation.visitors import Customer, Identity
from handoff.domain.commands import PostCustomerMessage, RequestHandoff
from handoff.domain.conversation import Conversation
from handoff.domain.refusals import ConversationNotFound
from tests.fakes_handoff import NINE, Clock


@pytest.fixture
async def store(database: Database) -> SqlConversationStore:
    """Ann, whom the website vouches for, and a visitor, with a conversation each."""
    people, store = SqlCustomerStore(database), SqlConversationStore(database)
    blank = Customer("cu1", "Visitor", locale="en")
    await people.identify(Identity("x1", "Ann Lee", "ann@b.example"), blank, NINE)
    await people.add(Customer("cu2", "Visitor"), NINE)
    await store.find_or_create(Conversation("c1", "cu1"), "https://shop.example/cart", NINE)
    await store.find_or_create(Conversation("c2", "cu2"), None, NINE)
    return store


async def test_a_verified_customer_is_named_with_page_and_locale(
    store: SqlConversationStore, database: Database
) -> None:
    contact = await SqlContacts(database).of("c1")
    assert (contact.caller.name, contact.caller.email, contact.caller.verified) == (
        "Ann Lee",
        "ann@b.example",
        True,
    )
    assert (contact.page, contact.locale, contact.conversations) == ("https://shop.example/cart", "en", 0)


async def test_a_visitor_has_no_name(store: SqlConversationStore, database: Database) -> None:
    contact = await SqlContacts(database).of("c2")
    assert (contact.caller.name, contact.caller.verified) == (None, False)
    with pytest.raises(ConversationNotFound):
        await SqlContacts(database).of("none")


async def test_the_newest_conversations_come_first_and_silent_ones_not_at_all(
    store: SqlConversationStore, database: Database
) -> None:
    service = Service(store, Clock(step=timedelta(seconds=1)), get_logger())
    past = SqlPastConversations(database)
    assert await past.newest(10) == ()
    for name in ("c1", "c2"):
        await service.handle(PostCustomerMessage(conversation_id=name, client_id="1", text="hi"))
    assert await past.newest(10) == ("c2", "c1")
    await service.handle(RequestHandoff(conversation_id="c1", reason="customer_asked"))
    assert await past.newest(1) == ("c1",)
    events = await past.events_of(["c2", "c1"])
    assert [(one.conversation_id, one.seq) for one in events][:3] == [("c1", 1), ("c1", 2), ("c1", 3)]
    assert events[-1].conversation_id == "c2"
