"""How the pages of the editor's desk look: open to everybody, in light and dark, wide and narrow."""

from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

from tests.e2e.conftest import RESULTS, People
from tests.e2e.pages import Editor
from tests.e2e.test_looks import SIZES, fits, grave_faults
from tests.live import LiveService

Scheme = Literal["light", "dark"]
FAQ = "title,body\nSewing badges on,We sew badges on.\n,No title here.\n"


@pytest.fixture(scope="module")
def signed_in(browser: Browser, service: LiveService) -> StorageState:
    """The profile of an editor."""
    people = People(browser, service)
    state = people.editor().page.context.storage_state()
    people.leave()
    return state


def gaps(editor: Editor) -> None:
    editor.goto("gaps")
    expect(editor.page.get_by_test_id("gaps")).to_have_attribute("aria-busy", "false")


def golden(editor: Editor) -> None:
    editor.goto("golden")
    expect(editor.page.get_by_test_id("golden")).to_have_attribute("aria-busy", "false")


def golden_form(editor: Editor) -> None:
    golden(editor)
    editor.page.get_by_test_id("golden-new").click()
    expect(editor.page.get_by_test_id("option").first).to_be_visible()


def imports(editor: Editor) -> None:
    editor.goto("imports")
    editor.import_file("badges.csv", FAQ)
    expect(editor.page.get_by_test_id("import-tried")).to_be_visible()


def health(editor: Editor) -> None:
    editor.goto("health")
    expect(editor.page.get_by_test_id("health")).to_have_attribute("aria-busy", "false")


def trust(editor: Editor) -> None:
    editor.goto("trust")
    expect(editor.page.get_by_test_id("trust")).to_have_attribute("aria-busy", "false")


def revisions(editor: Editor) -> None:
    editor.open("warranty-exclusions")
    editor.page.get_by_test_id("article-revisions").click()
    expect(editor.page.get_by_test_id("revisions")).to_be_visible()


def palette(editor: Editor) -> None:
    editor.page.keyboard.press("Control+k")
    expect(editor.page.get_by_test_id("option").first).to_be_visible()


PAGES: dict[str, Callable[[Editor], None]] = {
    "gaps": gaps,
    "golden": golden,
    "golden-form": golden_form,
    "imports": imports,
    "health": health,
    "trust": trust,
    "revisions": revisions,
    "palette": palette,
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_nobody_is_shut_out_of_the_desk(
    people: People, signed_in: StorageState, name: str, scheme: Scheme
) -> None:
    faults: list[str] = []
    for device, size in SIZES.items():
        page: Page = people.page(
            storage_state=signed_in, viewport=size, color_scheme=scheme, reduced_motion="reduce"
        )
        page.goto(f"{people.url}/editor")
        editor = Editor(page, people.url)
        expect(editor.bar).to_be_visible()
        PAGES[name](editor)
        page.screenshot(path=RESULTS / "pages" / f"editor-{name}-{scheme}-{device}.png")
        assert fits(page), f"{name} scrolls sideways on {device}"
        faults += [f"{device}: {fault}" for fault in grave_faults(page.main_frame)]
    assert faults == []
