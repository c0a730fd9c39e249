"""The database of a test: a SQLite file, or one of its own on a PostgreSQL server.

`FRONTDESK_TEST_DATABASE_URL`, such as postgresql+psycopg://desk@127.0.0.1:5432/postgres, names a server on
which databases may be made. Each test's is copied from one that was migrated once, and goes at its end.
"""

import os
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
import sqlalchemy as sa

from handoff.adapters.database import migrate

SERVER = os.environ.get("FRONTDESK_TEST_DATABASE_URL")
TEMPLATE = f"frontdesk_template_{os.getpid()}"

only_on_sqlite = pytest.mark.skipif(SERVER is not None, reason="it is about files of SQLite")
only_on_postgresql = pytest.mark.skipif(SERVER is None, reason="FRONTDESK_TEST_DATABASE_URL names no server")


@contextmanager
def fresh_database(folder: Path) -> Iterator[str]:
    """Give the URL of a migrated database that holds nothing yet."""
    if SERVER is None:
        file = folder / "frontdesk.db"
        put_database(file)
        yield f"sqlite+aiosqlite:///{file}"
        return
    name = f"frontdesk_{uuid.uuid4().hex}"
    administer(f"CREATE DATABASE {name} TEMPLATE {_template()}")
    try:
        yield _url_of(name)
    finally:
        administer(f"DROP DATABASE {name} WITH (FORCE)")


def put_database(file: Path) -> None:
    """Put a migrated SQLite file that holds nothing yet."""
    file.write_bytes(_migrated_file())


def drop_template() -> None:
    """Leave nothing behind on the server."""
    if SERVER is not None:
        administer(f"DROP DATABASE IF EXISTS {TEMPLATE} WITH (FORCE)")


def administer(statement: str) -> None:
    """Run one statement on the server outside every transaction."""
    engine = sa.create_engine(sa.make_url(str(SERVER)), isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)
    finally:
        engine.dispose()


@cache
def _migrated_file() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "template.db"
        migrate(f"sqlite+aiosqlite:///{file}")
        return file.read_bytes()


@cache
def _template() -> str:
    administer(f"CREATE DATABASE {TEMPLATE}")
    migrate(_url_of(TEMPLATE))
    return TEMPLATE


def _url_of(name: str) -> str:
    return sa.make_url(str(SERVER)).set(database=name).render_as_string(hide_password=False)
