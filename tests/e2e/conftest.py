"""A real service, a real Chromium, and people with browsers of their own. What their pages complain of
fails the test.
"""

import re
from collections.abc import Callable, Generator, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from handoff.adapters.routes.pages import PAGES
from handoff.bootstrap.finders import find_browser
from handoff.house.app import STATIC
from handoff.operations.rehearsing import CALIBRATION, demo_lessons
from handoff.settings import Settings
from knowledge_base.adapters.calibration_file import CalibrationFile
from knowledge_base.adapters.encoder import Encoder
from tests.e2e.pages import Console, Editor, Widget
from tests.live import ROOT, LiveService, running

RESULTS = ROOT / "test-results"
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE_MS = 60_000
UNHURRIED = {
    "FRONTDESK_LOGIN_RATE": "1000/minute",
    "FRONTDESK_VISITOR_RATE": "1000/minute",
    "FRONTDESK_LEASE_S": "3600",
}
SIGNED_OUT = r"status of 401 .*/api/v1/session"

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def built() -> None:
    """The pages as they are delivered; without them there is nothing to test."""
    missing = [name for name in PAGES.values() if not (STATIC / name).is_file()]
    if missing:
        pytest.fail(f"{', '.join(missing)} not found in {STATIC}. Build the pages: run `make setup`.")


@pytest.fixture(scope="session")
def service(built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveService]:
    with running(tmp_path_factory.mktemp("e2e"), **UNHURRIED) as live:
        live.wait_ready()
        live.wait_until(Calibrated(live), "the bot has learnt from the demo articles how sure it may be")
        yield live


class Calibrated:
    """Whether a service's calibration was learnt from the demo's articles and golden questions."""

    def __init__(self, live: LiveService) -> None:
        encoder = Encoder(live.data_dir / "models" / "encoder").fingerprint
        self._file = CalibrationFile(live.data_dir / "models" / CALIBRATION, encoder, Settings().target_error)
        self._articles, self._labels = demo_lessons(ROOT)

    def __call__(self) -> bool:
        stored = self._file.load()
        return stored is not None and stored[0] == self._file.fingerprint(self._articles, self._labels)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The machine's Chromium, else playwright's own, for one module: its event loop must end there."""
    program = find_browser()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=SWITCHES)
        yield chromium
        chromium.close()


class People:
    """Everybody who takes part in a test, each with a browser profile of their own."""

    def __init__(self, browser: Browser, service: LiveService) -> None:
        self._browser = browser
        self._service = service
        self.url = service.url
        self._complaints: list[str] = []
        self._expected: list[str] = [SIGNED_OUT]
        self.contexts: list[BrowserContext] = []

    def page(self, **options: object) -> Page:
        """Give an empty page in a new profile."""
        defaults = {"locale": "en-GB", "viewport": {"width": 1280, "height": 860}}
        context = self._browser.new_context(**{**defaults, **options})  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE_MS)
        context.on("console", self._hear)
        context.on("weberror", lambda fault: self._complaints.append(f"uncaught: {fault.error}"))
        self.contexts.append(context)
        return context.new_page()

    def account(self, name: str) -> dict[str, str]:
        """Give the sign-in of a demo account."""
        return self._service.account(name)

    def customer(self) -> Widget:
        """Give a new customer, who has opened the chat in the demo shop."""
        return Widget(self.page(), self.url).open()

    def agent(self, account: str = "agent") -> Console:
        """Give an agent, signed in at the console."""
        return Console(self.page(), self.url).sign_in(self.account(account))

    def editor(self, account: str = "editor") -> Editor:
        """Give an editor, signed in."""
        return Editor(self.page(), self.url).sign_in(self.account(account))

    def expect_complaint(self, pattern: str) -> None:
        """Let the browser complain of what the test does on purpose."""
        self._expected.append(pattern)

    def complaints(self) -> list[str]:
        """Give what the pages complained of unexpectedly."""
        return [text for text in self._complaints if not any(re.search(p, text) for p in self._expected)]

    def leave(self) -> None:
        """Close all browsers."""
        for context in self.contexts:
            context.close()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self._complaints.append(f"{message.type}: {message.text} {message.location['url']}")


@pytest.fixture
def people(browser: Browser, service: LiveService, request: pytest.FixtureRequest) -> Iterator[People]:
    yield from _gather(browser, service, request)


@pytest.fixture
def gather(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[[LiveService], People]]:
    """Bring people together around a service of the test's own."""
    gatherings: list[Iterator[People]] = []

    def around(own: LiveService) -> People:
        gatherings.append(_gather(browser, own, request))
        return next(gatherings[-1])

    yield around
    for gathering in gatherings:
        next(gathering, None)


def _gather(browser: Browser, service: LiveService, request: pytest.FixtureRequest) -> Iterator[People]:
    everybody = People(browser, service)
    yield everybody
    if request.node.stash.get(FAILED, False):
        _photograph(everybody, request.node.name)
    everybody.leave()
    assert everybody.complaints() == []


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember a failure, so that what stood on the pages can be kept."""
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


def _photograph(everybody: People, test: str) -> None:
    pages = [page for context in everybody.contexts for page in context.pages]
    for number, page in enumerate(pages, start=1):
        page.screenshot(path=RESULTS / "failures" / f"{test}-{number}.png")
