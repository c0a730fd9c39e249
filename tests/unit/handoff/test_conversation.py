"""The fold: state follows from events alone, whatever order customers, agents and bot act in."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from handoff.domain import commands as c
from handoff.domain.commands import AgentRef, Command
from handoff.domain.conversation import Conversation, Status, fold, message_id_at, message_seq
from handoff.domain.decisions import decide
from handoff.domain.events import MessagePosted, Recorded, read_event
from handoff.domain.refusals import Refusal, StaleReply
from handoff.domain.summary import state_from_data, state_to_data
from handoff.domain.visibility import for_customer

START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
AGENTS = (AgentRef("a1", "Alice"), AgentRef("a2", "Bob"))


class ConversationMachine(RuleBasedStateMachine):
    """Customers, two agents and a slow bot act in any order; late replies are kept and sent at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.conversation = Conversation("c1", "cu1")
        self.log: list[Recorded] = []
        self.late: list[c.PostBotReply] = []
        self.sent = 0

    def ask(self, command: Command) -> bool:
        """Run a command; False when it was refused, and then nothing may have changed."""
        before = self.conversation
        try:
            events = decide(before, command)
        except Refusal:
            assert self.conversation == before
            return False
        first = before.last_seq + 1
        recorded = [
            Recorded("c1", first + i, START + timedelta(seconds=first + i), event)
            for i, event in enumerate(events)
        ]
        self.log += recorded
        self.conversation = fold(before, recorded)
        return True

    @rule(text=st.sampled_from(["hello", "/restart", "<b>hi</b>"]))
    def customer_writes(self, text: str) -> None:
        self.sent += 1
        assert self.ask(c.PostCustomerMessage(conversation_id="c1", client_id=str(self.sent), text=text))

    @precondition(lambda self: self.conversation.owed)
    @rule(escalate=st.booleans(), offer=st.booleans())
    def bot_thinks(self, escalate: bool, offer: bool) -> None:
        self.late.append(
            c.PostBotReply(
                conversation_id="c1",
                fence=self.conversation.fence,
                in_reply_to=self.conversation.owed[0],
                text="reply",
                choices=({"id": "person", "label": "A person"},) if offer else (),
                evidence={"turn": {"text": "x"}},
                escalation_reason="low_confidence" if escalate else None,
            )
        )

    @precondition(lambda self: self.late)
    @rule(data=st.data())
    def bot_replies(self, data: st.DataObject) -> None:
        reply = data.draw(st.sampled_from(self.late))
        before = self.conversation
        welcome = (
            before.status is Status.BOT and before.fence == reply.fence and reply.in_reply_to in before.owed
        )
        assert self.ask(reply) is welcome

    @rule(agent=st.sampled_from(AGENTS), kind=st.sampled_from([c.Claim, c.Release, c.ReturnToBot, c.Resolve]))
    def agent_asks(self, agent: AgentRef, kind: type[c.AgentCommand]) -> None:
        self.ask(kind(conversation_id="c1", agent=agent))

    @rule(agent=st.sampled_from(AGENTS))
    def agent_writes(self, agent: AgentRef) -> None:
        owner = self.conversation.agent
        self.sent += 1
        command = c.PostAgentMessage(conversation_id="c1", agent=agent, client_id=str(self.sent), text="hi")
        assert self.ask(command) is (owner == agent)

    @rule(agent=st.sampled_from(AGENTS))
    def agent_notes(self, agent: AgentRef) -> None:
        self.sent += 1
        assert self.ask(
            c.PostNote(conversation_id="c1", agent=agent, client_id=str(self.sent), text="secret")
        )

    @rule()
    def customer_wants_a_person(self) -> None:
        assert self.ask(c.RequestHandoff(conversation_id="c1", reason="customer_asked"))
        assert self.conversation.status in {Status.QUEUED, Status.ASSIGNED}

    @precondition(lambda self: self.conversation.offered_by)
    @rule()
    def customer_picks(self) -> None:
        assert self.ask(
            c.PickChoice(
                conversation_id="c1", message_id=self.conversation.offered_by or "", choice_id="person"
            )
        )

    @invariant()
    def seq_is_gapless(self) -> None:
        assert [recorded.seq for recorded in self.log] == list(range(1, len(self.log) + 1))

    @invariant()
    def message_ids_name_their_place(self) -> None:
        for recorded in self.log:
            if isinstance(recorded.event, MessagePosted):
                assert message_seq(recorded.event.message_id) == recorded.seq

    @invariant()
    def state_follows_from_stored_events(self) -> None:
        stored = [Recorded("c1", r.seq, r.at, read_event(r.event.type, r.event.to_data())) for r in self.log]
        assert fold(Conversation("c1", "cu1"), stored) == self.conversation

    @invariant()
    def stored_state_reads_back(self) -> None:
        assert state_from_data("c1", "cu1", state_to_data(self.conversation)) == self.conversation

    @invariant()
    def one_owner_exactly_while_assigned(self) -> None:
        assert (self.conversation.agent is not None) == (self.conversation.status is Status.ASSIGNED)

    @invariant()
    def only_the_bot_owes(self) -> None:
        assert not self.conversation.owed or self.conversation.status is Status.BOT

    @invariant()
    def waiting_has_a_beginning(self) -> None:
        assert (self.conversation.waiting_since is not None) == (self.conversation.status is Status.QUEUED)

    @invariant()
    def customers_never_see_what_is_for_agents(self) -> None:
        shown = str([for_customer(recorded) for recorded in self.log])
        assert "secret" not in shown
        assert "evidence" not in shown


TestConversationMachine = ConversationMachine.TestCase


def test_message_id_and_seq_are_inverse() -> None:
    assert message_seq(message_id_at("c.1.x", 7)) == 7


def test_stale_reply_is_a_refusal() -> None:
    assert issubclass(StaleReply, Refusal)
