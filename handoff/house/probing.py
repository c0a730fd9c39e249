"""What the readiness page asks each part of the service."""

from functools import partial

from structlog.stdlib import BoundLogger

from handoff.adapters.database import Database
from handoff.adapters.routes.health import Probe
from handoff.house.brain import Brain
from handoff.house.commerce import commerce_state


def probes(house: Database, brain: Brain, log: BoundLogger) -> dict[str, Probe]:
    """Give one question a part; each answers with a word."""

    async def database() -> str:
        try:
            await house.check()
        except Exception as error:
            log.warning("database_down", why=str(error))
            return "down"
        return "ok"

    async def index() -> str:
        return brain.index_state()

    async def dialogue() -> str:
        return brain.dialogue_state()

    commerce = partial(commerce_state, brain.commerce)
    return {"database": database, "index": index, "dialogue": dialogue, "commerce": commerce}
