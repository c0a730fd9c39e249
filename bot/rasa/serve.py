"""Start the dialogue: `python -m bot.rasa.serve --model M --port P`.

What `rasa run` does, without the parts that must never be on (API, CORS, other channels), so there is no
option for them, and without what a start would load in vain. The composition root of this process.
"""

import argparse
import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING

from bot.rasa.lightness import leave_out_tensorflow

if TYPE_CHECKING:
    from sanic import Sanic

LOOPBACK = "127.0.0.1"
SECRET = "FRONTDESK_RASA_SECRET"  # noqa: S105 -- the name of the variable
ACTIONS_URL = "FRONTDESK_ACTIONS_URL"
ACTIONS_SECRET = "FRONTDESK_ACTIONS_SECRET"  # noqa: S105 -- the name of the variable
SHORTEST_SECRET = 16


def main() -> None:
    """Serve the model until the process is ended."""
    parser = argparse.ArgumentParser(prog="bot.rasa.serve", allow_abbrev=False)
    parser.add_argument("--model", required=True, type=Path)
    parser.add_argument("--port", required=True, type=int)
    options = parser.parse_args()
    secret = os.environ.get(SECRET, "")
    if len(secret) < SHORTEST_SECRET:
        parser.error(
            f"{SECRET} must hold a secret of at least {SHORTEST_SECRET} characters; refusing to start"
        )
    if not options.model.is_file():
        parser.error(f"there is no model at {options.model}; train it first")
    leave_out_tensorflow()
    quieten()
    make_app(options.model, secret).run(host=LOOPBACK, port=options.port, workers=1, access_log=False)


def quieten() -> None:
    """Log warnings and worse only; Rasa's debug lines hold what customers wrote, and cost half a turn."""
    from rasa.utils.log_utils import configure_structlog

    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    configure_structlog(logging.WARNING)


def make_app(model: Path, secret: str) -> "Sanic":
    """Build the Sanic application; it loads the model, then opens the channel."""
    from rasa.core.agent import Agent
    from rasa.core.channels.channel import register
    from sanic import Sanic

    from bot.rasa.actions import ActionDoor, ClosedDoor, check_answers_lightly
    from bot.rasa.channel import FrontdeskChannel
    from bot.rasa.tracker_store import ShortTrackerStore

    check_answers_lightly()
    store = ShortTrackerStore()
    app = Sanic("frontdesk_dialogue", configure_logging=False)
    app.config.KEEP_ALIVE_TIMEOUT = 120
    register([FrontdeskChannel(secret, store)], app, route="/webhooks/")

    async def load(app: "Sanic", _loop: object) -> None:
        url = os.environ.get(ACTIONS_URL)
        door = (
            ActionDoor(url, os.environ.get(ACTIONS_SECRET, ""))
            if url
            else ClosedDoor("http://closed", selective_domain=True)
        )
        app.ctx.agent = Agent(tracker_store=store, action_endpoint=door)
        app.ctx.agent.load_model(model)

    app.register_listener(load, "before_server_start")
    return app


if __name__ == "__main__":
    main()
