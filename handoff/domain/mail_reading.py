"""A mail that came in, read from its RFC 5322 bytes: who wrote what to which mail, or why it is left alone.

Nothing that a machine wrote is ever answered or taken for a customer's words (RFC 3834): answering machines,
lists and bounces are recognised by their headers, our own mails by their ids.
"""

from dataclasses import dataclass
from email import policy
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.utils import getaddresses, parseaddr
from hashlib import sha256
from typing import Literal

from handoff.domain.mail_text import html_to_text, own_words

Ignored = Literal["automatic", "bounce", "list", "own", "empty", "unreadable"]
MACHINES = frozenset({"mailer-daemon", "postmaster"})
MOST_CHARACTERS = 3_600


@dataclass(frozen=True, slots=True)
class Incoming:
    """What counts of a mail: `key` is the same for the same mail, however often it is delivered."""

    key: str
    sender: str
    text: str
    references: tuple[str, ...]
    recipients: tuple[str, ...]


def read_mail(raw: bytes, own_address: str) -> Incoming | Ignored:
    """Read one mail, or say why it is left alone."""
    try:
        mail = BytesParser(policy=policy.default).parsebytes(raw)
        machine = _machine(mail, own_address)
        return machine or _read(mail, raw)
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, IndexError):
        return "unreadable"


def _read(mail: EmailMessage, raw: bytes) -> Incoming | Ignored:
    words = own_words(_body(mail))[:MOST_CHARACTERS]
    names = [name for part in mail.iter_attachments() if (name := part.get_filename())]
    if names:
        words = f"{words}\n\n[Attachments that were not taken over: {', '.join(names)[:300]}]".strip()
    if not words:
        return "empty"
    source = str(mail.get("Message-ID") or "").strip().encode() or raw
    recipients = getaddresses([str(v) for h in ("To", "Cc", "Delivered-To") for v in mail.get_all(h, [])])
    return Incoming(
        key=sha256(source).hexdigest()[:40],
        sender=_sender(mail),
        text=words,
        references=tuple(str(mail[h]) for h in ("In-Reply-To", "References") if mail[h]),
        recipients=tuple(address for _, address in recipients),
    )


def _machine(mail: EmailMessage, own_address: str) -> Ignored | None:
    """Say which kind of machine wrote the mail, if one did."""
    sender = _sender(mail)
    if sender == own_address.lower():
        return "own"
    bounced = (
        mail.get_content_type() == "multipart/report" or str(mail.get("Return-Path", "-")).strip() == "<>"
    )
    if bounced or sender.partition("@")[0] in MACHINES:
        return "bounce"
    submitted = str(mail.get("Auto-Submitted") or "no").partition(";")[0].strip().lower()
    precedence = str(mail.get("Precedence") or "").strip().lower()
    if (
        submitted != "no"
        or precedence == "auto_reply"
        or mail.get("X-Autoreply")
        or mail.get("X-Autorespond")
    ):
        return "automatic"
    if precedence in {"bulk", "list", "junk"} or mail.get("List-Id"):
        return "list"
    return None


def _sender(mail: EmailMessage) -> str:
    return parseaddr(str(mail.get("From") or ""))[1].lower()


def _body(mail: EmailMessage) -> str:
    plain = mail.get_body(preferencelist=("plain",))
    if plain is not None and (words := _content(plain).strip()):
        return words
    html = mail.get_body(preferencelist=("html",))
    return html_to_text(_content(html)) if html is not None else ""


def _content(part: MIMEPart) -> str:
    """Give a part's words; bytes that do not fit their charset are replaced, not refused."""
    try:
        return str(part.get_content())
    except (LookupError, UnicodeError):
        payload = part.get_payload(decode=True)
        return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
