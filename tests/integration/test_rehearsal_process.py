"""Rehearsing in a process of its own: the same calibration as here, and a failure that says why."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from knowledge_base.adapters.assembly import rehearse
from knowledge_base.adapters.encoder import Encoder
from knowledge_base.adapters.rehearsal_process import RehearsalProcess
from knowledge_base.adapters.worker_process import WorkFailed
from knowledge_base.domain.article import Article
from tests.live import MODELS

ARTICLES = (
    Article("hours", "Opening hours", "We open at nine.", ("when do you open", "what time do you close")),
    Article("parking", "Parking", "Park behind the shop.", ("where can i park", "is there a car park")),
)


def test_it_learns_what_a_rehearsal_here_would(tmp_path: Path) -> None:
    vectors = tmp_path
    elsewhere = RehearsalProcess(MODELS / "encoder", 0.05, vectors)(ARTICLES)
    here = rehearse(Encoder(MODELS / "encoder"), ARTICLES, target_error=0.05, folder=vectors)
    assert elsewhere == here


def test_a_failure_says_why(tmp_path: Path) -> None:
    with pytest.raises(WorkFailed, match="no sentence encoder"):
        RehearsalProcess(tmp_path, 0.05, tmp_path)(ARTICLES)


def test_a_rehearsal_can_be_stopped(tmp_path: Path) -> None:
    process = RehearsalProcess(MODELS / "encoder", 0.05, tmp_path)
    with ThreadPoolExecutor(1) as pool:
        rehearsing = pool.submit(process, ARTICLES)
        while not rehearsing.done():
            process.stop()
        with pytest.raises(WorkFailed, match="ended with code -9"):
            rehearsing.result()
