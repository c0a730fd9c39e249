"""Carries a delivery to an address that somebody entered, and to no place inside our own network.

The name is resolved once, every address it has is checked, and the connection goes to the checked one, so
that a second answer of the name server cannot lead elsewhere. The certificate must still be that of the name.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import urlsplit

import httpx2

from handoff.domain.network import is_loopback, is_public
from handoff.errors import InvalidInput
from handoff.post.webhooks import Gone, NotDelivered

TIMEOUT_S = 10.0
MOST_READ = 4096

Resolve = Callable[[str, int], Awaitable[tuple[str, ...]]]


async def resolve(host: str, port: int) -> tuple[str, ...]:
    """Give every address of a host."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


class HttpSender:
    """Posts bodies; `private` also allows addresses within our network, and plain http to this machine."""

    def __init__(
        self, *, private: bool = False, resolve: Resolve = resolve, timeout_s: float = TIMEOUT_S
    ) -> None:
        self._private = private
        self._resolve = resolve
        self._timeout_s = timeout_s
        # No connection is kept: the next request to the same address may be meant for another name there.
        self._http = httpx2.AsyncClient(
            trust_env=False,
            follow_redirects=False,
            timeout=timeout_s,
            limits=httpx2.Limits(max_keepalive_connections=0),
        )

    async def close(self) -> None:
        """Close what is open."""
        await self._http.aclose()

    def check(self, url: str) -> None:
        """Refuse an address that could never be used; raises InvalidInput."""
        try:
            parts = urlsplit(url)
            host, _port = parts.hostname or "", parts.port
        except ValueError as error:
            raise InvalidInput(f"This is no address: {error}") from error
        if parts.username or parts.password or parts.fragment or not host:
            raise InvalidInput("The address needs a host, and may carry neither password nor fragment.")
        if parts.scheme != "https" and not (self._private and parts.scheme == "http" and _is_here(host)):
            raise InvalidInput("The address must begin with https://.")
        if not self._private and (_is_here(host) or _is_closed(host)):
            raise InvalidInput("This address lies in a private network; see FRONTDESK_WEBHOOK_PRIVATE.")

    async def send(self, url: str, headers: Mapping[str, str], body: bytes) -> None:
        """Post once; only an answer of 200 to 299 within the time counts.

        Raises:
            Gone: the receiver says that it wants nothing any more.
            NotDelivered: anything else.
        """
        try:
            self.check(url)
            async with asyncio.timeout(self._timeout_s):
                status = await self._post(url, headers, body)
        except TimeoutError as error:
            raise NotDelivered(f"No answer within {self._timeout_s:g} seconds.") from error
        except (httpx2.HTTPError, OSError, UnicodeError, InvalidInput) as error:
            raise NotDelivered(f"{type(error).__name__}: {error}") from error
        if status == httpx2.codes.GONE:
            raise Gone("The receiver answered 410.")
        if not 200 <= status < 300:
            raise NotDelivered(f"The receiver answered {status}.")

    async def _post(self, url: str, headers: Mapping[str, str], body: bytes) -> int:
        parts = httpx2.URL(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        address = await self._address(parts.host, port, plain=parts.scheme == "http")
        request = self._http.build_request(
            "POST",
            parts.copy_with(host=address),
            content=body,
            headers={**headers, "Host": parts.netloc.decode("ascii")},
            extensions={"sni_hostname": parts.host} if _is_name(parts.host) else {},
        )
        answer = await self._http.send(request, stream=True)
        await answer.aclose()
        return answer.status_code

    async def _address(self, host: str, port: int, *, plain: bool) -> str:
        addresses = await self._resolve(host, port)
        if not addresses:
            raise NotDelivered(f"The name {host} has no address.")
        if plain and not all(is_loopback(address) for address in addresses):
            raise NotDelivered("Plain http goes to this machine only.")
        if not self._private and not all(is_public(address) for address in addresses):
            raise NotDelivered(f"The name {host} leads into a private network.")
        return addresses[0]


def _is_name(host: str) -> bool:
    try:
        is_public(host)
    except ValueError:
        return True
    return False


def _is_closed(host: str) -> bool:
    return not _is_name(host) and not is_public(host)


def _is_here(host: str) -> bool:
    return host == "localhost" or (not _is_name(host) and is_loopback(host))
