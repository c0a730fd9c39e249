"""The clock, and where ids and secrets come from: named once, so that everything else is given them."""

import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Chance:
    """What differs from one run to the next."""

    clock: Callable[[], datetime]
    new_id: Callable[[], str]
    new_token: Callable[[], str]


def utc_now() -> datetime:
    """Give the present moment."""
    return datetime.now(UTC)


def new_id() -> str:
    """Give an id that names something and keeps no secret."""
    return uuid.uuid4().hex


def new_token() -> str:
    """Give a secret of 256 bits."""
    return secrets.token_urlsafe(32)


CHANCE = Chance(utc_now, new_id, new_token)
