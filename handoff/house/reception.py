"""Introduces what looks after the queue: teams, offers, waits, promises and mail.

Part of the composition root: it builds and starts, and decides nothing.
"""

from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import socketio
from fastapi import APIRouter
from structlog.stdlib import BoundLogger

from handoff.adapters.conversation_store import SqlConversationStore
from handoff.adapters.database import Database
from handoff.adapters.imap import ImapMailbox
from handoff.adapters.mail_store import SqlMailStore
from handoff.adapters.queue_store import SqlQueueStore
from handoff.adapters.routes.mail import incoming_router, mail_router
from handoff.adapters.routes.staff import StaffGate
from handoff.adapters.routes.teams import teams_router
from handoff.adapters.smtp import SmtpCarrier
from handoff.adapters.sockets.bell import Bell
from handoff.adapters.sockets.contact import ContactEvents
from handoff.adapters.sockets.gateway import SocketEvent
from handoff.adapters.sockets.offers import OfferEvents
from handoff.adapters.team_store import SqlTeamStore
from handoff.conversation.service import FindHeir, Outcome, Service
from handoff.conversation.visitors import Visitors
from handoff.domain.mail import Sender
from handoff.house.filing import file_links
from handoff.post.mailing import Mailing
from handoff.post.posting import Posting, fetch
from handoff.processes.rounds import Round, going_round
from handoff.processes.scheduler import Alarm
from handoff.queue.after_hours import AfterHours
from handoff.queue.presence import PresenceBoard
from handoff.queue.routing import Routing
from handoff.queue.service_levels import ServiceLevels
from handoff.queue.teams import Teams
from handoff.queue.waiting import MOVES_QUEUE, Waiting
from handoff.settings import Settings

ROUND_EVERY_S = 2.0
POST_EVERY_S = 5.0


@dataclass(frozen=True, slots=True)
class Desk:
    """What the reception is made of."""

    settings: Settings
    database: Database
    conversations: SqlConversationStore
    service: Service
    presence: PresenceBoard
    find_heir: FindHeir
    check_rate: Callable[[str], None]
    clock: Callable[[], datetime]
    new_id: Callable[[], str]
    log: BoundLogger


class Reception:
    """The parts that look after whoever waits, introduced to each other."""

    def __init__(self, desk: Desk, sio: socketio.AsyncServer) -> None:
        self._desk = desk
        self._alarm = Alarm()
        self._store = SqlQueueStore(desk.database)
        self._team_store = SqlTeamStore(desk.database)
        self._bell = Bell(sio, desk.conversations)
        self._mail = SqlMailStore(desk.database)
        sender = sender_of(desk.settings)
        can_mail = sender is not None
        seats, clock = desk.presence.seats, desk.clock
        self.teams = Teams(self._team_store, clock, desk.new_id, self._alarm.ring)
        self.waiting = Waiting(self._store, self.teams, seats, clock, can_mail=can_mail)
        self.routing = Routing(
            self._store, self.teams, desk.service, seats, self._bell.offer, clock, desk.new_id, desk.log
        )
        self._after_hours = AfterHours(self.waiting, desk.service, clock, desk.log, can_mail=can_mail)
        self._levels = ServiceLevels(
            self._store, desk.conversations, self.teams, desk.service, clock, self._bell.line
        )
        self.mailing = Mailing(
            self._mail,
            desk.conversations,
            desk.service,
            sender,
            self._bell.page_open,
            desk.find_heir,
            timedelta(minutes=desk.settings.mail_after_minutes),
            clock,
            desk.log,
            file_links(desk.settings),
        )

    @property
    def agent_events(self) -> Mapping[str, SocketEvent]:
        """What agents' pages may emit besides."""
        return OfferEvents(self.routing).events

    @property
    def customer_events(self) -> Mapping[str, SocketEvent]:
        """What customers' pages may emit besides."""
        return ContactEvents(self.mailing, self._desk.check_rate).events

    def routers(self, gate: StaffGate, visitors: Visitors) -> tuple[APIRouter, ...]:
        """Give what is served over HTTP."""
        secret = self._desk.settings.mail_secret
        return (
            teams_router(self.teams, gate),
            mail_router(self.mailing, gate, visitors, self._desk.check_rate),
            incoming_router(self.mailing, secret.get_secret_value() if secret else None),
        )

    async def is_team(self, team_id: str) -> bool:
        """Say whether there is a team with this id."""
        return any(team.id == team_id for team in await self.teams.all())

    async def on_outcome(self, outcome: Outcome) -> None:
        """Go round at once when the queue has moved; subscribe before whoever tells customers their place."""
        await self.waiting.on_outcome(outcome)
        if any(recorded.event.type in MOVES_QUEUE for recorded in outcome.events):
            self._alarm.ring()

    async def open(self, stack: AsyncExitStack) -> None:
        """Start going round."""
        desk = self._desk
        await self._team_store.ensure_default(desk.clock())
        rounds: dict[str, Round] = {
            "offers": self.routing.round,
            "waits": self.waiting.settle,
            "patience": self._after_hours.round,
            "promises": self._levels.round,
            "queue": partial(self._bell.queue, self.waiting.signals),
        }
        await stack.enter_async_context(going_round(rounds, self._alarm, ROUND_EVERY_S, desk.log))
        settings = desk.settings
        if settings.smtp_url and settings.mail_from:
            carrier = SmtpCarrier(settings.smtp_url.get_secret_value(), settings.mail_from)
            posting = Posting(self._mail, carrier, desk.clock, desk.log)
            mail = {"letters": self.mailing.round, "outbox": posting.round}
            await stack.enter_async_context(going_round(mail, Alarm(), POST_EVERY_S, desk.log))
        if settings.imap_url and sender_of(settings):
            mailbox = ImapMailbox(settings.imap_url.get_secret_value(), desk.log)
            look = {"mailbox": partial(fetch, mailbox, self.mailing.take, desk.log)}
            await stack.enter_async_context(going_round(look, Alarm(), settings.imap_every_s, desk.log))


def sender_of(settings: Settings) -> Sender | None:
    """Give who our mails come from; None when the settings do not allow sending."""
    if not (settings.smtp_url and settings.mail_from and settings.mail_secret):
        return None
    return Sender(
        settings.shop_name,
        settings.mail_from,
        settings.mail_secret.get_secret_value(),
        settings.public_url,
        settings.mail_tagged,
    )
