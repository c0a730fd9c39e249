"""What integration tests share: a migrated database of their own, and running services for all of them."""

from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path

import pytest

from handoff.adapters.database import Database
from tests.databases import drop_template, fresh_database
from tests.inside import SECRET, Inside, opened
from tests.live import LiveService, running

UNHURRIED = {
    "FRONTDESK_DIALOGUE": "false",
    "FRONTDESK_VISITOR_RATE": "100000/minute",
    "FRONTDESK_LOGIN_RATE": "100000/minute",
}
ROLES = ("admin", "agent", "agent2", "editor", "supervisor")


@pytest.fixture(scope="session", autouse=True)
def _no_template_left() -> Iterator[None]:
    yield
    drop_template()


@pytest.fixture
def database_url(tmp_path: Path) -> Iterator[str]:
    """A fresh, migrated database: SQLite, or PostgreSQL where FRONTDESK_TEST_DATABASE_URL names a server."""
    with fresh_database(tmp_path) as url:
        yield url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """The open database; closed at the end."""
    opened = Database.open(database_url)
    yield opened
    await opened.close()


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveService]:
    """The whole service in a process of its own, with the demo shop and without the dialogue."""
    data_dir = tmp_path_factory.mktemp("live")
    with (
        fresh_database(data_dir) as url,
        running(data_dir, **UNHURRIED, FRONTDESK_DATABASE_URL=url) as service,
    ):
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
    with (
        fresh_database(data_dir) as url,
        opened(data_dir, message_rate="20/minute", identity_secret=SECRET, database_url=url) as service,
    ):
        yield service


@pytest.fixture(scope="session")
def inside_tokens(inside: Inside) -> Mapping[str, str]:
    """The session token of each demo account of `inside`."""
    return {role: inside.sign_in(role)["token"] for role in ROLES}
