"""The figures of growing knowledge bases: what is missed counts, and the page holds all that was measured."""

from dataclasses import replace

import numpy as np
import pytest

from handoff.bench.knowledge import Figures, recall
from handoff.bench.knowledge_report import HEADINGS, page, row

FIGURES = Figures(
    passages=1000,
    articles=200,
    vectors=3990,
    question_p50_ms=3.14,
    question_p95_ms=5.5,
    publish_p50_ms=60.0,
    publish_p95_ms=90.4,
    build_s=2.5,
    encoded=0,
    encode_s=0.0,
    start_s=0.2,
    memory_mb=281.0,
    build_memory_mb=734.0,
    disk_mb=12.0,
    recall_at_10=0.998,
    found_first=1.0,
)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param([[0.9, 0.8], [0.7, 0.7]], 1.0, id="all"),
        pytest.param([[0.9, 0.5], [0.7, 0.7]], 0.75, id="one-missed"),
        pytest.param([[0.1, 0.0], [0.2, -1.0]], 0.0, id="none"),
    ],
)
def test_recall_is_the_share_of_the_nearest_that_was_found(found: list[list[float]], expected: float) -> None:
    nearest = np.asarray([[0.9, 0.8], [0.7, 0.7]], np.float32)
    assert recall(np.asarray(found, np.float32), nearest) == expected


def test_a_row_has_a_figure_for_every_heading() -> None:
    shown = dict(zip(HEADINGS, row(FIGURES), strict=True))
    assert shown["question p50"] == "3.1 ms"
    assert shown["build"] == "2.5 s"
    assert shown["recall@10"] == "0.998"


def test_encoding_is_said_where_there_was_any() -> None:
    assert row(replace(FIGURES, encoded=4_000, encode_s=11.2))[4] == "2.5 s + 11 s encoding"


def test_the_page_has_a_row_a_size_and_every_plot() -> None:
    html = page([FIGURES, replace(FIGURES, passages=10_000)])
    assert html.count("<tr>") == 3
    assert html.count("<svg") == 4
    assert "10,000" in html
    assert "http" not in html.replace("http://www.w3.org/2000/svg", "")
