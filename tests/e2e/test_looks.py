"""How the pages look, to everybody: no serious fault of access in light or dark, and pictures of every page.

The pictures go to test-results/; `frontdesk.png` among them is the one in the README.
"""

import base64
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Frame, Page, StorageState, expect

from tests.e2e.conftest import RESULTS, People
from tests.e2e.pages import Console, Editor, Widget
from tests.e2e.test_customer import TEN
from tests.live import LiveService

Scheme = Literal["light", "dark"]
MESSAGES = 8
GRAVE = {"serious", "critical"}
SIZES = {"desktop": {"width": 1280, "height": 860}, "mobile": {"width": 390, "height": 844}}


class Scene(NamedTuple):
    """A conversation in which a person has taken over, and the profiles of those who see it."""

    conversation_id: str
    customer: StorageState
    agent: StorageState
    editor: StorageState


@pytest.fixture(scope="module")
def scene(browser: Browser, service: LiveService) -> Scene:
    """Play the conversation that all pictures show."""
    people = People(browser, service)
    waits = people.customer()
    waits.ask_for_person()
    waits.write("do you have a tent I could look at before I buy it?")
    widget, console, editor = people.customer(), people.agent(), people.editor()
    widget.ask("Hello!")
    widget.ask(TEN[8].question)
    widget.ask("Ridiculous, the jacket is three weeks old. I am really angry, this is terrible service.")
    expect(widget.handoff_note).to_be_visible()
    conversation = widget.conversation_id()
    console.open(conversation)
    console.claim()
    console.answer("Jonas here. Our workshop puts in a new zip for free. Shall I book it in?")
    expect(widget.by("agent")).to_have_count(1)
    widget.write("Oh, that would be great. Thank you!")
    expect(console.messages).to_have_count(MESSAGES)
    states = [page.page.context.storage_state() for page in (widget, console, editor)]
    people.leave()
    assert people.complaints() == []
    return Scene(conversation, *states)


Show = Callable[[People, Scene, dict[str, object]], Page]


def demo(people: People, scene: Scene, look: dict[str, object]) -> Page:
    page = people.page(**look)
    page.goto(f"{people.url}/demo")
    expect(page.get_by_test_id("launcher")).to_be_visible()
    return page


def chat(people: People, scene: Scene, look: dict[str, object]) -> Page:
    widget = Widget(people.page(storage_state=scene.customer, **look), people.url).open()
    expect(widget.messages).to_have_count(MESSAGES)
    return widget.page


def help_page(people: People, scene: Scene, look: dict[str, object]) -> Page:
    page = people.page(**look)
    page.goto(f"{people.url}/help/warranty-exclusions")
    expect(page.get_by_test_id("launcher")).to_be_visible()
    return page


def help_contents(people: People, scene: Scene, look: dict[str, object]) -> Page:
    page = people.page(**look)
    page.goto(f"{people.url}/help")
    expect(page.get_by_test_id("launcher")).to_be_visible()
    return page


def door(people: People, scene: Scene, look: dict[str, object]) -> Page:
    page = people.page(**look)
    page.goto(f"{people.url}/console")
    expect(page.get_by_test_id("login-email")).to_be_focused()
    return page


def queue(people: People, scene: Scene, look: dict[str, object]) -> Page:
    page = people.page(storage_state=scene.agent, **look)
    page.goto(f"{people.url}/console")
    expect(Console(page, people.url).item(scene.conversation_id)).to_be_visible()
    return page


def console(people: People, scene: Scene, look: dict[str, object]) -> Page:
    page = queue(people, scene, look)
    Console(page, people.url).open(scene.conversation_id)
    expect(page.get_by_test_id("thread").get_by_test_id("message")).to_have_count(MESSAGES)
    expect(page.get_by_test_id("handoff-card")).to_be_visible()
    expect(page.locator(".waiting-shapes")).to_have_count(0)
    return page


def editor(people: People, scene: Scene, look: dict[str, object]) -> Page:
    page = people.page(storage_state=scene.editor, **look)
    page.goto(f"{people.url}/editor")
    opened = Editor(page, people.url)
    opened.open("warranty-exclusions")
    opened.try_question(TEN[6].question)
    expect(opened.preview.locator("table")).to_be_visible()
    return page


VIEWS: dict[str, Show] = {
    "demo": demo,
    "chat": chat,
    "help-page": help_page,
    "help-contents": help_contents,
    "sign-in": door,
    "queue": queue,
    "console": console,
    "editor": editor,
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_nobody_is_shut_out(people: People, scene: Scene, view: str, scheme: Scheme) -> None:
    faults: list[str] = []
    for device, size in SIZES.items():
        page = VIEWS[view](
            people, scene, {"viewport": size, "color_scheme": scheme, "reduced_motion": "reduce"}
        )
        page.screenshot(path=RESULTS / "pages" / f"{view}-{scheme}-{device}.png")
        assert fits(page), f"{view} scrolls sideways on {device}"
        for frame in page.frames:
            faults += [f"{device}: {fault}" for fault in grave_faults(frame)]
    assert faults == []


def fits(page: Page) -> bool:
    """Say whether the page needs no scrolling sideways."""
    return bool(page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"))


def grave_faults(frame: Frame) -> Iterator[str]:
    """Give what shuts people out of one document, by axe's rules."""
    for violation in Axe().run(frame).response["violations"]:
        if violation["impact"] in GRAVE:
            for node in violation["nodes"]:
                yield f"{violation['id']} at {node['target']}: {node['failureSummary']}"


def test_the_picture_of_the_readme(people: People, scene: Scene) -> None:
    sharp = {"device_scale_factor": 2, "color_scheme": "light", "reduced_motion": "reduce"}
    customer = chat(people, scene, {**sharp, "viewport": {"width": 1280, "height": 820}})
    agent = console(people, scene, {**sharp, "viewport": {"width": 1400, "height": 888}})
    left, right = customer.get_by_test_id("frame").screenshot(), agent.screenshot()
    canvas = people.page(viewport={"width": 1600, "height": 780})
    canvas.set_content(SIDE_BY_SIDE.format(left=inline(left), right=inline(right)))
    canvas.wait_for_function(
        "() => [...document.images].every(image => image.complete && image.naturalWidth)"
    )
    canvas.screenshot(path=RESULTS / "frontdesk.png")
    assert (RESULTS / "frontdesk.png").stat().st_size > 50_000


def inline(picture: bytes) -> str:
    """Give a picture as an address that holds it."""
    return f"data:image/png;base64,{base64.b64encode(picture).decode()}"


SIDE_BY_SIDE = """
<style>
  body {{ margin: 0; height: 100vh; display: flex; gap: 32px; align-items: center; justify-content: center;
          background: linear-gradient(120deg, #e4ece4, #f3eee2) }}
  img {{ height: 700px; border-radius: 16px; box-shadow: 0 18px 50px rgb(20 40 30 / 22%) }}
</style>
<img src="{left}" alt=""><img src="{right}" alt="">
"""
