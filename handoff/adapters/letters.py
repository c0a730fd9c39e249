"""Single letters to staff, such as an invitation: sent at once, or not at all."""

from email.message import EmailMessage
from typing import Protocol

from structlog.stdlib import BoundLogger


class Carrier(Protocol):
    """What brings a mail to a mail server."""

    async def send(self, recipient: str, message: str) -> None:
        """Hand over one mail, or raise."""


class Letters:
    """Sends letters through a carrier."""

    def __init__(self, carrier: Carrier, sender: str, log: BoundLogger) -> None:
        self._carrier = carrier
        self._sender = sender
        self._log = log

    async def send(self, recipient: str, subject: str, text: str) -> bool:
        """Send one letter; False if the mail server did not take it, which the log says why."""
        letter = EmailMessage()
        letter["From"], letter["To"], letter["Subject"] = self._sender, recipient, subject
        letter.set_content(text)
        try:
            await self._carrier.send(recipient, letter.as_string())
        except Exception as error:
            self._log.warning("letter_not_sent", subject=subject, why=str(error))
            return False
        return True
