"""The files that the dialogue is made from, and a hash that says whether any of them has changed."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CODE = Path(__file__).resolve().parents[1]
FORMAT = 1
MODEL = "dialogue"


@dataclass(frozen=True, slots=True)
class DialogueFiles:
    """Where everything lies.

    `home` holds config.yml, domain.yml and data/dialogue; `models` takes the trained model; `encoder` is the
    folder of the exported sentence encoder; `python` is the interpreter that has Rasa; `phrasings` is the
    file of the phrasings that editors added, which need not exist.
    """

    home: Path
    models: Path
    encoder: Path
    python: Path
    phrasings: Path | None = None

    @property
    def model(self) -> Path:
        """The trained model."""
        return self.models / f"{MODEL}.tar.gz"

    @property
    def manifest(self) -> Path:
        """What the model was made from, and its hash."""
        return self.models / "manifest.json"

    @property
    def understanding(self) -> Path:
        """How well the phrasings are told apart: the folder of the last training's cross-validation."""
        return self.models / "understanding"

    @property
    def lookup(self) -> Path:
        """The lists that details are looked up in."""
        return self.home / "data" / "dialogue" / "lookup"

    @property
    def dialogue_data(self) -> tuple[Path, ...]:
        """The files that Rasa trains on, by name, so that it never reads any other."""
        own = sorted((self.home / "data" / "dialogue").rglob("*.yml"))
        added = [self.phrasings] if self.phrasings and self.phrasings.is_file() else []
        return (*own, *added)


def content_hash(files: DialogueFiles) -> str:
    """Return a hash over everything that the model depends on; the place of the files plays no part."""
    digest = hashlib.sha256(f"format {FORMAT}\n".encode())
    for name, path in _sources(files):
        digest.update(f"{name}\0{file_hash(path) if path.is_file() else 'missing'}\n".encode())
    return digest.hexdigest()


def _sources(files: DialogueFiles) -> Iterator[tuple[str, Path]]:
    lookup = sorted(files.lookup.glob("*.txt"))
    for path in (files.home / "config.yml", files.home / "domain.yml", *files.dialogue_data, *lookup):
        yield path.relative_to(files.home).as_posix() if path != files.phrasings else "phrasings", path
    code = sorted((CODE / "bot" / "rasa").glob("*.py"))
    for path in (
        *code,
        CODE / "bot" / "rasa" / "requirements.lock",
        CODE / "knowledge_base/adapters/encoder.py",
    ):
        yield path.relative_to(CODE).as_posix(), path
    yield "encoder", files.encoder / "manifest.json"


def file_hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
