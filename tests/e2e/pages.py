"""What people do on the three pages, in their words: the tests say what happens, this module knows where.

Every action waits for what it leads to; nothing here judges what the pages show.
"""

import json
import re
from collections.abc import Sequence
from typing import Self

from playwright.sync_api import Frame, Locator, Page, expect

PUBLISHED_WITHIN_MS = 60_000
Line = tuple[str, str]


def lines(messages: Locator) -> list[Line]:
    """Give who said what, in the order in which it stands on the page."""
    found = messages.evaluate_all(
        "all => all.map(one => [one.dataset.author, one.querySelector('.bubble')?.innerText.trim() ?? ''])"
    )
    return [(author, text) for author, text in found]


class Widget:
    """The customer's chat on a page of the shop."""

    def __init__(self, page: Page, url: str, path: str = "/demo") -> None:
        self.page = page
        self._address = f"{url}{path}"
        self.launcher = page.get_by_test_id("launcher")
        self.element = page.get_by_test_id("frame")
        self.frame = page.frame_locator("[data-testid=frame]")
        self.messages = self.frame.get_by_test_id("message")
        self.composer = self.frame.get_by_test_id("composer")
        self.send = self.frame.get_by_test_id("send")
        self.handoff_note = self.frame.get_by_test_id("handoff-note")
        self.speaking_with = self.frame.get_by_test_id("speaking-with")
        self.connection_bar = self.frame.get_by_test_id("connection-bar")
        self.choices = self.frame.get_by_test_id("choice")
        self.sources = self.frame.get_by_test_id("source-link")
        self.survey = self.frame.get_by_test_id("survey")

    def open(self) -> Self:
        """Come to the page and open the chat."""
        self.page.goto(self._address)
        self.launcher.click()
        expect(self.composer).to_be_focused()
        return self

    def by(self, author: str) -> Locator:
        """Give the messages that the server has of one author."""
        return self.frame.locator(f"[data-testid=message][data-author={author}][data-seq]")

    def milestone(self, kind: str) -> Locator:
        """Give the lines for one kind of thing that happened between the messages."""
        return self.frame.locator(f"[data-testid=milestone][data-kind={kind}]")

    def choice(self, choice_id: str) -> Locator:
        """Give the button of a choice."""
        return self.frame.locator(f"[data-testid=choice][data-choice-id={choice_id}]")

    def write(self, text: str) -> None:
        """Send a message without waiting for anything."""
        self.composer.fill(text)
        self.composer.press("Enter")
        expect(self.composer).to_have_value("")

    def ask(self, question: str) -> Locator:
        """Send a message and give the bot's reply."""
        before = self.by("bot").count()
        self.write(question)
        expect(self.by("bot")).to_have_count(before + 1)
        return self.by("bot").nth(before)

    def ask_for_person(self) -> None:
        """Press the button that is always there."""
        self.frame.get_by_test_id("talk-to-person").click()
        expect(self.handoff_note).to_be_visible()

    def reload(self) -> None:
        """Load the page anew; the chat comes back open when it was open."""
        self.page.reload()
        expect(self.composer).to_be_visible()

    def lines(self) -> list[Line]:
        """Give who said what."""
        return lines(self.messages)

    def content(self) -> Frame:
        """Give the chat's own document."""
        found = self.element.element_handle().content_frame()
        assert found is not None
        return found

    def conversation_id(self) -> str:
        """Give the id of this customer's conversation."""
        kept = self.content().evaluate(
            "() => Object.entries(localStorage).find(([key]) => key.endsWith(':visitor'))?.[1]"
        )
        return str(json.loads(kept)["conversation_id"])


class _Staff:
    """What console and editor have in common: the door and the words in the corner."""

    path: str

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.address = f"{url}{self.path}"
        self.bar = page.locator(".staff-bar")
        self.toasts = page.get_by_test_id("toast")

    def sign_in(self, account: dict[str, str]) -> Self:
        """Come to the page and sign in by its form."""
        self.page.goto(self.address)
        self.page.get_by_test_id("login-email").fill(account["email"])
        self.page.get_by_test_id("login-password").fill(account["password"])
        self.page.get_by_test_id("login-submit").click()
        expect(self.bar).to_be_visible()
        return self

    def reload(self) -> None:
        """Load the page anew; the session is kept by the browser."""
        self.page.reload()
        expect(self.bar).to_be_visible()


class Console(_Staff):
    """The agent's page."""

    path = "/console"

    def __init__(self, page: Page, url: str) -> None:
        super().__init__(page, url)
        self.thread = page.get_by_test_id("thread")
        self.status = page.get_by_test_id("conversation-status")
        self.messages = self.thread.get_by_test_id("message")
        self.handoff_card = page.get_by_test_id("handoff-card")
        self.reply = page.get_by_test_id("reply")
        self.notes = page.get_by_test_id("note")
        self.connection_bar = page.get_by_test_id("connection-bar")
        self.search = page.get_by_test_id("queue-search")
        self.found = page.get_by_test_id("found-line")
        self.offer = page.get_by_test_id("offer")
        self.loss = page.get_by_test_id("loss")
        self.closed = page.get_by_test_id("reply-closed")
        self.viewers = page.get_by_test_id("viewers")
        self.items = page.get_by_test_id("queue-item")

    def view(self, name: str) -> None:
        """Turn to "waiting", "mine", "team", "open", "resolved", "bot" or "floor"."""
        link = self.page.get_by_test_id(f"view-{name}")
        link.click()
        expect(link).to_have_attribute("aria-current", "page")

    def hand_on(self, to: str) -> None:
        """Hand the open conversation to a colleague or a team of this name."""
        self.act("transfer")
        dialog = self.page.get_by_test_id("transfer-dialog")
        dialog.get_by_role("radio", name=re.compile(to)).check()
        self.page.get_by_test_id("transfer-go").click()
        expect(dialog).to_be_hidden()

    def item(self, conversation_id: str) -> Locator:
        """Give a conversation's line in the list."""
        return self.page.locator(f"[data-testid=queue-item][data-conversation-id='{conversation_id}']")

    def open(self, conversation_id: str) -> None:
        """Open a conversation from the list."""
        self.item(conversation_id).click()
        expect(
            self.page.locator(f"[data-testid=thread][data-conversation-id='{conversation_id}']")
        ).to_be_visible()

    def step_to(self, conversation_id: str) -> None:
        """Go down the list by its key, one line at a time, until a conversation is open."""
        for _ in range(self.items.count()):
            before = self.thread.get_attribute("data-conversation-id") if self.thread.is_visible() else None
            self.page.keyboard.press("j")
            expect(self.thread).to_have_attribute("data-conversation-id", re.compile(f"^(?!{before}$)"))
            if self.thread.get_attribute("data-conversation-id") == conversation_id:
                return
        raise AssertionError(f"{conversation_id} is not on the list")

    def act(self, action: str) -> None:
        """Press "claim", "resolve", "return-to-bot" or "release"."""
        self.page.get_by_test_id(action).click()

    def expect_status(self, status: str) -> None:
        """Wait until the open conversation stands like this: "bot", "queued", "assigned" or "resolved"."""
        expect(self.status).to_have_attribute("data-status", status)

    def claim(self) -> None:
        """Take the open conversation."""
        self.act("claim")
        self.expect_status("assigned")
        expect(self.reply).to_be_visible()

    def answer(self, text: str) -> None:
        """Write to the customer."""
        self.reply.fill(text)
        self.page.get_by_test_id("send").click()
        expect(self.reply).to_have_value("")

    def add_note(self, text: str) -> None:
        """Write to colleagues alone, and turn back to the customer."""
        self.page.get_by_test_id("mode-note").click()
        self.page.get_by_test_id("note-text").fill(text)
        self.page.get_by_test_id("note-send").click()
        expect(self.notes.filter(has_text=text)).to_have_attribute("data-seq", re.compile(r"\d+"))
        self.page.get_by_test_id("mode-reply").click()

    def lines(self) -> list[Line]:
        """Give who said what."""
        return lines(self.messages)


class Editor(_Staff):
    """The page where articles are kept."""

    path = "/editor"

    def __init__(self, page: Page, url: str) -> None:
        super().__init__(page, url)
        self.title = page.get_by_test_id("article-title")
        self.category = page.get_by_test_id("article-category")
        self.body = page.get_by_test_id("article-body")
        self.preview = page.get_by_test_id("article-preview")
        self.save = page.get_by_test_id("article-save")
        self.conflict = page.get_by_test_id("conflict")
        self.saved_state = page.get_by_test_id("saved-state")
        self.recovered = page.get_by_test_id("recovered")
        self.trial = page.get_by_test_id("try-result")
        self.gate = page.get_by_test_id("gate")

    def goto(self, page: str) -> None:
        """Go to a page of the desk by its link: "articles", "gaps", "policy" and so on."""
        link = self.page.get_by_test_id(f"nav-{page}")
        link.click()
        expect(link).to_have_attribute("aria-current", "page")

    def open(self, article_id: str) -> None:
        """Find an article in the list and open it."""
        self.page.get_by_test_id("article-search").fill(article_id.replace("-", " "))
        self.page.locator(f"[data-testid=article-item][data-article-id='{article_id}']").click()
        expect(self.body).not_to_have_value("")

    def begin(self, title: str, category: str, body: str, questions: Sequence[str]) -> None:
        """Write a new article, without saving it."""
        self.page.get_by_test_id("article-new").click()
        self.title.fill(title)
        self.category.fill(category)
        self.body.fill(body)
        for number, question in enumerate(questions):
            self.page.get_by_test_id("question-add").click()
            self.page.get_by_test_id("article-question").nth(number).fill(question)

    def phrasings(self) -> list[str]:
        """Give how customers ask, as it stands in the form."""
        fields = self.page.get_by_test_id("article-question")
        return [fields.nth(number).input_value() for number in range(fields.count())]

    def import_file(self, name: str, content: str) -> None:
        """Choose a file on the page of imports."""
        payload = {"name": name, "mimeType": "application/octet-stream", "buffer": content.encode()}
        self.page.get_by_test_id("import-file").set_input_files(payload)  # type: ignore[arg-type]

    def change(self, old: str, new: str) -> None:
        """Replace words in the body."""
        text = self.body.input_value()
        assert text.count(old) == 1, f"{old!r} does not stand exactly once in:\n{text}"
        self.body.fill(text.replace(old, new))

    def publish(self) -> None:
        """Bring the text to customers."""
        self.page.get_by_test_id("article-publish").click()
        expect(self.page.get_by_test_id("article-publish")).to_have_text(
            "Published", timeout=PUBLISHED_WITHIN_MS
        )

    def try_question(self, question: str) -> None:
        """Ask what the bot would do."""
        self.page.get_by_test_id("try-question").fill(question)
        self.page.get_by_test_id("try-run").click()
        expect(self.trial).to_have_attribute("aria-busy", "false")


class House(_Staff):
    """The page of one's account, the people, the audit log and webhooks."""

    path = "/people"
