"""The composition root: introduces every part to the others, starts them, and takes all down again.

Nothing else in the code builds an adapter, and nothing here decides anything.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

from fastapi import FastAPI
from prometheus_client import CollectorRegistry
from starlette.types import ASGIApp
from structlog.stdlib import BoundLogger

from handoff.adapters.body_limit import MB, BodyLimit
from handoff.adapters.callers import SqlCallers
from handoff.adapters.contact_store import SqlContacts
from handoff.adapters.conversation_store import SqlConversationStore
from handoff.adapters.database import Database, migrate
from handoff.adapters.installation import read_epoch
from handoff.adapters.limiter import Limiter
from handoff.adapters.line_store import SqlLines
from handoff.adapters.metrics import Metrics
from handoff.adapters.people_store import SqlCustomerStore
from handoff.adapters.profile_store import SqlProfiles
from handoff.adapters.routes.answers import answers_router
from handoff.adapters.routes.article_care import care_router
from handoff.adapters.routes.article_lifecycle import lifecycle_router
from handoff.adapters.routes.articles import Desk, articles_router
from handoff.adapters.routes.audit import AuditTrail
from handoff.adapters.routes.conversations import conversations_router
from handoff.adapters.routes.customers import customers_router
from handoff.adapters.routes.demo import demo_router
from handoff.adapters.routes.feedback import feedback_router
from handoff.adapters.routes.gaps import gaps_router
from handoff.adapters.routes.golden import golden_router
from handoff.adapters.routes.handover import handover_router
from handoff.adapters.routes.health import health_router
from handoff.adapters.routes.help import HelpCentre, help_router
from handoff.adapters.routes.help_pages import Site
from handoff.adapters.routes.imports import exports_router, imports_router
from handoff.adapters.routes.messages import messages_router
from handoff.adapters.routes.pages import SecurityHeaders, mount_assets, pages_router
from handoff.adapters.routes.policies import policies_router
from handoff.adapters.routes.problems import handle_problems
from handoff.adapters.routes.reports import reports_router
from handoff.adapters.routes.staff import StaffGate
from handoff.adapters.routes.trust import trust_router
from handoff.adapters.routes.understanding import understanding_router
from handoff.adapters.routes.visitors import visitors_router
from handoff.adapters.routes.voices import voices_router
from handoff.adapters.secrets import JwtIdentities
from handoff.chance import CHANCE, new_id, new_token, utc_now
from handoff.conversation.customers import Customers
from handoff.conversation.departing import Departing
from handoff.conversation.handing_over import Handovers
from handoff.conversation.service import Service
from handoff.conversation.surroundings import Surroundings
from handoff.conversation.turns import BotTurns
from handoff.conversation.visitors import Visitors
from handoff.governance.previewing import Previewing
from handoff.governance.reporting import Reporting
from handoff.governance.understanding import open_teaching
from handoff.house.brain import Brain, open_brain
from handoff.house.bridge import Bridge, guarded, heirs, open_bridge, socket_server
from handoff.house.commerce import has_demo_shop
from handoff.house.connecting import Connections, Switchroom
from handoff.house.filing import Filing
from handoff.house.probing import probes
from handoff.house.reception import Desk as QueueDesk
from handoff.house.reception import Reception
from handoff.house.staffing import Lobby, Staffing, open_staffing, staff_routers, watch_staffing
from handoff.house.workplace import workplace_routers
from handoff.operations.demo import identity_secret
from handoff.operations.sealing import keep_sealed
from handoff.people.accounts import Accounts
from handoff.processes.healing import heal
from handoff.processes.scheduler import keep_publishing
from handoff.queue.presence import PresenceBoard
from handoff.settings import Settings
from knowledge_base.adapters.exporters import FORMATS, MEDIA_TYPES

STATIC = Path(__file__).resolve().parent.parent / "static"
HEAL_EVERY_S = 5.0
READ_EVERY_S = 15.0
IMPORT_BYTES = 20 * MB
MAIL_BYTES = 10 * MB


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
    filing: Filing
    service: Service
    visitors: Visitors
    identities: JwtIdentities
    staffing: Staffing
    presence: PresenceBoard
    connections: Connections
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
        await keep_sealed(settings, database)
        brain = await stack.enter_async_context(open_brain(settings, database, utc_now, log))
        parts = await _introduce(settings, database, brain, log)
        sio = socket_server(settings)
        reception = Reception(_desk(parts), sio)
        parts.service.subscribe(reception.on_outcome)
        await open_bridge(_bridge(parts, reception), sio, stack)
        await reception.open(stack)
        await parts.connections.open(parts.service, stack)
        parts.service.subscribe(Metrics(parts.registry).on_outcome)
        await _open_turns(parts, stack, reception)
        await watch_staffing(_lobby(parts), stack)
        await parts.filing.open(stack, log)
        larger = {"/api/v1/imports": IMPORT_BYTES, "/api/v1/mail/incoming": MAIL_BYTES, **parts.filing.limits}
        noting = AuditTrail(_http(parts, reception), parts.staffing.audit)
        bounded = BodyLimit(noting, larger=larger)
        app = SecurityHeaders(bounded, settings.embedding_origins, demo=settings.demo)
        yield House(guarded(sio, app, settings), brain, parts.staffing.accounts, database)


async def _introduce(settings: Settings, database: Database, brain: Brain, log: BoundLogger) -> _Parts:
    conversations = SqlConversationStore(database)
    identities = JwtIdentities(identity_secret(settings))
    visitors = Visitors(SqlCustomerStore(database), conversations, identities, utc_now, new_id, new_token)
    presence = PresenceBoard()
    find_heir = heirs(presence, timedelta(hours=settings.reopen_hours))
    return _Parts(
        settings=settings,
        database=database,
        conversations=conversations,
        filing=Filing(settings, database, conversations),
        service=Service(conversations, utc_now, log, find_heir),
        visitors=visitors,
        identities=identities,
        staffing=open_staffing(settings, database, CHANCE, log),
        presence=presence,
        connections=Connections(Switchroom(settings, database, conversations, CHANCE, log)),
        limiter=Limiter(),
        brain=brain,
        registry=CollectorRegistry(),
        epoch=await read_epoch(database, new_id()),
        log=log,
    )


def _lobby(parts: _Parts) -> Lobby:
    departing = Departing(parts.conversations, parts.service)
    settings, limiter = parts.settings, parts.limiter
    return Lobby(settings, parts.database, parts.staffing, departing, limiter, CHANCE, parts.log)


def _desk(parts: _Parts) -> QueueDesk:
    return QueueDesk(
        settings=parts.settings,
        database=parts.database,
        conversations=parts.conversations,
        service=parts.service,
        presence=parts.presence,
        find_heir=heirs(parts.presence, timedelta(hours=parts.settings.reopen_hours)),
        check_rate=partial(parts.limiter.check, parts.settings.message_rate, "message"),
        clock=utc_now,
        new_id=new_id,
        log=parts.log,
    )


def _bridge(parts: _Parts, reception: Reception) -> Bridge:
    return Bridge(
        settings=parts.settings,
        database=parts.database,
        conversations=parts.conversations,
        service=parts.service,
        visitors=parts.visitors,
        accounts=parts.staffing.accounts,
        presence=parts.presence,
        limiter=parts.limiter,
        places=reception.waiting.signals,
        came_from=parts.brain.jobs.guesses.came_from,
        is_team=reception.is_team,
        clock=utc_now,
        epoch=parts.epoch,
        log=parts.log,
        agent_events=reception.agent_events,
        customer_events=reception.customer_events,
    )


async def _open_turns(parts: _Parts, stack: AsyncExitStack, reception: Reception) -> None:
    brain, store, log = parts.brain, parts.conversations, parts.log
    bot, performing = brain.answering, brain.jobs.performing
    around = Surroundings(store, SqlCallers(parts.database), reception.waiting.desk, log)
    turns = BotTurns(parts.service, store, bot, brain.forget, brain.render, "en", log, performing, around)
    stack.push_async_callback(turns.close)
    parts.service.announce_to(turns.look_ahead)
    parts.service.subscribe(turns.on_outcome)
    healer = heal({"turns": turns.recover, "articles": brain.publishing.catch_up}, HEAL_EVERY_S, parts.log)
    await stack.enter_async_context(healer)
    asked = partial(brain.insight.asking.catch_up_within, 0)
    readers = heal({"questions": asked, "lines": SqlLines(parts.database).learn}, READ_EVERY_S, parts.log)
    await stack.enter_async_context(readers)
    await stack.enter_async_context(keep_publishing(brain.scheduling, utc_now, parts.log))


def _http(parts: _Parts, reception: Reception) -> FastAPI:
    settings, limiter, brain = parts.settings, parts.limiter, parts.brain
    gate = StaffGate(parts.staffing.accounts)

    def limit(name: str, rate: str) -> Callable[..., None]:
        return lambda *key: limiter.check(rate, name, *key)

    came_from = brain.jobs.guesses.came_from
    api = FastAPI(title="Frontdesk", openapi_url="/api/openapi.json", docs_url=None, redoc_url=None)
    handle_problems(api, parts.log)
    api.include_router(
        health_router(probes(parts.database, brain, parts.log), parts.registry, brain.index_progress)
    )
    workplace = workplace_routers(settings.shop_name, parts.database, parts.conversations, gate)
    outside = parts.connections.routers(gate)
    for router in (*staff_routers(_lobby(parts), gate, parts.epoch), *workplace, *outside):
        api.include_router(router)
    api.include_router(visitors_router(parts.visitors, limit("visitor", settings.visitor_rate), came_from))
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
    api.include_router(understanding_router(open_teaching(settings), gate))
    api.include_router(policies_router(brain.governance.policies, brain.governance.what_ifs, gate))
    api.include_router(voices_router(brain.governance.voices, gate))
    handovers = Handovers(SqlContacts(parts.database), parts.conversations)
    api.include_router(handover_router(handovers, gate))
    previewing = Previewing(brain.answering, brain.retrieval, brain.forget, new_id)
    check_search = limit("search", settings.visitor_rate)
    search = answers_router(brain.retrieval, previewing, brain.publishing, gate, brain.render, check_search)
    api.include_router(search)
    api.include_router(conversations_router(parts.conversations, gate, parts.visitors, parts.epoch))
    api.include_router(customers_router(Customers(SqlProfiles(parts.database), brain.commerce), gate))
    check_message = limit("message", settings.message_rate)
    api.include_router(messages_router(parts.service, gate, parts.visitors, check_message, came_from))
    check_file = limit("attachment", settings.message_rate)
    api.include_router(parts.filing.router(gate, parts.visitors, check_file))
    for router in reception.routers(gate, parts.visitors):
        api.include_router(router)
    reporting = Reporting(parts.conversations, reception.waiting)
    api.include_router(reports_router(reporting, gate, utc_now))
    api.include_router(help_router(_help_centre(parts, limit)))
    if has_demo_shop(settings):
        api.include_router(demo_router(parts.identities, utc_now, limit("visitor", settings.visitor_rate)))
    api.include_router(brain.jobs.router)
    api.include_router(pages_router(STATIC, demo=settings.demo))
    mount_assets(api, STATIC)
    return api


def _help_centre(parts: _Parts, limit: Callable[[str, str], Callable[..., None]]) -> HelpCentre:
    settings, brain = parts.settings, parts.brain
    address, check = (settings.public_url or "").rstrip("/"), limit("help", settings.visitor_rate)
    site = Site(settings.shop_name, STATIC / "help.html", brain.render, address)
    return HelpCentre(site, brain.retrieval, brain.articles, brain.votes, check)
