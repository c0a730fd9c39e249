"""E-mail as a thread of a conversation: ids that nobody can forge, and what is written in our mails.

The Message-ID of every mail of ours names the event it carries and is signed with a secret, so that a reply
finds its way back by `In-Reply-To` or `References` and nobody can write into somebody else's conversation.
"""

import hashlib
import hmac
import re
from base64 import b32encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr

TOKEN_CHARACTERS = 24
MARKER = "-- Please write your reply above this line --"
ADDRESS = re.compile(r"^[^@\s<>(),;:\"\[\]\\]{1,64}@[^@\s<>(),;:\"\[\]\\]{1,255}$")
_ID = re.compile(r"<?fd\.(?P<mail>[A-Za-z0-9_.:-]{1,120})\.(?P<token>[a-z2-7]{24})@[^>\s@]{1,255}>?")
_PLUS = re.compile(r"\+fd\.(?P<mail>[A-Za-z0-9_.:-]{1,120})\.(?P<token>[a-z2-7]{24})@", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail to a customer; `id` names the event it stands for, and there is one mail an id."""

    id: str
    conversation_id: str
    kind: str
    recipient: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Sender:
    """Who our mails come from: name and address, the secret that signs ids, and where the chat is found.

    `tagged` puts the thread into the reply address too; the mail system must then take in `name+tag@domain`.
    """

    shop: str
    address: str
    secret: str
    link: str | None = None
    tagged: bool = False

    @property
    def domain(self) -> str:
        """The domain of our ids."""
        return self.address.rpartition("@")[2]


def compose(letter: Letter, sender: Sender, at: datetime) -> str:
    """Write a letter out as RFC 5322 text; mail programs show all letters of a conversation as one thread."""
    root = message_id(sender.secret, mail_id_of(letter.conversation_id, 0), sender.domain)
    mail = EmailMessage(policy=SMTP)
    mail["From"] = formataddr((sender.shop, sender.address))
    mail["To"] = letter.recipient
    mail["Subject"] = letter.subject
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = message_id(sender.secret, letter.id, sender.domain)
    mail["References"] = root
    mail["In-Reply-To"] = root
    if sender.tagged:
        mail["Reply-To"] = reply_address(sender.secret, letter.id, sender.address)
    if letter.kind != "reply":
        mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(letter.text)
    return mail.as_string()


def is_address(text: str) -> bool:
    """Say whether a text can be written to: one plain address, nothing that would end a header line."""
    return ADDRESS.match(text) is not None and text.isascii() and ".." not in text


def token_of(secret: str, mail_id: str) -> str:
    """Sign the id of a mail: 120 bits, in letters that survive mail systems which fold case."""
    digest = hmac.new(secret.encode(), b"mail:" + mail_id.encode(), hashlib.sha256).digest()
    return b32encode(digest)[:TOKEN_CHARACTERS].decode().lower()


def message_id(secret: str, mail_id: str, domain: str) -> str:
    """Give the Message-ID of a mail."""
    return f"<fd.{mail_id}.{token_of(secret, mail_id)}@{domain}>"


def reply_address(secret: str, mail_id: str, address: str) -> str:
    """Give the address that carries the thread too, for mail systems that replace Message-IDs."""
    local, _, domain = address.rpartition("@")
    return f"{local}+fd.{mail_id}.{token_of(secret, mail_id)}@{domain}"


def find_thread(secret: str, references: Iterable[str], recipients: Iterable[str] = ()) -> str | None:
    """Give the conversation that a mail answers, by the newest reference with a valid signature.

    Args:
        secret: the one the ids were signed with.
        references: the values of In-Reply-To and References, the most telling first.
        recipients: the addresses it was sent to.
    """
    found = [match for value in references for match in reversed(list(_ID.finditer(value)))]
    found += [match for value in recipients for match in _PLUS.finditer(value)]
    for match in found:
        mail_id, token = match["mail"], match["token"].lower()
        if hmac.compare_digest(token, token_of(secret, mail_id)):
            return conversation_of(mail_id)
    return None


def mail_id_of(conversation_id: str, seq: int, kind: str = "") -> str:
    """Name the mail that stands for an event, or for a request about everything up to it."""
    return f"{conversation_id}.{seq}{'.' + kind if kind else ''}"


def conversation_of(mail_id: str) -> str:
    """Give the conversation of a mail's id."""
    return mail_id.partition(".")[0]


def reply_body(lines: Iterable[tuple[str | None, str]], shop: str, link: str | None) -> str:
    """Write the mail that brings what agents said to a customer who is away.

    Args:
        lines: name of the agent and text, in order.
        shop: who we are.
        link: where the conversation can be read on the web.
    """
    said = "\n\n".join(f"{name or shop} wrote:\n{text}" for name, text in lines)
    return "\n\n".join((MARKER, said, *_foot(shop, link)))


def solved_body(shop: str, link: str | None) -> str:
    """Write the follow-up to a conversation that was marked as solved while the customer was away."""
    words = (
        "Your conversation with us was marked as solved. Is it not? Reply to this mail and it opens again."
    )
    return "\n\n".join((MARKER, words, *_foot(shop, link)))


def transcript_body(transcript: str, shop: str, link: str | None) -> str:
    """Write the mail that carries a whole conversation."""
    return "\n\n".join(
        (MARKER, "This is the conversation as you asked for it.", transcript, *_foot(shop, link))
    )


def _foot(shop: str, link: str | None) -> tuple[str, ...]:
    where = f" or go on at {link}" if link else ""
    return (f"Reply to this mail{where}. Your answer reaches the same people.", shop)
