"""Which passwords are taken."""

import pytest

from handoff.domain.passwords import COMMON, LONGEST, SHORTEST, complaint

REFUSED = {
    "too short": ("x1y2z3a4b", "at least 10"),
    "too long": ("long enough " * 100, f"at most {LONGEST}"),
    "tried first": ("password123", "first that are guessed"),
    "tried first, in capitals": ("Password123", "first that are guessed"),
    "one letter": ("aaaaaaaaaaaaaa", "first that are guessed"),
    "two letters": ("abababababab", "first that are guessed"),
    "the address": ("ann.archer@shop.example", "must not be the name"),
    "the address without its end": ("ann.archer", "must not be the name"),
    "the name": ("Ann Archer", "must not be the name"),
}


@pytest.mark.parametrize(("password", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_a_password_that_others_would_guess_is_refused(password: str, words: str) -> None:
    assert words in (complaint(password, "Ann.Archer@shop.example", "Ann Archer") or "")


@pytest.mark.parametrize("password", ["correct horse", "x" * 8 + "yz", "pässwörter!", "ann.archer 1"])
def test_any_other_is_taken(password: str) -> None:
    assert complaint(password, "ann.archer@shop.example", "Ann Archer") is None


def test_the_list_names_only_what_would_else_be_taken() -> None:
    assert {word for word in COMMON if len(word) < SHORTEST or word != word.lower()} == set()
