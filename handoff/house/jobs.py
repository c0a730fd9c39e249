"""Routine jobs as the service runs them: the flows the dialogue asks about, and what customers confirmed."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter

from bot.actions.flows import Flows
from bot.adapters.training import ActionsDoor
from bot.commerce import Commerce
from bot.performing import Performing
from handoff.adapters.callers import SqlCallers
from handoff.adapters.database import Database
from handoff.adapters.guess_book import GuessBook
from handoff.adapters.routes.actions import PATH, actions_router
from handoff.settings import Settings

WILDCARDS = {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "[::1]", "::1": "[::1]"}  # noqa: S104 -- not bound


@dataclass(frozen=True, slots=True)
class Jobs:
    """The parts of it: `door` tells the dialogue where to ask, `router` answers there, `guesses` counts."""

    door: ActionsDoor
    router: APIRouter
    performing: Performing
    guesses: GuessBook


def open_jobs(
    settings: Settings, database: Database, commerce: Commerce, clock: Callable[[], datetime]
) -> Jobs:
    """Put them together; the secret of the door is new at each start and known to the dialogue alone."""
    callers = SqlCallers(database)
    door = ActionsDoor(f"{own_address(settings)}{PATH}", secrets.token_urlsafe(32))
    guesses = GuessBook(time.monotonic)
    flows = Flows(commerce, callers, clock, guesses)
    return Jobs(door, actions_router(flows.run, door.secret), Performing(commerce, callers), guesses)


def own_address(settings: Settings) -> str:
    """Say how a process of this machine reaches the service."""
    return f"http://{WILDCARDS.get(settings.host, settings.host)}:{settings.port}"
