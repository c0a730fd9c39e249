"""Files in a conversation: what one is, what it may be called, and how long it may wait to be sent."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

JSON = Mapping[str, Any]
LinkTo = Callable[[str], str]

MOST_IN_MESSAGE = 5
MOST_IN_CONVERSATION = 100
UNSENT_LIFE = timedelta(days=1)
LONGEST_NAME = 100
INLINE = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""What a browser may show by itself; everything else is saved."""

ENDINGS: Mapping[str, tuple[str, ...]] = {
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/gif": (".gif",),
    "image/webp": (".webp",),
    "application/pdf": (".pdf",),
    "text/plain": (".txt", ".md", ".log", ".csv", ".tsv", ".json", ".ics", ".eml"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (".docx",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (".xlsx",),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": (".pptx",),
    "application/vnd.oasis.opendocument.text": (".odt",),
    "application/vnd.oasis.opendocument.spreadsheet": (".ods",),
    "application/vnd.oasis.opendocument.presentation": (".odp",),
    "application/x-ole-storage": (".doc", ".xls", ".ppt"),
}
"""The types that are taken in, with the endings that fit them; the first is added to a name without one."""

_SEPARATORS = re.compile(r"[/\\]")
_BLANKS = re.compile(r"\s+")
_NOT_IN_NAMES = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')


@dataclass(frozen=True, slots=True)
class Attachment:
    """One stored file; `digest` names its content, `seq` the message that carries it, if it was sent."""

    id: str
    conversation_id: str
    sender: str
    client_id: str
    name: str
    size: int
    type: str
    digest: str
    created_at: datetime
    seq: int | None = None

    def to_data(self) -> dict[str, Any]:
        """Give the file as it stands in events."""
        return {"id": self.id, "name": self.name, "size": self.size, "type": self.type}


def clean_name(name: str, kind: str) -> str:
    """Give a name that any system can save and that says of what kind the file is.

    Folders, control and direction marks go, so that nothing can pose as another kind of file.
    """
    base = _SEPARATORS.split(unicodedata.normalize("NFC", name))[-1]
    visible = "".join(one for one in base if unicodedata.category(one) not in ("Cc", "Cf", "Cs", "Co"))
    plain = _BLANKS.sub(" ", _NOT_IN_NAMES.sub("_", visible)).strip(" .") or "file"
    endings = ENDINGS[kind]
    ending = next((one for one in endings if plain.lower().endswith(one)), None)
    if ending is None:
        return plain[:LONGEST_NAME] + endings[0]
    return plain[: -len(ending)][:LONGEST_NAME] + plain[-len(ending) :]


def size_words(size: int) -> str:
    """Say how large a file is: "812 bytes", "14 KB", "2.3 MB"."""
    if size < 1_000:
        return f"{size} bytes"
    return f"{size / 1_000:.0f} KB" if size < 999_500 else f"{size / 1_000_000:.1f} MB"


def names_of(attachments: Sequence[JSON]) -> str:
    """Name several files in one line."""
    return ", ".join(str(one["name"]) for one in attachments)


def with_files(text: str, attachments: Sequence[JSON], link_to: LinkTo | None = None) -> str:
    """Put the files of a message below its words, each in a line, with its address where it has one."""
    lines = [text] if text else []
    for one in attachments:
        where = f" {link_to(one['id'])}" if link_to else ""
        lines.append(f"[File: {one['name']}, {size_words(one['size'])}]{where}")
    return "\n".join(lines)
