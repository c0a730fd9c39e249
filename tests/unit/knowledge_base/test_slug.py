"""Ids made from titles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.domain.slug import ID_MAX, distinct, family, is_id, slug


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("Return a tent", "return-a-tent", id="words"),
        pytest.param("  What's new -- in 2025?! ", "whats-new-in-2025", id="punctuation"),
        pytest.param("Größe der Jacke", "grosse-der-jacke", id="german"),
        pytest.param("Où est ma commande", "ou-est-ma-commande", id="accents"),
        pytest.param("Łódź store", "lodz-store", id="letters-without-decomposition"),
        pytest.param("返品", "", id="no-latin-letter"),
        pytest.param("word " * 40, "word-" * 15 + "word", id="cut-between-words"),
        pytest.param("x" * 100, "x" * ID_MAX, id="one-endless-word"),
    ],
)
def test_slug_reads_like_the_title(title: str, expected: str) -> None:
    assert slug(title) == expected


@given(st.text())
def test_a_slug_is_empty_or_an_id(title: str) -> None:
    made = slug(title)
    assert made == "" or is_id(made)


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("a", True),
        ("a-1", True),
        ("a" * 80, True),
        ("a" * 81, False),
        ("", False),
        ("A", False),
        ("a--b", False),
        ("-a", False),
        ("a_b", False),
        ("a\n", False),
        ("é", False),
    ],
)
def test_is_id(text: str, fits: bool) -> None:
    assert is_id(text) is fits


def test_distinct_takes_the_first_free_number() -> None:
    assert distinct("tent", set()) == "tent"
    assert distinct("tent", {"tent", "tent-2"}) == "tent-3"


@given(st.sampled_from(["a" * 80, "ab-" * 26 + "ab", "short"]), st.integers(0, 120))
def test_distinct_is_an_id_of_the_same_family(stem: str, others: int) -> None:
    taken: set[str] = set()
    for _ in range(others):
        taken.add(distinct(stem, taken))
    made = distinct(stem, taken)
    assert made not in taken
    assert is_id(made)
    assert made.startswith(family(stem))
