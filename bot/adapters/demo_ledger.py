"""The demo shop's books: documents in one SQLite file, and which wish was fulfilled under which key."""

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bot.commerce import CommerceUnavailable, Conflict

_TABLES = """
create table if not exists documents(
  kind text, id text, owner text, body text not null, primary key (kind, id)) without rowid;
create index if not exists documents_of on documents(kind, owner);
create table if not exists fulfilled(
  method text, key text, wish text not null, result text not null, primary key (method, key)) without rowid;
create table if not exists facts(name text primary key, value text not null) without rowid;
"""
_WAIT_S = 5.0


class Books:
    """What can be read and written inside one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def find(self, kind: str, document_id: str) -> Any:  # noqa: ANN401 -- any JSON
        """Give a document; None if there is none."""
        found = self._one("select body from documents where kind = ? and id = ?", kind, document_id)
        return None if found is None else json.loads(found)

    def of(self, kind: str, owner: str) -> list[Any]:
        """Give the documents of one owner."""
        rows = self._connection.execute(
            "select body from documents where kind = ? and owner = ? order by id", (kind, owner)
        )
        return [json.loads(body) for (body,) in rows]

    def all(self, kind: str) -> list[Any]:
        """Give every document of a kind."""
        rows = self._connection.execute("select body from documents where kind = ? order by id", (kind,))
        return [json.loads(body) for (body,) in rows]

    def named(self, kind: str) -> list[tuple[str, Any]]:
        """Give every document of a kind with its id."""
        rows = self._connection.execute("select id, body from documents where kind = ? order by id", (kind,))
        return [(document_id, json.loads(body)) for document_id, body in rows]

    def put(self, kind: str, document_id: str, owner: str, body: object) -> None:
        """Store a document, in place of an older one."""
        self._connection.execute(
            "insert or replace into documents values (?, ?, ?, ?)",
            (kind, document_id, owner, json.dumps(body)),
        )

    def fulfilled(self, method: str, key: str, wish: str) -> Any:  # noqa: ANN401 -- any JSON
        """Give the result of an earlier wish under this key; None if it is new. Raises: Conflict."""
        row = self._connection.execute(
            "select wish, result from fulfilled where method = ? and key = ?", (method, key)
        ).fetchone()
        if row is None:
            return None
        if row[0] != wish:
            raise Conflict(f"the key {key!r} was used for another wish before")
        return json.loads(row[1])

    def fulfil(self, method: str, key: str, wish: str, result: object) -> None:
        """Remember what came of a wish."""
        self._connection.execute(
            "insert into fulfilled values (?, ?, ?, ?)", (method, key, wish, json.dumps(result))
        )

    def next_number(self, name: str, first: int) -> int:
        """Give the next number of a series."""
        number = int(self.fact(name) or first)
        self.set_fact(name, str(number + 1))
        return number

    def fact(self, name: str) -> str | None:
        """Give a fact about the books themselves."""
        found = self._one("select value from facts where name = ?", name)
        return None if found is None else str(found)

    def set_fact(self, name: str, value: str) -> None:
        """Store a fact."""
        self._connection.execute("insert or replace into facts values (?, ?)", (name, value))

    def _one(self, query: str, *values: str) -> Any:  # noqa: ANN401 -- one column
        row = self._connection.execute(query, values).fetchone()
        return None if row is None else row[0]


class Ledger:
    """Opens transactions on the file, one at a time; the file itself is opened with the first."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    @contextmanager
    def open(self) -> Iterator[Books]:
        """Open one transaction; all of it is kept, or nothing. Raises: CommerceUnavailable."""
        with self._lock:
            try:
                connection = self._connection = self._connection or self._connected()
                connection.execute("begin immediate")
                try:
                    yield Books(connection)
                except BaseException:
                    connection.execute("rollback")
                    raise
                connection.execute("commit")
            except (sqlite3.Error, OSError) as error:
                raise CommerceUnavailable(f"the demo shop's books: {error}") from error

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _connected(self) -> sqlite3.Connection:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(
            self._file, timeout=_WAIT_S, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute("pragma journal_mode = wal")
            connection.executescript(_TABLES)
        except sqlite3.Error:
            connection.close()
            raise
        return connection
