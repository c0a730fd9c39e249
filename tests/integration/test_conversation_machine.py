"""Customers, agents, routing and the bot at once, over the real service and a real database.

Hypothesis invents what they do and in which order; replies of the bot come late, doorbells get lost, pages
send twice, agents vanish. After every step: at most one owner, no word of the bot while a person has the
conversation, the same gapless order for everybody, and the stored state is the fold of the stored events.
"""

import asyncio
import os
import tempfile
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import structlog
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from handoff.adapters.conversation_store import SqlConversationStore
from handoff.adapters.database import Database
from handoff.adapters.lease_store import SqlLeaseStore
from handoff.adapters.people_store import SqlCustomerStore
from handoff.conversation.service import Outcome, Service
from handoff.conversation.visitors import Customer
from handoff.domain import commands as c
from handoff.domain.commands import AgentRef, Command
from handoff.domain.conversation import Conversation, Status, fold
from handoff.domain.events import AgentAssigned, MessagePosted, Recorded
from handoff.domain.refusals import Refusal
from handoff.queue.leases import Leases
from tests.databases import put_database

LONG = os.environ.get("FRONTDESK_LONG") == "1"
LIFE = timedelta(seconds=60)
AGENTS = [AgentRef(f"a{number}", f"Agent {number}") for number in range(4)]
CONVERSATIONS = ["c1", "c2"]
PEOPLE_HAVE_IT = {"handoff_requested", "agent_assigned", "returned_to_queue", "conversation_resolved"}
BOT_HAS_IT = {"returned_to_bot", "conversation_reopened"}

agents = st.sampled_from(AGENTS)
conversations = st.sampled_from(CONVERSATIONS)
chance = st.integers(0, 10_000)


class Window:
    """Somebody's open page: live events may be lost, and it asks for what is missing by its cursor."""

    def __init__(self, store: SqlConversationStore) -> None:
        self.store = store
        self.seen: dict[str, list[Recorded]] = {name: [] for name in CONVERSATIONS}

    def hear(self, recorded: Recorded) -> None:
        seen = self.seen[recorded.conversation_id]
        if recorded.seq == len(seen) + 1:
            seen.append(recorded)

    async def check(self, conversation_id: str) -> None:
        seen = self.seen[conversation_id]
        seen.extend(await self.store.events_after(conversation_id, len(seen)))


class ConversationMachine(RuleBasedStateMachine):
    """Everything that may happen to two conversations among four agents."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory(prefix="machine")
        self.now = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
        self.numbers = iter(range(1_000_000))
        self.drafts: list[c.PostBotReply] = []
        self.posted: list[Command] = []
        self.told: dict[str, list[int]] = {name: [] for name in CONVERSATIONS}
        self.here = {agent.id for agent in AGENTS}
        self.bells = 0

    def clock(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.runner.run(work)

    @initialize()
    def open(self) -> None:
        path = Path(self.folder.name) / "frontdesk.db"
        put_database(path)
        self.database = Database.open(f"sqlite+aiosqlite:///{path}")
        self.store = SqlConversationStore(self.database)
        self.service = Service(self.store, self.clock, structlog.get_logger(), self.heir)
        self.windows = [Window(self.store) for _ in range(3)]
        self.service.subscribe(self.listen)
        self.leases = self.opened_leases()
        self.run(self.move_in())

    def opened_leases(self) -> Leases:
        store, log = SqlLeaseStore(self.database), structlog.get_logger()
        return Leases(store, self.service, lambda: tuple(self.here), self.clock, LIFE, log)

    async def move_in(self) -> None:
        for name in CONVERSATIONS:
            customer = Customer(f"of-{name}", "Visitor")
            await SqlCustomerStore(self.database).add(customer, self.now)
            await self.store.find_or_create(Conversation(name, customer.id), None, self.now)

    def heir(self, conversation: Conversation, _at: datetime) -> AgentRef | None:
        agent = conversation.resolved_by
        return agent if agent is not None and agent.id in self.here else None

    async def listen(self, outcome: Outcome) -> None:
        for recorded in outcome.events:
            self.told[recorded.conversation_id].append(recorded.seq)
            for place, window in enumerate(self.windows):
                self.bells += 1
                if (self.bells + place) % 3:
                    window.hear(recorded)

    async def ask(self, command: Command) -> None:
        try:
            await self.service.handle(command)
        except Refusal:
            return
        self.posted.append(command)

    def do(self, *commands: Command) -> None:
        async def all_at_once() -> None:
            await asyncio.gather(*(self.ask(command) for command in commands))

        self.run(all_at_once())

    def state(self, name: str) -> Conversation:
        state: Conversation = self.run(self.store.load(name))
        return state

    def writes(self, name: str) -> Command:
        number = next(self.numbers)
        return c.PostCustomerMessage(conversation_id=name, client_id=f"k{number}", text=f"word {number}")

    def moves(self, name: str, agent: AgentRef, other: AgentRef) -> list[Command]:
        of: dict[str, Any] = {"conversation_id": name, "agent": agent}
        return [
            c.Claim(**of),
            c.TakeOver(**of),
            c.Assign(**of, by="routing"),
            c.Release(**of),
            c.Resolve(**of),
            c.ReturnToBot(**of),
            c.ReturnToBot(**of, flow="track_order"),
            c.Transfer(**of, to_agent=other),
            c.Transfer(**of, to_team="returns"),
            c.Tag(**of, tags=("vip",)),
            c.PostNote(**of, client_id=f"n{next(self.numbers)}", text="note", mentions=(other.id,)),
            c.RequestHandoff(conversation_id=name, reason="customer_asked", team="returns", priority=1),
        ]

    @rule(name=conversations)
    def customer_writes(self, name: str) -> None:
        self.do(self.writes(name))

    @rule(name=conversations, agent=agents, other=agents, pick=chance)
    def somebody_moves_it(self, name: str, agent: AgentRef, other: AgentRef, pick: int) -> None:
        moves = self.moves(name, agent, other)
        self.do(moves[pick % len(moves)])

    @rule(name=conversations, agent=agents, old=st.integers(0, 2))
    def agent_writes(self, name: str, agent: AgentRef, old: int) -> None:
        number, fence = next(self.numbers), self.state(name).fence - old
        text = f"under {fence}"
        self.do(
            c.PostAgentMessage(
                conversation_id=name, agent=agent, client_id=f"k{number}", text=text, fence=fence
            )
        )

    @rule(name=conversations)
    def bot_begins_a_reply(self, name: str) -> None:
        state = self.state(name)
        for owed in state.owed[:1]:
            draft = c.PostBotReply(conversation_id=name, fence=state.fence, in_reply_to=owed, text="bot")
            self.drafts.append(draft)

    @rule(pick=chance, escalates=st.booleans())
    def bot_ends_a_reply(self, pick: int, escalates: bool) -> None:
        if not self.drafts:
            return
        draft = self.drafts[pick % len(self.drafts)]
        reason = "risk_topic" if escalates else None
        again = c.PostBotReply(
            conversation_id=draft.conversation_id,
            fence=draft.fence,
            in_reply_to=draft.in_reply_to,
            text="bot",
            escalation_reason=reason,
        )
        self.do(again, again)

    @rule(pick=chance)
    def a_page_sends_again(self, pick: int) -> None:
        if self.posted:
            self.do(self.posted[pick % len(self.posted)])

    @rule(name=conversations, data=st.lists(st.tuples(agents, agents, chance), min_size=2, max_size=6))
    def many_at_once(self, name: str, data: list[tuple[AgentRef, AgentRef, int]]) -> None:
        drafts = [draft for draft in self.drafts if draft.conversation_id == name][-1:]
        moves = [self.moves(name, agent, other) for agent, other, _ in data]
        picked = [list_[pick % len(list_)] for list_, (_, _, pick) in zip(moves, data, strict=True)]
        self.do(self.writes(name), *picked, *drafts)

    @rule(agent=agents)
    def agent_comes_or_goes(self, agent: AgentRef) -> None:
        self.here ^= {agent.id}

    @rule(seconds=st.sampled_from([20, 70]))
    def time_passes(self, seconds: int) -> None:
        async def watch() -> None:
            await self.leases.renew_present()
            self.now += timedelta(seconds=seconds)
            if seconds < LIFE.total_seconds():
                await self.leases.renew_present()
            await self.leases.take_back()

        self.run(watch())

    @rule()
    def the_service_starts_again(self) -> None:
        self.leases = self.opened_leases()
        self.drafts = self.drafts[-5:]

    @rule(name=conversations, who=st.integers(0, 2))
    def a_page_checks_its_cursor(self, name: str, who: int) -> None:
        self.run(self.windows[who].check(name))

    @invariant()
    def everything_holds(self) -> None:
        if hasattr(self, "store"):
            for name in CONVERSATIONS:
                log: tuple[Recorded, ...] = self.run(self.store.events_after(name, 0, None))
                self.check_order(name, log)
                self.check_state(self.state(name), log)
                check_speakers(log)

    def check_order(self, name: str, log: tuple[Recorded, ...]) -> None:
        assert [recorded.seq for recorded in log] == list(range(1, len(log) + 1))
        assert self.told[name] == list(range(1, len(log) + 1))
        for window in self.windows:
            assert window.seen[name] == list(log[: len(window.seen[name])])

    def check_state(self, state: Conversation, log: tuple[Recorded, ...]) -> None:
        assert state == fold(Conversation(state.id, state.customer_id), log)
        assert (state.agent is not None) == (state.status is Status.ASSIGNED)
        sent = [r.event.client_id for r in log if isinstance(r.event, MessagePosted) and r.event.client_id]
        assert len(sent) == len(set(sent))

    def teardown(self) -> None:
        if hasattr(self, "database"):
            self.run(self.database.close())
        self.runner.close()
        self.folder.cleanup()


def check_speakers(log: tuple[Recorded, ...]) -> None:
    """Read the log with rules of its own: who has the conversation at each line, and who speaks there."""
    owner, bot_has_it, fence = None, True, 0
    for recorded in log:
        event = recorded.event
        if event.type in PEOPLE_HAVE_IT | BOT_HAS_IT:
            bot_has_it, fence = event.type in BOT_HAS_IT, fence + 1
            owner = event.agent["name"] if isinstance(event, AgentAssigned) else None
        if isinstance(event, MessagePosted) and event.author == "bot":
            assert bot_has_it, f"the bot spoke at {recorded.seq} while a person had it"
        if isinstance(event, MessagePosted) and event.author == "agent":
            assert event.name == owner, f"{event.name} spoke at {recorded.seq}, the owner was {owner}"
            assert event.text == f"under {fence}"


TestConversationMachine = ConversationMachine.TestCase
TestConversationMachine.settings = settings(
    max_examples=300 if LONG else 12,
    stateful_step_count=60 if LONG else 30,
    deadline=None,
    derandomize=not LONG,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
