"""The ordered record of what was said, as a text a person can keep."""

from collections.abc import Iterable

from handoff.domain.attachment import LinkTo, with_files
from handoff.domain.events import (
    AgentAssigned,
    ConversationResolved,
    Event,
    HandoffRequested,
    MessagePosted,
    Recorded,
    ReturnedToBot,
)

AUTHORS = {"customer": "Customer", "bot": "Assistant", "system": "Note"}


def render_transcript(events: Iterable[Recorded], link_to: LinkTo | None = None) -> str:
    """Give one line an event that customer and agent may both read, with its time in UTC.

    `link_to` gives the address of a file, where its reader needs one.
    """
    lines = ((recorded.at, _line(recorded.event, link_to)) for recorded in events)
    return "".join(f"[{at:%Y-%m-%d %H:%M}] {line}\n" for at, line in lines if line)


def _line(event: Event, link_to: LinkTo | None) -> str | None:
    match event:
        case MessagePosted(author=author, name=name, text=text, attachments=files):
            said = with_files(text, files, link_to)
            return f"{name or AUTHORS.get(author, author)}: {_indented(said)}"
        case HandoffRequested():
            return "A person was asked for."
        case AgentAssigned(agent=agent):
            return f"{agent['name']} joined the conversation."
        case ReturnedToBot():
            return "The assistant took over again."
        case ConversationResolved():
            return "The conversation was resolved."
        case _:
            return None


def _indented(text: str) -> str:
    """Keep further lines of a message apart from the record's own, so that no message can pose as one."""
    return "\n    ".join(text.splitlines())
