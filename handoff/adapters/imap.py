"""Takes answers out of a mailbox by IMAP, in a thread; a mail stays unread until it is in the database."""

import asyncio
import imaplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from urllib.parse import unquote, urlsplit

from structlog.stdlib import BoundLogger

TIMEOUT_S = 30.0
PORTS = {"imap": 143, "imap+starttls": 143, "imaps": 993}
LARGEST = 10 * 2**20
AT_ONCE = 50


class ImapMailbox:
    """Reads `imaps://user:password@host:port/FOLDER`, or `imap+starttls://`; INBOX if none is named."""

    def __init__(self, url: str, log: BoundLogger) -> None:
        parts = urlsplit(url)
        if parts.scheme not in PORTS or not parts.hostname:
            raise ValueError(f"an IMAP address begins with {', '.join(PORTS)}: {parts.scheme!r} does not")
        self._scheme = parts.scheme
        self._host, self._port = parts.hostname, parts.port or PORTS[parts.scheme]
        self._user, self._password = unquote(parts.username or ""), unquote(parts.password or "")
        self._folder = unquote(parts.path.lstrip("/")) or "INBOX"
        self._log = log

    async def unread(self) -> Sequence[tuple[str, bytes]]:
        """Give the ids and the raw bytes of unread mails, at most 50; what is too large is marked as read."""
        return await asyncio.to_thread(self._unread)

    async def taken(self, ids: Sequence[str]) -> None:
        """Mark mails as read."""
        await asyncio.to_thread(self._mark, ids)

    def _unread(self) -> list[tuple[str, bytes]]:
        found: list[tuple[str, bytes]] = []
        with self._open() as box:
            _, (ids, *_) = box.uid("SEARCH", "UNSEEN")
            for mail_id in (ids or b"").decode().split()[:AT_ONCE]:
                raw = self._read(box, mail_id)
                if raw is not None:
                    found.append((mail_id, raw))
        return found

    def _read(self, box: imaplib.IMAP4, mail_id: str) -> bytes | None:
        _, sizes = box.uid("FETCH", mail_id, "(RFC822.SIZE)")
        size = _number_after(b"RFC822.SIZE", sizes)
        if size > LARGEST:
            self._log.warning("mail_too_large", mail=mail_id, bytes=size)
            box.uid("STORE", mail_id, "+FLAGS", "(\\Seen)")
            return None
        _, parts = box.uid("FETCH", mail_id, "(BODY.PEEK[])")
        return next((part[1] for part in parts if isinstance(part, tuple)), None)

    def _mark(self, ids: Sequence[str]) -> None:
        with self._open() as box:
            for mail_id in ids:
                box.uid("STORE", mail_id, "+FLAGS", "(\\Seen)")

    @contextmanager
    def _open(self) -> Iterator[imaplib.IMAP4]:
        box = self._connect()
        try:
            if self._scheme == "imap+starttls":
                box.starttls(ssl.create_default_context())
            box.login(self._user, self._password)
            answer, told = box.select(_quoted(self._folder))
            if answer != "OK":
                raise imaplib.IMAP4.error(f"the folder {self._folder!r} cannot be opened: {told!r}")
            yield box
        finally:
            box.logout()

    def _connect(self) -> imaplib.IMAP4:
        if self._scheme == "imaps":
            context = ssl.create_default_context()
            return imaplib.IMAP4_SSL(self._host, self._port, ssl_context=context, timeout=TIMEOUT_S)
        return imaplib.IMAP4(self._host, self._port, timeout=TIMEOUT_S)


def _number_after(name: bytes, parts: Sequence[object]) -> int:
    told = b" ".join(part for part in parts if isinstance(part, bytes))
    _, _, rest = told.partition(name)
    digits = rest.strip().split(b")")[0].split(b" ")[0]
    return int(digits) if digits.isdigit() else 0


def _quoted(folder: str) -> str:
    escaped = folder.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
