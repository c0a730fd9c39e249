"""Routine jobs in the customer's chat: done by buttons and words, interrupted, put right, and left alone."""

from playwright.sync_api import expect

from tests.e2e.conftest import People
from tests.e2e.pages import Widget

# Orders of the demo shop that do not change in a day, and whose they are.
PLACED, SHIPPED, DELIVERED = "FH-204877", "FH-204518", "FH-203991"
ROBIN = "robin.marsh@example.com"
QUESTION = "how long do refunds take?"
UNCHANGED = "othing was changed"


def press(widget: Widget, label: str) -> None:
    """Press a button under the bot's last message and wait for the answer."""
    before = widget.by("bot").count()
    widget.choices.filter(has_text=label).last.click()
    expect(widget.by("bot")).to_have_count(before + 1)


def test_cancelling_an_order(people: People) -> None:
    widget = people.customer()
    widget.ask(f"I want to cancel order {SHIPPED}")
    expect(widget.ask(f"sorry, I meant order {PLACED}")).to_contain_text(PLACED)
    expect(widget.ask(ROBIN)).to_contain_text(f"order {PLACED}")

    interrupted = widget.ask(QUESTION)
    expect(interrupted).to_contain_text("PayPal")
    expect(interrupted).to_contain_text(f"order {PLACED}")

    press(widget, "No")
    expect(widget.by("bot").last).to_contain_text(UNCHANGED)
    again = widget.ask(f"where is order {PLACED}?")
    expect(again).to_contain_text("waiting to be packed")


def test_asking_for_a_call(people: People) -> None:
    widget = people.customer()
    widget.ask("please call me back")
    widget.ask("07700 900123")
    widget.ask("tomorrow afternoon")
    widget.ask("my tent pole")

    expect(widget.ask(QUESTION)).to_contain_text("07700 900123")
    widget.ask("no, the phone number is wrong")
    expect(widget.ask("07700 900456")).to_contain_text("07700 900456")
    press(widget, "Yes")

    expect(widget.by("bot").last).to_contain_text("CB-")


def test_sending_something_back(people: People) -> None:
    widget = people.customer()
    widget.ask(f"I want to return something from order {DELIVERED}")
    expect(widget.ask(ROBIN)).to_contain_text("?")
    press(widget, "All of it")
    expect(widget.ask(QUESTION)).to_contain_text("PayPal")
    expect(widget.ask("they are too small for us")).to_contain_text("too small for us")

    expect(widget.ask("no, the reason is wrong")).to_contain_text("?")
    expect(widget.ask("they came too late")).to_contain_text("they came too late")
    expect(widget.ask("stop")).to_contain_text(UNCHANGED)


def test_booking_an_appointment(people: People) -> None:
    widget = people.customer()
    widget.ask("I'd like to book an appointment")
    press(widget, "Manchester")
    widget.ask("next Tuesday")
    expect(widget.choices.first).to_be_visible()

    expect(widget.ask("no, the day is wrong, I meant Wednesday")).to_contain_text("Wednesday")
    expect(widget.ask(QUESTION)).to_contain_text("Wednesday")
    press(widget, ":")
    expect(widget.ask("never mind")).to_contain_text(UNCHANGED)
