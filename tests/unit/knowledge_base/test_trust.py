"""The report compares the promise in force with what people said, and says what both rest on."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from knowledge_base.domain.calibration import Calibration, CategoryCutOff
from knowledge_base.domain.defaults import GENERAL
from knowledge_base.domain.label import Label
from knowledge_base.trust import Trust

NOW = datetime(2026, 11, 22, tzinfo=UTC)
LEARNT = replace(GENERAL, rehearsed=800, proven=True, bound=0.047, coverage=0.8, unanswerable=0.46)


class Index:
    """An index with a calibration."""

    def __init__(self, calibration: Calibration) -> None:
        self.calibration = calibration


class Said:
    """What people said."""

    def __init__(self, wrong: int, rated: int) -> None:
        self._labels = [
            Label(question=f"q{at}", article_id="a", right=at >= wrong, at=NOW, source="customer", by="c")
            for at in range(rated)
        ]

    async def verdicts(self) -> Sequence[Label]:
        return self._labels


def trust(calibration: Calibration, target: float = 0.05, wrong: int = 0, rated: int = 0) -> Trust:
    return Trust(Index(calibration), Said(wrong, rated), target, lambda: NOW)


@pytest.mark.parametrize(("wrong", "drifting"), [(3, False), (30, True)])
async def test_what_was_observed_is_held_against_the_target(wrong: int, drifting: bool) -> None:
    report = await trust(LEARNT, wrong=wrong, rated=100).report()
    assert (report.observed.wrong, report.observed.drifting) == (wrong, drifting)
    assert (report.proven, report.calibration, report.as_of) == (True, LEARNT, NOW)


async def test_a_proof_for_a_looser_target_is_none_for_a_stricter_one() -> None:
    assert not (await trust(LEARNT, target=0.02).report()).proven
    assert (await trust(LEARNT, target=0.1).report()).proven


async def test_before_any_rehearsal_it_says_so() -> None:
    report = await trust(GENERAL).report()
    assert not report.proven
    assert "Nothing has been rehearsed" in report.assumptions[0]


async def test_the_assumptions_name_the_share_of_unanswerable_questions_and_the_raters() -> None:
    words = " ".join((await trust(LEARNT).report()).assumptions)
    assert "46%" in words
    assert "those who rate" in words
    assert "category" not in words


async def test_categories_come_with_what_their_bounds_mean() -> None:
    by_category = replace(LEARNT, categories=(CategoryCutOff("returns", labels=70),))
    words = " ".join((await trust(by_category).report()).assumptions)
    assert "Each category's bound holds by itself" in words
