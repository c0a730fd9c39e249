"""In which language somebody reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.domain.reading import choose_locale, language_name

PRESENT = ("de", "en", "pt-BR")


@pytest.mark.parametrize(
    ("wished", "accepted", "expected"),
    [
        pytest.param("de", "en", "de", id="wish-wins"),
        pytest.param("xx", "de", "de", id="nothing-in-the-wished"),
        pytest.param("", "fr, de-CH;q=0.8, en;q=0.9", "en", id="by-weight"),
        pytest.param("", "de-CH, en;q=0.9", "de", id="same-language-other-region"),
        pytest.param("pt", "", "pt-BR", id="any-region"),
        pytest.param("", "DE", "de", id="case"),
        pytest.param("", "de;q=0, fr", "en", id="refused"),
        pytest.param("", "*;q=x,,;", "en", id="nonsense"),
    ],
)
def test_the_language_is_the_readers_if_there_is_anything_in_it(
    wished: str, accepted: str, expected: str
) -> None:
    assert choose_locale(wished, accepted, PRESENT, "en") == expected


def test_without_the_usual_language_there_is_still_one() -> None:
    assert choose_locale("", "", ("fr", "de"), "en") == "de"
    assert choose_locale("", "", (), "en") == "en"


@given(st.text(), st.text())
def test_whatever_a_browser_sends_is_answered(wished: str, accepted: str) -> None:
    assert choose_locale(wished, accepted, PRESENT, "en") in PRESENT


def test_languages_are_called_what_their_speakers_call_them() -> None:
    assert [language_name(locale) for locale in ("de", "pt-BR", "xx")] == ["Deutsch", "Português (BR)", "xx"]
