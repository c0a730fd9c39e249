"""Links to files in mails open one file, for a while, and cannot be made up."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from handoff.domain.file_link import LINK_LIFE, FileLinks
from tests.fakes_handoff import NINE

LINKS = FileLinks("https://help.example/", "a secret of the mails")


def parts(link: str) -> tuple[str, str]:
    query = parse_qs(urlsplit(link).query)
    return query["until"][0], query["sign"][0]


def test_a_link_opens_its_file_until_it_runs_out() -> None:
    link = LINKS.link_to("c1", "f1", NINE)
    assert link.startswith("https://help.example/api/v1/conversations/c1/attachments/f1?until=")
    assert LINKS.opens("c1", "f1", *parts(link), NINE)
    assert LINKS.opens("c1", "f1", *parts(link), NINE + LINK_LIFE - timedelta(seconds=1))
    assert not LINKS.opens("c1", "f1", *parts(link), NINE + LINK_LIFE)


def test_it_opens_nothing_else_and_cannot_be_prolonged() -> None:
    until, sign = parts(LINKS.link_to("c1", "f1", NINE))
    assert not LINKS.opens("c1", "f2", until, sign, NINE)
    assert not LINKS.opens("c2", "f1", until, sign, NINE)
    assert not LINKS.opens("c1", "f1", str(int(until) + 1), sign, NINE)
    assert not FileLinks(LINKS.address, "another secret").opens("c1", "f1", until, sign, NINE)


@pytest.mark.parametrize("until", ["", "soon", "-1", "9" * 40, "\u0663"])
@pytest.mark.parametrize("sign", ["", "x", "ä"])
def test_nonsense_opens_nothing(until: str, sign: str) -> None:
    assert not LINKS.opens("c1", "f1", until, sign, NINE)
