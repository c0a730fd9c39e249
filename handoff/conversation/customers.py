"""Front door of what agents see of a customer: who they are, what they asked before, what they ordered."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.commerce import CommerceError
from bot.domain import commerce as shop
from bot.domain.caller import Caller
from handoff.conversation.visitors import Customer


@dataclass(frozen=True, slots=True)
class Profile:
    """What is stored of the customer of a conversation; `earlier` are their other conversations' lines."""

    customer: Customer
    first_seen: datetime
    page_url: str | None
    earlier: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """A profile with what the shop knows; `problem` says why there are no orders."""

    profile: Profile
    member: shop.Customer | None
    orders: tuple[shop.Order, ...] | None
    problem: str | None


class Profiles(Protocol):
    """Where customers are stored."""

    async def profile(self, conversation_id: str) -> Profile:
        """Give the customer of a conversation, or raise ConversationNotFound."""


class Shop(Protocol):
    """The part of the shop that is looked at."""

    async def find_customer(self, caller: Caller) -> shop.Customer | None:
        """Give the shop's record of a verified caller."""

    async def find_orders(self, caller: Caller) -> tuple[shop.Order, ...]:
        """Give a verified caller's own orders."""


class Customers:
    """Shows agents whom they talk to; a broken shop takes away the orders, nothing else."""

    def __init__(self, profiles: Profiles, commerce: Shop) -> None:
        self._profiles = profiles
        self._commerce = commerce

    async def show(self, conversation_id: str) -> Panel:
        """Give the customer of a conversation. Raises: ConversationNotFound."""
        profile = await self._profiles.profile(conversation_id)
        if not profile.customer.verified:
            return Panel(profile, None, None, "not_verified")
        caller = caller_of(profile.customer)
        try:
            member, orders = await asyncio.gather(
                self._commerce.find_customer(caller), self._commerce.find_orders(caller)
            )
        except CommerceError as error:
            return Panel(profile, None, None, error.code)
        return Panel(profile, member, orders, None)


def caller_of(customer: Customer) -> Caller:
    """Give a stored customer as the bot knows them."""
    return Caller(
        customer.name, customer.email, customer.external_id, customer.verified, dict(customer.attributes)
    )
