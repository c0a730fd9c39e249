"""Back an installation up into one file, and restore it: database, key, calibration and the demo's sign-ins.

Models are left out: `frontdesk train` makes them again. A backup holds customers' words and the database's
secrets with their key, so only its owner may read it.
"""

import hashlib
import json
import os
import re
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import make_url

from handoff.adapters.file_vault import FOLDER, stored_name
from handoff.errors import FrontdeskError
from handoff.operations.demo import SIGN_INS
from handoff.settings import Settings

FORMAT = 1
DATABASE = "frontdesk.db"
MANIFEST = "manifest.json"
KEY = "secrets.key"
STORED_FILE = re.compile(rf"{FOLDER}/([0-9a-f]{{2}})/\1[0-9a-f]{{62}}")
BESIDES = ("models/calibration.json", SIGN_INS, KEY)


class BackupFailed(FrontdeskError):
    """The backup cannot be written, or what was given is none that can be restored."""

    code = "backup_failed"


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup file says of itself; `files` maps each name to the hash of its content."""

    made_at: datetime
    files: dict[str, str]


def make_backup(settings: Settings, target: Path, at: datetime, *, force: bool = False) -> Backup:
    """Write a backup, also while the service runs; an interrupted one leaves no file behind."""
    source = database_file(settings)
    if not source.exists():
        raise BackupFailed(f"There is no database at {source}. Next: name its folder with --data-dir.")
    if target.exists() and not force:
        raise BackupFailed(f"{target} exists already. Next: choose another name, or add --force.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as scratch:
        copy = Path(scratch) / DATABASE
        copy_database(source, copy)
        members = [(DATABASE, copy)]
        members += [(name, settings.data_dir / name) for name in (*BESIDES, *_files_named_in(copy))]
        present = [(name, path) for name, path in members if path.exists()]
        backup = Backup(at, {name: file_hash(path) for name, path in present})
        draft = Path(scratch) / "backup.zip"
        _write_archive(draft, backup, present)
        draft.replace(target)
    return backup


def restore_backup(
    settings: Settings, source: Path, at: datetime, new_epoch: str, *, force: bool = False
) -> Backup:
    """Put a backup in place; an earlier database is moved aside, never deleted.

    The caller holds the data folder (`occupy`). The new epoch tells open pages to read everything anew.
    """
    database = database_file(settings)
    if database.exists() and not force:
        raise BackupFailed(
            f"{database} exists already. Next: restore into an empty folder, or add --force to move it aside."
        )
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.data_dir, prefix=".restore-") as scratch:
        backup = _unpack(source, Path(scratch))
        check_database(Path(scratch) / DATABASE)
        _store_epoch(Path(scratch) / DATABASE, new_epoch)
        # The key goes with its database: the other one fits neither.
        _move_aside((database, Path(f"{database}-wal"), Path(f"{database}-shm"), settings.secrets_key), at)
        for name in backup.files:
            place = database if name == DATABASE else settings.data_dir / name
            place.parent.mkdir(parents=True, exist_ok=True)
            (Path(scratch) / name).replace(place)
    return backup


def database_file(settings: Settings) -> Path:
    """Give the SQLite file, or raise BackupFailed for any other kind of database."""
    url = make_url(settings.database)
    if url.get_backend_name() != "sqlite" or not url.database:
        raise BackupFailed(
            f"This is for SQLite, and the database is {url.get_backend_name()}. "
            "Next: use its own tools, such as pg_dump."
        )
    return Path(url.database)


def copy_database(source: Path, target: Path) -> None:
    """Copy a database that may be in use, as it is at one moment, and check the copy."""
    with (
        closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as live,
        closing(sqlite3.connect(target)) as copy,
    ):
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    check_database(target)


def _files_named_in(database: Path) -> list[str]:
    """Give the places of the files in conversations; a database of an older version knows none."""
    known = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'attachments'"
    with closing(sqlite3.connect(database)) as connection:
        if connection.execute(known).fetchone() is None:
            return []
        digests = connection.execute("SELECT DISTINCT digest FROM attachments ORDER BY digest").fetchall()
    return [stored_name(digest) for (digest,) in digests]


def check_database(path: Path) -> None:
    """Raise BackupFailed unless SQLite finds the file whole."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            found = connection.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise BackupFailed(f"The database in it is damaged: {error}.") from error
    if found != "ok":
        raise BackupFailed(f"The database in it is damaged: {found}.")


def file_hash(path: Path) -> str:
    """Give the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_archive(path: Path, backup: Backup, members: Sequence[tuple[str, Path]]) -> None:
    path.touch(mode=0o600)
    manifest = {"format": FORMAT, "made_at": backup.made_at.isoformat(), "files": backup.files}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, json.dumps(manifest, indent=2))
        for name, member in members:
            archive.write(member, name)
    with path.open("rb") as written:
        os.fsync(written.fileno())


def _unpack(source: Path, folder: Path) -> Backup:
    """Unpack the files that the manifest names and no other, and check their hashes."""
    try:
        with zipfile.ZipFile(source) as archive:
            backup = _read_manifest(archive.read(MANIFEST))
            for name in backup.files:
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).touch(mode=0o600)
                with archive.open(name) as member, (folder / name).open("wb") as copy:
                    shutil.copyfileobj(member, copy)
    except (OSError, KeyError, ValueError, TypeError, zipfile.BadZipFile) as error:
        raise BackupFailed(f"{source} is no backup of Frontdesk that can be read: {error}.") from error
    for name, expected in backup.files.items():
        if file_hash(folder / name) != expected:
            raise BackupFailed(f"{name} in {source} is not what was backed up; the file is damaged.")
    return backup


def _read_manifest(raw: bytes) -> Backup:
    manifest = json.loads(raw)
    if manifest["format"] != FORMAT:
        raise ValueError(f"format {manifest['format']}, expected {FORMAT}")
    foreign = {name for name in manifest["files"] if not STORED_FILE.fullmatch(name)} - {DATABASE, *BESIDES}
    if foreign or DATABASE not in manifest["files"]:
        raise ValueError(f"unexpected files: {sorted(foreign) or 'no database'}")
    return Backup(datetime.fromisoformat(manifest["made_at"]), dict(manifest["files"]))


def _store_epoch(database: Path, epoch: str) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("INSERT OR REPLACE INTO installation (name, value) VALUES ('epoch', ?)", (epoch,))


def _move_aside(files: Sequence[Path], at: datetime) -> None:
    suffix = f".replaced-{at:%Y%m%dT%H%M%S}"
    for path in files:
        if path.exists():
            path.replace(path.with_name(path.name + suffix))
