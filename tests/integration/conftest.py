"""What integration tests share: a migrated database of their own in a folder of their own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handoff.adapters.database import Database, migrate


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
