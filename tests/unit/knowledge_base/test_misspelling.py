"""Slips like those of hurried people, the same ones every time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.domain.misspelling import misspell

TEXT = "Where is my parcel? It should have been delivered yesterday morning."


def test_the_same_text_always_comes_out_the_same_way() -> None:
    assert misspell(TEXT) == misspell(TEXT)


def test_some_words_slip_and_most_stay() -> None:
    written = TEXT.lower().rstrip(".").split()
    slipped = [word for word, was in zip(misspell(TEXT).split(), written, strict=True) if word != was]
    assert 1 <= len(slipped) <= len(written) // 2


@pytest.mark.parametrize("every", [1, 2, 8])
def test_rarer_slips_leave_more_words_alone(every: int) -> None:
    words = ["delivery", "warranty", "repair", "return", "refund", "gift", "card", "order"] * 8
    changed = sum(a != b for a, b in zip(misspell(" ".join(words), every).split(), words, strict=True))
    assert changed <= len(words) * min(1.0, 2 / every)
    assert changed > 0


def test_short_words_numbers_and_order_numbers_stay() -> None:
    assert misspell("is FH-204518 on its way", every=1).startswith("is fh-204518 on its way")


@given(st.text(max_size=80))
def test_any_text_keeps_its_number_of_words(text: str) -> None:
    kept = text.lower().replace("'", "").rstrip("?.! ")
    assert len(misspell(text).split()) == len(kept.split())
