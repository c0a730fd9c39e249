"""The sockets of one page in the hand of the test: what the server says is kept back, then let through."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, WebSocketRoute


class Wire:
    """Stands between a page and the server; join it before the page opens its socket."""

    def __init__(self, page: Page) -> None:
        self._held: list[tuple[WebSocketRoute, str | bytes]] | None = None
        page.route_web_socket(re.compile("/socket.io/"), self._join)

    @contextmanager
    def holding_back(self) -> Iterator[None]:
        """Keep back all that the server says within the block; afterwards it arrives in its order."""
        self._held = []
        yield
        held, self._held = self._held, None
        for page, message in held:
            page.send(message)

    def _join(self, page: WebSocketRoute) -> None:
        server = page.connect_to_server()
        server.on_message(lambda message: self._pass(page, message))

    def _pass(self, page: WebSocketRoute, message: str | bytes) -> None:
        if self._held is None:
            page.send(message)
        else:
            self._held.append((page, message))
