"""The operator's words: kept, spoken from the next turn on, and never a reason not to start."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from structlog import get_logger
from structlog.testing import capture_logs

from bot.domain.voice import Voice
from handoff.errors import VoiceInvalid
from handoff.governance.voices import Voices, read_responses
from handoff.settings import HOME
from tests.fakes_handoff import Clock

DOMAIN = """
responses:
  utter_plain:
  - text: Hello {name}.
  - text: "  Hi there.  "
  utter_directive:
  - custom: {directive: search_articles}
  utter_mixed:
  - text: Only for some.
    condition: []
  - text: For all.
  utter_strange:
  - text: "A { stray brace"
"""


@dataclass
class MemoryVoices:
    """Edits in memory."""

    edits: list[Mapping[str, Any]] = field(default_factory=list)

    async def newest(self) -> Mapping[str, Any] | None:
        return self.edits[-1] if self.edits else None

    async def add(self, author: str, at: datetime, content: Mapping[str, Any]) -> None:
        self.edits.append(content)


def door(store: MemoryVoices, heard: list[Voice]) -> Voices:
    return Voices(store, Voice(shop="Fernhollow"), Clock(), heard.append, get_logger())


async def test_an_edit_is_spoken_at_once_and_after_every_start() -> None:
    store, heard = MemoryVoices(), list[Voice]()
    voices = door(store, heard)
    await voices.open()
    assert heard == [Voice(shop="Fernhollow")]
    await voices.edit("brief", {"greet": ["Ahoy {name}!"], "prompt": []}, "Ada")
    assert heard[-1] == Voice({"greet": ("Ahoy {name}!",)}, "brief", shop="Fernhollow") == voices.voice
    again: list[Voice] = []
    await door(store, again).open()
    assert again == [heard[-1]]


async def test_words_that_do_not_fit_are_refused_and_nothing_changes() -> None:
    store, heard = MemoryVoices(), list[Voice]()
    voices = door(store, heard)
    with pytest.raises(VoiceInvalid, match="unknown placeholder"):
        await voices.edit("warm", {"greet": ["Hi {surname}"]}, "Ada")
    assert (store.edits, heard) == ([], [])


async def test_sentences_that_fit_no_more_are_left_out() -> None:
    stored = {"tone": "loud", "sentences": {"greet": ["Ahoy"], "utter_gone": ["Hm"]}}
    voices = door(MemoryVoices([stored]), [])
    with capture_logs() as logs:
        await voices.open()
    assert (voices.voice.tone, voices.voice.sentences) == ("warm", {"greet": ("Ahoy",)})
    assert [entry["occasion"] for entry in logs] == ["utter_gone"]


def test_the_dialogues_plain_sentences_are_read(tmp_path: Path) -> None:
    (tmp_path / "domain.yml").write_text(DOMAIN, encoding="utf-8")
    assert read_responses(tmp_path / "domain.yml") == {
        "utter_plain": ("Hello {name}.", "Hi there."),
        "utter_mixed": ("For all.",),
    }


def test_those_of_the_real_dialogue_pass_their_own_check() -> None:
    responses = read_responses(HOME / "domain.yml")
    assert "utter_thanks" in responses
    assert "utter_search" not in responses
    Voice(responses=responses).edited("warm", responses)
