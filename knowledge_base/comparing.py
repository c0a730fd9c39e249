"""Finds articles that mean the same as the rows of an import, with the sentence encoder."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Protocol

import numpy as np
import numpy.typing as npt

from knowledge_base.domain.duplicates import Likeness, Match, Meanings, Outline, comparable, is_alike
from knowledge_base.domain.imports import SoundRow
from knowledge_base.imports import Progress

BATCH = 100
# Of a file with more texts than these, only the titles are compared: nobody waits for minutes.
MOST_TEXTS = 4_000

Texts = Callable[[SoundRow], Sequence[str]]


class TextEncoder(Protocol):
    """Turns texts into vectors."""

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Give one unit vector a text: float32, shape (texts, dimension)."""


class MeaningComparison:
    """Compares titles and questions within each language; the work is done in threads."""

    def __init__(self, encoder: TextEncoder) -> None:
        self._encoder = encoder

    async def alike(
        self,
        rows: Sequence[SoundRow],
        outlines: Sequence[Outline],
        progress: Progress,
    ) -> Mapping[str, Match]:
        """Give the matches under the rows' ids; `progress` hears how many rows have been compared."""
        found: dict[str, Match] = {}
        compared = 0
        texts = _texts if sum(len(_texts(row)) for row in rows) <= MOST_TEXTS else _title
        for locale, own in _by_locale(rows):
            present = comparable(outlines, locale)
            if present:
                meanings = await asyncio.to_thread(self._meanings, present)
                for start in range(0, len(own), BATCH):
                    batch = own[start : start + BATCH]
                    found |= await asyncio.to_thread(self._compare, batch, meanings, texts)
                    await progress(compared + start + len(batch))
            compared += len(own)
        return found

    def _meanings(self, outlines: Sequence[Outline]) -> Meanings:
        texts = [text for outline in outlines for text in outline.texts]
        return Meanings.of(outlines, self._encoder.encode(texts))

    def _compare(self, rows: Sequence[SoundRow], meanings: Meanings, texts_of: Texts) -> dict[str, Match]:
        found = {}
        for row in rows:
            texts = texts_of(row)
            nearest = meanings.nearest(self._encoder.encode(texts))
            if nearest and is_alike(nearest[1], len(texts)):
                found[row.article.id] = Match(nearest[0], Likeness.MEANING, nearest[1])
        return found


class NoComparison:
    """Stands for a comparison where there is no encoder."""

    async def alike(
        self, _rows: Sequence[SoundRow], _outlines: Sequence[Outline], _progress: Progress
    ) -> Mapping[str, Match]:
        """Find nothing."""
        return {}


def _texts(row: SoundRow) -> Sequence[str]:
    return (row.article.title, *row.article.questions)


def _title(row: SoundRow) -> Sequence[str]:
    return (row.article.title,)


def _by_locale(rows: Sequence[SoundRow]) -> Iterator[tuple[str, list[SoundRow]]]:
    ordered = sorted(rows, key=lambda row: row.article.locale)
    for locale, own in groupby(ordered, lambda row: row.article.locale):
        yield locale, list(own)
