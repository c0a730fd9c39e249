"""Introduces what knows the company's people: sign-in, sessions, second factors, invitations, the audit log.

Part of the composition root: it builds and starts, and decides nothing.
"""

from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta

from fastapi import APIRouter
from structlog.stdlib import BoundLogger

from handoff.adapters.audit_store import SqlAuditStore
from handoff.adapters.database import Database
from handoff.adapters.invitation_store import SqlInvitationStore
from handoff.adapters.key_store import SqlKeyStore
from handoff.adapters.letters import Letters
from handoff.adapters.limiter import Limiter
from handoff.adapters.oidc import OidcClient, OidcProvider
from handoff.adapters.people_store import SqlStaffStore
from handoff.adapters.routes.account import AccountDoors, account_router
from handoff.adapters.routes.audit import audit_router
from handoff.adapters.routes.people import PeopleDoors, people_router
from handoff.adapters.routes.sign_on import SignOnDoor, sign_on_router
from handoff.adapters.routes.staff import Doorway, StaffGate, staff_router
from handoff.adapters.sealing import FernetSeal
from handoff.adapters.secrets import Argon2Hasher
from handoff.adapters.session_store import SqlSessionStore
from handoff.adapters.sign_on_store import SqlAttemptStore
from handoff.adapters.smtp import SmtpCarrier
from handoff.adapters.totp import TotpCodes, address_mark, new_recovery_code
from handoff.chance import Chance
from handoff.conversation.departing import Departing
from handoff.people.accounts import Accounts
from handoff.people.audit import Audit
from handoff.people.invitations import Invitations, SendMail
from handoff.people.second_factor import SecondFactor
from handoff.people.sessions import Sessions
from handoff.people.sign_on import SignOn, Terms
from handoff.people.staff import People
from handoff.processes.healing import heal
from handoff.settings import Settings

SWEEP_EVERY_S = 5.0
CODE_RATE = "10/5 minutes"


@dataclass(frozen=True, slots=True)
class Staffing:
    """The front doors to the company's people."""

    audit: Audit
    sessions: Sessions
    factor: SecondFactor
    accounts: Accounts


def open_staffing(settings: Settings, database: Database, chance: Chance, log: BoundLogger) -> Staffing:
    """Give sign-in and what it stands on."""
    audit = Audit(SqlAuditStore(database), chance.clock, log)
    sessions = Sessions(
        SqlSessionStore(database),
        chance.clock,
        chance.new_token,
        timedelta(hours=settings.session_hours),
        timedelta(minutes=settings.session_idle_minutes),
    )
    codes = TotpCodes(settings.shop_name)
    keys = SqlKeyStore(database, FernetSeal(settings.secrets_key))
    factor = SecondFactor(keys, codes, audit, chance.clock, new_recovery_code)
    accounts = Accounts(
        SqlStaffStore(database),
        Argon2Hasher(),
        sessions,
        factor,
        audit,
        chance.clock,
        chance.new_token,
        settings.require_totp_for,
    )
    return Staffing(audit, sessions, factor, accounts)


@dataclass(frozen=True, slots=True)
class Lobby:
    """What the doors for staff need from the rest of the house."""

    settings: Settings
    database: Database
    staffing: Staffing
    departing: Departing
    limiter: Limiter
    chance: Chance
    log: BoundLogger


def staff_routers(lobby: Lobby, gate: StaffGate, salt: str) -> list[APIRouter]:
    """Give everything that is served about the company's own people."""
    settings, staffing = lobby.settings, lobby.staffing
    staff = SqlStaffStore(lobby.database)
    give_back = lobby.departing.give_back
    people = People(staff, staffing.sessions, staffing.factor, give_back, staffing.audit)
    doorway = Doorway(
        address_mark(salt),
        _limit(lobby.limiter, settings.login_rate, "login"),
        _limit(lobby.limiter, CODE_RATE, "code"),
        settings.session_hours * 3600,
    )
    doors = PeopleDoors(
        people,
        _invitations(lobby),
        settings.public_url,
        _limit(lobby.limiter, settings.visitor_rate, "join"),
    )
    sign_on = open_sign_on(settings, staffing, lobby.database, people, lobby.chance)
    way_out = SignOnDoor(sign_on, settings.oidc_name, settings.public_url)
    account = AccountDoors(staffing.accounts, staffing.factor, doorway.check_code)
    return [
        staff_router(staffing.accounts, gate, doorway),
        account_router(account, gate),
        people_router(doors, gate),
        sign_on_router(way_out, doorway),
        audit_router(staffing.audit, gate),
    ]


async def watch_staffing(lobby: Lobby, stack: AsyncExitStack) -> None:
    """End sessions that ran out, and bring what the audit log lacks."""
    staffing = lobby.staffing
    stack.push_async_callback(staffing.sessions.store_seen)
    remedies = {"sessions": staffing.sessions.sweep, "audit": staffing.audit.retry}
    await stack.enter_async_context(heal(remedies, SWEEP_EVERY_S, lobby.log))


def _limit(limiter: Limiter, rate: str, name: str) -> Callable[..., None]:
    return lambda *key: limiter.check(rate, name, *key)


def _invitations(lobby: Lobby) -> Invitations:
    settings, chance = lobby.settings, lobby.chance
    return Invitations(
        SqlInvitationStore(lobby.database),
        SqlStaffStore(lobby.database),
        lobby.staffing.accounts,
        lobby.staffing.audit,
        chance.clock,
        chance.new_id,
        chance.new_token,
        timedelta(hours=settings.invitation_hours),
        _letters(settings, lobby.log),
    )


def _letters(settings: Settings, log: BoundLogger) -> SendMail | None:
    if not (settings.smtp_url and settings.mail_from):
        return None
    carrier = SmtpCarrier(settings.smtp_url.get_secret_value(), settings.mail_from)
    return Letters(carrier, settings.mail_from, log).send


def open_sign_on(
    settings: Settings, staffing: Staffing, database: Database, people: People, chance: Chance
) -> SignOn | None:
    """Give signing in with the company's provider; None where none is set."""
    if settings.oidc_issuer is None:
        return None
    secret = settings.oidc_client_secret.get_secret_value() if settings.oidc_client_secret else None
    client = OidcClient(settings.oidc_issuer, settings.oidc_client_id, secret, settings.oidc_role_claim)
    return SignOn(
        OidcProvider(client),
        SqlAttemptStore(database),
        SqlStaffStore(database),
        people,
        staffing.accounts,
        staffing.audit,
        chance.clock,
        chance.new_id,
        chance.new_token,
        Terms(settings.oidc_default_role),
    )
