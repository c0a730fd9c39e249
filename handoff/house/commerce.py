"""Opens the shop that the settings name: one behind HTTP, the demo's own, or none."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Literal

from bot.adapters.commerce_rest import RestCommerce
from bot.adapters.demo_shop import DemoShop
from bot.adapters.no_commerce import NoCommerce
from bot.commerce import Commerce
from handoff.settings import Settings

State = Literal["ok", "down", "off"]


@asynccontextmanager
async def open_commerce(settings: Settings) -> AsyncIterator[Commerce]:
    """Give the shop for as long as the block lasts."""
    if settings.commerce_url:
        token = settings.commerce_token.get_secret_value() if settings.commerce_token else ""
        rest = RestCommerce(settings.commerce_url, token, timeout=settings.commerce_timeout_s)
        try:
            yield rest
        finally:
            await rest.aclose()
    elif has_demo_shop(settings):
        shop = DemoShop(settings.data_dir / "demo-shop.db")
        try:
            yield shop
        finally:
            await shop.aclose()
    else:
        yield NoCommerce()


def has_demo_shop(settings: Settings) -> bool:
    """Say whether the shop is the made-up one; its customers must never be taken for those of a real shop."""
    return settings.demo and not settings.commerce_url


async def commerce_state(commerce: Commerce) -> State:
    """Say how the shop is, for `/readyz`; without one the service is as ready as with one."""
    if isinstance(commerce, NoCommerce):
        return "off"
    return "ok" if await commerce.healthy() else "down"
