"""Cutting a stream of bytes into whole websocket frames (RFC 6455), without ever opening one."""

from dataclasses import dataclass

TEXT = 0x1


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame as it came, head and mask included."""

    raw: bytes

    @property
    def carries_words(self) -> bool:
        """Whether it is a whole text message, which may be lost, doubled or overtaken by another."""
        return self.raw[0] == 0x80 | TEXT


class FrameReader:
    """Takes bytes as they come and gives the frames that are complete."""

    def __init__(self) -> None:
        self._left = b""

    def feed(self, data: bytes) -> list[Frame]:
        """Add bytes and give every frame that they complete, in order."""
        self._left += data
        frames = []
        while (length := frame_length(self._left)) is not None and len(self._left) >= length:
            frames.append(Frame(self._left[:length]))
            self._left = self._left[length:]
        return frames


def frame_length(data: bytes) -> int | None:
    """Give how long the frame at the beginning is, head included; None while its head is not whole."""
    if len(data) < 2:
        return None
    mask = 4 if data[1] & 0x80 else 0
    short = data[1] & 0x7F
    wide = {126: 2, 127: 8}.get(short, 0)
    if len(data) < 2 + wide:
        return None
    payload = int.from_bytes(data[2 : 2 + wide], "big") if wide else short
    return 2 + wide + mask + payload
