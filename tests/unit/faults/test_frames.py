"""Frames are cut out of a stream at any place, whole and unchanged."""

import pytest

from tests.faults.frames import Frame, FrameReader, frame_length


def frame(payload: bytes, first: int = 0x81, *, masked: bool = False) -> bytes:
    mask = 0x80 if masked else 0
    if len(payload) < 126:
        head = bytes([first, mask | len(payload)])
    elif len(payload) < 2**16:
        head = bytes([first, mask | 126]) + len(payload).to_bytes(2, "big")
    else:
        head = bytes([first, mask | 127]) + len(payload).to_bytes(8, "big")
    return head + (b"mask" if masked else b"") + payload


FRAMES = [
    frame(b""),
    frame(b"2"),
    frame(b"x" * 125, masked=True),
    frame(b"y" * 126),
    frame(b"z" * 70_000, masked=True),
    frame(b"", 0x88),
]


@pytest.mark.parametrize("step", [1, 7, 1_000_000])
def test_they_come_out_as_they_went_in_however_they_are_cut(step: int) -> None:
    stream, reader = b"".join(FRAMES), FrameReader()
    found = [f.raw for at in range(0, len(stream), step) for f in reader.feed(stream[at : at + step])]
    assert found == FRAMES


def test_a_head_that_is_not_whole_has_no_length_yet() -> None:
    assert frame_length(b"") is None
    assert frame_length(b"\x81") is None
    assert frame_length(b"\x81\x7e\x00") is None
    assert frame_length(b"\x81\x7e\x00\x80") == 132


def test_only_whole_text_messages_carry_words() -> None:
    assert Frame(frame(b"words")).carries_words
    assert not Frame(frame(b"half", 0x01)).carries_words
    assert not Frame(frame(b"", 0x88)).carries_words
    assert not Frame(frame(b"", 0x89)).carries_words
