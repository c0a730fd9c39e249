"""How an agent's page moves a conversation between hands: take, take over, give, let go, settle, tag."""

from collections.abc import Awaitable, Callable, Mapping

from handoff.adapters.sockets.customer_desk import acknowledge
from handoff.adapters.sockets.gateway import Ack, SocketEvent
from handoff.contract.wire import OfConversation, OfMessage, Return, Tags, TransferTo
from handoff.conversation.service import Service
from handoff.domain import commands
from handoff.domain.commands import AgentRef, Command
from handoff.domain.flows import OPENINGS, opening_of
from handoff.errors import InvalidInput, NotAllowed
from handoff.people.accounts import Staff
from handoff.queue.presence import PresenceBoard

LEADS = ("supervisor",)


class AgentMoves:
    """Turns the moves of the `/agent` namespace into commands; `is_team` says which teams there are."""

    def __init__(
        self, service: Service, presence: PresenceBoard, is_team: Callable[[str], Awaitable[bool]]
    ) -> None:
        self._service = service
        self._presence = presence
        self._is_team = is_team
        self.events: Mapping[str, SocketEvent] = {
            "conversation:claim": SocketEvent(OfConversation, self._asking(commands.Claim)),
            "conversation:take_over": SocketEvent(OfConversation, self._take_over),
            "conversation:release": SocketEvent(OfConversation, self._asking(commands.Release)),
            "conversation:return_to_bot": SocketEvent(Return, self._return),
            "conversation:resolve": SocketEvent(OfConversation, self._asking(commands.Resolve)),
            "conversation:transfer": SocketEvent(TransferTo, self._transfer),
            "conversation:tag": SocketEvent(Tags, self._tag),
            "answer:missing": SocketEvent(OfMessage, self._miss),
        }

    def _asking(
        self, command_type: Callable[..., Command]
    ) -> Callable[[str, Staff, OfConversation], Awaitable[Ack]]:
        async def on_ask(_sid: str, staff: Staff, asked: OfConversation) -> Ack:
            return await self._do(command_type, staff, asked)

        return on_ask

    async def _take_over(self, _sid: str, staff: Staff, asked: OfConversation) -> Ack:
        if not staff.may(*LEADS):
            raise NotAllowed("Only a supervisor takes a conversation over from a colleague.")
        return await self._do(commands.TakeOver, staff, asked)

    async def _return(self, _sid: str, staff: Staff, asked: Return) -> Ack:
        if asked.flow is not None and opening_of(asked.flow) is None:
            raise InvalidInput(f"There is no flow {asked.flow!r}; there are {', '.join(OPENINGS)}.")
        return await self._do(commands.ReturnToBot, staff, asked, flow=asked.flow)

    async def _tag(self, _sid: str, staff: Staff, asked: Tags) -> Ack:
        return await self._do(commands.Tag, staff, asked, tags=tuple(asked.tags))

    async def _miss(self, _sid: str, staff: Staff, asked: OfMessage) -> Ack:
        return await self._do(commands.ReportMissing, staff, asked, message_id=asked.message_id)

    async def _transfer(self, _sid: str, staff: Staff, asked: TransferTo) -> Ack:
        if (asked.to_agent_id is None) == (asked.to_team is None):
            raise InvalidInput("Name either the colleague in to_agent_id or the team in to_team.")
        if asked.to_team is not None:
            if not await self._is_team(asked.to_team):
                raise InvalidInput(f"There is no team {asked.to_team!r}.")
            return await self._do(commands.Transfer, staff, asked, to_team=asked.to_team)
        colleague = self._presence.find(asked.to_agent_id or "")
        if colleague is None:
            raise InvalidInput("This colleague is not here right now.")
        return await self._do(commands.Transfer, staff, asked, to_agent=as_agent(colleague))

    async def _do(
        self, command_type: Callable[..., Command], staff: Staff, asked: OfConversation, **more: object
    ) -> Ack:
        command = command_type(conversation_id=asked.conversation_id, agent=as_agent(staff), **more)
        return acknowledge(await self._service.handle(command))


def as_agent(staff: Staff) -> AgentRef:
    """Give a member of staff as a conversation knows them."""
    return AgentRef(staff.id, staff.name)
