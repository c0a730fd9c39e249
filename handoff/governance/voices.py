"""Front door of the bot's words: the operator edits sentences and tone, and the next turn speaks so."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import yaml
from structlog.stdlib import BoundLogger

from bot.domain.template import placeholders
from bot.domain.voice import TONES, Voice
from bot.errors import InvalidVoice
from handoff.errors import VoiceInvalid

_PLAIN = {"text"}


class VoiceStore(Protocol):
    """Where the operator's words are kept."""

    async def newest(self) -> Mapping[str, Any] | None:
        """Give the words in force; None when nobody has edited any."""

    async def add(self, author: str, at: datetime, content: Mapping[str, Any]) -> None:
        """Store an edit."""


class Voices:
    """Keeps the words and hands them to the bot."""

    def __init__(
        self,
        store: VoiceStore,
        delivered: Voice,
        clock: Callable[[], datetime],
        on_change: Callable[[Voice], None],
        log: BoundLogger,
    ) -> None:
        """Join the parts; `delivered` is the voice without any edit, `on_change` hears the one in force."""
        self._store = store
        self._delivered = delivered
        self._clock = clock
        self._on_change = on_change
        self._log = log
        self.voice = delivered

    async def open(self) -> None:
        """Speak as was edited last; sentences that no longer fit are left out, and that is logged."""
        stored = await self._store.newest() or {}
        tone, sentences = stored.get("tone", TONES[0]), dict(stored.get("sentences", {}))
        for occasion, own in list(sentences.items()):
            try:
                self._delivered.edited(TONES[0], {occasion: own})
            except InvalidVoice as error:
                self._log.warning("sentences_unusable", occasion=occasion, why=str(error))
                del sentences[occasion]
        self._speak(self._delivered.edited(tone if tone in TONES else TONES[0], sentences))

    async def edit(self, tone: object, sentences: object, author: str) -> Voice:
        """Speak so from the next turn on. Raises: VoiceInvalid, naming the occasion and what does not fit."""
        try:
            voice = self._delivered.edited(tone, sentences)
        except InvalidVoice as error:
            raise VoiceInvalid(str(error)) from error
        content = {
            "tone": voice.tone,
            "sentences": {occasion: list(own) for occasion, own in voice.sentences.items()},
        }
        await self._store.add(author, self._clock(), content)
        self._speak(voice)
        return voice

    def _speak(self, voice: Voice) -> None:
        self.voice = voice
        self._on_change(voice)


def read_responses(domain: Path) -> dict[str, tuple[str, ...]]:
    """Read the dialogue's sentences by response, but those with buttons, conditions or directives."""
    responses = (yaml.safe_load(domain.read_text(encoding="utf-8")) or {}).get("responses") or {}
    plain = {
        name: tuple(str(one["text"]).strip() for one in variants if set(one) == _PLAIN)
        for name, variants in responses.items()
    }
    return {name: texts for name, texts in plain.items() if texts and all(map(_is_template, texts))}


def _is_template(text: str) -> bool:
    try:
        placeholders(text)
    except ValueError:
        return False
    return True
