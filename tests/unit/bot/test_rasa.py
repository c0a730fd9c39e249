"""The dialogue client, against a real server on loopback that can refuse, freeze, talk rubbish and die."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import web

from bot.adapters.rasa import RasaDialogue, read_turn
from bot.domain.directives import AskPerson, Entity, LeaveMessage, Parse, Say, SearchArticles
from bot.errors import DialogueUnavailable

SECRET = "a secret of more than sixteen"
PARSE = {"intent": "greeting", "probability": 0.9, "entities": [], "ranking": []}
HELLO = {"utterances": [{"text": "Hello!"}], "parse": PARSE, "slots": {}, "active_form": None}

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class StandInProcess:
    """A dialogue process whose behaviour a test chooses; it counts what it is asked."""

    def __init__(self) -> None:
        self.answer: Answer = self.say_hello
        self.well = True
        self.turns: list[dict[str, object]] = []
        self.probes = 0
        self.secrets: set[str | None] = set()
        self._never = asyncio.Event()
        self._runner: web.AppRunner | None = None
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        app = web.Application()
        app.router.add_post("/webhooks/frontdesk/turn", self._turn)
        app.router.add_post("/webhooks/frontdesk/forget", self._turn)
        app.router.add_get("/webhooks/frontdesk/health", self._health)
        self._never.clear()
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def die(self) -> None:
        self._never.set()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def say_hello(self, request: web.Request) -> web.StreamResponse:
        return web.json_response(HELLO)

    async def freeze(self, request: web.Request) -> web.StreamResponse:
        await self._never.wait()
        return web.json_response(HELLO)

    def refuse(self, status: int) -> Answer:
        async def answer(request: web.Request) -> web.StreamResponse:
            return web.json_response({"code": "some_code"}, status=status)

        return answer

    def reply(self, body: str) -> Answer:
        async def answer(request: web.Request) -> web.StreamResponse:
            return web.Response(text=body, content_type="application/json")

        return answer

    async def _turn(self, request: web.Request) -> web.StreamResponse:
        self.secrets.add(request.headers.get("Authorization"))
        self.turns.append(await request.json())
        return await self.answer(request)

    async def _health(self, request: web.Request) -> web.StreamResponse:
        self.probes += 1
        return web.json_response({}, status=200 if self.well else 503)


class Clock:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
async def process() -> AsyncIterator[StandInProcess]:
    stand_in = StandInProcess()
    await stand_in.start()
    yield stand_in
    await stand_in.die()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def dialogue(process: StandInProcess, clock: Clock) -> AsyncIterator[RasaDialogue]:
    async with RasaDialogue(process.url, SECRET, timeout=0.3, clock=clock) as client:
        yield client


async def test_one_message_gives_one_turn(dialogue: RasaDialogue, process: StandInProcess) -> None:
    turn = await dialogue.turn("c1", "m1", "hi", slots={"contact_name": "Ann"}, active_form="contact_form")

    assert turn.directives == (Say("Hello!"),)
    assert turn.parse == Parse("greeting", 0.9)
    assert process.turns == [
        {
            "conversation_id": "c1",
            "message_id": "m1",
            "text": "hi",
            "slots": {"contact_name": "Ann"},
            "active_form": "contact_form",
        }
    ]
    assert process.secrets == {f"Bearer {SECRET}"}


def test_a_turn_is_read_with_its_directives_and_entities() -> None:
    answer = {
        "utterances": [
            {"directive": "search_articles"},
            {"directive": "ask_person"},
            {"directive": "leave_message", "name": "Ann", "email": "ann@example.com", "topic": "my tent"},
        ],
        "parse": {
            "intent": "ask_article",
            "probability": 0.7,
            "entities": [{"entity": "order_number", "value": "FH-204518", "start": 3, "end": 12}],
        },
        "slots": {"requested_slot": "contact_name"},
        "active_form": "contact_form",
    }

    turn = read_turn(answer)

    fields = {"name": "Ann", "email": "ann@example.com", "topic": "my tent"}
    assert turn.directives == (SearchArticles(), AskPerson(), LeaveMessage(fields))
    assert turn.parse.entities == (Entity("order_number", "FH-204518", 3, 12),)
    assert turn.slots == {"requested_slot": "contact_name"}
    assert turn.active_form == "contact_form"


async def test_a_long_text_is_cut_to_what_the_channel_takes(
    dialogue: RasaDialogue, process: StandInProcess
) -> None:
    await dialogue.turn("c1", "m1", "x" * 5000)

    assert process.turns[0]["text"] == "x" * 4000


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("not json at all", id="not JSON"),
        pytest.param("[]", id="a list"),
        pytest.param("null", id="null"),
        pytest.param("{}", id="no parse"),
        pytest.param(
            '{"utterances": [], "parse": {"intent": "a", "probability": 1, "entities": []}}', id="mute"
        ),
        pytest.param(
            '{"utterances": [{"directive": "explode"}], "slots": {}, "active_form": null,'
            ' "parse": {"intent": "a", "probability": 1, "entities": []}}',
            id="unknown directive",
        ),
    ],
)
async def test_rubbish_is_no_turn(dialogue: RasaDialogue, process: StandInProcess, body: str) -> None:
    process.answer = process.reply(body)

    with pytest.raises(DialogueUnavailable, match="answered something that is"):
        await dialogue.turn("c1", "m1", "hi")


async def test_a_frozen_process_is_given_up_and_then_refused_at_once(
    dialogue: RasaDialogue, process: StandInProcess
) -> None:
    process.answer = process.freeze
    with pytest.raises(DialogueUnavailable, match=r"no answer from the dialogue within 0\.3 s"):
        await dialogue.turn("c1", "m1", "hi")

    with pytest.raises(DialogueUnavailable, match="has not come back"):
        await dialogue.turn("c1", "m2", "hi")

    assert len(process.turns) == 1
    assert process.probes == 0, "within a second the client must not even ask"


async def test_a_dead_process_is_told_and_taken_up_again_when_it_is_back(
    dialogue: RasaDialogue, process: StandInProcess, clock: Clock
) -> None:
    await process.die()
    with pytest.raises(DialogueUnavailable, match="cannot be reached"):
        await dialogue.turn("c1", "m1", "hi")
    await process.start()

    clock.now += 1.0
    turn = await dialogue.turn("c1", "m2", "hi")

    assert turn.directives == (Say("Hello!"),)
    assert process.probes == 1


async def test_the_supervisors_health_check_closes_the_breaker(
    dialogue: RasaDialogue, process: StandInProcess
) -> None:
    process.answer = process.refuse(503)
    with pytest.raises(DialogueUnavailable, match="503"):
        await dialogue.turn("c1", "m1", "hi")
    process.answer = process.say_hello

    assert await dialogue.healthy()

    assert (await dialogue.turn("c1", "m1", "hi")).directives == (Say("Hello!"),)


async def test_while_it_is_unwell_it_is_probed_at_most_once_a_second(
    dialogue: RasaDialogue, process: StandInProcess, clock: Clock
) -> None:
    process.answer, process.well = process.refuse(503), False
    for _message in range(3):
        with pytest.raises(DialogueUnavailable):
            await dialogue.turn("c1", "m1", "hi")
    clock.now += 1.0
    for _message in range(3):
        with pytest.raises(DialogueUnavailable):
            await dialogue.turn("c1", "m1", "hi")

    assert len(process.turns) == 1
    assert process.probes == 1


@pytest.mark.parametrize("status", [400, 500])
async def test_one_message_that_cannot_be_handled_leaves_the_next_alone(
    dialogue: RasaDialogue, process: StandInProcess, status: int
) -> None:
    process.answer = process.refuse(status)
    with pytest.raises(DialogueUnavailable, match=f"{status}.*some_code"):
        await dialogue.turn("c1", "m1", "hi")
    process.answer = process.say_hello

    assert (await dialogue.turn("c1", "m2", "hi")).directives == (Say("Hello!"),)


async def test_a_connection_that_was_closed_meanwhile_is_not_a_failure(
    dialogue: RasaDialogue, process: StandInProcess
) -> None:
    async def hang_up_once(request: web.Request) -> web.StreamResponse:
        process.answer = process.say_hello
        assert request.transport is not None
        request.transport.close()
        return web.Response()

    process.answer = hang_up_once

    assert (await dialogue.turn("c1", "m1", "hi")).directives == (Say("Hello!"),)
    assert [turn["message_id"] for turn in process.turns] == ["m1", "m1"]


async def test_forgetting_names_the_conversation(dialogue: RasaDialogue, process: StandInProcess) -> None:
    process.answer = process.reply('{"forgotten": true}')

    await dialogue.forget("c1")

    assert process.turns == [{"conversation_id": "c1"}]


async def test_health_says_no_for_a_frozen_a_dead_and_an_unready_process(
    dialogue: RasaDialogue, process: StandInProcess
) -> None:
    assert await dialogue.healthy()
    process.well = False
    assert not await dialogue.healthy()
    await process.die()
    assert not await dialogue.healthy()
