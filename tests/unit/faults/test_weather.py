"""The same seed makes the same weather, another one another, and every kind comes."""

from itertools import islice

from tests.faults.weather import DOWN, Kind, Trouble, forecast


def first(seed: int, line: int, many: int = 400) -> list[Trouble]:
    return list(islice(forecast(seed, line, 5.0), many))


def test_a_seed_and_a_line_say_everything() -> None:
    assert first(1, 1) == first(1, 1)
    assert first(1, 1) != first(2, 1)
    assert first(1, 1) != first(1, 2)


def test_every_kind_comes_at_about_the_pace_that_was_asked_for() -> None:
    troubles = first(3, 1)
    assert {trouble.kind for trouble in troubles} == set(Kind)
    assert 4.0 < sum(trouble.after_s for trouble in troubles) / len(troubles) < 6.0


def test_words_are_only_lost_on_their_way_to_a_page() -> None:
    assert {trouble.ways for trouble in first(3, 1) if trouble.kind is Kind.DROP} == {DOWN}
