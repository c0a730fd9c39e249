"""Shaping the bot: when it calls a person, what it says, and what it takes a message for."""

import re
from collections.abc import Iterator
from typing import Literal

import httpx2
import pytest
from playwright.sync_api import Browser, Dialog, Locator, Page, StorageState, expect

from tests.e2e.conftest import RESULTS, People
from tests.e2e.pages import Editor
from tests.e2e.test_looks import SIZES, fits, grave_faults
from tests.live import LiveService

REFUSED = r"status of (409|422) "
GREETING = "utter_greeting"
CROSS = "the voucher page is broken, terrible"
PAGES = ("policy", "voice", "understanding")


@pytest.fixture(autouse=True)
def as_before(service: LiveService) -> Iterator[None]:
    """Other tests meet the bot as it was, whatever was put into force here."""
    with httpx2.Client(base_url=service.url, timeout=20) as admin:
        session = admin.post("/api/v1/login", json=service.account("admin")).json()
        admin.headers["x-csrf-token"] = session["csrf_token"]
        active = admin.get("/api/v1/policies").json()["active"]
        yield
        admin.post(f"/api/v1/policies/{active}/activate").raise_for_status()
        admin.put("/api/v1/voice", json={"tone": "warm", "sentences": {}}).raise_for_status()
        for phrasing in admin.get("/api/v1/understanding").json()["added"]:
            admin.request("DELETE", "/api/v1/understanding/phrasings", json=phrasing).raise_for_status()


def test_a_policy_is_tried_on_past_conversations_before_it_holds(people: People) -> None:
    people.expect_complaint(REFUSED)
    before = people.customer()
    before.ask(CROSS)
    expect(before.handoff_note).to_be_hidden()
    page = at(people.editor("supervisor"), "policy").page
    value, run = page.get_by_test_id("value-strong_negative"), page.get_by_test_id("what-if-run")

    value.fill("7")
    run.click()
    expect(page.get_by_test_id("field-problem")).to_contain_text("from 0.0 to 1.0")
    expect(value).to_be_focused()

    value.fill("0.3")
    run.click()
    flip = page.get_by_test_id("flip").filter(has_text=CROSS)
    expect(flip.first).to_contain_text("calls a person")
    assert before.conversation_id() in (flip.get_by_role("link").first.get_attribute("href") or "")
    expect(page.get_by_test_id("flip-counts")).to_contain_text("calls a person")
    expect(page.get_by_test_id("policy-tried")).to_have_attribute("data-tried", "true")

    page.get_by_test_id("policy-force").click()
    expect(page.get_by_test_id("field-problem")).to_contain_text("Say why")
    page.get_by_test_id("policy-note").fill("People before it gets loud.")
    active = page.get_by_test_id("policy-active")
    version = active.get_attribute("data-version")
    page.get_by_test_id("policy-force").click()
    expect(active).to_contain_text("People before it gets loud.")
    expect(active).to_contain_text("Noa Ridge")
    assert active.get_attribute("data-version") != version

    after = people.customer()
    after.write(CROSS)
    expect(after.handoff_note).to_be_visible()
    console = people.agent()
    console.open(after.conversation_id())
    expect(console.handoff_card.get_by_test_id("fired")).to_contain_text("Negative message")
    expect(console.handoff_card).to_contain_text(f"policy {active.get_attribute('data-version')}")


def test_an_untried_change_says_so_and_an_old_version_comes_back(people: People) -> None:
    page = at(people.editor("supervisor"), "policy").page
    active = page.get_by_test_id("policy-active")
    first = active.get_attribute("data-version") or ""
    page.get_by_test_id("value-venting_limit").fill("4")
    page.get_by_test_id("policy-note").fill("Patience.")
    page.get_by_test_id("policy-force").click()
    expect(page.get_by_test_id("policy-untried")).to_contain_text("has not been tried")
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("policy-untried")).to_be_hidden()
    page.get_by_test_id("policy-force").click()
    page.get_by_test_id("policy-force-untried").click()
    expect(active).to_contain_text("Patience.")

    page.goto(f"{people.url}/editor#/policy/{first}")
    expect(page.get_by_test_id("policy-differences")).to_contain_text("in force: 4")
    page.locator(f"[data-testid=policy-version][data-version='{first}']").get_by_test_id("policy-use").click()
    page.get_by_test_id("policy-force").click()
    page.get_by_test_id("policy-force-untried").click()
    expect(active).to_have_attribute("data-version", first)


def test_another_target_of_wrong_answers_is_tried_too(people: People) -> None:
    people.customer().ask("how long do refunds take?")
    page = at(people.editor("supervisor"), "policy").page
    expect(page.get_by_test_id("what-if-run")).to_be_disabled()
    page.get_by_test_id("what-if-target").fill("0,1")
    page.get_by_test_id("what-if-run").click()
    expect(page.get_by_test_id("what-if-result")).to_contain_text("turns decided again")
    expect(page.get_by_test_id("policy-force")).to_have_count(0)


def test_agents_read_the_policy_and_change_nothing(people: People) -> None:
    page = people.editor("agent").page
    expect(page.get_by_test_id("policy-read-only")).to_be_visible()
    expect(page.get_by_test_id("value-strong_negative")).not_to_be_editable()
    expect(page.get_by_test_id("policy-change")).to_have_count(0)
    expect(page.get_by_test_id("nav-articles")).to_have_count(0)


def test_the_bot_says_the_operators_sentence(people: People) -> None:
    people.expect_complaint(REFUSED)
    page = at(people.editor("supervisor"), "voice").page
    page.goto(f"{people.url}/editor#/voice/{GREETING}")
    greeting = page.locator(f"[data-testid=occasion][data-id={GREETING}]")
    greeting.get_by_test_id("sentence-own").click()
    sentence = greeting.get_by_test_id("sentence")
    sentence.fill("Ahoy {captain}, what do you seek?")
    page.get_by_test_id("voice-save").click()
    expect(greeting.get_by_test_id("field-problem")).to_contain_text("Unknown placeholder {captain}")
    expect(sentence).to_be_focused()

    sentence.fill("Ahoy")
    greeting.get_by_test_id("placeholder").filter(has_text="{name}").click()
    sentence.press_sequentially(", what do you seek?")
    expect(sentence).to_have_value("Ahoy {name}, what do you seek?")
    page.get_by_test_id("voice-save").click()
    expect(page.get_by_test_id("voice-unsaved")).to_have_count(0)
    expect(people.customer().ask("hello")).to_contain_text("Ahoy, what do you seek?")

    greeting.get_by_test_id("sentence-reset").click()
    page.get_by_test_id("voice-save").click()
    expect(page.get_by_test_id("voice-unsaved")).to_have_count(0)
    expect(people.customer().ask("hello")).not_to_contain_text("Ahoy")


def test_the_tone_is_heard_before_it_is_saved_and_leaving_asks(people: People) -> None:
    page = at(people.editor("supervisor"), "voice").page
    preview = page.get_by_test_id("voice-preview")
    warm = preview.inner_text()
    page.get_by_test_id("tone-brief").click()
    expect(preview).not_to_have_text(warm)
    page.get_by_test_id("nav-policy").click()
    page.get_by_test_id("nav-voice").click()
    expect(page.get_by_test_id("voice-unsaved")).to_be_visible()
    asked: list[str] = []

    def accept(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", accept)
    page.reload()
    expect(page.get_by_test_id("voice")).to_be_visible()
    assert asked == ["beforeunload"]
    expect(page.get_by_test_id("voice-unsaved")).to_have_count(0)


def test_a_phrasing_is_taught_and_taken_back(people: People) -> None:
    people.expect_complaint(REFUSED)
    page = at(people.editor(), "understanding").page
    pending = page.get_by_test_id("pending")
    expect(pending).to_contain_text("after the next frontdesk train")
    text = "would you kindly fetch me somebody with a pulse"
    pending.get_by_test_id("phrasing-text").fill(text)
    choose(pending.get_by_test_id("phrasing-intent"), "ask_person")
    pending.get_by_test_id("phrasing-add").click()
    added = page.get_by_test_id("pending-phrasing").filter(has_text=text)
    expect(added).to_contain_text("Ask person")
    page.reload()
    expect(added).to_be_visible()
    added.get_by_test_id("pending-remove").click()
    expect(added).to_have_count(0)


def test_a_mix_up_is_put_right_where_it_is_shown(people: People, service: LiveService) -> None:
    page = at(people.editor(), "understanding").page
    expect(page.get_by_test_id("pending")).to_be_visible()
    expect(page.get_by_test_id("understanding-none")).to_be_hidden()
    people.expect_complaint(REFUSED)
    page.get_by_test_id("sort-confusions").click()
    expect(page.get_by_role("columnheader", name="Mixed up")).to_have_attribute("aria-sort", "descending")
    mixed_up = page.get_by_test_id("confusion").first
    intended = mixed_up.get_attribute("data-intended") or ""
    mixed_up.get_by_test_id("belongs").click()
    form = mixed_up.get_by_test_id("phrasing-form")
    expect(form.get_by_test_id("phrasing-taken")).to_be_visible()
    form.get_by_test_id("phrasing-text").fill("something nobody has ever asked before now")
    form.get_by_test_id("phrasing-add").click()
    added = page.get_by_test_id("pending-phrasing")
    expect(added).to_contain_text(re.compile(intended.replace("_", " "), re.IGNORECASE))


def test_the_pages_are_reached_by_keys(people: People) -> None:
    page = people.editor("admin").page
    for number, name in enumerate(PAGES, start=7):
        page.keyboard.press(f"Alt+{number}")
        expect(page.get_by_test_id(name)).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.press("Control+k")
    page.get_by_test_id("palette-input").press_sequentially("policy")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("policy")).to_be_visible()


@pytest.fixture(scope="module")
def signed_in(browser: Browser, service: LiveService) -> StorageState:
    """The profile of an admin."""
    people = People(browser, service)
    state = people.editor("admin").page.context.storage_state()
    people.leave()
    return state


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_nobody_is_shut_out_of_the_studio(
    people: People, signed_in: StorageState, name: str, scheme: Literal["light", "dark"]
) -> None:
    faults: list[str] = []
    for device, size in SIZES.items():
        page = people.page(
            storage_state=signed_in, viewport=size, color_scheme=scheme, reduced_motion="reduce"
        )
        page.goto(f"{people.url}/editor")
        editor = Editor(page, people.url)
        expect(editor.bar).to_be_visible()
        change(at(editor, name).page, name)
        page.screenshot(path=RESULTS / "pages" / f"studio-{name}-{scheme}-{device}.png")
        assert fits(page), f"{name} scrolls sideways on {device}"
        faults += [f"{device}: {fault}" for fault in grave_faults(page.main_frame)]
    assert faults == []


def change(page: Page, name: str) -> None:
    """Bring the page into the state in which most of it is shown."""
    if name == "policy":
        page.get_by_test_id("value-strong_negative").fill("0.3")
        page.get_by_test_id("what-if-run").click()
        expect(page.get_by_test_id("what-if-result")).to_be_visible()
    elif name == "voice":
        page.locator("[data-testid=occasion] summary").first.click()
        page.get_by_test_id("sentence-own").click()


def at(editor: Editor, page: str) -> Editor:
    """Go to a page of the studio and wait until it has what it shows."""
    editor.goto(page)
    expect(editor.page.get_by_test_id(page)).to_have_attribute("aria-busy", "false")
    return editor


def choose(field: Locator, intent: str) -> None:
    """Name an intent: picked from the report's, or written where there is no report yet."""
    if field.evaluate("field => field.tagName") == "SELECT":
        field.select_option(intent)
    else:
        field.fill(intent)
