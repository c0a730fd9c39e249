"""Write the parts of a built index as files of one folder, and read them again, mapped where that helps."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

from knowledge_base.adapters import classifier
from knowledge_base.adapters.article_index import BuiltIndex, Indexes, Source
from knowledge_base.adapters.faiss_index import FaissIndex
from knowledge_base.adapters.lexical_index import LexicalIndex
from knowledge_base.adapters.postings import Postings
from knowledge_base.adapters.spelling_index import SpellingIndex
from knowledge_base.domain.article import Article
from knowledge_base.domain.corpus import Selection
from knowledge_base.domain.layout import Layout
from knowledge_base.domain.spelling import Speller, learn

_TEXTS = "texts.json"
_ARTICLES = "articles.jsonl"
"""One a line, so that reading very many never keeps other threads waiting for long."""


def write(index: BuiltIndex, folder: Path) -> None:
    """Write an index that has not been extended into an empty folder."""
    parts = index.searchers
    parts.asked.save(folder / "asked")
    parts.body.save(folder / "body")
    for name, array in _arrays(index).items():
        np.save(folder / f"{name}.npy", array, allow_pickle=False)
    texts = {
        "boilerplate": sorted(index.selection.boilerplate),
        "sentences": index.selection.sentences,
        "stems": list(parts.lexical.columns),
        "length": parts.lexical.length,
        "groups": sorted(parts.spelling.columns, key=lambda group: parts.spelling.columns[group]),
        "words": parts.speller.corpus,
    }
    (folder / _TEXTS).write_text(json.dumps(texts), encoding="utf-8")
    with (folder / _ARTICLES).open("w", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(asdict(article))}\n" for article in index.articles)


def read(folder: Path, source: Source, words: Mapping[str, int]) -> BuiltIndex:
    """Read what `write` wrote."""
    texts = json.loads((folder / _TEXTS).read_text(encoding="utf-8"))
    layout = Layout(
        *(_mapped(folder, f"layout_{name}") for name in ("asked", "body", "passages", "documents"))
    )
    searchers = Indexes(
        asked=FaissIndex.open(folder / "asked"),
        body=FaissIndex.open(folder / "body"),
        lexical=LexicalIndex(_columns(texts["stems"]), _postings(folder, "lexical"), texts["length"], {}),
        spelling=_spelling(folder, _columns(texts["groups"])),
        classifier=_classifier(folder),
        speller=_speller(texts["words"], words),
    )
    with (folder / _ARTICLES).open(encoding="utf-8") as file:
        articles = tuple(to_article(json.loads(line)) for line in file)
    selection = Selection(frozenset(texts["boilerplate"]), texts["sentences"])
    return BuiltIndex(articles, layout, searchers, selection, source)


def to_article(row: Mapping[str, Any]) -> Article:
    """The article that `asdict` and JSON made a row of."""
    return Article(**{**row, "questions": tuple(row["questions"])})


def _arrays(index: BuiltIndex) -> dict[str, npt.NDArray[Any]]:
    layout, parts = index.layout, index.searchers
    model, spelling = parts.classifier, parts.spelling
    return {
        "layout_asked": layout.asked,
        "layout_body": layout.body,
        "layout_passages": layout.passages,
        "layout_documents": layout.documents,
        **_of_postings("lexical", parts.lexical.postings),
        **_of_postings("spelling", spelling.postings),
        "spelling_rarity": spelling.rarity,
        "spelling_directions": spelling.directions,
        "spelling_texts_starts": spelling.texts.indptr,
        "spelling_texts_columns": spelling.texts.indices,
        "spelling_texts_weights": spelling.texts.data,
        **{f"classifier_{name}": array for name, array in classifier.to_arrays(model).items()},
    }


def _of_postings(name: str, postings: Postings) -> dict[str, npt.NDArray[Any]]:
    return {
        f"{name}_starts": postings.starts,
        f"{name}_rows": postings.rows,
        f"{name}_weights": postings.weights,
        f"{name}_size": np.asarray(postings.size),
    }


def _postings(folder: Path, name: str) -> Postings:
    starts, rows, weights = (_mapped(folder, f"{name}_{part}") for part in ("starts", "rows", "weights"))
    return Postings(starts, rows, weights, int(_mapped(folder, f"{name}_size")))


def _spelling(folder: Path, columns: Mapping[str, int]) -> SpellingIndex:
    weights, groups, starts = (
        _mapped(folder, f"spelling_texts_{part}") for part in ("weights", "columns", "starts")
    )
    shape = (len(starts) - 1, len(columns))
    texts = csr_matrix((weights, groups, starts), shape, copy=False)
    return SpellingIndex(
        columns,
        _mapped(folder, "spelling_rarity"),
        _mapped(folder, "spelling_directions"),
        _postings(folder, "spelling"),
        texts,
        texts[:0],
    )


def _classifier(folder: Path) -> classifier.Classifier:
    kernel = (folder / "classifier_kernel_votes.npy").exists()
    return classifier.from_arrays(lambda name: _mapped(folder, f"classifier_{name}"), kernel=kernel)


def _speller(counts: Mapping[str, int], words: Mapping[str, int]) -> Speller:
    own = learn(counts)
    return Speller(counts, words, own.long)


def _columns(names: list[str]) -> dict[str, int]:
    return {name: column for column, name in enumerate(names)}


def _mapped(folder: Path, name: str) -> npt.NDArray[Any]:
    # As a plain array over the mapping: numpy's own class for it makes every small slice slow.
    array: npt.NDArray[Any] = np.load(folder / f"{name}.npy", mmap_mode="r").view(np.ndarray)
    return array
