"""Files between a customer and an agent: chosen, dropped and pasted, sent with a message or not at all."""

import base64
from pathlib import Path

from playwright.sync_api import FilePayload, Locator, expect

from tests.e2e.conftest import People
from tests.e2e.pages import Widget
from tests.files import PDF, PROGRAM, png

PICTURE: FilePayload = {"name": "broken pole.png", "mimeType": "image/png", "buffer": png()}
NOTE: FilePayload = {"name": "note.txt", "mimeType": "text/plain", "buffer": b"What I bought\n"}
LETTER: FilePayload = {"name": "return label.pdf", "mimeType": "application/pdf", "buffer": PDF}
VIRUS: FilePayload = {"name": "game.exe", "mimeType": "application/octet-stream", "buffer": PROGRAM}
UPLOADS = "**/attachments?*"
HANDED_OVER = """
([box, kind, name, content]) => {
  const files = new DataTransfer();
  const bytes = Uint8Array.from(atob(content), (one) => one.charCodeAt(0));
  files.items.add(new File([bytes], name, { type: "image/png" }));
  const how = { bubbles: true, cancelable: true };
  box.dispatchEvent(
    kind === "paste"
      ? new ClipboardEvent("paste", { ...how, clipboardData: files })
      : new DragEvent("drop", { ...how, dataTransfer: files }),
  );
}
"""


def attach(widget: Widget, *files: FilePayload) -> None:
    widget.frame.get_by_test_id("attach-input").set_input_files(list(files))


def held(widget: Widget) -> Locator:
    return widget.frame.get_by_test_id("held")


def hand_over(widget: Widget, kind: str, name: str) -> None:
    """Paste or drop a picture where one writes."""
    box = widget.composer.element_handle()
    content = base64.b64encode(png(len(name))).decode()
    widget.content().evaluate(HANDED_OVER, [box, kind, name, content])


def test_a_picture_without_words_leads_to_a_person_who_sends_a_file_back(
    people: People, tmp_path: Path
) -> None:
    widget = people.customer()
    attach(widget, PICTURE)
    expect(held(widget)).to_have_attribute("data-state", "ready")
    widget.send.click()
    expect(widget.by("customer").locator("img")).to_have_attribute("alt", PICTURE["name"])
    expect(held(widget)).to_have_count(0)
    widget.choice("person").click()
    expect(widget.handoff_note).to_be_visible()
    console = people.agent()
    console.open(widget.conversation_id())
    picture = console.thread.locator("[data-author=customer] img")
    expect(picture).to_have_attribute("alt", PICTURE["name"])
    assert picture.evaluate("one => one.decode().then(() => one.naturalWidth)") == 1
    console.claim()
    console.page.get_by_test_id("attach-input").set_input_files([LETTER])
    expect(console.page.get_by_test_id("held")).to_have_attribute("data-state", "ready")
    console.answer("Here is your label.")
    line = widget.by("agent").get_by_test_id("file")
    expect(line).to_contain_text(LETTER["name"])
    with widget.page.expect_download() as coming:
        line.click()
    assert coming.value.suggested_filename == LETTER["name"]
    coming.value.save_as(tmp_path / "label.pdf")
    assert (tmp_path / "label.pdf").read_bytes() == PDF
    widget.reload()
    expect(widget.by("customer").locator("img")).to_be_visible()


def test_a_message_is_not_sent_before_its_file_is_there(people: People) -> None:
    people.expect_complaint("net::ERR_FAILED")
    widget = people.customer()
    widget.page.context.route(UPLOADS, lambda route: route.abort())
    attach(widget, NOTE)
    expect(held(widget)).to_have_attribute("data-state", "failed")
    widget.composer.fill("My receipt")
    widget.composer.press("Enter")
    expect(widget.frame.get_by_role("alert")).to_contain_text("Not sent")
    expect(widget.composer).to_have_value("My receipt")
    expect(widget.messages).to_have_count(0)
    widget.page.context.unroute(UPLOADS)
    widget.frame.get_by_test_id("held-retry").click()
    expect(held(widget)).to_have_attribute("data-state", "ready")
    widget.write("My receipt")
    expect(widget.by("customer").get_by_test_id("file")).to_contain_text(NOTE["name"])
    expect(widget.by("bot")).to_contain_text("file")


def test_a_file_of_a_wrong_kind_is_refused_with_words_and_can_be_taken_out(people: People) -> None:
    people.expect_complaint("status of 415")
    widget = people.customer()
    attach(widget, VIRUS)
    expect(held(widget)).to_contain_text("cannot be sent")
    expect(widget.frame.get_by_test_id("held-retry")).to_have_count(0)
    expect(widget.send).to_be_disabled()
    widget.frame.get_by_role("button", name="Remove game.exe").click()
    expect(held(widget)).to_have_count(0)


def test_pictures_are_pasted_and_dropped_and_outlive_a_reload(people: People) -> None:
    widget = people.customer()
    hand_over(widget, "paste", "pasted.png")
    hand_over(widget, "drop", "dropped.png")
    expect(held(widget)).to_have_count(2)
    expect(held(widget).and_(widget.frame.locator("[data-state=ready]"))).to_have_count(2)
    widget.reload()
    expect(held(widget)).to_have_text(["pasted.png69 bytes", "dropped.png69 bytes"])
    widget.write("Both of them")
    expect(widget.by("customer").locator("img")).to_have_count(2)
