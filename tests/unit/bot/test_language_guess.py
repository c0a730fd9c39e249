"""The guess of languages: whole foreign phrases, never short words, codes or names."""

import pytest

from bot.adapters.language import LanguageGuess


@pytest.fixture(scope="module")
def guess() -> LanguageGuess:
    return LanguageGuess(("en-GB",))


FOREIGN = {
    "Wo bleibt meine Bestellung? Ich warte seit zwei Wochen.": "de",
    "je voudrais retourner un article s'il vous plaît": "fr",
    "hola, quiero devolver un producto": "es",
    "waar blijft mijn bestelling": "nl",
    "missä minun tilaukseni on": "fi",
    "где мой заказ": "ru",
    "де моє замовлення": "uk",
    "注文はどこですか": "ja",
    "我的订单在哪里": "zh",
    "أين طلبي": "ar",
    "πού είναι η παραγγελία μου": "el",
}
OURS = (
    "ok danke",
    "refund",
    "hola",
    "merci beaucoup",
    "order 48213 pls",
    "wheres my parcle its 2 weeks alredy",
    "do you sell the Fjällräven Greenland jacket in size M",
    "SELECT * FROM users; DROP TABLE orders;--",
    "<script>alert(1)</script>",
    '/greet{"x":1}',
    "https://shop.example/de/schuhe/wanderschuhe-herren",
    "Müller, Hauptstraße 12, München",
    "😡😡😡",
    "",
)


@pytest.mark.parametrize(("text", "code"), FOREIGN.items())
def test_foreign(guess: LanguageGuess, text: str, code: str) -> None:
    found = guess.foreign(text, None, ours=False)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("text", OURS)
def test_ours(guess: LanguageGuess, text: str) -> None:
    assert guess.foreign(text, None, ours=False) is None


def test_after_a_foreign_message_two_words_are_enough(guess: LanguageGuess) -> None:
    assert guess.foreign("ja bitte gerne", None, ours=False) is None
    assert guess.foreign("ja bitte gerne", "de", ours=False) is not None


def test_a_served_language_is_never_foreign() -> None:
    both = LanguageGuess(("en", "de"))
    assert both.foreign("Wo bleibt meine Bestellung? Ich warte seit zwei Wochen.", None, ours=False) is None
