"""Origins: our own pages and the named ones may open sockets, whatever else the web invents may not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.adapters.origins import OriginCheck

HERE = {"HTTP_HOST": "desk.example:8000"}
CHECK = OriginCheck(["https://shop.example", "https://Blog.example/"])

ORIGINS = {
    "http://desk.example:8000": True,
    "https://DESK.example:8000": True,
    "https://shop.example": True,
    "https://SHOP.example/": True,
    "https://blog.example": True,
    "http://shop.example": False,
    "https://shop.example:444": False,
    "https://shop.example.evil.example": False,
    "https://evil.example": False,
    "https://evil.example/https://shop.example": False,
    "https://desk.example:8000@evil.example": False,
    "https://evil.example#desk.example:8000": False,
    "https://desk.example": False,
    "desk.example:8000": False,
    "null": False,
    "": False,
    "*": False,
    "http://[": False,
}


@pytest.mark.parametrize(("origin", "allowed"), ORIGINS.items(), ids=lambda value: repr(value))
def test_who_may_connect(origin: str, allowed: bool) -> None:
    assert CHECK(origin, HERE) is allowed


@pytest.mark.parametrize("environ", [{}, {"HTTP_HOST": ""}], ids=["no host", "empty host"])
@pytest.mark.parametrize("origin", ["", "null", "https://evil.example"])
def test_without_a_host_nobody_is_at_home(origin: str, environ: dict[str, str]) -> None:
    assert OriginCheck([])(origin, environ) is False


@given(st.text())
def test_no_origin_breaks_the_check(origin: str) -> None:
    assert isinstance(OriginCheck([])(origin, HERE), bool)
