"""Which team a conversation belongs to, and a team's way through JSON."""

from datetime import date, time

import pytest

from handoff.domain.hours import Schedule, Window
from handoff.domain.sla import Targets
from handoff.domain.teams import DEFAULT, Team, team_for, team_from_data, team_to_data, without_member

LEGAL = Team("t1", "Legal", topics=("legal", "privacy"))
RETURNS_DE = Team("t2", "Retouren", topics=("returns",), languages=("de",))
RETURNS = Team("t3", "Returns", topics=("Returns",))
GERMAN = Team("t4", "Deutsch", languages=("de-DE",))
ALL = (DEFAULT, LEGAL, RETURNS_DE, RETURNS, GERMAN)


@pytest.mark.parametrize(
    ("wanted", "language", "expected"),
    [
        (("legal",), None, LEGAL),
        (("t4",), "en", GERMAN),
        ((None, "customer_asked", "returns"), None, RETURNS),
        (("returns",), "de-AT", RETURNS_DE),
        (("returns",), "fr", RETURNS),
        (("nobody_knows",), "de", GERMAN),
        (("nobody_knows",), "fr", DEFAULT),
        ((), None, DEFAULT),
    ],
)
def test_topic_then_language_then_default(
    wanted: tuple[str | None, ...], language: str | None, expected: Team
) -> None:
    assert team_for(ALL, wanted, language) == expected


def test_an_expert_of_another_language_is_better_than_none() -> None:
    assert team_for((DEFAULT, RETURNS_DE), ("returns",), "fr") == RETURNS_DE


def test_there_is_a_default_team_even_without_any() -> None:
    assert team_for((), ("legal",), "de") == DEFAULT


def test_a_team_without_members_is_everybodys() -> None:
    assert DEFAULT.has("anybody")
    assert not Team("t", "T", members=("a1",)).has("a2")
    assert without_member(Team("t", "T", members=("a1", "a2")), "a1").members == ("a2",)


def test_a_team_survives_being_stored() -> None:
    windows = (Window((0, 4), time(9), time(17, 30)), Window((5,), time(18), time(0)))
    team = Team(
        "t9",
        "Night",
        members=("a1",),
        topics=("orders",),
        languages=("de",),
        mode="auto",
        schedule=Schedule("Europe/Berlin", windows, frozenset({date(2026, 12, 25)})),
        targets=Targets(60, None, 3600),
        email="night@shop.example",
        deadline_s=120,
        offer_s=30,
    )
    data = team_to_data(team)
    assert data["hours"][1] == {"weekdays": [5], "from": "18:00", "to": "24:00"}
    assert data["sla"] == {"first_response_s": 60, "next_response_s": None, "resolution_s": 3600}
    assert team_from_data(data) == team
