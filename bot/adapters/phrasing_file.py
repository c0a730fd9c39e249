"""Keep the phrasings that people added, as a file of training data that the next training reads too.

Must never lose what is there: the file is replaced whole, under a lock.
"""

import fcntl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import yaml

from bot.domain.understanding import Phrasing

VERSION = "3.1"


class PhrasingFile:
    """`path` is the file of added phrasings; `home` holds domain.yml and the phrasings of the project."""

    def __init__(self, path: Path, home: Path) -> None:
        self._path = path
        self._home = home

    def intents(self) -> tuple[str, ...]:
        """Return the names of all intents, as domain.yml lists them."""
        listed = yaml.safe_load((self._home / "domain.yml").read_text(encoding="utf-8"))["intents"]
        return tuple(name for item in listed for name in (item if isinstance(item, dict) else [item]))

    def added(self) -> tuple[Phrasing, ...]:
        """Return what was added, in that order."""
        return _flat(_read(self._path)) if self._path.is_file() else ()

    def given(self) -> Mapping[str, tuple[str, ...]]:
        """Return the phrasings of the project, by intent."""
        return phrasings_of(self._home)

    def add(self, phrasing: Phrasing) -> None:
        """Keep one more phrasing."""
        with self._alone():
            self._write((*self.added(), phrasing))

    def remove(self, phrasing: Phrasing) -> bool:
        """Drop a phrasing that was added; return whether it was there."""
        with self._alone():
            before = self.added()
            after = tuple(known for known in before if known != phrasing)
            if len(after) == len(before):
                return False
            self._write(after)
            return True

    def _write(self, phrasings: tuple[Phrasing, ...]) -> None:
        if not phrasings:
            self._path.unlink(missing_ok=True)  # Rasa reads no file without an example
            return
        names = dict.fromkeys(phrasing.intent for phrasing in phrasings)
        nlu = [{"intent": name, "examples": _lines(phrasings, name)} for name in names]
        draft = self._path.with_name(f".{self._path.name}.new")
        draft.write_text(
            yaml.safe_dump(
                {"version": VERSION, "nlu": nlu}, sort_keys=False, allow_unicode=True, width=10_000
            ),
            encoding="utf-8",
        )
        draft.replace(self._path)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.with_name(f".{self._path.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def phrasings_of(home: Path) -> Mapping[str, tuple[str, ...]]:
    """Read the phrasings of the project that lies in `home`, by intent."""
    given: dict[str, tuple[str, ...]] = {}
    for path in sorted((home / "data" / "dialogue" / "nlu").glob("*.yml")):
        for intent, texts in _read(path).items():
            given[intent] = (*given.get(intent, ()), *texts)
    return given


def _lines(phrasings: tuple[Phrasing, ...], intent: str) -> str:
    return "".join(f"- {phrasing.text}\n" for phrasing in phrasings if phrasing.intent == intent)


def _read(path: Path) -> dict[str, tuple[str, ...]]:
    entries = (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).get("nlu") or ()
    found: dict[str, tuple[str, ...]] = {}
    for entry in entries:
        lines = (
            line.strip().removeprefix("-").strip() for line in str(entry.get("examples", "")).splitlines()
        )
        found[entry["intent"]] = (*found.get(entry["intent"], ()), *(line for line in lines if line))
    return found


def _flat(phrasings: Mapping[str, tuple[str, ...]]) -> tuple[Phrasing, ...]:
    return tuple(Phrasing(intent, text) for intent, texts in phrasings.items() for text in texts)
