"""Sentences with placeholders: filled in, checked, and read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.template import fill, placeholders, read_back


@pytest.mark.parametrize(
    ("template", "without_name"),
    [
        ("Hello {name}!", "Hello!"),
        ("Sorry about that, {name}.", "Sorry about that."),
        ("{name}, are you there?", "Are you there?"),
        ("Thank you, {name}, it is done.", "Thank you, it is done."),
        ("No name here.", "No name here."),
    ],
)
def test_a_name_that_is_not_known_leaves_no_gap(template: str, without_name: str) -> None:
    assert fill(template, {}, droppable="name") == without_name
    assert fill(template, {"name": "Ann"}, droppable="name") == template.replace("{name}", "Ann")


def test_what_is_missing_is_never_left_open() -> None:
    assert fill("Wait {wait}.", {}) is None
    assert fill("Wait {wait}.", {"wait": ""}) is None


def test_a_filled_in_value_is_not_read_as_a_placeholder() -> None:
    assert fill("Hello {name}.", {"name": "{shop}", "shop": "x"}) == "Hello {shop}."


@pytest.mark.parametrize("template", ["{", "}", "Hi {name", "{na me}", "{0}", "{{name}"])
def test_stray_braces_are_refused(template: str) -> None:
    with pytest.raises(ValueError, match="brace"):
        placeholders(template)


@given(st.text(alphabet="abc 12", min_size=1).map(str.strip).filter(bool))
def test_what_was_filled_in_is_read_back(value: str) -> None:
    text = fill("Order {number} (yes, {number}) is fine.", {"number": value})
    assert text is not None
    assert read_back("Order {number} (yes, {number}) is fine.", text) == {"number": value}


def test_another_sentence_is_not_read_back() -> None:
    assert read_back("Order {number} is fine.", "Something else.") is None
