"""What agents see of a customer; a shop that is broken, or may not be asked, takes away the orders only."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.adapters.demo_seed import ROBIN, first_stock
from bot.adapters.no_commerce import NoCommerce
from bot.domain.caller import Caller
from bot.domain.commerce import Customer as Member
from bot.domain.commerce import Order
from handoff.conversation.customers import Customers, Profile
from handoff.conversation.visitors import Customer

NOW = datetime(2026, 11, 18, 10, 30, tzinfo=UTC)
STOCK = first_stock(NOW)
VISITOR = Customer("cu1", "Visitor", email=ROBIN)
KNOWN = Customer("cu2", "Robin Marsh", ROBIN, "en", True, "C-1001", {"tier": "Trail Club"})


@dataclass
class OneProfile:
    """Knows one customer."""

    customer: Customer

    async def profile(self, conversation_id: str) -> Profile:
        """Give them for any conversation."""
        return Profile(self.customer, NOW, f"https://shop.example/{conversation_id}", ())


@dataclass
class WatchedShop:
    """A shop that writes down who asked."""

    asked: list[Caller] = field(default_factory=list)

    async def find_customer(self, caller: Caller) -> Member | None:
        """Give the first customer."""
        self.asked.append(caller)
        return STOCK.customers[0]

    async def find_orders(self, caller: Caller) -> tuple[Order, ...]:
        """Give two orders."""
        self.asked.append(caller)
        return STOCK.orders[:2]


async def test_a_verified_customer_comes_with_their_orders() -> None:
    shop = WatchedShop()
    panel = await Customers(OneProfile(KNOWN), shop).show("c1")
    assert (panel.orders, panel.member, panel.problem) == (STOCK.orders[:2], STOCK.customers[0], None)
    assert set(shop.asked[0].attributes) == {"tier"}
    assert {(caller.external_id, caller.verified) for caller in shop.asked} == {("C-1001", True)}


async def test_nobody_asks_the_shop_for_a_stranger() -> None:
    shop = WatchedShop()
    panel = await Customers(OneProfile(VISITOR), shop).show("c1")
    assert (panel.orders, panel.problem, shop.asked) == (None, "not_verified", [])


async def test_without_a_shop_all_else_is_still_shown() -> None:
    panel = await Customers(OneProfile(KNOWN), NoCommerce()).show("c1")
    assert (panel.orders, panel.member, panel.problem) == (None, None, "commerce_unavailable")
    assert panel.profile.customer == KNOWN
