"""What changed between two texts: nothing is invented, nothing is lost, and long texts take no for ever."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.domain.word_diff import Segment, item_diff, word_diff


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param("", "", (), id="nothing"),
        pytest.param("", "new", (("added", "new"),), id="from-nothing"),
        pytest.param("old", "", (("removed", "old"),), id="to-nothing"),
        pytest.param("same\ntext", "same\ntext", (("same", "same\ntext"),), id="unchanged"),
        pytest.param(
            "within 30 days.",
            "within 14 days.",
            (("same", "within "), ("removed", "30"), ("added", "14"), ("same", " days.")),
            id="one-word",
        ),
        pytest.param(
            "# Returns\n\nWithin 30 days.\n\nBye.\n",
            "# Returns\n\nWithin 30 working days.\n\nBye.\n",
            (
                ("same", "# Returns\n\nWithin 30 "),
                ("added", "working "),
                ("same", "days.\n\nBye.\n"),
            ),
            id="a-word-more-in-a-paragraph",
        ),
        pytest.param(
            "one\ntwo\nthree\n",
            "one\nthree\n",
            (("same", "one\n"), ("removed", "two\n"), ("same", "three\n")),
            id="a-line-less",
        ),
        pytest.param(
            "a\r\nb",
            "a\nb",
            (("same", "a"), ("removed", "\r\n"), ("added", "\n"), ("same", "b")),
            id="line-ends",
        ),
    ],
)
def test_what_changed(before: str, after: str, expected: tuple[tuple[str, str], ...]) -> None:
    assert word_diff(before, after) == expected


words = st.lists(st.sampled_from(["a", "tent", " ", "\n", "é", ".", "30", "  ", "\r\n"]), max_size=60)


@given(words, words)
def test_both_texts_can_be_read_from_the_difference(before: list[str], after: list[str]) -> None:
    old, new = "".join(before), "".join(after)
    segments = word_diff(old, new)
    assert "".join(segment.text for segment in segments if segment.kind != "added") == old
    assert "".join(segment.text for segment in segments if segment.kind != "removed") == new
    kinds = [segment.kind for segment in segments]
    assert all(left != right for left, right in pairwise(kinds))
    assert all(segment.text for segment in segments)


def test_questions_are_compared_as_wholes() -> None:
    assert item_diff(["How?", "When?"], ["When?", "How much?"]) == (
        Segment("removed", "How?"),
        Segment("same", "When?"),
        Segment("added", "How much?"),
    )


@pytest.mark.parametrize("old", ["ab " * 33_000, "\n" * 100_000, "".join(f"w{n} " for n in range(14_000))])
def test_the_longest_texts_are_compared_in_time(old: str) -> None:
    new = old[::-1] + "z"
    began = time.process_time()
    segments = word_diff(old, new)
    assert time.process_time() - began < 5
    assert "".join(segment.text for segment in segments if segment.kind != "removed") == new


def test_one_word_in_a_text_of_one_long_line_is_still_found() -> None:
    line = "ab " * 30_000
    assert word_diff(f"{line}old {line}", f"{line}new {line}") == (
        Segment("same", line),
        Segment("removed", "old"),
        Segment("added", "new"),
        Segment("same", f" {line}"),
    )
