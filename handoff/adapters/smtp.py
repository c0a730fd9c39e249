"""Hands mail to a mail server by SMTP, in a thread, so that a slow server holds nobody up."""

import asyncio
import smtplib
import ssl
from email import message_from_string, policy
from urllib.parse import unquote, urlsplit

from handoff.post.outbox import Delayed, Undeliverable

TIMEOUT_S = 20.0
PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
PERMANENT = range(500, 600)


class SmtpCarrier:
    """Sends over `smtp://`, `smtp+starttls://` or `smtps://user:password@host:port`."""

    def __init__(self, url: str, sender: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in PORTS or not parts.hostname:
            raise ValueError(f"an SMTP address begins with {', '.join(PORTS)}: {parts.scheme!r} does not")
        self._scheme = parts.scheme
        self._host, self._port = parts.hostname, parts.port or PORTS[parts.scheme]
        self._user, self._password = unquote(parts.username or ""), unquote(parts.password or "")
        self._sender = sender

    async def send(self, recipient: str, message: str) -> None:
        """Send one mail.

        Raises:
            Undeliverable: the server refused it for good.
            Delayed: the server was not reached or asked to come again.
        """
        await asyncio.to_thread(self._send, recipient, message)

    def _send(self, recipient: str, message: str) -> None:
        raw = message_from_string(message, policy=policy.SMTP).as_bytes()
        try:
            with self._connect() as server:
                if self._scheme == "smtp+starttls":
                    server.starttls(context=ssl.create_default_context())
                if self._user:
                    server.login(self._user, self._password)
                server.sendmail(self._sender, [recipient], raw)
        except smtplib.SMTPRecipientsRefused as error:
            code, words = next(iter(error.recipients.values()))
            raise _failure(code, words) from error
        except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
            raise _failure(error.smtp_code, error.smtp_error) from error
        except (smtplib.SMTPException, OSError) as error:
            raise Delayed(f"{type(error).__name__}: {error}") from error

    def _connect(self) -> smtplib.SMTP:
        if self._scheme == "smtps":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(self._host, self._port, timeout=TIMEOUT_S, context=context)
        return smtplib.SMTP(self._host, self._port, timeout=TIMEOUT_S)


def _failure(code: int, words: bytes | str) -> Exception:
    told = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    kind = Undeliverable if code in PERMANENT else Delayed
    return kind(f"{code} {told}")
