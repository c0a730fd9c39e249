"""The demo shop's own sign-in: a token for one of its made-up customers, as a shop's server would sign it."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from fastapi import APIRouter, Request

from bot.adapters.demo_goods import NAMES
from bot.adapters.demo_seed import ROBIN
from handoff.contract.wire import Payload
from handoff.conversation.visitors import Identity


class Signer(Protocol):
    """Signs identities."""

    def sign(self, identity: Identity, at: datetime) -> str:
        """Give a token for an identity."""


class NoWish(Payload):
    """A request that asks for nothing in particular."""


def demo_router(
    signer: Signer, clock: Callable[[], datetime], check_rate: Callable[[str], None]
) -> APIRouter:
    """Serve `POST /demo/identity`; only ever part of a demo."""
    router = APIRouter(include_in_schema=False)

    @router.post("/demo/identity")
    async def sign_in(_nothing: NoWish, request: Request) -> dict[str, str]:
        check_rate(request.client.host if request.client else "unknown")
        robin = Identity("C-1001", NAMES[0], ROBIN, {"trail_club": True, "tier": "Trail Club"})
        return {"name": NAMES[0], "token": signer.sign(robin, clock())}

    return router
