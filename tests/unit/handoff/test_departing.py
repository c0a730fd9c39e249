"""What an agent who is sent away leaves behind goes back to the queue."""

import structlog

from handoff.conversation.departing import Departing
from handoff.conversation.service import Service
from handoff.domain.commands import AgentRef, Claim, PostCustomerMessage, RequestHandoff
from handoff.domain.conversation import Conversation, Status
from handoff.domain.rights import Role, Staff
from tests.fakes_handoff import ALICE, Clock, MemoryConversations

BOB = AgentRef("b1", "Bob")
HER = Staff(ALICE.id, "alice@shop.example", ALICE.name, Role.AGENT)


class Shelf(MemoryConversations):
    """Conversations in memory, with their lines."""

    async def summaries(self, statuses: object = None, limit: int | None = 200) -> list[dict[str, object]]:
        held = (c for c in self.states.values() if c.status is Status.ASSIGNED and c.agent)
        return [{"conversation_id": c.id, "agent": c.agent.to_data()} for c in held if c.agent]


async def test_only_their_own_conversations_go_back() -> None:
    shelf = Shelf(*(Conversation(f"c{n}", f"cu{n}") for n in range(4)))
    service = Service(shelf, Clock(), structlog.get_logger())
    for n, agent in enumerate((ALICE, ALICE, BOB)):
        name = f"c{n}"
        await service.handle(PostCustomerMessage(conversation_id=name, client_id="k", text="hello"))
        await service.handle(RequestHandoff(conversation_id=name, reason="asked"))
        await service.handle(Claim(conversation_id=name, agent=agent))
    assert await Departing(shelf, service).give_back(HER) == 2
    assert [shelf.states[f"c{n}"].status for n in range(4)] == [
        Status.QUEUED,
        Status.QUEUED,
        Status.ASSIGNED,
        Status.BOT,
    ]
    assert await Departing(shelf, service).give_back(HER) == 0
