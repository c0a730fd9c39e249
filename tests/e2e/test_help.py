"""The help centre in a browser: searched, read and voted on, with and without scripts, in light and dark."""

import re
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.conftest import RESULTS, People

GRAVE = {"serious", "critical"}
SIZES = {"desktop": {"width": 1280, "height": 860}, "mobile": {"width": 390, "height": 844}}


def opened(people: People, path: str = "/help", **options: object) -> Page:
    page = people.page(**options)
    page.goto(people.url + path)
    return page


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_reader_searches_opens_and_votes(people: People, script: bool) -> None:
    page = opened(people, java_script_enabled=script)
    page.get_by_role("searchbox", name="Search the help centre").fill("my parcel has not arrived")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Results for")
    results = page.get_by_role("list").filter(has=page.get_by_role("heading", level=2))
    results.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"/help/[a-z0-9-]+$"))
    expect(page.get_by_role("navigation", name="Breadcrumb")).to_contain_text("Help")
    expect(page.get_by_role("heading", name="Related articles")).to_be_visible()
    page.get_by_role("button", name="Yes").click()
    expect(page.get_by_text("Thank you. Good to hear that it helped.")).to_be_visible()
    expect(page.get_by_role("button", name="Yes")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="No", exact=True).click()
    expect(page.get_by_text("Thank you for telling us.")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="No", exact=True)).to_have_attribute("aria-pressed", "true")


def test_a_reader_finds_the_way_by_category_and_back(people: People) -> None:
    page = opened(people)
    page.get_by_role("link", name="Gift cards", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gift cards")
    page.get_by_role("main").get_by_role("listitem").last.get_by_role("link").click()
    page.get_by_role("navigation", name="Breadcrumb").get_by_role("link", name="Gift cards").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gift cards")


def test_the_keyboard_reaches_the_content_first(people: People) -> None:
    page = opened(people)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#main$"))


def test_a_page_that_is_not_there_offers_a_search(people: People) -> None:
    people.expect_complaint("status of 404")
    page = opened(people, "/help/no-such-article")
    expect(page.get_by_role("heading", level=1)).to_have_text("This page is not here")
    expect(page.get_by_role("searchbox")).to_be_visible()


PAGES = {
    "start": "/help",
    "category": "/help?category=returns",
    "results": "/help?q=how%20do%20i%20return%20shoes",
    "nothing": "/help?q=%F0%9F%A6%95",
    "article": "/help/warranty-exclusions",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PAGES)
def test_how_it_looks(people: People, name: str, size: str, scheme: Literal["light", "dark"]) -> None:
    page = opened(people, PAGES[name], color_scheme=scheme, viewport=SIZES[size])
    expect(page.get_by_test_id("launcher")).to_be_visible()
    page.screenshot(path=RESULTS / f"help-{name}-{size}-{scheme}.png")
    faults = Axe().run(page).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in faults if fault["impact"] in GRAVE] == []
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert page.evaluate(wide) is False
