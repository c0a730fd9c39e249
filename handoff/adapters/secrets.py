"""Passwords and signatures: argon2 for what people choose, HS256 for what a website vouches for."""

import math
from datetime import datetime

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from handoff.conversation.visitors import Attributes, Identity
from handoff.errors import InvalidIdentity

LONGEST_LIFE_S, LONGEST_SUBJECT = 600, 200
MOST_ATTRIBUTES, LONGEST_NAME, LONGEST_VALUE, LARGEST_NUMBER = 20, 40, 200, 2**53


class Argon2Hasher:
    """Hashes passwords with argon2id at the library's recommended cost."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher()

    def hash(self, password: str) -> str:
        """Hash a new password."""
        return self._hasher.hash(password)

    def verify(self, password_hash: str, password: str) -> bool:
        """Say whether the password is the right one."""
        try:
            return self._hasher.verify(password_hash, password)
        except (VerificationError, InvalidHashError):
            return False


class JwtIdentities:
    """Reads identity tokens that the website signed with the shared secret (HS256, RFC 8725)."""

    def __init__(self, secret: str | None) -> None:
        self._key = OctKey.import_key(secret) if secret else None
        self._claims = jwt.JWTClaimsRegistry(
            sub={"essential": True}, exp={"essential": True}, iat={"essential": True}
        )

    def verify(self, token: str) -> Identity:
        """Read a signed identity that lives at most ten minutes, or raise InvalidIdentity."""
        if self._key is None:
            raise InvalidIdentity("This installation has no identity secret, so no identity can be checked.")
        try:
            claims = jwt.decode(token, self._key, algorithms=["HS256"]).claims
            self._claims.validate(claims)
        except (JoseError, TypeError, ValueError) as error:
            raise InvalidIdentity("The identity token is not valid or has expired.") from error
        if claims["exp"] - claims["iat"] > LONGEST_LIFE_S:
            raise InvalidIdentity("The identity token lives too long; ten minutes at most.")
        subject = str(claims["sub"])
        if len(subject) > LONGEST_SUBJECT:
            raise InvalidIdentity(f"The subject of the token has more than {LONGEST_SUBJECT} characters.")
        attributes = _attributes(claims.get("attributes"))
        return Identity(subject, _text(claims.get("name")), _text(claims.get("email")), attributes)

    def sign(self, identity: Identity, at: datetime) -> str:
        """Sign an identity as a website does; for the demo, whose website we are."""
        if self._key is None:
            raise InvalidIdentity("This installation has no identity secret, so no identity can be signed.")
        issued = int(at.timestamp())
        claims = {"sub": identity.subject, "name": identity.name, "email": identity.email}
        life = {"iat": issued, "exp": issued + LONGEST_LIFE_S, "attributes": dict(identity.attributes)}
        return jwt.encode({"alg": "HS256"}, {**claims, **life}, self._key)


def _attributes(claimed: object) -> Attributes:
    """Read the attributes: at most 20, each a short text, a number or yes or no."""
    if claimed is None:
        return {}
    if not isinstance(claimed, dict) or len(claimed) > MOST_ATTRIBUTES:
        raise InvalidIdentity(f"The attributes of an identity are an object of at most {MOST_ATTRIBUTES}.")
    for name, value in claimed.items():
        if not 0 < len(name) <= LONGEST_NAME or not _is_plain(value):
            raise InvalidIdentity(
                f"The attribute {name[:LONGEST_NAME]!r} is no short text, number or boolean."
            )
    return claimed


def _is_plain(value: object) -> bool:
    if isinstance(value, str):
        return len(value) <= LONGEST_VALUE
    return isinstance(value, bool | int | float) and math.isfinite(value) and abs(value) < LARGEST_NUMBER


def _text(value: object) -> str | None:
    return value[:200] if isinstance(value, str) and value else None
