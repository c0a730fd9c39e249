"""Codes by time against the values of the standard, and marks in place of addresses."""

import base64
from datetime import UTC, datetime

import pytest

from handoff.adapters.totp import TotpCodes, address_mark, new_recovery_code

SECRET = base64.b32encode(b"12345678901234567890").decode()
"""The secret of RFC 6238, appendix B; its codes there have eight digits, of which six are the last."""

VECTORS = [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")]


@pytest.mark.parametrize(("seconds", "code"), VECTORS)
def test_the_codes_of_the_standard_are_right(seconds: int, code: str) -> None:
    at = datetime.fromtimestamp(seconds, UTC)
    assert TotpCodes("Shop").step_of(SECRET, code, at) == seconds // 30


@pytest.mark.parametrize(
    ("later_s", "right"), [(-31, False), (-30, True), (0, True), (59, True), (60, False)]
)
def test_a_clock_may_be_one_step_off(later_s: int, right: bool) -> None:
    at = datetime.fromtimestamp(1234567890 + later_s, UTC)
    assert (TotpCodes("Shop").step_of(SECRET, "005924", at) is not None) is right


@pytest.mark.parametrize("code", ["", "05924", "0059240", "٠٠٥٩٢٤", "x"])
def test_anything_else_is_wrong(code: str) -> None:
    assert TotpCodes("Shop").step_of(SECRET, code, datetime.fromtimestamp(1234567890, UTC)) is None


def test_an_enrolment_can_be_scanned_or_typed() -> None:
    codes = TotpCodes("Fern & Hollow")
    one, other = codes.new("ann@shop.example"), codes.new("ann@shop.example")
    assert one.secret != other.secret
    assert len(base64.b32decode(one.secret)) == 20
    assert one.uri.startswith("otpauth://totp/Fern%20%26%20Hollow:ann%40shop.example?secret=")
    assert one.image.startswith("data:image/svg+xml")
    assert "script" not in one.image


def test_recovery_codes_are_long_and_differ() -> None:
    codes = {new_recovery_code() for _ in range(50)}
    assert len(codes) == 50
    assert {len(code.replace("-", "")) for code in codes} == {16}


def test_a_mark_tells_addresses_apart_only_where_it_was_made() -> None:
    mark = address_mark("salt")
    assert mark("192.0.2.1") == mark("192.0.2.1") != mark("192.0.2.2")
    assert "192" not in mark("192.0.2.1")
    assert address_mark("other")("192.0.2.1") != mark("192.0.2.1")
