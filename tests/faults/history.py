"""What everybody did and saw, in the manner of Jepsen: every act is begun and then ok, failed or unknown.

It is kept in memory for the checker and written as JSON lines, so that a failed run can be read afterwards.
"""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any, Literal

Kind = Literal["invoke", "ok", "fail", "info"]
Side = Literal["customer", "agent"]


@dataclass(frozen=True, slots=True)
class Record:
    """One step of an act: `send` or `claim`.

    "ok" means acknowledged, or seen in the conversation; "fail" that the service refused it for good; "info"
    that the page shows it as not sent, though nobody knows.
    """

    kind: Kind
    who: str
    what: str
    conversation_id: str
    key: str
    text: str | None = None
    seq: int | None = None
    code: str | None = None
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """One event of a conversation, as far as it has to be the same for everybody of one side."""

    seq: int
    type: str
    author: str | None = None
    name: str | None = None
    text: str | None = None
    client_id: str | None = None
    in_reply_to: int | None = None
    former: str | None = None


Logs = Mapping[str, Sequence[Line]]


@dataclass(slots=True)
class Window:
    """What one window showed of one conversation, in the order in which it did."""

    id: str
    side: Side
    conversation_id: str
    lines: list[Line] = field(default_factory=list)
    open: bool = True


class History:
    """Takes records and windows."""

    def __init__(self, path: Path) -> None:
        self.records: list[Record] = []
        self.windows: list[Window] = []
        self._file: IO[str] = path.open("w", encoding="utf-8")
        self._began = time.monotonic()

    def add(self, kind: Kind, who: str, what: str, conversation_id: str, key: str, **more: Any) -> None:
        """Write down one step."""
        at = round(time.monotonic() - self._began, 4)
        record = Record(kind, who, what, conversation_id, key, at=at, **more)
        self.records.append(record)
        self._write(asdict(record))

    def open_window(self, name: str, side: Side, conversation_id: str) -> Window:
        """Begin to write down what a window shows."""
        window = Window(f"{name}#{len(self.windows)}", side, conversation_id)
        self.windows.append(window)
        return window

    def close(self) -> None:
        """Write down what the windows showed, and end."""
        for window in self.windows:
            self._write({"kind": "window", **asdict(window)})
        self._file.close()

    def _write(self, values: Mapping[str, Any]) -> None:
        kept = {name: value for name, value in values.items() if value is not None}
        self._file.write(json.dumps(kept, ensure_ascii=False) + "\n")


def line_of(event: Mapping[str, Any]) -> Line:
    """Give an event, as it comes over the wire, as a line."""
    data = event["data"]
    reply = data.get("in_reply_to")
    agent = data.get("agent") or {}
    return Line(
        seq=event["seq"],
        type=event["type"],
        author=data.get("author"),
        name=data.get("name") or agent.get("name"),
        text=data.get("text"),
        client_id=data.get("client_id"),
        in_reply_to=int(reply.rpartition(".")[2]) if reply else None,
        former=(data.get("former") or {}).get("name"),
    )
