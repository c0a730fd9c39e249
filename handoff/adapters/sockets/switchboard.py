"""All engine connections of the socket server, as the reaper sees them."""

from collections.abc import Iterator

import socketio

from handoff.adapters.sockets.gateway import AGENT, CUSTOMER
from handoff.adapters.sockets.guard import ABORT
from handoff.processes.reaping import Line


class SocketSwitchboard:
    """Sees the connections below the namespaces and can cut them."""

    def __init__(self, sio: socketio.AsyncServer) -> None:
        self._sio = sio

    def lines(self) -> Iterator[Line]:
        """Give all open connections."""
        for engine_id, engine in list(self._sio.eio.sockets.items()):
            yield Line(engine_id, self._has_joined(engine_id), engine.queue.qsize())

    async def cut(self, line_id: str) -> None:
        """End a connection at once; its handler then ends by itself and leaves its rooms."""
        environ = self._sio.environ.get(line_id) or {}
        abort = environ.get("asgi.scope", {}).get(ABORT)
        if abort is not None:
            abort()
        engine = self._sio.eio.sockets.get(line_id)
        if engine is not None:
            await engine.close(wait=False, abort=True)

    def _has_joined(self, engine_id: str) -> bool:
        manager = self._sio.manager
        sids = ((manager.sid_from_eio_sid(engine_id, name), name) for name in (CUSTOMER, AGENT))
        return any(sid is not None and manager.is_connected(sid, name) for sid, name in sids)
