"""The chart puts every value where its axis says, and words cannot break out of it."""

import re
from xml.etree import ElementTree

import pytest

from handoff.bench.chart import Chart, words

SVG = "{http://www.w3.org/2000/svg}"


def points(chart: Chart) -> list[list[tuple[float, float]]]:
    lines = ElementTree.fromstring(chart.svg()).iter(f"{SVG}polyline")
    return [
        [(float(x), float(y)) for x, y in re.findall(r"([\d.]+),([\d.]+)", li.attrib["points"])]
        for li in lines
    ]


def test_equal_factors_are_equal_steps() -> None:
    ((first, second, third),) = points(Chart("Waits", (1000, 10_000, 100_000), {"p50": (1, 10, 100)}))
    assert second[0] - first[0] == pytest.approx(third[0] - second[0], abs=0.2)
    assert first[1] - second[1] == pytest.approx(second[1] - third[1], abs=0.2)
    assert first[1] > third[1]


@pytest.mark.parametrize("values", [(5.0, 5.0), (0.1, 0.2), (3.0, 40_000.0)])
def test_every_value_is_inside(values: tuple[float, float]) -> None:
    for x, y in points(Chart("Waits", (1000, 2000), {"p50": values}))[0]:
        assert 0 < x < 420
        assert 0 < y < 260


def test_one_size_alone_can_be_drawn() -> None:
    assert len(points(Chart("Waits", (1000,), {"p50": (4.0,), "p95": (6.0,)}))) == 2


def test_names_are_text() -> None:
    svg = Chart("<b>&", (1000,), {"<script>": (4.0,)}).svg()
    assert "<script>" not in svg
    assert "&lt;b&gt;&amp;" in svg


@pytest.mark.parametrize(("value", "shown"), [(0.5, "0.5"), (20, "20"), (1000, "1,000"), (100_000, "100k")])
def test_numbers_as_an_axis_shows_them(value: float, shown: str) -> None:
    assert words(value) == shown
