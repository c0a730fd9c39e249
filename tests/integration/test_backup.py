"""Backing up and restoring real SQLite files."""

import json
import sqlite3
import stat
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from handoff.adapters.database import migrate
from handoff.operations.backup import BackupFailed, make_backup, restore_backup
from handoff.settings import Settings
from tests.fakes_handoff import NINE


def settings(data_dir: Path) -> Settings:
    return Settings(data_dir=data_dir, database_url=None)


def write(data_dir: Path, statement: str) -> None:
    with closing(sqlite3.connect(data_dir / "frontdesk.db")) as connection, connection:
        connection.execute(statement)


def value(data_dir: Path, name: str) -> str | None:
    with closing(sqlite3.connect(data_dir / "frontdesk.db")) as connection:
        row = connection.execute("SELECT value FROM installation WHERE name = ?", (name,)).fetchone()
    return row[0] if row else None


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A data folder with a fact, a calibration, sign-ins and a key."""
    data_dir = tmp_path / "source"
    migrate(settings(data_dir).database)
    write(data_dir, "INSERT INTO installation VALUES ('epoch', 'one'), ('fact', 'kept')")
    (data_dir / "models").mkdir()
    (data_dir / "models" / "calibration.json").write_text("{}")
    (data_dir / "demo-signins.json").write_text("[]")
    (data_dir / "secrets.key").write_text("the key")
    return data_dir


@pytest.fixture
def archive(source: Path, tmp_path: Path) -> Path:
    target = tmp_path / "backup.zip"
    make_backup(settings(source), target, NINE)
    return target


def tampered(archive: Path, name: str, content: bytes) -> Path:
    """Copy the archive with one member replaced."""
    copy = archive.with_name("tampered.zip")
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(copy, "w") as new:
        for member in old.namelist():
            new.writestr(member, content if member == name else old.read(member))
    return copy


def test_what_was_backed_up_comes_back_with_a_new_epoch(archive: Path, tmp_path: Path) -> None:
    target = tmp_path / "target"
    restored = restore_backup(settings(target), archive, NINE, "two")
    assert restored.made_at == NINE
    assert (value(target, "fact"), value(target, "epoch")) == ("kept", "two")
    assert (target / "models" / "calibration.json").read_text() == "{}"
    for name, content in {"demo-signins.json": "[]", "secrets.key": "the key"}.items():
        assert (target / name).read_text() == content
        assert stat.S_IMODE((target / name).stat().st_mode) == 0o600
    migrate(settings(target).database)


def test_a_database_in_use_is_backed_up_as_committed(source: Path, tmp_path: Path) -> None:
    writer = sqlite3.connect(source / "frontdesk.db", isolation_level=None)
    writer.execute("PRAGMA journal_mode=WAL")
    writer.execute("INSERT INTO installation VALUES ('committed', 'yes')")
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("INSERT INTO installation VALUES ('open', 'yes')")
    make_backup(settings(source), tmp_path / "b.zip", NINE)
    writer.execute("ROLLBACK")
    writer.close()
    restore_backup(settings(tmp_path / "target"), tmp_path / "b.zip", NINE, "two")
    assert value(tmp_path / "target", "committed") == "yes"
    assert value(tmp_path / "target", "open") is None


def test_only_the_owner_may_read_it_and_nothing_is_left_beside_it(archive: Path) -> None:
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    assert sorted(path.name for path in archive.parent.iterdir()) == ["backup.zip", "source"]


def test_an_existing_file_is_replaced_only_by_force(archive: Path, source: Path) -> None:
    with pytest.raises(BackupFailed, match="--force"):
        make_backup(settings(source), archive, NINE)
    make_backup(settings(source), archive, NINE, force=True)


def test_there_must_be_a_database(tmp_path: Path) -> None:
    with pytest.raises(BackupFailed, match="no database"):
        make_backup(settings(tmp_path / "empty"), tmp_path / "b.zip", NINE)


def test_other_databases_have_their_own_tools(tmp_path: Path) -> None:
    elsewhere = Settings(data_dir=tmp_path, database_url="postgresql+psycopg://host/name")
    with pytest.raises(BackupFailed, match="pg_dump"):
        make_backup(elsewhere, tmp_path / "b.zip", NINE)


def test_an_existing_database_is_moved_aside_only_by_force(archive: Path, source: Path) -> None:
    write(source, "UPDATE installation SET value = 'newer' WHERE name = 'fact'")
    (source / "secrets.key").write_text("a newer key")
    with pytest.raises(BackupFailed, match="--force"):
        restore_backup(settings(source), archive, NINE, "two")
    assert value(source, "fact") == "newer"
    restore_backup(settings(source), archive, NINE, "two", force=True)
    assert value(source, "fact") == "kept"
    (key,) = source.glob("secrets.key.replaced-*")
    assert (key.read_text(), (source / "secrets.key").read_text()) == ("a newer key", "the key")
    (aside,) = source.glob("frontdesk.db.replaced-*")
    with closing(sqlite3.connect(aside)) as connection:
        assert connection.execute("SELECT value FROM installation WHERE name='fact'").fetchone() == ("newer",)


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        pytest.param("frontdesk.db", b"nonsense", "damaged", id="changed database"),
        pytest.param("demo-signins.json", b"[1]", "damaged", id="changed file"),
        pytest.param("manifest.json", b"{", "no backup", id="broken manifest"),
        pytest.param("manifest.json", b'{"format": 99}', "format 99", id="other format"),
    ],
)
def test_a_damaged_backup_changes_nothing(
    archive: Path, tmp_path: Path, name: str, content: bytes, complaint: str
) -> None:
    target = tmp_path / "target"
    with pytest.raises(BackupFailed, match=complaint):
        restore_backup(settings(target), tampered(archive, name, content), NINE, "two")
    assert list(target.iterdir()) == []


def test_a_manifest_cannot_name_files_elsewhere(archive: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(archive) as opened:
        manifest = json.loads(opened.read("manifest.json"))
    manifest["files"]["../../evil"] = "0"
    bad = tampered(archive, "manifest.json", json.dumps(manifest).encode())
    with pytest.raises(BackupFailed, match="unexpected files"):
        restore_backup(settings(tmp_path / "target"), bad, NINE, "two")


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"not a zip")
    with pytest.raises(BackupFailed, match="no backup of Frontdesk"):
        restore_backup(settings(tmp_path / "t"), tmp_path / "holiday.jpg", NINE, "two")
