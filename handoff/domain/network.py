"""Which network addresses are out in the open: only these may be called on somebody's word."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

TRANSLATED = IPv6Network("64:ff9b::/96")
"""RFC 6052: an IPv4 address in the last 32 bits."""


def is_public(address: str) -> bool:
    """Say whether the address is reached over the internet, also by way of the IPv4 address inside it.

    Raises:
        ValueError: it is no address.
    """
    inner = _inner(ip_address(address.partition("%")[0]))
    return inner.is_global and not inner.is_multicast


def is_loopback(address: str) -> bool:
    """Say whether the address is this machine itself."""
    return _inner(ip_address(address.partition("%")[0])).is_loopback


def neighbourhood(address: str) -> str:
    """Name what one household has: an IPv4 address, or an IPv6 network of 64 bits; else what is given."""
    try:
        inner = _inner(ip_address(address.partition("%")[0]))
    except ValueError:
        return address
    return str(inner if isinstance(inner, IPv4Address) else ip_network((inner, 64), strict=False))


def _inner(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(address, IPv4Address):
        return address
    if address in TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1] or address
