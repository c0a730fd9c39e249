"""What an agent's page may emit about offers: take one, pass one on, ask which are open."""

from collections.abc import Mapping

from handoff.adapters.sockets.agent_moves import as_agent
from handoff.adapters.sockets.customer_desk import acknowledge
from handoff.adapters.sockets.gateway import Ack, SocketEvent
from handoff.contract.wire import Nothing, OfConversation
from handoff.people.accounts import Staff
from handoff.queue.routing import Routing


class OfferEvents:
    """The `offer:*` events of the `/agent` namespace."""

    def __init__(self, routing: Routing) -> None:
        self._routing = routing
        self.events: Mapping[str, SocketEvent] = {
            "offer:accept": SocketEvent(OfConversation, self._accept),
            "offer:decline": SocketEvent(OfConversation, self._decline),
            "offer:list": SocketEvent(Nothing, self._list),
        }

    async def _accept(self, _sid: str, staff: Staff, offered: OfConversation) -> Ack:
        return acknowledge(await self._routing.accept(as_agent(staff), offered.conversation_id))

    async def _decline(self, _sid: str, staff: Staff, offered: OfConversation) -> Ack:
        await self._routing.decline(as_agent(staff), offered.conversation_id)
        return {}

    async def _list(self, _sid: str, staff: Staff, _nothing: Nothing) -> Ack:
        return {"offers": await self._routing.open_offers(staff.id)}
