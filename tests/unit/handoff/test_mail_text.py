"""What a person wrote into a mail, freed of quotations, signatures and markup."""

import pytest

from handoff.domain.mail import MARKER
from handoff.domain.mail_text import html_to_text, own_words

GMAIL = "Yes, please.\n\nOn Sun, Nov 22, 2026 at 9:14 AM Shop <help@shop.example> wrote:\n> Shall we?\n"
WRAPPED = "Ja.\n\nAm So., 22. Nov. 2026 um 09:14 Uhr\nShop <help@shop.example> schrieb:\n\n> Hallo\n"
OUTLOOK = "Thanks\n\n________________________________\nFrom: Shop\nSent: Sunday\nTo: Eve\n\nHello"
OUTLOOK_PLAIN = "Thanks\n\nFrom: Shop <help@shop.example>\nSent: Sunday, November 22\nSubject: x\n\nHello"
ORIGINAL = "Ok\n\n-----Original Message-----\nFrom: Shop\n"
MARKED = f"Fine by me\n\nirgendein Text davor\n> {MARKER}\n> Alice wrote:\n> Hello"
SIGNED = "Call me\n-- \nEve\nHead of Nothing"
INLINE = "> Which size?\nForty-two\n> Which colour?\nBlue"


@pytest.mark.parametrize(
    ("mail", "words"),
    [
        (GMAIL, "Yes, please."),
        (WRAPPED, "Ja."),
        (OUTLOOK, "Thanks"),
        (OUTLOOK_PLAIN, "Thanks"),
        (ORIGINAL, "Ok"),
        (MARKED, "Fine by me\n\nirgendein Text davor"),
        (SIGNED, "Call me"),
        (INLINE, "Forty-two\nBlue"),
        ("Line one\r\nLine two", "Line one\nLine two"),
        ("On Monday I called.\nNobody wrote back: why?", "On Monday I called.\nNobody wrote back: why?"),
    ],
)
def test_only_new_words_are_kept(mail: str, words: str) -> None:
    assert own_words(mail) == words


def test_a_mail_that_only_quotes_is_not_lost() -> None:
    assert own_words("> everything is quoted") == "> everything is quoted"


def test_html_becomes_lines() -> None:
    html = (
        "<html><head><style>p{color:red}</style><title>x</title></head><body><p>Hello&nbsp;there,</p>"
        "<div>it <b>still</b>\n leaks.<br>Bye</div><script>alert(1)</script></body></html>"
    )
    assert html_to_text(html) == "Hello there,\n\nit still leaks.\nBye"


@pytest.mark.parametrize(
    "quoted",
    [
        '<div class="gmail_quote">On Sunday Shop wrote:<blockquote>Hi</blockquote></div>',
        "<blockquote type='cite'><p>Hi</p></blockquote>",
        '<div id="divRplyFwdMsg">From: Shop</div>',
    ],
)
def test_quoted_html_is_left_out(quoted: str) -> None:
    assert html_to_text(f"<p>New words</p>{quoted}") == "New words"


def test_broken_html_still_gives_its_words() -> None:
    assert html_to_text("<p>one<p>two<b>three</p></i>four") == "one\ntwothree\nfour"
