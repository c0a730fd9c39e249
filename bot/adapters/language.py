"""Tell a message in a language that we do not serve: py3langid over few languages, with a prior and scripts.

A short message says little of its language ("ok danke", "refund"), so the site's own languages are taken for
granted until the letters are of another script or whole phrases speak against them.
"""

import re
import unicodedata
from collections.abc import Sequence

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from bot.domain.language import KNOWN, Language

FEWEST_WORDS = 4
FEWEST_LETTERS = 14
FEWEST_AFTER_ANOTHER = 2
SURE = 0.55
SURE_OF_FEW = 0.75
FEW = 5
OURS_AT_MOST = 0.2
JUDGED_CHARACTERS = 1000

_NOISE = re.compile(
    r"https?://\S+|www\.\S+|\S+@\S+|<[^>]*>|`[^`]*`|[{(\[][^})\]]*[})\]]|/\w+|\S*[\d_=;\\]\S*"
)
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_ENGLISH = frozenset(
    """
    the a an and or but if is are was were be been do does did have has had i you he she it we they my your
    his her our their this that these those to of in on at for from with not no can could will would should
    how what when where why which who there here please still just yet back me him us them as by it's i'm
    don't isn't can't didn't hasn't won't doesn't i've what's where's that's
    """.split()  # noqa: SIM905 -- a list of this length reads badly
)
_SCRIPTS = {
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "CJK": "zh",
    "HEBREW": "he",
    "DEVANAGARI": "hi",
    "THAI": "th",
    "GREEK": "el",
    "ARABIC": "ar",
    "CYRILLIC": "ru",
}
_LETTERS_OF = {"ar": ("fa", "پچژگ"), "ru": ("uk", "іїєґ")}


class LanguageGuess:
    """Guesses languages; safe to share between threads."""

    def __init__(self, served: Sequence[str]) -> None:
        self._served = {locale.partition("-")[0].lower() for locale in served}
        self._identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
        known = set(self._identifier.labels)
        self._identifier.set_languages(sorted((set(KNOWN) | self._served) & known))

    def foreign(self, text: str, before: str | None, *, ours: bool) -> Language | None:
        """Give the language of a message that is in none of the served ones, else None.

        `before` is the foreign language of the message before, if it was in one; `ours` whether an earlier
        message was in a served language.
        """
        plain = unicodedata.normalize("NFC", _NOISE.sub(" ", text[:JUDGED_CHARACTERS]))
        code = _by_script(plain) or self._by_words(_WORD.findall(plain), before, ours=ours)
        return Language(code) if code and code not in self._served else None

    def _by_words(self, words: list[str], before: str | None, *, ours: bool) -> str | None:
        letters = sum(map(len, words))
        enough = len(words) >= FEWEST_WORDS and letters >= FEWEST_LETTERS
        if not enough and not (before and len(words) >= FEWEST_AFTER_ANOTHER):
            return None
        if "en" in self._served and _is_english(words):
            return None
        ranked = dict(self._identifier.rank(" ".join(words).lower()))
        served = sum(ranked.get(code, 0.0) for code in self._served)
        if before and not enough:
            return before if ranked.get(before, 0.0) > served else None
        best, second = sorted(ranked, key=lambda code: -ranked[code])[:2]
        if best in self._served or served > OURS_AT_MOST:
            return None
        # Neighbours such as Danish and Norwegian share what they are sure of.
        sure = ranked[best] + (0.0 if second in self._served else ranked[second])
        needed = SURE_OF_FEW if ours or len(words) <= FEW else SURE
        return best if sure >= needed or best == before else None


def _is_english(words: Sequence[str]) -> bool:
    """Whether enough of the words are the small ones that English is made of."""
    small = [word for word in words if word.lower().replace("\u2019", "'") in _ENGLISH]
    return len({word.lower() for word in small}) >= 2 and len(small) >= 0.2 * len(words)  # "no, me"


def _by_script(text: str) -> str | None:
    """Tell the language by its letters, when most of them are not Latin."""
    letters = [letter for letter in text if letter.isalpha()]
    scripts = [unicodedata.name(letter, "").split(" ")[0] for letter in letters]
    found = [_SCRIPTS[script] for script in scripts if script in _SCRIPTS]
    if len(found) < FEWEST_AFTER_ANOTHER or len(found) <= len(letters) / 2:
        return None
    if "ja" in found:
        return "ja"
    code = max(dict.fromkeys(found), key=found.count)
    other, only = _LETTERS_OF.get(code, ("", ""))
    return other if other and any(letter in only for letter in text.lower()) else code
