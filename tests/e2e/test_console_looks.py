"""Every view of the agents' workplace, in light and dark: nobody is shut out, nothing scrolls sideways."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, StorageState, expect

from tests.e2e.conftest import RESULTS, People
from tests.e2e.pages import Console
from tests.e2e.test_console import WITHOUT_DIALOGUE, Gather, waiting
from tests.e2e.test_looks import SIZES, Scheme, fits, grave_faults
from tests.live import LiveService, running


class Scene(NamedTuple):
    """A desk with somebody who waits and somebody who is served, and the profile of the supervisor there."""

    service: LiveService
    waits: str
    served: str
    noa: StorageState


@pytest.fixture(scope="module")
def scene(built: None, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """Play what the pictures show."""
    with running(tmp_path_factory.mktemp("looks"), **WITHOUT_DIALOGUE) as service:
        service.wait_ready(dialogue="off")
        people = People(browser, service)
        _, waits = waiting(people, "The zipper of my Nordlicht tent is broken, can you mend it?")
        waiting(people, "Where is my order?")
        _, served = waiting(people, "I would like to return my boots.")
        noa = people.agent("supervisor")
        noa.open(served)
        noa.claim()
        noa.answer("Of course. Which size do you need instead?")
        state = noa.page.context.storage_state()
        people.leave()
        yield Scene(service, waits, served, state)


def list_of_views(console: Console, scene: Scene) -> None:
    expect(console.item(scene.waits)).to_be_visible()


def filters(console: Console, scene: Scene) -> None:
    list_of_views(console, scene)
    console.page.get_by_test_id("filters").click()
    expect(console.page.get_by_test_id("sort")).to_be_visible()


def conversation(console: Console, scene: Scene) -> None:
    console.open(scene.served)
    expect(console.reply).to_be_visible()


def transfer(console: Console, scene: Scene) -> None:
    conversation(console, scene)
    console.act("transfer")
    expect(console.page.get_by_test_id("transfer-dialog").get_by_test_id("goal-team")).to_have_count(1)


def flows(console: Console, scene: Scene) -> None:
    conversation(console, scene)
    console.act("return-choose")
    expect(console.page.get_by_test_id("flow").first).to_be_visible()


def settings(console: Console, scene: Scene) -> None:
    list_of_views(console, scene)
    console.page.get_by_test_id("open-settings").click()
    expect(console.page.get_by_test_id("settings")).to_be_visible()


def search(console: Console, scene: Scene) -> None:
    console.search.fill("zip")
    expect(console.found).to_have_count(1)


def floor(console: Console, scene: Scene) -> None:
    console.view("floor")
    expect(console.page.get_by_test_id("watch")).to_have_count(1)


def palette(console: Console, scene: Scene) -> None:
    list_of_views(console, scene)
    console.page.keyboard.press("Control+k")
    expect(console.page.get_by_test_id("option").first).to_be_visible()


def shortcuts(console: Console, scene: Scene) -> None:
    list_of_views(console, scene)
    console.page.keyboard.press("?")
    expect(console.page.get_by_test_id("shortcuts")).to_be_visible()


VIEWS: tuple[Callable[[Console, Scene], None], ...] = (
    list_of_views,
    filters,
    conversation,
    transfer,
    flows,
    settings,
    search,
    floor,
    palette,
    shortcuts,
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out_of_any_view(gather: Gather, scene: Scene, scheme: Scheme) -> None:
    people = gather(scene.service)
    faults: list[str] = []
    for device, size in SIZES.items():
        look = {"viewport": size, "color_scheme": scheme, "reduced_motion": "reduce"}
        for view in VIEWS:
            page = people.page(storage_state=scene.noa, **look)
            page.goto(f"{people.url}/console")
            view(Console(page, people.url), scene)
            name = f"console-{view.__name__}-{scheme}-{device}"
            page.screenshot(path=RESULTS / "pages" / f"{name}.png")
            if not fits(page):
                faults.append(f"{name} scrolls sideways")
            faults += [f"{name}: {fault}" for fault in grave_faults(page.main_frame)]
            page.context.close()
    assert faults == []
