"""A crowd of customers and agents behind a bad network, before a service that keeps being killed."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import httpx2
import structlog

from handoff.adapters.database import Database, migrate
from handoff.chance import CHANCE
from handoff.house.staffing import open_staffing
from handoff.people.accounts import Role, Staff
from handoff.settings import Settings
from tests.faults.agents import Agent
from tests.faults.checker import Story
from tests.faults.customers import Customer
from tests.faults.history import History, Line
from tests.faults.killing import Patient
from tests.faults.proxy import FaultProxy
from tests.faults.stage import Stage
from tests.faults.truth import read_logs, read_states
from tests.faults.weather import Kind, forecast

PASSWORD = "a password for everybody here"
LEASE_S = 20.0
SETTINGS = {
    "FRONTDESK_LEASE_S": str(LEASE_S),
    "FRONTDESK_VISITOR_RATE": "100000/minute",
    "FRONTDESK_LOGIN_RATE": "1000/minute",
    "FRONTDESK_SIGNAL_RATE": "1000/second",
}


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is played; `trouble_s` is the mean pause between two troubles of one line."""

    customers: int
    agents: int
    messages: int
    service_kills: int
    dialogue_kills: int
    pace_s: float
    trouble_s: float
    patience_s: float


@dataclass(frozen=True, slots=True)
class Played:
    """What came of it."""

    story: Story
    acknowledged: int
    counts: Counter[str]
    troubles: Counter[Kind]
    kills: Counter[str]
    lines: int
    seconds: float


async def play(scale: Scale, seed: int, folder: Path) -> Played:
    """Play until enough is acknowledged, let the weather clear up, and give what everybody saw."""
    began = monotonic()
    await asyncio.to_thread((folder / "data").mkdir)
    staff = await _hire(scale.agents, folder / "data")
    patient = Patient(folder / "data", SETTINGS, random.Random(f"{seed}:kills"))
    proxy = FaultProxy(patient.service.port, lambda line: forecast(seed, line, scale.trouble_s), seed)
    history = History(folder / "history.jsonl")
    try:
        await patient.ready("ok")
        async with _stage(proxy, history, scale, seed) as stage:
            crowd = _come_together(stage, scale, patient, staff)
            try:
                await _perform(stage, scale, patient, proxy, crowd)
                logs = await _settle(crowd, folder / "data" / "frontdesk.db")
            finally:
                await asyncio.gather(*(person.leave() for person in crowd))
    finally:
        await proxy.close()
        history.close()
        await asyncio.to_thread(patient.service.stop)
    states = await read_states(folder / "data" / "frontdesk.db", list(logs))
    story = Story(history.records, history.windows, logs, states)
    return Played(
        story, stage.acknowledged, stage.counts, proxy.done, patient.kills, proxy.lines, monotonic() - began
    )


async def _hire(agents: int, data_dir: Path) -> list[Staff]:
    settings = Settings(data_dir=data_dir)
    await asyncio.to_thread(migrate, settings.database)
    database = Database.open(settings.database)
    staff = [Staff(f"a{n}", f"a{n}@crowd.example", f"Agent {n}", Role.AGENT) for n in range(agents)]
    try:
        accounts = open_staffing(settings, database, CHANCE, structlog.get_logger()).accounts
        for person in staff:
            await accounts.add(person, PASSWORD)
    finally:
        await database.close()
    return staff


@asynccontextmanager
async def _stage(proxy: FaultProxy, history: History, scale: Scale, seed: int) -> AsyncIterator[Stage]:
    port = await proxy.open()
    async with httpx2.AsyncClient() as http:
        yield Stage(f"127.0.0.1:{port}", history, http, seed, scale.pace_s, scale.messages)


def _come_together(
    stage: Stage, scale: Scale, patient: Patient, staff: list[Staff]
) -> list[Customer | Agent]:
    customers = [Customer(stage, n, patient.service.visitor()) for n in range(scale.customers)]
    agents = []
    for person in staff:
        sign_in = {"email": person.email, "password": PASSWORD}
        answer = httpx2.post(f"{patient.service.url}/api/v1/login", json=sign_in, timeout=10)
        agents.append(Agent(stage, person.id, person.name, answer.json()["token"], LEASE_S))
    for agent in agents:
        agent.colleagues = [other.id for other in agents if other is not agent]
    return [*customers, *agents]


async def _perform(
    stage: Stage, scale: Scale, patient: Patient, proxy: FaultProxy, crowd: list[Customer | Agent]
) -> None:
    def progress() -> float:
        return stage.acknowledged / scale.messages

    for person in crowd:
        person.come()
    refusing = asyncio.create_task(_refuse_sockets(proxy, stage.dice("sockets")))
    try:
        async with asyncio.timeout(scale.patience_s), asyncio.TaskGroup() as group:
            group.create_task(patient.run(progress, scale.service_kills, scale.dialogue_kills))
            for person in crowd:
                group.create_task(person.run())
    finally:
        refusing.cancel()
        await asyncio.gather(refusing, return_exceptions=True)
    proxy.calm_down()
    await patient.ready("ok")


async def _refuse_sockets(proxy: FaultProxy, dice: random.Random) -> None:
    """Now and then let nobody have a new socket for a while."""
    while True:
        await asyncio.sleep(dice.uniform(10, 40))
        proxy.refuses_sockets = True
        await asyncio.sleep(dice.uniform(3, 8))
        proxy.refuses_sockets = False


async def _settle(
    crowd: list[Customer | Agent], database: Path, patience_s: float = 180.0
) -> dict[str, list[Line]]:
    """Wait until everybody has sent and seen everything; give what was stored at that moment.

    Nothing is awaited between reading the database and looking at the windows, so both are of one moment.
    """
    deadline = monotonic() + patience_s
    while monotonic() < deadline:
        for person in crowd:
            person.try_again()
        if not any(person.waiting for person in crowd):
            logs = read_logs(database)
            if all(person.sees(logs) for person in crowd):
                return logs
        await asyncio.sleep(0.5)
    return read_logs(database)
