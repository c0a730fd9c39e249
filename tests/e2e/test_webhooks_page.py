"""An admin connects another program: adds a webhook, sees what went to it, sends it again, takes it away."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import RESULTS, People
from tests.e2e.pages import House
from tests.e2e.test_console import WITHOUT_DIALOGUE, Gather, waiting
from tests.e2e.test_looks import Scheme, fits, grave_faults
from tests.live import LiveService, running


@dataclass
class Ears:
    """Another program: what it heard, and whether it takes anything."""

    url: str = ""
    status: int = 200
    heard: list[tuple[str, str]] = field(default_factory=list)


@contextmanager
def listening() -> Iterator[Ears]:
    """Run the other program for as long as the block lasts."""
    ears = Ears()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            ears.heard.append((body["type"], body["id"]))
            self.send_response(ears.status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        ears.url = f"http://127.0.0.1:{server.server_port}/hook"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield ears
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def desk(built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveService]:
    """A service of these tests' own, which may reach programs of this machine."""
    settings = {**WITHOUT_DIALOGUE, "FRONTDESK_WEBHOOK_PRIVATE": "true"}
    with running(tmp_path_factory.mktemp("webhooks"), **settings) as service:
        service.wait_ready(dialogue="off")
        yield service


@pytest.fixture
def people(desk: LiveService, gather: Gather) -> People:
    """Everybody around that service."""
    return gather(desk)


def at_webhooks(people: People, **look: object) -> Page:
    """Give the page of webhooks as an admin sees it."""
    page = House(people.page(**look), people.url).sign_in(people.account("admin")).page
    page.get_by_role("link", name="Webhooks").click()
    expect(page.get_by_test_id("webhook-form")).to_be_visible()
    return page


def added(page: Page, url: str) -> str:
    """Add a webhook by the keyboard alone; give its secret."""
    page.get_by_test_id("webhook-url").focus()
    page.keyboard.type(url)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    secret = page.get_by_test_id("webhook-form").locator("..").get_by_test_id("webhook-secret")
    expect(secret).to_be_visible()
    return secret.locator("code").inner_text()


def test_a_program_is_connected_and_hears_again_what_it_missed(people: People) -> None:
    page = at_webhooks(people)
    with listening() as ears:
        assert len(added(page, ears.url)) >= 32
        card = page.get_by_test_id("webhook")
        expect(card).to_contain_text("Active")
        expect(card).to_contain_text("Hears message posted")
        card.get_by_test_id("webhook-test").click()
        expect(page.get_by_test_id("toast").last).to_contain_text("The test was taken")
        assert [kind for kind, _ in ears.heard] == ["ping"]

        ears.status = 500
        _, conversation = waiting(people, "my tent leaks")
        card.get_by_test_id("webhook-deliveries").click()
        first = card.get_by_test_id("delivery").last
        expect(first).to_contain_text("The receiver answered 500.")
        expect(first).to_have_attribute("data-state", "waiting")
        ears.status = 200
        ears.heard.clear()
        first.get_by_test_id("delivery-again").click()
        expect(first).to_have_attribute("data-state", "sent")
        assert ears.heard[0][0] == "message_posted"
        assert conversation in ears.heard[0][1]

        card.get_by_test_id("webhook-turn").click()
        expect(card).to_contain_text("Paused")
        page.reload()
        expect(card).to_contain_text("Paused")
        expect(page.get_by_test_id("webhook-secret")).to_have_count(0)
        card.get_by_test_id("webhook-delete").click()
        expect(card.get_by_test_id("webhook-delete")).to_have_text("Really delete?")
        card.get_by_test_id("webhook-delete").click()
        expect(page.get_by_test_id("webhooks-none")).to_be_visible()


def test_what_the_service_refuses_is_said_and_others_see_no_webhooks(people: People) -> None:
    people.expect_complaint(r"status of 422")
    page = at_webhooks(people)
    page.get_by_test_id("webhook-url").fill("http://crm.example/in")
    page.get_by_test_id("webhook-add").click()
    expect(page.get_by_test_id("toast").last).to_contain_text("must begin with https://")
    expect(page.get_by_test_id("webhook")).to_have_count(0)
    agent = House(people.page(), people.url).sign_in(people.account("agent")).page
    agent.goto(f"{people.url}/people#/webhooks")
    expect(agent.get_by_test_id("account")).to_be_visible()
    expect(agent.get_by_role("link", name="Webhooks")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out_of_webhooks(people: People, scheme: Scheme) -> None:
    page = at_webhooks(people, color_scheme=scheme, reduced_motion="reduce")
    with listening() as ears:
        added(page, ears.url)
        waiting(people, "my boots squeak")
        card = page.get_by_test_id("webhook")
        card.get_by_test_id("webhook-deliveries").click()
        expect(card.get_by_test_id("delivery").first).to_be_visible()
        page.screenshot(path=RESULTS / "pages" / f"webhooks-{scheme}.png", full_page=True)
        assert list(grave_faults(page.main_frame)) == []
        assert fits(page)
        card.get_by_test_id("webhook-delete").dblclick()
        expect(card).to_have_count(0)
