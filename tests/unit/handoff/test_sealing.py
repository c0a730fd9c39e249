"""The seal over stored secrets, and its key."""

import stat
from pathlib import Path

import pytest

from handoff.adapters.sealing import FernetSeal, make_key, read_key
from handoff.errors import SecretsUnreadable

SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def key(tmp_path: Path) -> Path:
    return tmp_path / "data" / "secrets.key"


def test_what_was_sealed_opens_again_also_after_a_restart(key: Path) -> None:
    sealed = FernetSeal(key).seal(SECRET)
    assert SECRET not in sealed
    assert FernetSeal(key).unseal(sealed) == SECRET


def test_the_same_secret_never_looks_the_same(key: Path) -> None:
    seal = FernetSeal(key)
    assert seal.seal(SECRET) != seal.seal(SECRET)


def test_the_key_is_made_once_and_only_its_owner_may_read_it(key: Path) -> None:
    assert read_key(key) is None
    made = make_key(key)
    assert make_key(key) == made == read_key(key)
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert [path.name for path in key.parent.iterdir()] == ["secrets.key"]


def test_another_key_opens_nothing(key: Path) -> None:
    sealed = FernetSeal(key).seal(SECRET)
    with pytest.raises(SecretsUnreadable, match="not the key"):
        FernetSeal(key.with_name("other.key")).unseal(sealed)


@pytest.mark.parametrize("stored", [SECRET, "", "fernet:nonsense"])
def test_what_nobody_sealed_is_no_secret(key: Path, stored: str) -> None:
    with pytest.raises(SecretsUnreadable):
        FernetSeal(key).unseal(stored)


@pytest.mark.parametrize("content", [b"", b"nonsense", b"\xff" * 44])
def test_a_damaged_key_is_told_and_not_replaced(key: Path, content: bytes) -> None:
    key.parent.mkdir()
    key.write_bytes(content)
    with pytest.raises(SecretsUnreadable, match="holds no key"):
        FernetSeal(key).seal(SECRET)
    assert key.read_bytes() == content
