"""Languages that are not served: named, and answered in their own words."""

import pytest

from bot.domain.language import KNOWN, Language


def test_at_least_twenty_languages_have_their_sentence() -> None:
    assert sum(Language(code).apology is not None for code in KNOWN) >= 20


@pytest.mark.parametrize("code", KNOWN)
def test_every_known_language_has_a_name_and_a_sentence(code: str) -> None:
    assert Language(code).name != code
    assert Language(code).apology


def test_another_language_goes_by_its_code() -> None:
    assert (Language("xx").name, Language("xx").apology) == ("xx", None)
