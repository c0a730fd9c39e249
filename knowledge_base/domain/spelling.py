"""Read misspelt words as words that are known: those of the articles first, then those of the language at
large.

A word that is known is never touched, so a question without misspellings comes back unchanged.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SHORTEST = 4
_COMMON = 6000
"""How many of the language's words a slip may lead to; a rare word is seldom what was meant."""
_APOSTROPHE_LOST = """
arent cant couldnt didnt doesnt dont hadnt hasnt havent hows ive isnt shouldnt thats theres theyre wasnt
werent whats wheres whos wont wouldnt youre youve
"""
_UNMARKED = frozenset(_APOSTROPHE_LOST.split())
_ENDINGS = ("s", "es", "ed", "d", "ing", "er", "ers", "ly", "'s")
_LONG = 6
"""From this length on two slips are allowed, if they lead to a word of the articles."""


@dataclass(frozen=True)
class Speller:
    """Known words, and the way back to them from a misspelt one."""

    corpus: Mapping[str, int]
    """Words of the articles with their number of occurrences."""
    general: Mapping[str, int]
    """Words of the language with their rank, the commonest first; may be empty."""
    long: Mapping[str, tuple[tuple[str, int], ...]] = field(repr=False)
    """Long words of the articles with their sets of letters, under their first letter."""

    def extended(self, texts: Iterable[str]) -> "Speller":
        """The same with the words of more texts."""
        new = learn(texts)
        counts = Counter(self.corpus)
        counts.update(new.corpus)
        long = {
            start: tuple(dict.fromkeys((*self.long.get(start, ()), *words)))
            for start, words in new.long.items()
        }
        return Speller(counts, self.general, {**self.long, **long})

    def correct(self, text: str) -> str:
        """Return the text with each unknown word replaced, if one known word is clearly meant."""
        return _WORD.sub(lambda match: self._word(match[0]), text)

    def unknown(self, text: str) -> float:
        """Share of the words, 0 to 1, that are known neither from the articles nor from the language."""
        words = [word.lower() for word in _WORD.findall(text)]
        return sum(not self.knows(word) for word in words) / max(1, len(words))

    def knows(self, word: str) -> bool:
        """Say whether a lower-case word is known."""
        return self._listed(word) or any(
            self._listed(word[: -len(end)])
            for end in _ENDINGS
            if word.endswith(end) and len(word) > len(end) + 2
        )

    def _listed(self, word: str) -> bool:
        return word in self.corpus or word in self.general or word in _UNMARKED

    def _word(self, word: str) -> str:
        low = word.lower()
        if len(low) < _SHORTEST or self.knows(low):
            return word
        near = (known for known in one_slip(low) if same_start(low, known))
        return self._best(near) or self._parted(low) or self._two_slips(low) or word

    def _best(self, candidates: Iterable[str]) -> str | None:
        near = set(candidates)
        if own := near & self.corpus.keys():
            return max(own, key=lambda word: (self.corpus[word], word))
        common = {word for word in near & self.general.keys() if self.general[word] < _COMMON}
        return min(common, key=lambda word: (self.general[word], word), default=None)

    def _two_slips(self, word: str) -> str | None:
        if len(word) < _LONG:
            return None
        mine = letters(word)
        near = (
            known
            for start in {word[0], word[1]}
            for known, others in self.long.get(start, ())
            if abs(len(known) - len(word)) <= 2 and (mine ^ others).bit_count() <= 4
        )
        return self._best(known for known in near if same_start(word, known) and slips(word, known) <= 2)

    def _parted(self, word: str) -> str | None:
        """Two known words written as one."""
        for at in range(2, len(word) - 1):
            if word[:at] in self.corpus and word[at:] in self.corpus:
                return f"{word[:at]} {word[at:]}"
        return None


def learn(texts: Iterable[str], general: Mapping[str, int] | None = None) -> Speller:
    """Make a speller from the articles' texts and, optionally, the language's words with their ranks."""
    counts = Counter(word for text in texts for word in _WORD.findall(text.lower()))
    by_start: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for word in sorted(counts):
        if len(word) >= _LONG:
            by_start[word[0]].append((word, letters(word)))
    return Speller(counts, general or {}, {start: tuple(words) for start, words in by_start.items()})


def letters(word: str) -> int:
    """The set of letters of a word, one bit each."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits


def one_slip(word: str) -> Iterator[str]:
    """Every string that one missing, extra, wrong or swapped letter makes of `word`."""
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in _LETTERS)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        yield from (head + letter + tail for letter in _LETTERS)


def same_start(word: str, known: str) -> bool:
    """Say whether the first letter was kept, swapped, added or lost; it is hardly ever mistaken."""
    return known[0] == word[0] or known[0] == word[1] or (len(known) > 1 and known[1] == word[0])


def slips(left: str, right: str) -> int:
    """Fewest missing, extra, wrong or swapped letters between two words (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        before, last, row = row, before, [i]
        for j, b in enumerate(right, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                best = min(best, last[j - 2] + 1)
            row.append(best)
    return row[-1]
