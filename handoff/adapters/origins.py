"""Which web origins may open a socket: our own pages and those the operator named; everything else not."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit


class OriginCheck:
    """A callable for python-socketio; an empty list there would mean that nothing is checked at all."""

    def __init__(self, allowed: Sequence[str]) -> None:
        self._allowed = frozenset(origin.rstrip("/").lower() for origin in allowed)

    def __call__(self, origin: str, environ: Mapping[str, Any]) -> bool:
        """Say whether a page of `origin` may connect."""
        if origin.rstrip("/").lower() in self._allowed:
            return True
        try:
            host = urlsplit(origin).netloc.lower()
        except ValueError:
            return False
        return host == str(environ.get("HTTP_HOST", "")).lower() != ""
