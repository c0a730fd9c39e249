"""Mails as they come in: from people, from machines, malformed, hostile; machines are never answered."""

from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.domain.mail_reading import MOST_CHARACTERS, Incoming, read_mail

OURS = "help@shop.example"


def mail(text: str = "It still leaks.", **headers: str) -> EmailMessage:
    message = EmailMessage()
    given_headers = {
        "From": "Eve <Eve@Home.example>",
        "To": OURS,
        "Message_ID": "<m1@home.example>",
        **headers,
    }
    for name, value in given_headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def read(message: EmailMessage) -> Incoming:
    found = read_mail(message.as_bytes(), OURS)
    assert isinstance(found, Incoming)
    return found


def test_words_sender_and_references_are_read() -> None:
    found = read(mail(In_Reply_To="<a@shop.example>", References="<b@shop.example> <a@shop.example>"))
    assert (found.text, found.sender) == ("It still leaks.", "eve@home.example")
    assert found.references == ("<a@shop.example>", "<b@shop.example> <a@shop.example>")
    assert found.recipients == (OURS,)


def test_the_same_mail_has_the_same_key_and_another_one_another() -> None:
    assert read(mail()).key == read(mail("other words")).key
    assert read(mail()).key != read(mail(Message_ID="<m2@home.example>")).key


def test_an_html_mail_is_read_as_text() -> None:
    message = mail()
    message.set_content("<p>Hello <b>you</b></p><blockquote>old</blockquote>", subtype="html")
    assert read(message).text == "Hello you"


def test_the_plain_part_is_preferred() -> None:
    message = mail("plain words")
    message.add_alternative("<p>html words</p>", subtype="html")
    assert read(message).text == "plain words"


def test_attachments_are_named_and_not_taken() -> None:
    message = mail("See here")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="leak.png")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="bill.pdf")
    assert read(message).text == "See here\n\n[Attachments that were not taken over: leak.png, bill.pdf]"


def test_a_long_mail_is_cut_to_what_a_message_may_hold() -> None:
    assert len(read(mail("word " * 3000)).text) == MOST_CHARACTERS


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({"Auto_Submitted": "auto-replied"}, "automatic"),
        ({"Auto_Submitted": "auto-generated; owner-email=x"}, "automatic"),
        ({"X_Autoreply": "yes"}, "automatic"),
        ({"Precedence": "auto_reply"}, "automatic"),
        ({"Precedence": "bulk"}, "list"),
        ({"List_Id": "<news.home.example>"}, "list"),
        ({"Return_Path": "<>"}, "bounce"),
        ({"From": "Mail Delivery <MAILER-DAEMON@home.example>"}, "bounce"),
        ({"From": "Shop <HELP@shop.example>"}, "own"),
    ],
)
def test_machines_are_left_alone(headers: dict[str, str], reason: str) -> None:
    assert read_mail(mail(**headers).as_bytes(), OURS) == reason


def test_a_person_may_say_that_they_are_no_machine() -> None:
    assert read(mail(Auto_Submitted="no")).text == "It still leaks."


def test_a_delivery_report_is_a_bounce() -> None:
    kind = b"Content-Type: multipart/report; boundary=b; report-type=delivery-status"
    raw = b"From: x@y.example\n" + kind + b"\n\n--b--\n"
    assert read_mail(raw, OURS) == "bounce"


def test_a_mail_without_words_is_empty() -> None:
    assert read_mail(mail(" \n").as_bytes(), OURS) == "empty"


def test_unknown_charsets_and_broken_bytes_do_not_lose_the_mail() -> None:
    raw = b"From: eve@home.example\nContent-Type: text/plain; charset=x-nonsense\n\nWords \xff here"
    found = read_mail(raw, OURS)
    assert isinstance(found, Incoming)
    assert found.text.startswith("Words")


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(raw: bytes) -> None:
    found = read_mail(b"From: eve@home.example\n" + raw, OURS)
    assert isinstance(found, Incoming | str)
