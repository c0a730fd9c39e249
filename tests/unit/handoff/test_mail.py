"""Our mails: ids nobody can forge, one thread a conversation, addresses that cannot smuggle headers."""

from email import message_from_string, policy

import pytest

from handoff.domain.mail import (
    MARKER,
    Letter,
    Sender,
    compose,
    conversation_of,
    find_thread,
    is_address,
    mail_id_of,
    message_id,
    reply_address,
    reply_body,
    solved_body,
    token_of,
    transcript_body,
)
from tests.fakes_handoff import NINE

SECRET = "a secret of our own"
SENDER = Sender("Shop", "help@shop.example", SECRET, "https://shop.example")
LETTER = Letter("c1.7", "c1", "reply", "eve@home.example", "Answer from Shop", "Grüße\n" + "x" * 1200)


def test_a_reply_finds_its_way_back() -> None:
    sent = message_id(SECRET, "c1.7", "shop.example")
    assert find_thread(SECRET, [sent]) == "c1"
    assert find_thread(SECRET, ["<other@x.example>", f"<first@x.example> {sent}"]) == "c1"


def test_the_newest_reference_decides() -> None:
    first, second = (message_id(SECRET, f"{name}.1", "shop.example") for name in ("c1", "c2"))
    assert find_thread(SECRET, [f"{first} {second}"]) == "c2"


def test_a_mail_system_that_replaces_ids_still_has_the_address() -> None:
    address = reply_address(SECRET, "c1.7", "help@shop.example")
    assert find_thread(SECRET, [], [address.upper()[:0] + address]) == "c1"
    assert len(address.partition("@")[0]) <= 64 or address.startswith("help+fd.")


@pytest.mark.parametrize(
    "forged",
    [
        f"<fd.c2.7.{token_of(SECRET, 'c1.7')}@shop.example>",
        f"<fd.c1.7.{token_of('guessed', 'c1.7')}@shop.example>",
        "<fd.c1.7.aaaaaaaaaaaaaaaaaaaaaaaa@shop.example>",
        "<fd.c1.7@shop.example>",
        "",
    ],
)
def test_what_we_did_not_sign_leads_nowhere(forged: str) -> None:
    assert find_thread(SECRET, [forged]) is None


def test_a_letter_carries_its_thread() -> None:
    mail = message_from_string(compose(LETTER, SENDER, NINE), policy=policy.default)
    assert mail["Message-ID"] == message_id(SECRET, "c1.7", "shop.example")
    assert mail["In-Reply-To"] == mail["References"] == message_id(SECRET, "c1.0", "shop.example")
    assert mail["To"] == "eve@home.example"
    assert mail["From"] == "Shop <help@shop.example>"
    assert mail["Date"].datetime == NINE
    assert mail["Auto-Submitted"] is None
    assert mail["Reply-To"] is None
    assert mail.get_content().startswith("Grüße")


def test_what_no_person_wrote_says_so_and_tags_are_added_on_wish() -> None:
    tagged = Sender("Shop", "help@shop.example", SECRET, tagged=True)
    letter = Letter("c1.7.t", "c1", "transcript", "eve@home.example", "S", "T")
    mail = message_from_string(compose(letter, tagged, NINE), policy=policy.default)
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Reply-To"] == reply_address(SECRET, "c1.7.t", "help@shop.example")


@pytest.mark.parametrize("good", ["eve@home.example", "a.b+c@x.example", "o'hara@x.example"])
def test_plain_addresses_are_taken(good: str) -> None:
    assert is_address(good)


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "eve",
        "eve@",
        "@x",
        "a b@x",
        "a@x\nBcc: b@y",
        "a@x, b@y",
        "Eve <a@x>",
        "a@b@c",
        "ä@x.example",
        "a@x..y",
    ],
)
def test_what_could_smuggle_a_header_or_a_second_recipient_is_not(bad: str) -> None:
    assert not is_address(bad)


def test_mails_are_named_after_events() -> None:
    assert mail_id_of("c1", 7) == "c1.7"
    assert mail_id_of("c1", 7, "tevehome") == "c1.7.tevehome"
    assert conversation_of("c1.7.tevehome") == "c1"


def test_bodies_begin_with_the_line_that_replies_are_cut_at() -> None:
    said = reply_body([("Alice", "Hello"), (None, "More")], "Shop", "https://shop.example")
    assert said.startswith(MARKER)
    assert "Alice wrote:\nHello" in said
    assert "Shop wrote:\nMore" in said
    assert "https://shop.example" in said
    assert solved_body("Shop", None).startswith(MARKER)
    assert "the words" in transcript_body("the words", "Shop", None)
