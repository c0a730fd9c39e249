"""Whether answers end with a person more often than before."""

import pytest

from knowledge_base.domain.usage import Usage, p_value, worsening


def usage(earlier: tuple[int, int], later: tuple[int, int], article_id: str = "returns") -> Usage:
    return Usage(article_id, earlier[0], earlier[1], later[0], later[1])


def test_the_p_value_is_the_textbooks() -> None:
    # 10 of 100 against 20 of 100: z = 0.1 / sqrt(0.15 * 0.85 * 0.02) = 1.9803, one-sided 0.02384.
    assert p_value(usage((100, 10), (100, 20))) == pytest.approx(0.02384, abs=1e-5)
    assert p_value(usage((100, 20), (100, 10))) == pytest.approx(1 - 0.02384, abs=1e-5)
    assert p_value(usage((50, 0), (50, 0))) == 1.0
    assert p_value(usage((50, 50), (50, 50))) == 1.0


@pytest.mark.parametrize(
    ("earlier", "later", "worse"),
    [
        pytest.param((100, 5), (100, 30), True, id="clear rise"),
        pytest.param((100, 30), (100, 5), False, id="fall"),
        pytest.param((100, 10), (100, 11), False, id="chance"),
        pytest.param((10, 0), (19, 15), False, id="too few answers"),
        pytest.param((400, 0), (400, 4), False, id="too few failures"),
    ],
)
def test_a_rise_must_be_beyond_chance(earlier: tuple[int, int], later: tuple[int, int], worse: bool) -> None:
    assert bool(worsening([usage(earlier, later)])) is worse


def test_many_articles_raise_the_bar() -> None:
    borderline = usage((100, 10), (100, 20))
    others = [usage((100, 10), (100, 10), f"other{n}") for n in range(20)]
    assert worsening([borderline])
    assert not worsening([borderline, *others])


def test_the_surest_comes_first() -> None:
    found = worsening([usage((100, 5), (100, 30), "a"), usage((100, 5), (100, 60), "b")])
    assert [worse.usage.article_id for worse in found] == ["b", "a"]
