"""Secrets that must be read again, sealed with a key that lies beside the database and never in it (Fernet).

Who finds the database alone, or a copy of it, can read none of them; who lost the key can neither.
"""

import os
from functools import cached_property
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from handoff.errors import SecretsUnreadable

MARK = "fernet:"


class FernetSeal:
    """Seals and opens with the key in a file, which is made when there is none."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def seal(self, secret: str) -> str:
        """Give what may be stored; never the same twice."""
        return MARK + self._fernet.encrypt(secret.encode()).decode()

    def unseal(self, stored: str) -> str:
        """Give the secret, or raise SecretsUnreadable when it was sealed with another key or not at all."""
        if not stored.startswith(MARK):
            raise SecretsUnreadable("A secret in the database is not sealed. Next: restart the service.")
        try:
            return self._fernet.decrypt(stored.removeprefix(MARK)).decode()
        except InvalidToken as error:
            raise SecretsUnreadable(
                f"{self._path} is not the key with which the secrets in the database were sealed. "
                "Next: put the right one in its place, from a backup."
            ) from error

    @cached_property
    def _fernet(self) -> Fernet:
        key = read_key(self._path) or make_key(self._path)
        try:
            return Fernet(key)
        except ValueError as error:
            raise SecretsUnreadable(
                f"{self._path} holds no key. Next: put the right one in its place, from a backup."
            ) from error


def is_sealed(stored: str) -> bool:
    """Say whether this was sealed."""
    return stored.startswith(MARK)


def read_key(path: Path) -> bytes | None:
    """Give the key; None when there is none yet."""
    try:
        return path.read_bytes().strip()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SecretsUnreadable(f"{path} cannot be read: {error.strerror}.") from error


def make_key(path: Path) -> bytes:
    """Make a key that only the owner can read and that is on the disk before anything is sealed with it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    key = Fernet.generate_key()
    draft.touch(mode=0o600)
    with draft.open("wb") as file:
        file.write(key + b"\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        # Somebody else was first, and theirs counts.
        key = path.read_bytes().strip()
    finally:
        draft.unlink()
    return key
