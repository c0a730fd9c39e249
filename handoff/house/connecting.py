"""Introduces what other programs are told: webhooks, exports, and the description of the sockets.

Part of the composition root: it builds and starts, and decides nothing.
"""

import random
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta

from fastapi import APIRouter
from structlog.stdlib import BoundLogger

from handoff.adapters.conversation_store import SqlConversationStore
from handoff.adapters.database import Database
from handoff.adapters.routes.describing import describing_router
from handoff.adapters.routes.exporting import exporting_router
from handoff.adapters.routes.staff import StaffGate
from handoff.adapters.routes.webhooks import webhooks_router
from handoff.adapters.sealing import FernetSeal
from handoff.adapters.webhook_sender import HttpSender
from handoff.adapters.webhook_store import SqlWebhookStore
from handoff.adapters.whole_store import SqlWholes
from handoff.chance import Chance
from handoff.conversation.exporting import Exporting
from handoff.conversation.service import Service
from handoff.operations.describing import asyncapi
from handoff.post.notifying import Notifying
from handoff.post.webhooks import Webhooks
from handoff.processes.healing import heal
from handoff.processes.rounds import going_round
from handoff.processes.scheduler import Alarm
from handoff.settings import Settings

LOOK_EVERY_S = 1.0
SWEEP_EVERY_S = 3600.0


@dataclass(frozen=True, slots=True)
class Switchroom:
    """What the connections to other programs are made of."""

    settings: Settings
    database: Database
    conversations: SqlConversationStore
    chance: Chance
    log: BoundLogger


class Connections:
    """The parts that other programs hear from, introduced to each other."""

    def __init__(self, room: Switchroom) -> None:
        self._room = room
        self._store = SqlWebhookStore(room.database, FernetSeal(room.settings.secrets_key))
        self._sender = HttpSender(private=room.settings.webhook_private)

    def routers(self, gate: StaffGate) -> tuple[APIRouter, ...]:
        """Give what is served over HTTP."""
        chance = self._room.chance
        webhooks = Webhooks(self._store, self._sender, chance.clock, chance.new_id, chance.new_token)
        exporting = Exporting(SqlWholes(self._room.database), self._room.conversations)
        return (
            webhooks_router(webhooks, gate),
            exporting_router(exporting, gate),
            describing_router(asyncapi),
        )

    async def open(self, service: Service, stack: AsyncExitStack) -> None:
        """Start sending what the service stores."""
        room, alarm = self._room, Alarm()
        stack.push_async_callback(self._sender.close)
        notifying = Notifying(
            self._store,
            self._sender,
            room.chance.clock,
            room.log,
            alarm.ring,
            random.SystemRandom().random,
            timedelta(hours=room.settings.webhook_hours),
        )
        service.subscribe(notifying.on_outcome)
        stack.push_async_callback(notifying.close)
        rounds = {"webhooks": notifying.round}
        await stack.enter_async_context(going_round(rounds, alarm, LOOK_EVERY_S, room.log))
        await stack.enter_async_context(heal({"deliveries": notifying.sweep}, SWEEP_EVERY_S, room.log))
