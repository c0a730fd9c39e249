"""The composition root: introduces every part to the others, starts them, and takes all down again.

Nothing else in the code builds an adapter, and nothing here decides anything.
"""

import asyncio
import logging
import secrets
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import socketio
from fastapi import FastAPI
from prometheus_client import CollectorRegistry
from starlette.types import ASGIApp
from structlog.stdlib import BoundLogger

from handoff.accounts import Accounts
from handoff.adapters.body_limit import MB, BodyLimit
from handoff.adapters.conversation_store import SqlConversationStore
from handoff.adapters.database import Database, migrate
from handoff.adapters.installation import read_epoch
from handoff.adapters.limiter import Limiter
from handoff.adapters.metrics import Metrics
from handoff.adapters.origins import OriginCheck
from handoff.adapters.people_store import SqlCustomerStore, SqlStaffStore
from handoff.adapters.routes.answers import answers_router
from handoff.adapters.routes.article_care import care_router
from handoff.adapters.routes.article_lifecycle import lifecycle_router
from handoff.adapters.routes.articles import Desk, articles_router
from handoff.adapters.routes.conversations import conversations_router
from handoff.adapters.routes.feedback import feedback_router
from handoff.adapters.routes.gaps import gaps_router
from handoff.adapters.routes.golden import golden_router
from handoff.adapters.routes.health import Probe, health_router
from handoff.adapters.routes.help import HelpCentre, help_router
from handoff.adapters.routes.help_pages import Site
from handoff.adapters.routes.imports import exports_router, imports_router
from handoff.adapters.routes.pages import SecurityHeaders, mount_assets, pages_router
from handoff.adapters.routes.problems import handle_problems
from handoff.adapters.routes.reports import reports_router
from handoff.adapters.routes.staff import StaffGate, staff_router
from handoff.adapters.routes.trust import trust_router
from handoff.adapters.routes.visitors import visitors_router
from handoff.adapters.secrets import Argon2Hasher, JwtIdentities
from handoff.adapters.sockets.agent_desk import AgentDesk
from handoff.adapters.sockets.board import Board
from handoff.adapters.sockets.customer_desk import CustomerDesk
from handoff.adapters.sockets.gateway import Gateway
from handoff.brain import Brain, open_brain
from handoff.healing import heal
from handoff.presence import PresenceBoard
from handoff.previewing import Previewing
from handoff.reporting import Reporting
from handoff.scheduler import keep_publishing
from handoff.service import Service
from handoff.settings import Settings
from handoff.turns import BotTurns
from handoff.visitors import Visitors
from knowledge_base.adapters.exporters import FORMATS, MEDIA_TYPES

STATIC = Path(__file__).resolve().parent / "static"
MAX_FRAME_BYTES = 65_536
HEAL_EVERY_S = 5.0
READ_EVERY_S = 15.0
IMPORT_BYTES = 20 * MB


@dataclass(frozen=True, slots=True)
class House:
    """A running Frontdesk: the application to serve, and the parts that the command line needs."""

    app: ASGIApp
    brain: Brain
    accounts: Accounts
    database: Database


@dataclass(frozen=True, slots=True)
class _Parts:
    settings: Settings
    database: Database
    conversations: SqlConversationStore
    service: Service
    visitors: Visitors
    accounts: Accounts
    limiter: Limiter
    brain: Brain
    registry: CollectorRegistry
    epoch: str
    log: BoundLogger


@asynccontextmanager
async def open_house(settings: Settings, log: BoundLogger) -> AsyncIterator[House]:
    """Start everything and give it; on leaving, stop it in the opposite order."""
    await asyncio.to_thread(migrate, settings.database)
    async with AsyncExitStack() as stack:
        database = Database.open(settings.database)
        stack.push_async_callback(database.close)
        brain = await stack.enter_async_context(open_brain(settings, database, utc_now, log))
        parts = await _introduce(settings, database, brain, log)
        sio = _socket_server(settings)
        await _open_sockets(parts, sio, stack)
        await _open_turns(parts, stack)
        bounded = BodyLimit(_http(parts), larger={"/api/v1/imports": IMPORT_BYTES})
        app = SecurityHeaders(bounded, settings.embedding_origins, demo=settings.demo)
        yield House(socketio.ASGIApp(sio, app), brain, parts.accounts, database)


async def _introduce(settings: Settings, database: Database, brain: Brain, log: BoundLogger) -> _Parts:
    conversations = SqlConversationStore(database)
    identity_secret = settings.identity_secret.get_secret_value() if settings.identity_secret else None
    visitors = Visitors(
        SqlCustomerStore(database), conversations, JwtIdentities(identity_secret), utc_now, new_id, new_token
    )
    return _Parts(
        settings=settings,
        database=database,
        conversations=conversations,
        service=Service(conversations, utc_now, log),
        visitors=visitors,
        accounts=open_accounts(settings, database),
        limiter=Limiter(),
        brain=brain,
        registry=CollectorRegistry(),
        epoch=await read_epoch(database, new_id()),
        log=log,
    )


def open_accounts(settings: Settings, database: Database) -> Accounts:
    """Give the front door of staff sign-in."""
    life = timedelta(hours=settings.session_hours)
    return Accounts(SqlStaffStore(database), Argon2Hasher(), utc_now, new_token, life)


def _socket_server(settings: Settings) -> socketio.AsyncServer:
    return socketio.AsyncServer(
        async_mode="asgi",
        async_handlers=False,
        cors_allowed_origins=OriginCheck(settings.allowed_origins),
        logger=logging.getLogger("socketio"),
        engineio_logger=logging.getLogger("engineio"),
        max_http_buffer_size=MAX_FRAME_BYTES,
        transports=["websocket"],
    )


async def _open_sockets(parts: _Parts, sio: socketio.AsyncServer, stack: AsyncExitStack) -> None:
    def check_message_rate(customer_id: str) -> None:
        parts.limiter.check(parts.settings.message_rate, "message", customer_id)

    gateway = Gateway(sio, parts.log)
    gateway.open(
        CustomerDesk(
            sio,
            parts.service,
            parts.conversations,
            parts.visitors.authenticate,
            check_message_rate,
            parts.epoch,
        )
    )
    gateway.open(
        AgentDesk(
            sio,
            parts.service,
            parts.conversations,
            parts.accounts.authenticate_socket,
            PresenceBoard(),
            parts.epoch,
        )
    )
    board = Board(sio, parts.conversations, parts.log)
    stack.push_async_callback(board.close)
    parts.service.subscribe(gateway.on_outcome)
    parts.service.subscribe(board.on_outcome)
    parts.service.subscribe(Metrics(parts.registry).on_outcome)


async def _open_turns(parts: _Parts, stack: AsyncExitStack) -> None:
    brain = parts.brain
    turns = BotTurns(
        parts.service, parts.conversations, brain.answering, brain.forget, brain.render, "en", parts.log
    )
    stack.push_async_callback(turns.close)
    parts.service.subscribe(turns.on_outcome)
    healer = heal({"turns": turns.recover, "articles": brain.publishing.catch_up}, HEAL_EVERY_S, parts.log)
    await stack.enter_async_context(healer)
    questions = heal({"questions": partial(brain.insight.asking.catch_up_within, 0)}, READ_EVERY_S, parts.log)
    await stack.enter_async_context(questions)
    await stack.enter_async_context(keep_publishing(brain.scheduling, utc_now, parts.log))


def _http(parts: _Parts) -> FastAPI:
    settings, limiter, brain = parts.settings, parts.limiter, parts.brain
    gate = StaffGate(parts.accounts)

    def limit(name: str, rate: str) -> Callable[..., None]:
        return lambda *key: limiter.check(rate, name, *key)

    api = FastAPI(title="Frontdesk", openapi_url="/api/openapi.json", docs_url=None, redoc_url=None)
    handle_problems(api, parts.log)
    api.include_router(health_router(_probes(parts), parts.registry, brain.index_progress))
    api.include_router(
        staff_router(parts.accounts, gate, limit("login", settings.login_rate), settings.session_hours * 3600)
    )
    api.include_router(visitors_router(parts.visitors, limit("visitor", settings.visitor_rate)))
    desk = Desk(brain.publishing, brain.history, brain.languages)
    insight, catch_up = brain.insight, brain.insight.asking.catch_up_within
    api.include_router(care_router(insight.health, insight.suggesting, catch_up, gate))
    imports = brain.imports
    api.include_router(imports_router(imports.importing, imports.queue, gate))
    api.include_router(exports_router(imports.importing, FORMATS, MEDIA_TYPES, gate))
    api.include_router(articles_router(desk, brain.render, gate))
    api.include_router(lifecycle_router(desk, brain.scheduling, gate))
    api.include_router(golden_router(brain.golden, gate))
    api.include_router(gaps_router(insight.gaps, brain.languages, catch_up, utc_now, gate))
    api.include_router(feedback_router(insight.feedback, gate))
    api.include_router(trust_router(insight.trust, gate))
    previewing = Previewing(brain.answering, brain.retrieval, brain.forget, new_id)
    check_search = limit("search", settings.visitor_rate)
    api.include_router(
        answers_router(brain.retrieval, previewing, brain.publishing, gate, brain.render, check_search)
    )
    api.include_router(conversations_router(parts.conversations, gate, parts.visitors, parts.epoch))
    api.include_router(reports_router(Reporting(parts.conversations), gate, utc_now))
    api.include_router(help_router(_help_centre(parts, limit)))
    api.include_router(pages_router(STATIC, demo=settings.demo))
    mount_assets(api, STATIC)
    return api


def _help_centre(parts: _Parts, limit: Callable[[str, str], Callable[..., None]]) -> HelpCentre:
    settings, brain = parts.settings, parts.brain
    address = (settings.public_url or "").rstrip("/")
    site = Site(settings.shop_name, STATIC / "help.html", brain.render, address)
    return HelpCentre(
        site, brain.retrieval, brain.articles, brain.votes, limit("help", settings.visitor_rate)
    )


def _probes(parts: _Parts) -> dict[str, Probe]:
    async def database() -> str:
        try:
            await parts.database.check()
        except Exception as error:
            parts.log.warning("database_down", why=str(error))
            return "down"
        return "ok"

    async def index() -> str:
        return parts.brain.index_state()

    async def dialogue() -> str:
        return parts.brain.dialogue_state()

    return {"database": database, "index": index, "dialogue": dialogue}


def utc_now() -> datetime:
    """Give the present moment."""
    return datetime.now(UTC)


def new_id() -> str:
    """Give an id that names something and keeps no secret."""
    return uuid.uuid4().hex


def new_token() -> str:
    """Give a secret of 256 bits."""
    return secrets.token_urlsafe(32)
