"""Offers that go round, and agents who are gone for too long: a service of its own with short leases."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e.pages import Console
from tests.e2e.test_console import CUT_OFF, WITHOUT_DIALOGUE, Gather, call, waiting
from tests.live import LiveService, running

SHORT_LEASE_S = "3"


@pytest.fixture(scope="module")
def brief(built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveService]:
    """A service where leases are short and, at first, nobody has anything to do."""
    settings = {**WITHOUT_DIALOGUE, "FRONTDESK_LEASE_S": SHORT_LEASE_S}
    with running(tmp_path_factory.mktemp("brief"), **settings) as service:
        service.wait_ready(dialogue="off")
        yield service


@pytest.fixture
def offering(brief: LiveService) -> Iterator[None]:
    """The default team has its conversations offered, as long as the test lasts."""
    team = next(team for team in call(brief, "GET", "/teams")["teams"] if team["default"])
    text = {name: value for name, value in team.items() if name not in {"id", "default"}}
    call(brief, "PUT", f"/teams/{team['id']}", {**text, "mode": "auto", "offer_s": 30})
    yield
    call(brief, "PUT", f"/teams/{team['id']}", text)


def test_an_offer_counts_down_is_declined_by_one_and_accepted_by_the_other(
    brief: LiveService, gather: Gather, offering: None
) -> None:
    people = gather(brief)
    jonas, mira = people.agent("agent"), people.agent("agent2")
    _, conversation = waiting(people)
    offered = f"[data-testid=offer][data-conversation-id='{conversation}']"
    first, second = (jonas, mira) if _offered_first(jonas, mira, offered) else (mira, jonas)
    expect(first.page.locator(offered).get_by_test_id("countdown")).to_contain_text(re.compile(r"\d+"))
    first.page.locator(offered).get_by_test_id("offer-decline").click()
    expect(first.page.locator(offered)).to_have_count(0)
    second.page.locator(offered).get_by_test_id("offer-accept").click()
    expect(second.thread).to_have_attribute("data-conversation-id", conversation)
    expect(second.reply).to_be_visible()


def _offered_first(jonas: Console, mira: Console, offered: str) -> bool:
    """Wait until one of the two has the offer, and say whether it is the first."""
    for _ in range(200):
        for console, first in ((jonas, True), (mira, False)):
            if console.page.locator(offered).count():
                return first
            console.page.wait_for_timeout(50)
    raise AssertionError("nobody was offered the conversation")


def test_whoever_is_gone_too_long_loses_their_conversations_and_is_told(
    brief: LiveService, gather: Gather
) -> None:
    people = gather(brief)
    people.expect_complaint(CUT_OFF)
    _, conversation = waiting(people)
    jonas, mira = people.agent("agent"), people.agent("agent2")
    jonas.open(conversation)
    jonas.claim()
    jonas.reply.fill("Let me look that up")
    jonas.page.context.set_offline(True)
    expect(jonas.connection_bar).to_be_visible()
    mira.view("waiting")
    expect(mira.item(conversation)).to_be_visible()
    jonas.page.context.set_offline(False)
    expect(jonas.loss).to_contain_text("went back to the queue")
    expect(jonas.toasts.filter(has_text="not reachable")).to_be_visible()
    jonas.claim()
    expect(jonas.reply).to_have_value("Let me look that up")
