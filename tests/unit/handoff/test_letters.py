"""Letters to staff: what goes out, and that a mail server's trouble is told instead of raised."""

import email

import structlog

from handoff.adapters.letters import Letters


class Carrier:
    """Keeps what it carries; breaks when told so."""

    def __init__(self, *, broken: bool = False) -> None:
        self.broken = broken
        self.carried: list[tuple[str, str]] = []

    async def send(self, recipient: str, message: str) -> None:
        if self.broken:
            raise OSError("no route to the mail server")
        self.carried.append((recipient, message))


async def test_a_letter_is_a_mail_that_says_what_was_written() -> None:
    carrier = Carrier()
    letters = Letters(carrier, "desk@shop.example", structlog.get_logger())
    assert await letters.send("kim@shop.example", "Welcome", "Ürümqi\nhttps://desk.example/join#t")
    ((recipient, message),) = carrier.carried
    read = email.message_from_string(message)
    assert recipient == read["To"] == "kim@shop.example"
    assert (read["From"], read["Subject"]) == ("desk@shop.example", "Welcome")
    body = read.get_payload(decode=True)
    assert isinstance(body, bytes)
    assert "Ürümqi\nhttps://desk.example/join#t" in body.decode()


async def test_what_the_mail_server_does_not_take_is_told() -> None:
    letters = Letters(Carrier(broken=True), "desk@shop.example", structlog.get_logger())
    with structlog.testing.capture_logs() as logged:
        assert not await letters.send("kim@shop.example", "Welcome", "text")
    assert [entry["event"] for entry in logged] == ["letter_not_sent"]
    assert "kim@shop.example" not in str(logged)
