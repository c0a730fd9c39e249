"""The bot's words over HTTP: every sentence and the tone, in force from the next turn on."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends

from bot.domain.voice import TONES, Voice
from handoff.adapters.routes.articles import Gate
from handoff.adapters.routes.policies import READERS, WRITERS
from handoff.contract.wire import Payload
from handoff.governance.voices import Voices
from handoff.people.accounts import Staff


class NewVoice(Payload):
    """`PUT /api/v1/voice`: an occasion that is left out, or has no sentence, keeps the built-in ones."""

    tone: str
    sentences: dict[str, list[str]]


def voices_router(voices: Voices, staff: Gate) -> APIRouter:
    """Serve `/api/v1/voice`."""
    router = APIRouter(prefix="/api/v1/voice", tags=["voice"])

    @router.get("", dependencies=[Depends(staff(*READERS))])
    async def show() -> dict[str, Any]:
        return _view(voices.voice)

    @router.put("")
    async def change(new: NewVoice, person: Annotated[Staff, Depends(staff(*WRITERS))]) -> dict[str, Any]:
        return _view(await voices.edit(new.tone, new.sentences, person.name))

    return router


def _view(voice: Voice) -> dict[str, Any]:
    return {
        "tone": voice.tone,
        "sentences": {occasion: list(own) for occasion, own in voice.sentences.items()},
        "occasions": {
            occasion: {
                "meaning": voice.meaning(occasion),
                "defaults": list(voice.defaults(occasion)),
                "by_tone": {tone: list(voice.defaults(occasion, tone)) for tone in TONES},
                "placeholders": list(voice.allowed(occasion)),
            }
            for occasion in voice.occasions
        },
    }
