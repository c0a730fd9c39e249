"""The dialogue as the service runs it: Rasa's process and the client that asks it, or neither."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress

from structlog.stdlib import BoundLogger

from bot.adapters.rasa import RasaDialogue
from bot.adapters.training import ActionsDoor, rasa_command, verify_model
from bot.dialogue_files import DialogueFiles
from bot.domain.directives import DialogueTurn, Json
from bot.errors import DialogueUnavailable
from handoff.processes.supervisor import DialogueProcess
from handoff.settings import Settings


class NoDialogue:
    """Stands where the dialogue is switched off: every message goes to a person."""

    async def turn(
        self,
        conversation_id: str,
        message_id: str,
        text: str,  # noqa: ARG002 -- the port names it
        *,
        slots: Mapping[str, Json] | None = None,  # noqa: ARG002
        active_form: str | None = None,  # noqa: ARG002
    ) -> DialogueTurn:
        """Refuse."""
        raise DialogueUnavailable(f"the dialogue is switched off ({conversation_id}, {message_id})")

    async def forget(self, conversation_id: str) -> None:
        """Nothing is remembered."""


def dialogue_files(settings: Settings) -> DialogueFiles:
    """Say where the dialogue's files lie."""
    return DialogueFiles(
        settings.home,
        settings.dialogue_dir,
        settings.encoder_dir,
        settings.rasa_interpreter,
        settings.phrasings_file,
    )


@asynccontextmanager
async def open_dialogue(
    settings: Settings, log: BoundLogger, actions: ActionsDoor | None = None
) -> AsyncIterator[tuple[RasaDialogue | NoDialogue, Callable[[], str]]]:
    """Start the dialogue and give its client and its state; stop it when left.

    `actions` is where it asks how a flow goes on.
    """
    if not settings.dialogue:
        yield NoDialogue(), lambda: "off"
        return
    files = dialogue_files(settings)

    async def answers() -> bool:
        return await dialogue.healthy()

    process = DialogueProcess(
        lambda port, secret: rasa_command(files, port, secret, actions),
        lambda: verify_model(files),
        answers,
        settings.data_dir / "log" / "dialogue.log",
        log,
    )
    async with RasaDialogue(process.url, process.secret, timeout=settings.dialogue_timeout_s) as dialogue:
        await process.start()
        try:
            yield dialogue, process.state
        finally:
            await process.stop()


def forgetting(dialogue: RasaDialogue | NoDialogue) -> Callable[[str], Awaitable[None]]:
    """Give a way to drop what the dialogue remembers of a conversation that never fails."""

    async def forget(conversation_id: str) -> None:
        # A dialogue that does not answer keeps nothing either: its memory ends with its process.
        with suppress(DialogueUnavailable):
            await dialogue.forget(conversation_id)

    return forget
