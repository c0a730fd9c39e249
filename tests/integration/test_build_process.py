"""A build in a process of its own stores an index that answers as one built here, and can be ended."""

import threading
from pathlib import Path

import pytest

from knowledge_base.adapters.assembly import open_retrieval
from knowledge_base.adapters.build_process import BuildProcess
from knowledge_base.adapters.encoder import Encoder
from knowledge_base.adapters.worker_process import WorkFailed
from knowledge_base.domain.article import Article
from tests.live import MODELS

ARTICLES = tuple(
    Article(f"thing-{n}", f"How to use thing {n}", f"Open thing {n}. Then close it.", (f"use thing {n}",))
    for n in range(8)
)


def test_a_build_answers_after_a_restart_as_one_made_here(tmp_path: Path) -> None:
    encoder = Encoder(MODELS / "encoder")
    heard: list[tuple[int, int]] = []
    builder = BuildProcess(MODELS / "encoder", tmp_path)
    opened = open_retrieval(encoder, folder=tmp_path, builder=builder)
    opened.replace(ARTICLES)
    here = opened.search("how do i use thing 3").hits
    before = opened.compactable
    opened.compact(lambda done, total: heard.append((done, total)))
    assert (before, opened.compactable) == (True, False)
    assert heard[-1][0] == heard[-1][1] > 0
    again = open_retrieval(encoder, folder=tmp_path, builder=builder)
    assert again.articles == ARTICLES
    assert not again.compactable
    for searched in (opened, again):
        hits = searched.search("how do i use thing 3").hits
        assert [hit.article_id for hit in hits] == [hit.article_id for hit in here]
        assert hits[0].probability == pytest.approx(here[0].probability, abs=1e-4)


def test_a_process_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(WorkFailed, match="no sentence encoder"):
        BuildProcess(tmp_path, tmp_path)(ARTICLES)


def test_a_build_can_be_ended(tmp_path: Path) -> None:
    process = BuildProcess(MODELS / "encoder", tmp_path)
    failed = threading.Event()

    def build() -> None:
        with pytest.raises(WorkFailed):
            process(ARTICLES)
        failed.set()

    thread = threading.Thread(target=build)
    thread.start()
    while not process.worker.busy:
        assert thread.is_alive()
    process.stop()
    thread.join(30)
    assert failed.is_set()
    assert not (tmp_path / "CURRENT").exists()
