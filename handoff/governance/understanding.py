"""The front door of what the dialogue understands: how well, and the phrasings that people add.

A phrasing counts from the next training on; nothing is learnt from customers by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.adapters.nlu_report import NluReport
from bot.adapters.phrasing_file import PhrasingFile
from bot.domain.understanding import Phrasing, Understanding, checked, owner
from bot.errors import InvalidPhrasing
from handoff.errors import PhrasingInvalid, PhrasingNotFound, PhrasingTaken
from handoff.processes.dialogue import dialogue_files
from handoff.settings import Settings


class Reports(Protocol):
    """Where the last training's report lies."""

    def read(self) -> Understanding | None:
        """Return the report, or None before the first training."""


class Phrasings(Protocol):
    """Where phrasings are kept."""

    def intents(self) -> tuple[str, ...]:
        """Return all intents."""

    def added(self) -> tuple[Phrasing, ...]:
        """Return what people added."""

    def given(self) -> Mapping[str, tuple[str, ...]]:
        """Return the project's own, by intent."""

    def add(self, phrasing: Phrasing) -> None:
        """Keep one more."""

    def remove(self, phrasing: Phrasing) -> bool:
        """Drop one that was added; return whether it was there."""


@dataclass(frozen=True, slots=True)
class Teaching:
    """Shows what is understood and takes phrasings; blocking, a few milliseconds each."""

    reports: Reports
    phrasings: Phrasings

    def report(self) -> tuple[Understanding | None, tuple[Phrasing, ...]]:
        """Return the last report and what was added by people."""
        return self.reports.read(), self.phrasings.added()

    def add(self, intent: str, text: str) -> Phrasing:
        """Keep a phrasing for the next training.

        Raises:
            PhrasingInvalid: it is none, or there is no such intent.
            PhrasingTaken: an intent has it already.
        """
        try:
            phrasing = checked(Phrasing(intent, text), self.phrasings.intents())
        except InvalidPhrasing as error:
            raise PhrasingInvalid(str(error)) from error
        added = self.phrasings.added()
        known = {i: [p.text for p in added if p.intent == i] for i in {p.intent for p in added}}
        has = owner(phrasing.text, known) or owner(phrasing.text, self.phrasings.given())
        if has:
            raise PhrasingTaken(f"{has} has this phrasing already.")
        self.phrasings.add(phrasing)
        return phrasing

    def remove(self, intent: str, text: str) -> None:
        """Drop a phrasing that a person added. Raises: PhrasingNotFound."""
        if not self.phrasings.remove(Phrasing(intent, " ".join(text.split()))):
            raise PhrasingNotFound(f"Nobody added this phrasing to {intent}.")


def open_teaching(settings: Settings) -> Teaching:
    """Introduce the report and the phrasings of an installation."""
    files = dialogue_files(settings)
    return Teaching(NluReport(files.understanding), PhrasingFile(settings.phrasings_file, settings.home))
