"""Built indexes on disk: folders that never change, each made aside, checked and renamed in one step.

A file names the folder in force; it is replaced in one step as well, so that a kill at any moment leaves the
old index or the new one. The database stays the truth: whatever it holds that the index in force does not is
added when the service starts.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from knowledge_base.adapters import index_files
from knowledge_base.adapters.article_index import BuiltIndex, Source
from knowledge_base.adapters.durable import flush, write_text
from knowledge_base.domain.article import Article

FORMAT = 1
CURRENT = "CURRENT"
MANIFEST = "manifest.json"
PACKAGE = Path(__file__).resolve().parent.parent
_DECIDES = """
adapters/article_index adapters/class_means adapters/classifier adapters/faiss_index adapters/index_files
adapters/kernel_classifier adapters/lexical_index adapters/postings adapters/spelling_index domain/article
domain/corpus domain/layout domain/passages domain/rehearsal domain/spelling
"""
_DRAFT = ".building"


class IndexDamaged(Exception):
    """A stored index is not what its manifest says."""


class IndexStore:
    """The folders of one installation. `basis` names all but the articles that an index depends on, so that
    an index of another encoder or of other code is never used."""

    def __init__(self, folder: Path, basis: str) -> None:
        self._folder = folder
        self._basis = hashlib.sha256(f"{FORMAT} {basis}".encode()).hexdigest()

    def add(self, index: BuiltIndex) -> str:
        """Store an index, not yet in force, and return its name."""
        self._folder.mkdir(parents=True, exist_ok=True)
        draft = self._folder / f"{os.getpid()}{_DRAFT}"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir()
        index_files.write(index, draft)
        files = {path.name: _digest(path) for path in sorted(draft.iterdir())}
        revision = revision_of(index.articles)
        manifest = {"format": FORMAT, "basis": self._basis, "revision": revision, "files": files}
        write_text(draft / MANIFEST, json.dumps(manifest, indent=1))
        for name in files:
            flush(draft / name)
        flush(draft)
        _check(draft, self._basis)
        name = self._free_name(revision[:16])
        draft.rename(self._folder / name)
        flush(self._folder)
        return name

    def put_in_force(self, name: str) -> None:
        """Let this index be the one that the next start reads, and drop the others."""
        write_text(self._folder / CURRENT, name)
        for path in self._indexes():
            if path.name != name:
                shutil.rmtree(path, ignore_errors=True)

    def load(self, name: str, source: Source, words: Mapping[str, int]) -> BuiltIndex:
        """Read an index.

        Raises:
            IndexDamaged: it is not what its manifest says, or was made by other code or for another encoder.
        """
        _check(self._folder / name, self._basis)
        return index_files.read(self._folder / name, source, words)

    def current(self, source: Source, words: Mapping[str, int]) -> BuiltIndex | None:
        """Read the index in force; none if there is none that can be used."""
        try:
            name = (self._folder / CURRENT).read_text(encoding="utf-8").strip()
            return self.load(name, source, words) if name else None
        except (OSError, IndexDamaged):
            return None

    def tidy(self) -> None:
        """Remove what a kill left behind; for the start, when nobody else builds."""
        try:
            name = (self._folder / CURRENT).read_text(encoding="utf-8").strip()
        except OSError:
            name = ""
        for path in self._folder.glob(f"*{_DRAFT}"):
            shutil.rmtree(path, ignore_errors=True)
        for path in self._folder.glob("*.tmp"):
            path.unlink(missing_ok=True)
        for path in self._indexes():
            if path.name != name:
                shutil.rmtree(path, ignore_errors=True)

    def _indexes(self) -> list[Path]:
        return [path.parent for path in self._folder.glob(f"*/{MANIFEST}") if path.parent.suffix != _DRAFT]

    def _free_name(self, stem: str) -> str:
        number = 1
        while (self._folder / f"{stem}-{number}").exists():
            number += 1
        return f"{stem}-{number}"


def revision_of(articles: Sequence[Article]) -> str:
    """Name a state of the articles, whatever their order."""
    digest = hashlib.sha256()
    # One by one, so that very many never keep other threads waiting for long.
    for article in sorted(articles, key=lambda article: article.id):
        digest.update(json.dumps(asdict(article), sort_keys=True).encode())
    return digest.hexdigest()


def code_fingerprint() -> str:
    """Name the code that decides what is in an index."""
    digest = hashlib.sha256()
    for name in _DECIDES.split():
        digest.update((PACKAGE / f"{name}.py").read_bytes())
    return digest.hexdigest()


def _check(folder: Path, basis: str) -> None:
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if manifest["format"] != FORMAT or manifest["basis"] != basis:
            raise IndexDamaged(f"{folder.name} was made by other code or for another encoder")
        for name, digest in manifest["files"].items():
            if _digest(folder / name) != digest:
                raise IndexDamaged(f"{folder.name}/{name} is not what its manifest says")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexDamaged(f"{folder.name} cannot be read: {error}") from error


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
