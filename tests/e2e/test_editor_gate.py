"""The editor's desk: golden questions hold a bad edit back, and whatever was done can be undone."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, expect

from tests.e2e.conftest import People
from tests.e2e.pages import Editor

HELD_BACK = "status of 409"
PUBLISHED_WITHIN_MS = 60_000
DOGS = "can i bring my dog into the shop"
LACES = "Waxed laces come in three lengths and hold a knot when wet."
CSV = (
    "id,title,body,questions\n"
    "badge-sewing,Sewing badges on,We sew a club badge on for £6 while you wait.,"
    "can you sew my club badge on|how much is it to have a badge sewn on|badge sewing\n"
    "whistle-repair,Repairing whistles,We mend safety whistles for £2.,can you mend my whistle\n"
    "nameless,,This row has no title.,what is this\n"
)
SEWING = "how much is it to have a club badge sewn on"


def test_an_edit_that_breaks_a_golden_question_is_stopped_until_it_is_mended(people: People) -> None:
    people.expect_complaint(HELD_BACK)
    editor = people.editor()
    with golden(editor, DOGS, "Dogs in our stores"):
        editor.goto("articles")
        editor.open("dogs-in-store")
        title, body = editor.title.input_value(), editor.body.input_value()
        phrasings = editor.phrasings()
        editor.title.fill("Waxed boot laces")
        editor.body.fill(LACES)
        for _ in phrasings:
            editor.page.get_by_role("button", name="Remove phrasing 1", exact=True).click()
        editor.page.get_by_test_id("article-publish").click()
        broken = editor.gate.get_by_role("listitem").filter(has_text=DOGS)
        expect(broken).to_contain_text(title, timeout=PUBLISHED_WITHIN_MS)
        expect(editor.page.get_by_test_id("gate-who")).to_contain_text("An admin")
        expect(people.customer().ask(DOGS)).not_to_contain_text("laces")
        editor.gate.get_by_role("button", name="Back to my text").click()
        editor.title.fill(title)
        editor.body.fill(f"{body}\n\nWater bowls stand by the door.")
        for number, phrasing in enumerate(phrasings):
            editor.page.get_by_test_id("question-add").click()
            editor.page.get_by_test_id("article-question").nth(number).fill(phrasing)
        editor.publish()
        editor.goto("golden")
        expect(line(editor, DOGS)).to_have_attribute("data-passes", "true")


def test_an_admin_goes_over_the_golden_questions_with_a_reason_that_is_kept(people: People) -> None:
    people.expect_complaint(HELD_BACK)
    question, reason = "where can i park at the store", "The car parks are closed for good."
    admin = people.editor("admin")
    with golden(admin, question, "Parking and getting to a store"):
        admin.goto("articles")
        admin.open("store-parking")
        admin.page.get_by_test_id("article-archive").click()
        expect(admin.gate).to_contain_text(question, timeout=PUBLISHED_WITHIN_MS)
        admin.page.get_by_test_id("override-reason").fill(reason)
        admin.page.get_by_test_id("override-confirm").click()
        expect(admin.gate).to_be_hidden(timeout=PUBLISHED_WITHIN_MS)
        admin.page.get_by_test_id("article-revisions").click()
        admin.page.get_by_test_id("history-publications").click()
        expect(admin.page.get_by_test_id("publication").first).to_contain_text(reason)
        admin.page.keyboard.press("Escape")
        admin.publish()


def test_an_old_revision_is_restored_and_answers_again(people: People) -> None:
    editor = people.editor()
    editor.open("repair-turnaround")
    before = editor.body.input_value()
    editor.body.fill(f"Every repair takes 99 days.\n\n{before}")
    editor.publish()
    editor.page.get_by_test_id("article-revisions").click()
    editor.page.locator("[data-testid=revision][data-number='1']").click()
    expect(editor.page.get_by_test_id("diff").locator("ins").last).to_contain_text("99 days")
    editor.page.get_by_test_id("revision-restore").click()
    expect(editor.body).to_have_value(before)
    editor.publish()
    expect(people.customer().ask("how long does a repair take")).not_to_contain_text("99 days")


def test_an_import_is_tried_taken_in_and_undone_as_a_whole(people: People) -> None:
    editor = people.editor()
    editor.goto("imports")
    editor.import_file("club.csv", CSV)
    tried = editor.page.get_by_test_id("import-try")
    expect(tried.get_by_test_id("import-tried")).to_contain_text("2new")
    expect(tried.get_by_test_id("import-faults").get_by_role("row")).to_have_count(2)
    expect(tried.get_by_test_id("import-faults")).to_contain_text("title")
    expect(people.customer().ask(SEWING)).not_to_contain_text("£6")
    editor.page.get_by_test_id("import-confirm").click()
    expect(editor.page.get_by_test_id("import-taken")).to_be_visible(timeout=PUBLISHED_WITHIN_MS)
    expect(people.customer().ask(SEWING)).to_contain_text("£6")
    run = editor.page.get_by_test_id("import-run").filter(has_text="club.csv")
    run.get_by_test_id("import-undo").click()
    editor.page.get_by_test_id("undo-confirm").click()
    expect(run).to_have_attribute("data-status", "undone", timeout=PUBLISHED_WITHIN_MS)
    editor.goto("articles")
    editor.page.get_by_test_id("article-search").fill("sewing badges")
    expect(editor.page.get_by_text("No article fits.")).to_be_visible()
    expect(people.customer().ask(SEWING)).not_to_contain_text("£6")


def test_what_goes_out_comes_in_again_unchanged(people: People) -> None:
    editor = people.editor()
    editor.goto("imports")
    with editor.page.expect_download() as going:
        editor.page.get_by_test_id("export-jsonl").click()
    editor.import_file("articles.jsonl", going.value.path().read_text())
    tried = editor.page.get_by_test_id("import-tried")
    expect(tried).to_contain_text("0new0changed", timeout=PUBLISHED_WITHIN_MS)
    expect(editor.page.get_by_test_id("import-confirm")).to_be_disabled()


@contextmanager
def golden(editor: Editor, question: str, title: str) -> Iterator[None]:
    """Keep a golden question for as long as the block lasts."""
    editor.goto("golden")
    editor.page.get_by_test_id("golden-new").click()
    editor.page.get_by_test_id("golden-text").fill(question)
    editor.page.get_by_test_id("picker").fill(title.split()[0])
    editor.page.get_by_test_id("option").filter(has_text=title).click()
    editor.page.get_by_test_id("golden-save").click()
    expect(line(editor, question)).to_have_attribute("data-passes", "true")
    yield
    editor.goto("golden")
    line(editor, question).get_by_test_id("golden-delete").click()
    expect(line(editor, question)).to_have_count(0)


def line(editor: Editor, question: str) -> Locator:
    """Give a golden question's line on its page."""
    return editor.page.get_by_test_id("golden-question").filter(has_text=question)
