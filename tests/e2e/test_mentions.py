"""Notes that name an agent are found again in a view of their own, new ones first."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import RESULTS, People
from tests.e2e.pages import Console
from tests.e2e.test_care import name_of
from tests.e2e.test_console import WITHOUT_DIALOGUE, Gather, waiting
from tests.e2e.test_looks import grave_faults
from tests.live import LiveService, running


@pytest.fixture(scope="module")
def desk(built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveService]:
    """A service of these tests' own, in which nobody else names anybody."""
    with running(tmp_path_factory.mktemp("mentions"), **WITHOUT_DIALOGUE) as service:
        service.wait_ready(dialogue="off")
        yield service


@pytest.fixture
def people(desk: LiveService, gather: Gather) -> People:
    """Everybody around that service."""
    return gather(desk)


def call_to(console: Console, name: str, conversation: str) -> None:
    """Name a colleague in a note."""
    console.open(conversation)
    console.page.get_by_test_id("mode-note").click()
    note = console.page.get_by_test_id("note-text")
    note.fill(f"please look, @{name} ")
    note.press("Enter")
    expect(console.notes.locator(".mention")).to_have_text(f"@{name}")


def test_who_is_named_finds_it_in_a_view_of_its_own(people: People) -> None:
    first, second = (waiting(people, words)[1] for words in ("my tent leaks", "my boots squeak"))
    bo = people.agent("agent2")
    jonas = people.agent()
    page = bo.page
    count = page.get_by_test_id("count-mentions")
    for number, conversation in enumerate((first, second), start=1):
        call_to(jonas, name_of(bo), conversation)
        expect(count).to_contain_text(str(number))
    page.keyboard.press("g")
    page.keyboard.press("n")
    expect(page.get_by_test_id("view-mentions")).to_have_attribute("aria-current", "page")
    expect(bo.items).to_have_count(2)
    expect(bo.items.first).to_have_attribute("data-conversation-id", second)
    assert list(grave_faults(page.main_frame)) == []
    page.screenshot(path=RESULTS / "pages" / "mentions.png")

    page.keyboard.press("j")
    expect(bo.notes.locator("[data-me=true]")).to_be_visible()
    expect(count).to_contain_text("1")
    expect(bo.item(first).get_by_test_id("item-mentions")).to_be_visible()
    expect(bo.item(second).get_by_test_id("item-mentions")).to_have_count(0)
    page.keyboard.press("j")
    expect(bo.item(first)).to_have_attribute("aria-current", "true")
    expect(count).to_have_count(0)

    bo.view("mine")
    bo.view("mentions")
    expect(page.locator(".group-title")).to_have_text("Earlier 2")
    page.keyboard.press("?")
    expect(page.get_by_test_id("shortcuts")).to_contain_text("Mentions")
    page.keyboard.press("Escape")
    jonas.view("mentions")
    expect(jonas.page.get_by_test_id("list-empty")).to_contain_text("No note mentions you yet")
