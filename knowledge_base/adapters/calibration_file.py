"""The last calibration on disk, with the fingerprint of what it was learnt from."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from knowledge_base.domain.article import Article
from knowledge_base.domain.calibration import Calibration
from knowledge_base.domain.label import Lesson

PACKAGE = Path(__file__).resolve().parent.parent


class CalibrationFile:
    """Reads and writes one file; a file that cannot be read counts as none."""

    def __init__(self, path: Path, encoder: str, target_error: float) -> None:
        """`encoder` is the encoder's fingerprint; our own code counts too, as it decides what is learnt."""
        self._path = path
        self._basis = f"{encoder} {target_error} {_code_hash()}"

    def fingerprint(self, articles: Sequence[Article], labels: Sequence[Lesson] = ()) -> str:
        """Name these articles and labels under this basis, whatever their order."""
        digest = hashlib.sha256(self._basis.encode())
        # One by one, so that very many never keep other threads waiting for long.
        for article in sorted(articles, key=lambda article: article.id):
            digest.update(f"\n{json.dumps(asdict(article), sort_keys=True)}".encode())
        for line in sorted(json.dumps(asdict(label), sort_keys=True) for label in labels):
            digest.update(f"\n{line}".encode())
        return digest.hexdigest()

    def load(self) -> tuple[str, Calibration] | None:
        """Give the stored calibration and the fingerprint it was learnt under."""
        try:
            stored = json.loads(self._path.read_text(encoding="utf-8"))
            return str(stored["fingerprint"]), Calibration.from_dict(stored["calibration"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def save(self, fingerprint: str, calibration: Calibration) -> None:
        """Store a calibration in one step: a reader finds the old one or the new one."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        stored = json.dumps({"fingerprint": fingerprint, "calibration": calibration.to_dict()})
        draft = self._path.with_suffix(".tmp")
        draft.write_text(stored, encoding="utf-8")
        draft.replace(self._path)


def _code_hash() -> str:
    digest = hashlib.sha256()
    for source in sorted((*PACKAGE.rglob("*.py"), *PACKAGE.glob("*.txt"))):
        digest.update(source.read_bytes())
    return digest.hexdigest()
