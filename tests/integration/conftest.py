"""What integration tests share: a migrated database of their own, and running services for all of them."""

from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path

import pytest

from handoff.adapters.database import Database, migrate
from tests.inside import SECRET, Inside, opened
from tests.live import LiveService, running

UNHURRIED = {
    "FRONTDESK_DIALOGUE": "false",
    "FRONTDESK_VISITOR_RATE": "100000/minute",
    "FRONTDESK_LOGIN_RATE": "100000/minute",
}
ROLES = ("admin", "agent", "agent2", "editor", "supervisor")


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """A fresh, migrated SQLite database."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'frontdesk.db'}"
    migrate(url)
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """The open database; closed at the end."""
    opened = Database.open(database_url)
    yield opened
    await opened.close()


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveService]:
    """The whole service in a process of its own, with the demo shop and without the dialogue."""
    with running(tmp_path_factory.mktemp("live"), **UNHURRIED) as service:
        service.wait_ready(dialogue="off")
        yield service


@pytest.fixture(scope="session")
def tokens(live: LiveService) -> Mapping[str, str]:
    """The session token of each demo account of `live`."""
    return {role: live.sign_in(role)["token"] for role in ROLES}


@pytest.fixture(scope="session")
def inside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inside]:
    """The service on a thread of this process, with a scripted bot, no article yet and the usual rates."""
    data_dir = tmp_path_factory.mktemp("inside")
    with opened(data_dir, message_rate="20/minute", identity_secret=SECRET) as service:
        yield service


@pytest.fixture(scope="session")
def inside_tokens(inside: Inside) -> Mapping[str, str]:
    """The session token of each demo account of `inside`."""
    return {role: inside.sign_in(role)["token"] for role in ROLES}
