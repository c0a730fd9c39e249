"""Front door of customers: admit a visitor of the website and recognise them when they come back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from handoff.domain.conversation import Conversation
from handoff.people.accounts import digest

TOKEN_LIFE = timedelta(days=90)
Attributes = Mapping[str, str | int | float | bool]


@dataclass(frozen=True, slots=True)
class Customer:
    """One customer; `verified` when the website vouched for who they are, by `external_id`."""

    id: str
    name: str
    email: str | None = None
    locale: str | None = None
    verified: bool = False
    external_id: str | None = None
    attributes: Attributes = field(default_factory=dict)

    def to_wire(self) -> dict[str, Any]:
        """Give the customer as the widget receives it."""
        return {"id": self.id, "name": self.name, "email": self.email, "verified": self.verified}


@dataclass(frozen=True, slots=True)
class Identity:
    """What a website's signed token says of a customer."""

    subject: str
    name: str | None
    email: str | None
    attributes: Attributes = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Admission:
    """What a visitor gets: the token is their only secret, the conversation id is none."""

    token: str
    conversation_id: str
    customer: Customer


@dataclass(frozen=True, slots=True)
class Visitor:
    """A recognised customer and the conversation that is theirs."""

    customer_id: str
    conversation_id: str


class CustomerStore(Protocol):
    """Where customers and their tokens are kept."""

    async def add(self, customer: Customer, at: datetime) -> None:
        """Store an anonymous customer."""

    async def identify(self, identity: Identity, customer: Customer, at: datetime) -> Customer:
        """Give the customer with this verified identity, stored now as `customer` if new."""

    async def open_token(self, token_digest: str, customer_id: str, expires_at: datetime) -> None:
        """Store a token by its digest."""

    async def find_token(self, token_digest: str, at: datetime) -> str | None:
        """Give the customer id of a token still valid at `at`."""


class Conversations(Protocol):
    """Where a visitor's conversation is made and found."""

    async def find_or_create(
        self, conversation: Conversation, page_url: str | None, at: datetime
    ) -> Conversation:
        """Give the customer's newest conversation; store this one if there is none, in the same step."""

    async def latest_of(self, customer_id: str) -> Conversation | None:
        """Give the customer's newest conversation."""


class IdentityVerifier(Protocol):
    """Checks the website's signature."""

    def verify(self, token: str) -> Identity:
        """Read a signed identity, or raise InvalidIdentity."""


class Visitors:
    """Admits and recognises customers."""

    def __init__(
        self,
        customers: CustomerStore,
        conversations: Conversations,
        identities: IdentityVerifier,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
        new_token: Callable[[], str],
    ) -> None:
        self._customers = customers
        self._conversations = conversations
        self._identities = identities
        self._clock = clock
        self._new_id = new_id
        self._new_token = new_token

    async def admit(self, identity_token: str | None, locale: str | None, page_url: str | None) -> Admission:
        """Make a visitor known: a verified one finds their conversation again, any other starts afresh."""
        customer = await self._customer(identity_token, locale)
        fresh = Conversation(self._new_id(), customer.id)
        conversation = await self._conversations.find_or_create(fresh, page_url, self._clock())
        token = self._new_token()
        await self._customers.open_token(digest(token), customer.id, self._clock() + TOKEN_LIFE)
        return Admission(token, conversation.id, customer)

    async def authenticate(self, token: str) -> Visitor | None:
        """Give the customer of a token, with the only conversation the token opens."""
        customer_id = await self._customers.find_token(digest(token), self._clock())
        if customer_id is None:
            return None
        conversation = await self._conversations.latest_of(customer_id)
        return Visitor(customer_id, conversation.id) if conversation else None

    async def _customer(self, identity_token: str | None, locale: str | None) -> Customer:
        visitor = Customer(self._new_id(), "Visitor", locale=locale)
        if identity_token is None:
            await self._customers.add(visitor, self._clock())
            return visitor
        identity = self._identities.verify(identity_token)
        return await self._customers.identify(identity, visitor, self._clock())
