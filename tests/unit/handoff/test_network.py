"""Which addresses may be called on somebody's word: the open internet, however the address is dressed up."""

import pytest

from handoff.domain.network import is_loopback, is_public, neighbourhood


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"])
def test_what_lies_in_the_open(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fd00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:0001::",
    ],
)
def test_what_does_not(address: str) -> None:
    assert not is_public(address)


def test_a_name_is_no_address() -> None:
    with pytest.raises(ValueError, match="does not appear to be"):
        is_public("example.com")


def test_this_machine_is_recognised() -> None:
    assert [is_loopback(one) for one in ("127.9.9.9", "::1", "::ffff:127.0.0.1", "10.0.0.1")] == [
        True,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("93.184.216.34", "93.184.216.34"),
        ("::ffff:93.184.216.34", "93.184.216.34"),
        ("2606:2800:220:1:aaaa::1", "2606:2800:220:1::/64"),
        ("2606:2800:220:1:bbbb::2", "2606:2800:220:1::/64"),
        ("testclient", "testclient"),
    ],
)
def test_a_household_has_one_name(address: str, named: str) -> None:
    assert neighbourhood(address) == named
