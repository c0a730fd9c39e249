"""Questions as they are read from a conversation's events."""

from handoff.domain.erasure import erase
from handoff.domain.events import AnswerMissing, MessagePosted, Recorded, ReturnedToQueue
from handoff.domain.questions import questions_of
from tests.fakes_questions import Talk

PHONES = "do you rent out satellite phones"
RETURN = "how do I return my tent"
REPLY = "We do not rent out phones, but our Leeds shop lends two-way radios."


def test_an_answer_is_a_question_with_its_article() -> None:
    talk = Talk()
    talk.asks("hi", decision="say", intent="greeting")
    talk.asks(RETURN, decision="answer", probability=0.97)
    (question,) = questions_of(talk.log)
    assert (question.id, question.text, question.outcome) == ("c1.3", RETURN, "answered")
    assert (question.article_id, question.nearest_id, question.probability) == ("returns", "returns", 0.97)
    assert not question.unanswered


def test_an_offer_that_nobody_takes_stays_unanswered() -> None:
    talk = Talk()
    talk.asks(PHONES)
    (question,) = questions_of(talk.log)
    assert (question.outcome, question.unanswered, question.agent_minutes) == ("offered", True, 0.0)


def test_a_person_answers_and_their_time_is_counted_from_claim_to_resolve() -> None:
    talk = Talk()
    talk.asks(PHONES, decision="escalate")
    talk.wait(minutes=30).claimed()
    talk.wait(minutes=4).agent("Hello, one moment please.")
    talk.wait(minutes=2).agent(REPLY)
    talk.wait(minutes=1).resolved()
    (question,) = questions_of(talk.log)
    assert question.outcome == "person"
    assert question.reply is not None
    assert (question.reply.text, question.reply.agent, question.reply.liked) == (REPLY, "Jonas", None)
    assert 7.0 <= question.agent_minutes <= 7.1


def test_a_conversation_left_open_over_night_costs_no_night() -> None:
    talk = Talk()
    talk.asks(PHONES, decision="escalate")
    talk.claimed()
    talk.agent(REPLY)
    talk.wait(hours=14).resolved()
    (question,) = questions_of(talk.log)
    assert 15.0 <= question.agent_minutes <= 15.1


def test_time_in_the_queue_between_two_agents_is_nobodys() -> None:
    talk = Talk()
    talk.asks(PHONES, decision="escalate")
    talk.claimed()
    talk.wait(minutes=1).add(ReturnedToQueue())
    talk.wait(minutes=9).claimed()
    talk.wait(minutes=1).resolved()
    (question,) = questions_of(talk.log)
    assert 2.0 <= question.agent_minutes <= 2.1
    assert question.outcome == "escalated"


def test_questions_that_led_to_the_person_share_their_time() -> None:
    talk = Talk()
    talk.asks(PHONES)
    talk.asks("renting a phone for iridium", decision="escalate")
    talk.claimed()
    talk.wait(minutes=6).agent(REPLY)
    talk.resolved()
    first, second = questions_of(talk.log)
    assert first.outcome == second.outcome == "person"
    assert first.agent_minutes == second.agent_minutes
    assert 3.0 <= first.agent_minutes <= 3.1


def test_a_person_called_after_an_answer_tells_against_the_article() -> None:
    talk = Talk()
    talk.asks(RETURN, decision="answer")
    talk.wants_person()
    talk.claimed()
    talk.agent(REPLY)
    (question,) = questions_of(talk.log)
    assert (question.outcome, question.failed_article, question.unanswered) == ("person", "returns", True)


def test_a_person_called_for_another_question_does_not() -> None:
    talk = Talk()
    talk.asks(RETURN, decision="answer")
    talk.asks(PHONES, decision="escalate")
    talk.claimed()
    talk.agent(REPLY)
    answered, handed_over = questions_of(talk.log)
    assert (answered.outcome, handed_over.outcome) == ("answered", "person")


def test_nor_does_one_called_the_next_day() -> None:
    talk = Talk()
    talk.asks(RETURN, decision="answer")
    talk.wait(hours=20).wants_person()
    (question,) = questions_of(talk.log)
    assert question.outcome == "answered"


def test_a_sure_answer_withheld_from_an_upset_customer_is_no_gap() -> None:
    talk = Talk()
    talk.asks(RETURN, decision="escalate", reason="complex_matter", sure=True)
    talk.claimed()
    talk.agent(REPLY)
    (question,) = questions_of(talk.log)
    assert (question.outcome, question.sure, question.unanswered) == ("person", True, False)


def test_a_picked_article_settles_what_was_clarified() -> None:
    talk = Talk()
    talk.asks(RETURN, decision="clarify")
    reply = talk.asks("Returning an item", "article:returns", decision="answer")
    talk.rates(reply, helpful=True)
    (question,) = questions_of(talk.log)
    assert (question.outcome, question.article_id, question.helpful) == ("clarified", "returns", True)
    assert not question.unanswered


def test_choosing_a_person_is_not_a_question() -> None:
    talk = Talk()
    talk.asks(PHONES)
    talk.asks("Talk to a person", "person", decision="escalate", reason="low_confidence")
    talk.claimed()
    talk.agent(REPLY)
    (question,) = questions_of(talk.log)
    assert (question.text, question.outcome) == (PHONES, "person")


def test_a_question_put_to_a_person_has_its_own_reply() -> None:
    talk = Talk()
    talk.asks(PHONES, decision="escalate")
    talk.claimed()
    talk.agent(REPLY)
    talk.says("thanks! my number is 48213")
    talk.says("and do you deliver to the Faroe Islands?")
    talk.agent("Not yet, but we hope to do so from next spring on.")
    talk.resolved()
    first, second = questions_of(talk.log)
    assert first.reply is not None
    assert second.reply is not None
    assert first.reply.text == REPLY
    assert second.reply.text.startswith("Not yet")
    assert first.agent_minutes == second.agent_minutes


def test_a_question_that_the_bot_never_read_is_not_lost() -> None:
    talk = Talk()
    talk.says("do you deliver to the Faroe Islands?")
    talk.wants_person()
    talk.claimed()
    talk.agent("Not yet, but we hope to do so from next spring on.")
    (question,) = questions_of(talk.log)
    assert (question.outcome, question.nearest_id) == ("person", None)


def test_the_latest_rating_counts_and_the_first_survey() -> None:
    talk = Talk()
    reply = talk.asks(RETURN, decision="answer")
    talk.rates(reply, helpful=True)
    talk.rates(reply, helpful=False)
    talk.wants_person()
    talk.claimed()
    talk.agent(REPLY)
    talk.resolved()
    talk.scores(5)
    (question,) = questions_of(talk.log)
    assert (question.helpful, question.rated_at) == (False, talk.log[3].at)
    assert question.reply is not None
    assert question.reply.liked is True


def test_two_words_of_an_agent_are_no_reply_to_keep() -> None:
    talk = Talk()
    talk.asks(PHONES, decision="escalate")
    talk.claimed()
    talk.agent("No, sorry!")
    (question,) = questions_of(talk.log)
    assert (question.outcome, question.reply) == ("person", None)


def test_nothing_is_left_of_an_erased_conversation() -> None:
    talk = Talk()
    talk.asks(PHONES, decision="escalate")
    talk.says("and do you deliver to the Faroe Islands?")
    talk.claimed()
    talk.agent(REPLY)
    erased = [Recorded(r.conversation_id, r.seq, r.at, erase(r.event)) for r in talk.log]
    assert any(isinstance(recorded.event, MessagePosted) for recorded in erased)
    assert questions_of(erased) == ()


def missed(talk: Talk, message_id: str) -> list[Recorded]:
    last = talk.log[-1]
    event = AnswerMissing(agent={"id": "a1", "name": "Jonas"}, message_id=message_id)
    return [*talk.log, Recorded(last.conversation_id, last.seq + 1, last.at, event)]


def test_an_agent_says_that_an_answer_was_none() -> None:
    talk = Talk()
    talk.asks(RETURN, decision="answer", probability=0.97)
    (question,) = questions_of(missed(talk, "c1.1"))
    assert (question.outcome, question.unanswered, question.failed_article) == ("escalated", True, "returns")


def test_an_agent_says_that_a_question_nobody_read_has_no_answer() -> None:
    talk = Talk()
    talk.says("and do you deliver to the Faroe Islands?")
    (question,) = questions_of(missed(talk, "c1.1"))
    assert (question.id, question.outcome, question.unanswered) == ("c1.1", "escalated", True)


def test_what_an_agent_misses_is_a_question_of_the_customer_that_is_still_there() -> None:
    talk = Talk()
    talk.says("and do you deliver to the Faroe Islands?")
    log = [Recorded(r.conversation_id, r.seq, r.at, erase(r.event)) for r in missed(talk, "c1.1")]
    assert questions_of(log) == ()
    assert questions_of(missed(talk, "c1.7")) == ()
