"""Who works on a data folder: at most one service, and nobody restores under a running one."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from handoff.errors import FrontdeskError

LOCK = "service.lock"


class Occupied(FrontdeskError):
    """Another process works on this data folder."""

    code = "data_dir_in_use"


@contextmanager
def occupy(data_dir: Path) -> Iterator[None]:
    """Keep the folder to ourselves, or raise Occupied; the lock goes with the process, however it ends."""
    data_dir.mkdir(parents=True, exist_ok=True)
    with (data_dir / LOCK).open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            owner = lock.read().strip() or "unknown"
            raise Occupied(
                f"A running service uses {data_dir} (process {owner}). "
                "Next: stop it, or name another folder with --data-dir."
            ) from error
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        yield


def is_occupied(data_dir: Path) -> bool:
    """Say whether a service runs on the folder."""
    if not (data_dir / LOCK).exists():
        return False
    try:
        with occupy(data_dir):
            return False
    except Occupied:
        return True
