"""Canned replies over HTTP: everybody's and one's own."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends
from pydantic import StringConstraints

from handoff.adapters.routes.staff import StaffGate
from handoff.contract.wire import Payload, Text
from handoff.conversation.canned import Canned, CannedReplies
from handoff.people.accounts import Staff

Shortcut = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]


class CannedText(Payload):
    """`POST /api/v1/canned-replies` and `PUT /api/v1/canned-replies/{id}`."""

    shortcut: Shortcut
    text: Text
    scope: Literal["everyone", "mine"] = "mine"


def canned_router(replies: CannedReplies, shop_name: str, gate: StaffGate) -> APIRouter:
    """Serve `/api/v1/canned-replies`; `shop` in the list is what the placeholder {shop} stands for."""
    router = APIRouter(prefix="/api/v1/canned-replies", tags=["canned replies"])
    agent = gate("agent")

    @router.get("")
    async def list_replies(person: Annotated[Staff, Depends(agent)]) -> dict[str, Any]:
        return {"replies": [_view(one) for one in await replies.all(person)], "shop": shop_name}

    @router.post("", status_code=201)
    async def add_reply(new: CannedText, person: Annotated[Staff, Depends(agent)]) -> dict[str, Any]:
        return _view(await replies.add(person, new.shortcut, new.text, new.scope))

    @router.put("/{reply_id}")
    async def change_reply(
        reply_id: str, new: CannedText, person: Annotated[Staff, Depends(agent)]
    ) -> dict[str, Any]:
        return _view(await replies.change(person, reply_id, new.shortcut, new.text, new.scope))

    @router.delete("/{reply_id}", status_code=204)
    async def remove_reply(reply_id: str, person: Annotated[Staff, Depends(agent)]) -> None:
        await replies.remove(person, reply_id)

    return router


def _view(reply: Canned) -> dict[str, str]:
    return {"id": reply.id, "shortcut": reply.shortcut, "text": reply.text, "scope": reply.scope}
