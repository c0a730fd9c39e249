"""The way to the server's actions: one kept connection, a bounded wait, and the secret of this start.

Rasa's own endpoint opens a connection for every call and waits for minutes.
"""

from typing import Any, Dict, Optional, Text

import aiohttp
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.exceptions import RasaException
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

LONGEST_WAIT_S = 1.8


class ActionDoor(EndpointConfig):
    """Where the form's actions are answered; the domain is never sent along."""

    def __init__(self, url: Text, secret: Text) -> None:
        super().__init__(url, headers={"Authorization": f"Bearer {secret}"}, selective_domain=True)
        self._session: Optional[aiohttp.ClientSession] = None

    def session(self) -> aiohttp.ClientSession:
        """Return the session that is kept open."""
        if self._session is None or self._session.closed:
            timeout = aiohttp.ClientTimeout(total=LONGEST_WAIT_S)
            self._session = aiohttp.ClientSession(headers=self.headers, timeout=timeout)
        return self._session

    async def request(self, *_: object, json: object = None, **__: object) -> Dict[Text, Any]:
        """Post one call and return the answer. Raises: ClientResponseError for any other status than 200."""
        async with self.session().post(self.url, json=json) as response:
            if response.status != 200:
                raise ClientResponseError(response.status, response.reason, await response.content.read())
            return await response.json()


class ClosedDoor(EndpointConfig):
    """Stands where no server takes up jobs: what is asked for is looked up, as any question is."""

    async def request(self, *_: object, json: object = None, **__: object) -> Dict[Text, Any]:
        """End the form and have the articles asked; a wish to stop is met, as there is nothing to stop."""
        tracker = json.get("tracker", {}) if isinstance(json, dict) else {}
        stops = tracker.get("latest_message", {}).get("intent", {}).get("name") == "cancel_form"
        event = {"event": "slot", "name": REQUESTED_SLOT, "value": None}
        said = "utter_nothing_to_stop" if stops else "utter_search"
        return {"events": [event], "responses": [{"response": said}]}


def check_answers_lightly() -> None:
    """Have an action's answer checked for its shape only: Rasa compiles a schema each time, for 28 ms."""
    RemoteAction._validate_action_result = _has_shape


def _has_shape(_self: RemoteAction, answer: object) -> bool:
    """Say that the answer has events and responses. Raises: RasaException if not."""
    lists = answer if isinstance(answer, dict) else {}
    if not all(isinstance(lists.get(name), list) for name in ("events", "responses")):
        raise RasaException("the action answered something that has no events and responses")
    return True
