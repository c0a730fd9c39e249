"""A customer and an agent in one conversation, each in a browser of their own."""

from playwright.sync_api import expect

from tests.e2e.conftest import People
from tests.e2e.pages import Console, Widget
from tests.e2e.test_customer import TEN
from tests.e2e.wire import Wire

WISH = "can I talk to a real person please"


def waiting_customer(people: People) -> tuple[Widget, str]:
    """Bring in a customer who asked something, then for a person; give the conversation's id as well."""
    widget = people.customer()
    widget.ask(TEN[0].question)
    widget.ask(WISH)
    expect(widget.handoff_note).to_be_visible()
    return widget, widget.conversation_id()


def both_have(widget: Widget, console: Console, count: int) -> None:
    """Wait until both pages show so many messages, then hold them against each other."""
    expect(widget.messages).to_have_count(count)
    expect(console.messages).to_have_count(count)
    assert widget.lines() == console.lines()


def test_a_person_takes_over_and_nothing_is_lost_or_doubled_when_both_reload(people: People) -> None:
    widget, conversation = waiting_customer(people)
    console = people.agent()
    expect(console.item(conversation)).to_contain_text("Asked for a person")
    console.open(conversation)
    expect(console.handoff_card).to_have_attribute("data-reason", "customer_asked")
    expect(console.handoff_card.locator(".handoff-lines li")).not_to_have_count(0)
    expect(console.thread.get_by_test_id("evidence-line").first).to_be_visible()
    both_have(widget, console, 4)
    console.claim()
    console.answer("Hello, this is Jonas. What can I do for you?")
    expect(widget.speaking_with).to_have_text("You are talking to Jonas Hollow")
    expect(widget.by("agent").locator(".bubble")).to_have_text("Hello, this is Jonas. What can I do for you?")
    widget.reload()
    console.reload()
    both_have(widget, console, 5)
    widget.write("my tent came without pegs")
    expect(console.messages).to_have_count(6)
    widget.reload()
    console.answer("I send you a set today.")
    console.reload()
    both_have(widget, console, 7)


def test_returned_to_the_bot_it_answers_again_until_the_matter_is_resolved(people: People) -> None:
    widget, conversation = waiting_customer(people)
    console = people.agent()
    console.open(conversation)
    console.claim()
    console.answer("The assistant knows all about that.")
    console.act("return-to-bot")
    console.expect_status("bot")
    expect(widget.milestone("returned_to_bot")).to_be_visible()
    reply = widget.ask(TEN[1].question)
    expect(reply.get_by_test_id("source-link")).to_have_attribute("href", f"/help/{TEN[1].article_id}")
    widget.ask_for_person()
    console.expect_status("queued")
    console.claim()
    console.answer("All done.")
    console.act("resolve")
    console.expect_status("resolved")
    expect(widget.milestone("conversation_resolved")).to_be_visible()
    widget.survey.get_by_label("4 of 5 stars").check(force=True)
    widget.frame.get_by_test_id("survey-send").click()
    expect(widget.frame.get_by_test_id("survey-thanks")).to_be_visible()


def test_who_claims_too_late_is_told_who_was_first(people: People) -> None:
    _, conversation = waiting_customer(people)
    first, second = people.agent("agent"), Console(people.page(), people.url)
    wire = Wire(second.page)
    second.sign_in(people.account("agent2"))
    for console in (first, second):
        console.open(conversation)
    with wire.holding_back():
        first.claim()
        second.act("claim")
    expect(second.toasts).to_contain_text("Jonas Hollow")
    second.expect_status("assigned")
    expect(second.page.get_by_test_id("reply-closed")).to_contain_text("Jonas Hollow")
    expect(first.reply).to_be_visible()


def test_a_private_note_never_reaches_the_customers_page(people: People) -> None:
    widget, conversation = waiting_customer(people)
    heard: list[str] = []
    widget.page.on(
        "websocket", lambda socket: socket.on("framereceived", lambda frame: heard.append(str(frame)))
    )
    widget.reload()
    console = people.agent()
    console.open(conversation)
    console.claim()
    console.add_note("secret-remark: be gentle with this one")
    console.answer("Good afternoon!")
    expect(widget.by("agent")).to_have_count(1)
    widget.reload()
    expect(widget.by("agent")).to_have_count(1)
    assert any("Good afternoon!" in frame for frame in heard)
    assert not any("secret-remark" in frame for frame in heard)
    assert "secret-remark" not in widget.content().content()


def test_the_customer_sees_that_the_agent_is_writing_and_the_other_way_round(people: People) -> None:
    widget, conversation = waiting_customer(people)
    console = people.agent()
    console.open(conversation)
    console.claim()
    console.reply.press_sequentially("Let me")
    expect(widget.frame.get_by_test_id("typing")).to_contain_text("Jonas Hollow")
    widget.composer.press_sequentially("It is")
    expect(console.page.get_by_test_id("typing")).to_be_visible()
