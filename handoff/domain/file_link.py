"""Links to files in mails: signed, for one file, and for a limited time."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

LINK_LIFE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class FileLinks:
    """Makes and checks links; `address` is where this service is reached, `secret` signs."""

    address: str
    secret: str

    def link_to(self, conversation_id: str, attachment_id: str, at: datetime) -> str:
        """Give the address of a file, for whoever holds it."""
        until = str(int((at + LINK_LIFE).timestamp()))
        sign = self._sign(conversation_id, attachment_id, until)
        place = f"/api/v1/conversations/{quote(conversation_id)}/attachments/{quote(attachment_id)}"
        return f"{self.address.rstrip('/')}{place}?until={until}&sign={sign}"

    def opens(self, conversation_id: str, attachment_id: str, until: str, sign: str, at: datetime) -> bool:
        """Say whether a signature is right and its time not over."""
        if not (until.isascii() and until.isdecimal() and len(until) <= 12):
            return False
        right = hmac.compare_digest(sign.encode(), self._sign(conversation_id, attachment_id, until).encode())
        return right and at.timestamp() < int(until)

    def _sign(self, conversation_id: str, attachment_id: str, until: str) -> str:
        message = f"file:{conversation_id}:{attachment_id}:{until}".encode()
        return hmac.new(self.secret.encode(), message, hashlib.sha256).hexdigest()
