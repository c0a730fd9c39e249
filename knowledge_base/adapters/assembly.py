"""Put the knowledge base's adapters together: the one module here that knows them all."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from knowledge_base import calibrating
from knowledge_base.adapters import classifier
from knowledge_base.adapters.faiss_index import FaissIndex
from knowledge_base.adapters.lexical_index import LexicalIndex
from knowledge_base.adapters.spelling_index import SpellingIndex
from knowledge_base.adapters.vector_cache import FingerprintedEncoder, VectorCache
from knowledge_base.domain.article import Article
from knowledge_base.domain.calibration import Calibration
from knowledge_base.domain.corpus import Corpus, Unit, gather
from knowledge_base.domain.defaults import GENERAL
from knowledge_base.domain.rehearsal import ENOUGH_PHRASINGS
from knowledge_base.domain.spelling import learn
from knowledge_base.retrieval import Calibrator, Retrieval
from knowledge_base.snapshot import Searchers, Snapshot

Array = npt.NDArray[np.float32]


class WordyEncoder(FingerprintedEncoder, Protocol):
    """An encoder that also lends the vocabulary of its language."""

    def words(self) -> Mapping[str, int]:
        """Return words with their ranks, 0 the commonest."""
        ...


def open_retrieval(
    encoder: WordyEncoder,
    calibration: Calibration | None = None,
    *,
    target_error: float = 0.05,
    vectors: Path | None = None,
    calibrate: Calibrator | None = None,
) -> Retrieval:
    """An empty knowledge base that is ready for articles; `vectors` is a file that spares encoding them
    again, `calibrate` says how to rehearse, by default in this process."""
    _compute_on_one_thread()
    cache = VectorCache(encoder, vectors)

    def build(articles: Sequence[Article], calibration: Calibration | None) -> Snapshot:
        snapshot = build_snapshot(encoder, articles, calibration, cache)
        cache.save()
        return snapshot

    here = partial(rehearse, encoder, target_error=target_error, vectors=vectors)
    return Retrieval(encoder, build, calibrate or here, calibration)


def rehearse(
    encoder: WordyEncoder, articles: Sequence[Article], *, target_error: float, vectors: Path | None
) -> Calibration:
    """Rehearse on these articles and return what it taught."""
    _compute_on_one_thread()
    build = partial(build_snapshot, encoder, cache=VectorCache(encoder, vectors))
    return calibrating.calibrate(articles, outside_questions(), build, target_error)


def _compute_on_one_thread() -> None:
    # Matrices this small only wait for each other on several threads: one is ten times faster.
    threadpool_limits(limits=1)


def outside_questions() -> tuple[str, ...]:
    """Questions that no help centre answers, written for rehearsals."""
    path = Path(__file__).parents[1] / "outside_questions.txt"
    return tuple(line for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def build_snapshot(
    encoder: WordyEncoder,
    articles: Sequence[Article],
    calibration: Calibration | None = None,
    cache: VectorCache | None = None,
) -> Snapshot:
    """Make the articles searchable."""
    source = cache or encoder
    corpus = gather(articles)
    asked = [unit.text for unit in corpus.asked]
    asked_vectors = source.encode(asked)
    body_vectors = source.encode([unit.text for unit in corpus.body])
    spelling = SpellingIndex(asked)
    searchers = Searchers(
        asked=FaissIndex(asked_vectors),
        body=FaissIndex(body_vectors),
        lexical=LexicalIndex([unit.text for unit in corpus.documents()]),
        spelling=spelling,
        classifier=_train(corpus, asked_vectors, body_vectors, spelling),
        speller=learn(corpus.texts(), encoder.words()),
    )
    return Snapshot(corpus, encoder, searchers, calibration or GENERAL)


def _train(
    corpus: Corpus, asked_vectors: Array, body_vectors: Array, spelling: SpellingIndex
) -> classifier.Classifier:
    """Train on titles and phrasings, and on the body too where an article has hardly any phrasings."""
    poor = {row for row, article in enumerate(corpus.articles) if len(article.questions) < ENOUGH_PHRASINGS}
    lent = [at for at, unit in enumerate(corpus.body) if unit.article in poor]
    units: list[Unit] = [*corpus.asked, *(corpus.body[at] for at in lent)]
    letters = [spelling.own_features()]
    if lent:
        letters += [spelling.features(corpus.body[at].text)[None, :] for at in lent]
    vectors = np.vstack([asked_vectors, body_vectors[lent]])
    features = np.hstack([vectors, np.vstack(letters)]).astype(np.float32)
    owners = np.asarray([unit.article for unit in units], dtype=np.int64)
    return classifier.fit(features, owners, len(corpus.articles))
