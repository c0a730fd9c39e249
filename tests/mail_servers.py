"""Real mail servers on this machine: one that takes mail by SMTP, one that holds a mailbox for IMAP."""

import imaplib
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from handoff.processes.spawning import free_port

USER, PASSWORD = "desk", "a mailbox password"
PATIENCE_S = 30.0


@dataclass
class Postbox:
    """A running SMTP server and what it took; it answers with `refusals` first, one a mail."""

    port: int = 0
    mails: list[tuple[str, EmailMessage]] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    arrival: threading.Condition = field(default_factory=threading.Condition)

    @property
    def url(self) -> str:
        """Its address for the settings."""
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take one mail, or refuse it as told."""
        if self.refusals:
            return self.refusals.pop(0)
        mail = message_from_bytes(cast("bytes", envelope.content), policy=policy.default)
        with self.arrival:
            self.mails.extend((recipient, mail) for recipient in envelope.rcpt_tos)
            self.arrival.notify_all()
        return "250 taken"

    def first_to(self, address: str) -> EmailMessage:
        """Wait for a mail to an address and give the first."""
        with self.arrival:
            assert self.arrival.wait_for(lambda: self.to(address), PATIENCE_S), f"no mail to {address}"
            return self.to(address)[0]

    def to(self, address: str) -> list[EmailMessage]:
        """Give the mails that went to an address."""
        return [mail for recipient, mail in self.mails if recipient == address]


@contextmanager
def smtp_server() -> Iterator[Postbox]:
    """Run a mail server that takes whatever comes."""
    box = Postbox(free_port())
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


@dataclass(frozen=True)
class Inbox:
    """A running IMAP server with one empty mailbox."""

    port: int

    @property
    def url(self) -> str:
        """Its address for the settings."""
        return f"imap://{USER}:{PASSWORD.replace(' ', '%20')}@127.0.0.1:{self.port}/INBOX"

    def deliver(self, raw: bytes) -> None:
        """Put a mail into the mailbox."""
        with imaplib.IMAP4("127.0.0.1", self.port, timeout=PATIENCE_S) as box:
            box.login(USER, PASSWORD)
            answer, told = box.append("INBOX", "", "", raw)
            assert answer == "OK", told

    def unread(self) -> int:
        """Count the mails nobody has taken out."""
        with imaplib.IMAP4("127.0.0.1", self.port, timeout=PATIENCE_S) as box:
            box.login(USER, PASSWORD)
            box.select("INBOX")
            return len(box.search(None, "UNSEEN")[1][0].split())


@contextmanager
def imap_server() -> Iterator[Inbox]:
    """Run a mail server that holds a mailbox in memory, in a process of its own."""
    port = free_port()
    program = "from pymap.main import main; main()"
    account = ["--demo-user", USER, "--demo-password", PASSWORD]
    arguments = ["--host", "127.0.0.1", "--port", str(port), "--no-tls", "dict", *account]
    process = subprocess.Popen(
        [sys.executable, "-c", program, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_until_open(port)
        yield Inbox(port)
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE_S)


def _wait_until_open(port: int) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            with imaplib.IMAP4("127.0.0.1", port, timeout=1):
                return
        except OSError:
            assert time.monotonic() < deadline, "the IMAP server did not start"
            time.sleep(0.05)
