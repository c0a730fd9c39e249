"""What people hold: codes by time (RFC 6238), recovery codes, and marks in place of network addresses."""

from collections.abc import Callable
from datetime import datetime
from hashlib import blake2s
from hmac import compare_digest

import pyotp
import segno

from handoff.people.second_factor import Enrolment

PATIENCE_STEPS = 1


class TotpCodes:
    """Codes by time (RFC 6238): six digits, half a minute each, one step of patience to either side."""

    def __init__(self, company: str) -> None:
        self._company = company

    def new(self, account: str) -> Enrolment:
        """Make a new secret of 160 bits for the account with this name."""
        return self.enrolment(pyotp.random_base32(), account)

    def enrolment(self, secret: str, account: str) -> Enrolment:
        """Show a secret: as text, as an address, and that as an image that a phone can read."""
        uri = pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=self._company)
        image = segno.make(uri, error="m").svg_data_uri(scale=4, border=4, light="#fff")
        return Enrolment(secret, uri, image)

    def step_of(self, secret: str, code: str, at: datetime) -> int | None:
        """Give the time step for which the code is right around `at`; every comparison takes as long."""
        totp = pyotp.TOTP(secret)
        now = int(at.timestamp()) // totp.interval
        right = [
            step
            for step in range(now - PATIENCE_STEPS, now + PATIENCE_STEPS + 1)
            if compare_digest(totp.generate_otp(step).encode(), code.encode())
        ]
        return right[-1] if right else None


def new_recovery_code() -> str:
    """Make a recovery code of 80 bits that can be read aloud."""
    letters = pyotp.random_base32(length=32).lower()
    return "-".join(letters[at : at + 4] for at in range(0, 16, 4))


def address_mark(salt: str) -> Callable[[str], str]:
    """Give what turns a network address into a mark that tells addresses apart and gives none away."""
    return lambda address: blake2s(address.encode(), key=salt.encode()[:32], digest_size=8).hexdigest()
