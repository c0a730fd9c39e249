"""One search-ready state of the knowledge base: immutable, so that readers never wait and never see half a
change."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from knowledge_base.domain.article import Article
from knowledge_base.domain.calibration import Calibration
from knowledge_base.domain.difference import Difference
from knowledge_base.domain.gap import essence
from knowledge_base.domain.passages import Passage, cut
from knowledge_base.domain.ranking import (
    Ranked,
    Wording,
    best_by_article,
    rank,
    shortlist,
    smooth_by_article,
    traits,
)
from knowledge_base.searchers import ArticleIndex, DenseSearch, SentenceEncoder

Array = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]

_REACH = 256
"""Nearest units looked at; beyond them an article counts as far away."""
_ALL_UP_TO = 1_000
"""Articles of which every one gets every signal; of more, only those that some search finds likely."""
_LIKELY = 200
"""Articles that one search may propose."""
_SPELT_ALIKE = 0.6
"""Cosine in groups of letters below which no text is another's word for word; marks and case cost some."""


@dataclass(frozen=True)
class Asked:
    """One question put to a snapshot: its vector (dimension,), the candidates' signals, and its wording."""

    question: str
    vector: Array
    rows: Rows
    signals: Array
    wording: Wording

    def judge(self, calibration: Calibration) -> tuple[Ranked, float]:
        """Rank the candidates and return them with the probability that the first is right."""
        ranked = rank(self.rows, self.signals, np.asarray(calibration.weights, np.float32))
        return ranked, calibration.probability(traits(ranked, self.wording))


class Snapshot:
    """Articles with their index and their calibration.

    A change makes a new snapshot: changed articles get new rows behind those of the index, their old rows
    are searched no more, and everything else is shared. `since` counts the rows that have come and gone.
    """

    def __init__(
        self,
        index: ArticleIndex,
        encoder: SentenceEncoder,
        calibration: Calibration,
        rows: Mapping[str, int] | None = None,
        since: int = 0,
    ) -> None:
        self.calibration = calibration
        self.since = since
        self._index = index
        self._encoder = encoder
        self._searchers = index.searchers
        self._rows = {article.id: row for row, article in enumerate(index.articles)} if rows is None else rows
        count = len(index.articles)
        self._present = np.zeros(count, bool)
        self._present[list(self._rows.values())] = True
        self._all = np.flatnonzero(self._present)
        self._asked_counts = np.bincount(index.layout.asked, minlength=count).astype(np.float32)
        # Units of rows that are gone are found as well, so as many more must be looked for.
        self._spare_asked = int(np.count_nonzero(~self._present[index.layout.asked]))
        self._spare_body = int(np.count_nonzero(~self._present[index.layout.body]))

    @property
    def index(self) -> ArticleIndex:
        """All rows, also those that are searched no more."""
        return self._index

    def __len__(self) -> int:
        """Number of articles that are searched."""
        return len(self._rows)

    @property
    def articles(self) -> dict[str, Article]:
        """The articles that are searched, by id."""
        return {article_id: self._index.articles[row] for article_id, row in self._rows.items()}

    def article(self, row: int) -> Article:
        """The article in a row."""
        return self._index.articles[row]

    def recalibrated(self, calibration: Calibration) -> "Snapshot":
        """The same articles and indexes under another calibration."""
        return Snapshot(self._index, self._encoder, calibration, self._rows, self.since)

    def amended(self, difference: Difference) -> "Snapshot":
        """The articles after a change; quick for a small one, however many there are."""
        index, first = self._index, len(self._index.articles)
        rows = dict(self._rows)
        for article_id in difference.removed:
            del rows[article_id]
        if difference.changed:
            replaced = difference.ids
            stay = [row for article_id, row in rows.items() if article_id not in replaced]
            index = index.extended(difference.changed, np.setdiff1d(np.arange(first), stay))
        rows.update((article.id, row) for row, article in enumerate(difference.changed, first))
        since = self.since + len(difference.changed) + len(difference.removed)
        return Snapshot(index, self._encoder, self.calibration, rows, since)

    def ask(self, question: str) -> Asked:
        """Gather every signal for one question; needs at least one article."""
        read = self._searchers.speller.correct(question)
        vector = self._encoder.encode([question])[0]
        rows, signals = self._signals(read, self._reading(question, read, vector))
        best = shortlist(signals)
        missing = self._searchers.lexical.missing(read)
        wording = Wording(missing, self._searchers.speller.unknown(read), len(question.split()))
        return Asked(question, vector, rows[best], signals[best], wording)

    def passage(self, row: int, vector: Array) -> Passage | None:
        """The passage of an article that is nearest to a question, or nothing if it has no body."""
        passages = _cut(self._index.articles[row])
        # Units stand in the order of their articles.
        first, last = np.searchsorted(self._index.layout.body, [row, row + 1])
        if first == last:
            return passages[0] if passages else None
        closeness = self._searchers.body.vectors(np.arange(first, last)) @ vector
        return passages[int(self._index.layout.passages[first + int(np.argmax(closeness))])]

    def _reading(self, question: str, read: str, vector: Array) -> Array:
        """The question's vector, drawn half way towards its corrected spelling."""
        if read == question:
            return vector
        both = vector + self._encoder.encode([read])[0]
        return np.asarray(both / max(float(np.linalg.norm(both)), 1e-9), dtype=np.float32)

    def _signals(self, text: str, vector: Array) -> tuple[Rows, Array]:
        """Rows of articles, and their signals in a matrix (rows, len(SIGNALS))."""
        parts, layout, count = self._searchers, self._index.layout, len(self._present)
        near, near_owners = self._nearest(parts.asked, layout.asked, vector, self._spare_asked)
        body, body_owners = self._nearest(parts.body, layout.body, vector, self._spare_body)
        worded = parts.lexical.scores(text)
        meet = np.flatnonzero(worded)
        lexical = best_by_article(worded[meet], layout.documents[meet], count)
        rows = self._worth_weighing(text, near_owners, body_owners, lexical)
        features = np.concatenate([vector, parts.spelling.features(text)])[None, :]
        spelling = self._spelling(text, rows)
        columns = (
            best_by_article(near, near_owners, count)[rows],
            smooth_by_article(near, near_owners, self._asked_counts)[rows],
            best_by_article(body, body_owners, count)[rows],
            parts.classifier.scores(features, None if len(rows) == count else rows)[0],
            spelling,
            lexical[rows],
            self._verbatim(text, rows, spelling),
        )
        return rows, np.stack(columns, axis=1)

    def _nearest(self, index: DenseSearch, owners: Rows, vector: Array, spare: int) -> tuple[Array, Rows]:
        """Cosines of the nearest units, and the rows of their articles."""
        (cosines,), (units,) = index.nearest(vector[None, :], _REACH + spare)
        found = owners[units]
        kept = (units >= 0) & self._present[found]
        return cosines[kept][:_REACH], found[kept][:_REACH]

    def _worth_weighing(self, text: str, near: Rows, body: Rows, lexical: Array) -> Rows:
        """Every row, or of very many those that at least one search finds likely."""
        if len(self._all) <= _ALL_UP_TO:
            return self._all
        worded = np.argpartition(-lexical, _LIKELY)[:_LIKELY]
        spelt = self._index.layout.asked[self._searchers.spelling.likely(text, _LIKELY)]
        rows: Rows = np.unique(np.concatenate([near, body, worded, spelt]))
        return rows[self._present[rows]]

    def _spelling(self, text: str, rows: Rows) -> Array:
        """Best cosine in groups of letters of each row's units."""
        owners, spelling = self._index.layout.asked, self._searchers.spelling
        if len(rows) == len(self._all):
            return best_by_article(spelling.similarities(text), owners, len(self._present))[rows]
        units = between(np.searchsorted(owners, rows), np.searchsorted(owners, rows + 1))
        found = best_by_article(spelling.similarities(text, units), owners[units], len(self._present))
        return found[rows]

    def _verbatim(self, text: str, rows: Rows, spelling: Array) -> Array:
        """1 for each row of which the text is a title or phrasing, but for case and marks."""
        found, meant = np.zeros(len(rows), np.float32), essence(text)
        for at in np.flatnonzero(spelling > _SPELT_ALIKE):
            found[at] = meant in _sayings(self._index.articles[rows[at]])
        return found


def between(starts: Rows, ends: Rows) -> Rows:
    """Every number from each start up to its end, the end left out."""
    lengths = ends - starts
    skipped = np.repeat(np.cumsum(lengths) - lengths, lengths)
    return np.asarray(np.repeat(starts, lengths) + np.arange(int(lengths.sum())) - skipped, dtype=np.int64)


@lru_cache(maxsize=4096)
def _cut(article: Article) -> tuple[Passage, ...]:
    return cut(article)


@lru_cache(maxsize=4096)
def _sayings(article: Article) -> frozenset[str]:
    return frozenset(map(essence, (article.title, *article.questions))) - {""}
