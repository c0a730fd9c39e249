"""The one door into the dialogue: one message in, one turn out.

Loopback only and behind a secret. Must never let a customer's text choose an intent (in Rasa, a leading slash
does), never answer half a turn as if it were whole, and never count one message twice.
"""

import asyncio
import hmac
import logging
from collections import OrderedDict
from typing import Any, Awaitable, Callable, Dict, List, Optional, Text

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.rasa.request import InvalidPayload, TurnRequest, neutral, read_conversation_id, read_turn
from bot.rasa.tracker_store import ShortTrackerStore, open_slots

REMEMBERED_TURNS = 1024
RANKED = 5

logger = logging.getLogger(__name__)

Handler = Callable[[Request], Awaitable[HTTPResponse]]
Turns = "OrderedDict[tuple[Text, Text], asyncio.Task[Dict[Text, Any]]]"


class TurnFailed(Exception):
    """Rasa could not finish the turn; nothing of it was kept."""


class FrontdeskChannel(InputChannel):
    """Rasa's input channel for the Frontdesk server."""

    def __init__(self, secret: Text, store: ShortTrackerStore) -> None:
        self._secret = secret.encode()
        self._store = store
        self._turns: Turns = OrderedDict()

    @classmethod
    def name(cls) -> Text:
        """Return the name in the address: /webhooks/frontdesk/..."""
        return "frontdesk"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:  # noqa: ARG002
        """Return the three routes; they call the agent themselves, under its lock, not `on_new_message`."""
        routes = Blueprint("frontdesk")
        routes.add_route(self._guarded(self._turn), "/turn", methods=["POST"], name="turn")
        routes.add_route(self._guarded(self._forget), "/forget", methods=["POST"], name="forget")
        routes.add_route(self._guarded(self._health), "/health", methods=["GET"], name="health")
        return routes

    def _guarded(self, handler: Handler) -> Handler:
        async def answer(request: Request) -> HTTPResponse:
            given = request.headers.get("authorization", "").encode()
            if not hmac.compare_digest(given, b"Bearer " + self._secret):
                return problem(401, "not_authenticated", "the bearer secret is missing or wrong")
            try:
                return await handler(request)
            except InvalidPayload as error:
                return problem(400, "invalid_payload", str(error))

        return answer

    async def _health(self, request: Request) -> HTTPResponse:
        agent = ready_agent(request)
        if agent is None:
            return problem(503, "not_ready", "no model is loaded")
        return response.json({"status": "ok", "model": agent.model_id})

    async def _forget(self, request: Request) -> HTTPResponse:
        conversation_id = read_conversation_id(request.body)
        agent = ready_agent(request)
        if agent is None:
            return problem(503, "not_ready", "no model is loaded")
        for key in [key for key in self._turns if key[0] == conversation_id]:
            del self._turns[key]
        async with agent.lock_store.lock(conversation_id):
            known = self._store.forget(conversation_id)
        return response.json({"forgotten": known})

    async def _turn(self, request: Request) -> HTTPResponse:
        turn = read_turn(request.body)
        agent = ready_agent(request)
        if agent is None:
            return problem(503, "not_ready", "no model is loaded")
        try:
            # Shielded: a caller that gives up must not leave a turn half done, and may ask for it again.
            return response.json(await asyncio.shield(self._once(agent, turn)))
        except Exception as error:
            logger.exception("a turn failed")
            return problem(500, "turn_failed", f"{type(error).__name__} while handling the message")

    def _once(self, agent: Agent, turn: TurnRequest) -> "asyncio.Task[Dict[Text, Any]]":
        """Return the running or finished turn of this very message, or start it."""
        key = (turn.conversation_id, turn.message_id)
        known = self._turns.get(key)
        if known is None or (known.done() and (known.cancelled() or known.exception())):
            self._turns[key] = known = asyncio.ensure_future(take_turn(agent, self._store, turn))
        self._turns.move_to_end(key)
        while len(self._turns) > REMEMBERED_TURNS:
            self._turns.popitem(last=False)
        return known


class NamedOutput(CollectingOutputChannel):
    """Collects what is said whole, each with the name of the response that it is a variant of."""

    async def send_text_message(self, recipient_id: Text, text: Text, **kwargs: Any) -> None:  # noqa: ANN401
        """Collect a sentence."""
        await self._keep(recipient_id, {"text": text.strip()}, kwargs)

    async def send_text_with_buttons(
        self,
        recipient_id: Text,
        text: Text,
        buttons: List[Dict[Text, Any]],
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        """Collect a sentence with its buttons."""
        await self._keep(recipient_id, {"text": text, "buttons": buttons}, kwargs)

    async def _keep(self, recipient_id: Text, said: Dict[Text, Any], told: Dict[Text, Any]) -> None:
        named = {"name": told["utter_action"]} if told.get("utter_action") else {}
        await self._persist_message({"recipient_id": recipient_id, **said, **named})


async def take_turn(agent: Agent, store: ShortTrackerStore, turn: TurnRequest) -> Dict[Text, Any]:
    """Let Rasa handle one message and return the whole turn. Raises: TurnFailed, or whatever Rasa raised."""
    output = NamedOutput()
    async with agent.lock_store.lock(turn.conversation_id):
        store.restore(turn.conversation_id, turn.slots, turn.active_form)
        requested = open_slots(await store.retrieve(turn.conversation_id)).get(REQUESTED_SLOT)
        message = UserMessage(
            neutral(turn.text),
            output,
            turn.conversation_id,
            input_channel=FrontdeskChannel.name(),
            message_id=turn.message_id,
            metadata={REQUESTED_SLOT: requested} if requested else None,
        )
        await agent.processor.handle_message(message)
        tracker = await store.retrieve(turn.conversation_id)
    if not output.messages:
        raise TurnFailed("the dialogue said nothing")
    return report(tracker, output)


def report(tracker: DialogueStateTracker, output: CollectingOutputChannel) -> Dict[Text, Any]:
    """Return the turn as JSON: what to say and do, what was understood, and which form is open."""
    parse = tracker.latest_message.parse_data
    return {
        "utterances": [utterance(message) for message in output.messages],
        "parse": {
            "intent": parse["intent"].get("topic") or parse["intent"].get("name"),
            "probability": float(parse["intent"].get("confidence") or 0.0),
            "entities": [
                {name: found[name] for name in ("entity", "value", "start", "end")}
                for found in parse["entities"]
            ],
            "ranking": [
                {"intent": ranked["name"], "probability": float(ranked["confidence"])}
                for ranked in parse.get("intent_ranking", [])[:RANKED]
            ],
            "parts": parse.get("parts", []),
        },
        "slots": open_slots(tracker),
        "active_form": tracker.active_loop_name,
    }


def utterance(message: Dict[Text, Any]) -> Dict[Text, Any]:
    """Return the directive that a custom response carries, else the text with the labels of its buttons."""
    if message.get("custom"):
        return message["custom"]
    options = [button["title"] for button in message.get("buttons") or []]
    named = {"name": message["name"]} if message.get("name") else {}
    return {"text": message["text"], **({"options": options} if options else {}), **named}


def ready_agent(request: Request) -> Optional[Agent]:
    """Return the agent once its model is loaded."""
    agent = getattr(request.app.ctx, "agent", None)
    return agent if agent is not None and agent.is_ready() else None


def problem(status: int, code: Text, detail: Text) -> HTTPResponse:
    """Return an error with a stable code."""
    return response.json({"code": code, "detail": detail}, status=status)
