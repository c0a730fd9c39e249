"""Where a delivery may go: names are resolved once, and no road leads into the own network."""

import pytest

from handoff.adapters.webhook_sender import HttpSender
from handoff.errors import InvalidInput
from handoff.post.webhooks import NotDelivered


def sender(*addresses: str, private: bool = False) -> HttpSender:
    async def resolve(_host: str, _port: int) -> tuple[str, ...]:
        return addresses

    return HttpSender(private=private, resolve=resolve, timeout_s=2)


@pytest.mark.parametrize(
    "url",
    [
        "http://shop.example/hook",
        "ftp://shop.example",
        "https://127.0.0.1/hook",
        "https://[::ffff:10.0.0.1]/hook",
        "https://169.254.169.254/latest",
        "https://localhost/hook",
        "https://user:word@shop.example/",
        "https://",
        "https://shop.example:99999/",
    ],
)
async def test_addresses_that_are_refused_when_they_are_entered(url: str) -> None:
    door = sender()
    with pytest.raises(InvalidInput):
        door.check(url)
    await door.close()


async def test_a_public_name_is_fine_and_this_machine_only_when_allowed() -> None:
    door, inner = sender(), sender(private=True)
    door.check("https://shop.example/hook?x=1")
    inner.check("http://127.0.0.1:8000/hook")
    inner.check("https://10.0.0.1/hook")
    with pytest.raises(InvalidInput):
        inner.check("http://10.0.0.1/hook")
    await door.close()
    await inner.close()


@pytest.mark.parametrize(
    "addresses", [("127.0.0.1",), ("93.184.216.34", "10.0.0.1"), ("::1",), ("169.254.169.254",), ()]
)
async def test_a_name_that_leads_inside_is_not_followed(addresses: tuple[str, ...]) -> None:
    door = sender(*addresses)
    with pytest.raises(NotDelivered, match=r"private network|no address"):
        await door.send("https://innocent.example/hook", {}, b"{}")
    await door.close()


async def test_plain_http_never_leaves_this_machine() -> None:
    door = sender("10.0.0.1", private=True)
    with pytest.raises(NotDelivered, match="this machine only"):
        await door.send("http://localhost/hook", {}, b"{}")
    await door.close()
