"""Misspell a text the way hurried people do, for rehearsals; the same text always comes out the same way."""

import hashlib

_KEYS = "qwertyuiop asdfghjkl zxcvbnm"


def misspell(text: str, every: int = 4) -> str:
    """Put one slip into about one of `every` words of four letters or more, and drop capitals and marks."""
    words = text.lower().replace("'", "").rstrip("?.! ").split()
    return " ".join(_slip(word, at, text, every) for at, word in enumerate(words))


def _slip(word: str, at: int, text: str, every: int) -> str:
    dice = hashlib.sha256(f"{at} {text}".encode()).digest()
    if len(word) < 4 or not word.isalpha() or dice[0] % every:
        return word
    spot = 1 + dice[1] % (len(word) - 2)
    head, letter, tail = word[:spot], word[spot], word[spot + 1 :]
    nearby = _nearby(letter)
    return (
        head + tail,
        head + letter + letter + tail,
        head + tail[0] + letter + tail[1:],
        head + nearby[dice[3] % len(nearby)] + tail,
    )[dice[2] % 4]


def _nearby(letter: str) -> str:
    """The keys to the left and right of a letter's key, or the letter itself for a key elsewhere."""
    at = _KEYS.find(letter)
    return _KEYS[max(0, at - 1) : at + 2].replace(letter, "").replace(" ", "") if at >= 0 else letter
