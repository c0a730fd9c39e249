"""Introduces what stands between customers and agents: sockets, desks, leases, the watch over connections.

Part of the composition root: it builds and starts, and decides nothing.
"""

import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import socketio
from starlette.types import ASGIApp
from structlog.stdlib import BoundLogger

from handoff.adapters.conversation_store import SqlConversationStore
from handoff.adapters.database import Database
from handoff.adapters.lease_store import SqlLeaseStore
from handoff.adapters.limiter import Limiter
from handoff.adapters.mention_store import SqlMentionStore
from handoff.adapters.origins import OriginCheck
from handoff.adapters.sockets.agent_desk import AgentDesk
from handoff.adapters.sockets.agent_moves import AgentMoves
from handoff.adapters.sockets.board import Board
from handoff.adapters.sockets.customer_desk import CustomerDesk
from handoff.adapters.sockets.gateway import Gateway, Places, SocketEvent
from handoff.adapters.sockets.guard import ConnectionGuard
from handoff.adapters.sockets.notices import Notices
from handoff.adapters.sockets.switchboard import SocketSwitchboard
from handoff.adapters.sockets.viewers import Viewers
from handoff.conversation.mentions import Mentions
from handoff.conversation.service import FindHeir, Service
from handoff.conversation.visitors import Visitors
from handoff.domain.commands import AgentRef
from handoff.domain.conversation import Conversation
from handoff.people.accounts import Accounts
from handoff.processes.healing import heal
from handoff.processes.reaping import Reaper
from handoff.queue.leases import Leases
from handoff.queue.presence import PresenceBoard
from handoff.settings import Settings

MAX_FRAME_BYTES = 65_536
JOIN_WITHIN_S = 10.0
REAP_EVERY_S = 1.0
READ_PATIENCE_S = 10.0
MOST_WAITING = 500


@dataclass(frozen=True, slots=True)
class Bridge:
    """What the bridge is made of; `places` gives the queue's signals, `is_team` knows the teams.

    `came_from` hears from which address a conversation is had.
    """

    settings: Settings
    database: Database
    conversations: SqlConversationStore
    service: Service
    visitors: Visitors
    accounts: Accounts
    presence: PresenceBoard
    limiter: Limiter
    places: Places
    came_from: Callable[[str, str | None], None]
    is_team: Callable[[str], Awaitable[bool]]
    clock: Callable[[], datetime]
    epoch: str
    log: BoundLogger
    agent_events: Mapping[str, SocketEvent] = field(default_factory=dict)
    customer_events: Mapping[str, SocketEvent] = field(default_factory=dict)


def socket_server(settings: Settings) -> socketio.AsyncServer:
    """Give the socket server: websockets only, events of one socket in order, nothing large."""
    return socketio.AsyncServer(
        async_mode="asgi",
        async_handlers=False,
        cors_allowed_origins=OriginCheck(settings.allowed_origins),
        logger=logging.getLogger("socketio"),
        engineio_logger=logging.getLogger("engineio"),
        max_http_buffer_size=MAX_FRAME_BYTES,
        transports=["websocket"],
    )


def guarded(sio: socketio.AsyncServer, app: ASGIApp, settings: Settings) -> ASGIApp:
    """Give the whole application: sockets and HTTP behind the watch over connections."""
    return ConnectionGuard(socketio.ASGIApp(sio, app), settings.sockets_per_address, READ_PATIENCE_S)


def heirs(presence: PresenceBoard, within: timedelta) -> FindHeir:
    """Give who gets a settled conversation back: the agent who settled it, if not too long ago and here."""

    def find(conversation: Conversation, at: datetime) -> AgentRef | None:
        agent, settled = conversation.resolved_by, conversation.resolved_at
        if agent is None or settled is None or at - settled > within:
            return None
        return agent if presence.is_online(agent.id) else None

    return find


async def open_bridge(bridge: Bridge, sio: socketio.AsyncServer, stack: AsyncExitStack) -> None:
    """Open both desks and start what watches over them."""
    leases = Leases(
        SqlLeaseStore(bridge.database),
        bridge.service,
        bridge.presence.ids,
        bridge.clock,
        timedelta(seconds=bridge.settings.lease_s),
        bridge.log,
    )
    gateway = Gateway(sio, bridge.log)
    mentions = Mentions(SqlMentionStore(bridge.database), bridge.clock)
    customers, agents = _customer_desk(bridge, sio), _agent_desk(bridge, sio, leases, mentions)
    customers.events = {**customers.events, **bridge.customer_events}
    agents.events = {**agents.events, **bridge.agent_events}
    gateway.open(customers)
    gateway.open(agents)
    bridge.accounts.when_session_ends(gateway.turn_out)
    board = Board(sio, bridge.conversations, bridge.places, bridge.log)
    stack.push_async_callback(board.close)
    listeners = gateway.on_outcome, board.on_outcome, mentions.on_outcome, Notices(sio).on_outcome
    for listener in listeners:
        bridge.service.subscribe(listener)
    await _watch(bridge, sio, leases, stack)


def _customer_desk(bridge: Bridge, sio: socketio.AsyncServer) -> CustomerDesk:
    return CustomerDesk(
        sio,
        bridge.service,
        bridge.conversations,
        bridge.visitors.authenticate,
        _limit(bridge.limiter, bridge.settings.message_rate, "message"),
        _limit(bridge.limiter, bridge.settings.signal_rate, "signal"),
        bridge.places,
        bridge.came_from,
        bridge.epoch,
    )


def _agent_desk(bridge: Bridge, sio: socketio.AsyncServer, leases: Leases, mentions: Mentions) -> AgentDesk:
    return AgentDesk(
        sio,
        bridge.service,
        bridge.conversations,
        bridge.accounts.authenticate_socket,
        bridge.presence,
        leases,
        AgentMoves(bridge.service, bridge.presence, bridge.is_team),
        Viewers(sio),
        mentions,
        _limit(bridge.limiter, bridge.settings.signal_rate, "signal"),
        bridge.epoch,
    )


def _limit(limiter: Limiter, rate: str, name: str) -> Callable[[str], None]:
    return lambda key: limiter.check(rate, name, key)


async def _watch(bridge: Bridge, sio: socketio.AsyncServer, leases: Leases, stack: AsyncExitStack) -> None:
    reaper = Reaper(SocketSwitchboard(sio), time.monotonic, JOIN_WITHIN_S, MOST_WAITING, bridge.log)
    quarter = bridge.settings.lease_s / 4
    for remedies, every_s in (
        ({"leases": leases.renew_present}, quarter),
        ({"lost leases": leases.take_back}, min(quarter, 5.0)),
        ({"connections": reaper.reap}, REAP_EVERY_S),
    ):
        await stack.enter_async_context(heal(remedies, every_s, bridge.log))
