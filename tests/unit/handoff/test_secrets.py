"""Passwords and signatures: what argon2 and HS256 let in, and everything they must not."""

import base64
import hashlib
import hmac
import json
import time
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from handoff.adapters.secrets import LONGEST_LIFE_S, Argon2Hasher, JwtIdentities
from handoff.conversation.visitors import Identity
from handoff.errors import InvalidIdentity

SECRET = "the website and the desk share this"
OTHER = "somebody else's secret, just as long"
IDENTITIES = JwtIdentities(SECRET)
HS256 = {"alg": "HS256"}


def part(value: object) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def sign(header: object, claims: object, secret: str = SECRET, digest: str = "sha256") -> str:
    """Sign by hand, so that no library stands between the test and a bad token."""
    message = f"{part(header)}.{part(claims)}"
    return f"{message}.{part(hmac.digest(secret.encode(), message.encode(), digest))}"


def claims(**changed: Any) -> dict[str, Any]:
    now = int(time.time())
    whole = {"sub": "u7", "iat": now, "exp": now + 300, "name": "Robin", "email": "robin@x.example"} | changed
    return {name: value for name, value in whole.items() if value != "left out"}


def test_a_password_is_recognised_and_its_hash_is_argon2id() -> None:
    hasher = Argon2Hasher()
    stored = hasher.hash("correct horse")
    assert stored.startswith("$argon2id$")
    assert hasher.verify(stored, "correct horse")
    assert not hasher.verify(stored, "wrong horse")


@pytest.mark.parametrize(
    "stored",
    ["", "plain", "$argon2id$v=19$m=65536", hashlib.sha256(b"correct horse").hexdigest()],
    ids=["empty", "plain text", "cut off", "another hash"],
)
def test_a_broken_hash_lets_nobody_in(stored: str) -> None:
    assert not Argon2Hasher().verify(stored, "correct horse")


def test_hashes_made_at_another_cost_still_count() -> None:
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("correct horse")
    assert Argon2Hasher().verify(cheap, "correct horse")


def test_a_signed_identity_is_read() -> None:
    assert IDENTITIES.verify(sign(HS256, claims())) == Identity("u7", "Robin", "robin@x.example")


def test_name_and_email_may_be_missing_odd_or_long() -> None:
    bare = sign(HS256, claims(name=None, email=["x"]))
    assert IDENTITIES.verify(bare) == Identity("u7", None, None)
    assert IDENTITIES.verify(sign(HS256, claims(name="x" * 300))).name == "x" * 200


def bad_tokens() -> dict[str, str]:
    now = int(time.time())
    unsigned = f"{part({'alg': 'none'})}.{part(claims())}."
    head, body, signature = sign(HS256, claims()).split(".")
    return {
        "alg none": unsigned,
        "alg None": f"{part({'alg': 'None'})}.{part(claims())}.",
        "alg none with a signature": sign({"alg": "none"}, claims()),
        "another hash": sign({"alg": "HS512"}, claims(), digest="sha512"),
        "an asymmetric name": sign({"alg": "RS256"}, claims()),
        "no alg": sign({}, claims()),
        "wrong key": sign(HS256, claims(), secret=OTHER),
        "signature cut off": f"{head}.{body}.",
        "body changed": f"{head}.{part(claims(sub='admin'))}.{signature}",
        "expired": sign(HS256, claims(iat=now - 400, exp=now - 100)),
        "from the future": sign(HS256, claims(iat=now + 1_000, exp=now + 1_100)),
        "not yet": sign(HS256, claims(nbf=now + 1_000)),
        "too long subject": sign(HS256, claims(sub="u" * 201)),
        "too long life": sign(HS256, claims(exp=now + LONGEST_LIFE_S + 1)),
        "long life in the past": sign(HS256, claims(iat=now - 10_000)),
        "no sub": sign(HS256, claims(sub="left out")),
        "no exp": sign(HS256, claims(exp="left out")),
        "no iat": sign(HS256, claims(iat="left out")),
        "empty sub": sign(HS256, claims(sub="")),
        "sub a number": sign(HS256, claims(sub=5)),
        "sub a list": sign(HS256, claims(sub=["u7"])),
        "exp a word": sign(HS256, claims(exp="never")),
        "exp not a number": sign(HS256, claims(exp=float("nan"))),
        "exp without end": sign(HS256, claims(exp=float("inf"))),
        "iat a truth": sign(HS256, claims(iat=True)),
        "claims a list": sign(HS256, [claims()]),
        "claims null": sign(HS256, None),
        "claims no JSON": sign(HS256, b"\xff"),
        "header null": sign(None, claims()),
        "crit a number": sign({**HS256, "crit": 5}, claims()),
        "crit of lists": sign({**HS256, "crit": [[]]}, claims()),
        "crit unknown": sign({**HS256, "crit": ["x"], "x": 1}, claims()),
        "encrypted": f"{part({'alg': 'dir', 'enc': 'A128GCM'})}.a.a.a.a",
        "empty": "",
        "dots": "..",
        "lone surrogate": "\ud800.a.b",
    }


@pytest.mark.parametrize("token", [pytest.param(token, id=name) for name, token in bad_tokens().items()])
def test_a_bad_token_is_refused(token: str) -> None:
    with pytest.raises(InvalidIdentity):
        IDENTITIES.verify(token)


def test_a_life_of_ten_minutes_is_allowed() -> None:
    now = int(time.time())
    assert IDENTITIES.verify(sign(HS256, claims(iat=now, exp=now + LONGEST_LIFE_S))).subject == "u7"


@pytest.mark.parametrize("secret", [None, ""], ids=["unset", "empty"])
def test_without_a_secret_no_identity_is_believed(secret: str | None) -> None:
    with pytest.raises(InvalidIdentity, match="no identity secret"):
        JwtIdentities(secret).verify(sign(HS256, claims(), secret=""))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=8), inner, max_size=2),
    max_leaves=4,
)
headers = st.dictionaries(
    st.sampled_from(["alg", "typ", "kid", "crit", "b64", "jwk", "jku", "zip", "x5c"]), json_values
)


@given(headers | json_values, st.dictionaries(st.sampled_from(["sub", "iat", "exp", "nbf"]), json_values))
def test_no_token_breaks_the_reader(header: object, changed: dict[str, Any]) -> None:
    for head in (header, {**HS256, **header} if isinstance(header, dict) else HS256):
        with suppress(InvalidIdentity):
            assert IDENTITIES.verify(sign(head, {**claims(), **changed})).subject


@given(st.text())
def test_no_text_breaks_the_reader(token: str) -> None:
    with pytest.raises(InvalidIdentity):
        IDENTITIES.verify(token)


def test_what_is_signed_here_is_read_here_and_nowhere_else() -> None:
    robin = Identity("C-1001", "Robin", "robin@x.example", {"tier": "Trail Club", "points": 40, "vip": False})
    token = IDENTITIES.sign(robin, datetime.now(UTC))
    assert IDENTITIES.verify(token) == robin
    with pytest.raises(InvalidIdentity):
        JwtIdentities(OTHER).verify(token)
    with pytest.raises(InvalidIdentity):
        JwtIdentities(None).sign(robin, datetime.now(UTC))


def test_a_token_without_attributes_has_none() -> None:
    assert IDENTITIES.verify(sign(HS256, claims())).attributes == {}


@pytest.mark.parametrize(
    "attributes",
    [[], "vip", {f"a{n}": 1 for n in range(21)}, {"": 1}, {"a": None}, {"a": float("inf")}, {"a": 2**53}],
    ids=["list", "text", "too many", "no name", "null", "infinite", "huge"],
)
def test_attributes_that_are_not_plain_are_refused(attributes: object) -> None:
    with pytest.raises(InvalidIdentity):
        IDENTITIES.verify(sign(HS256, claims(attributes=attributes)))
