"""Searching finds the right article and passage, and a change of articles is one step for all threads."""

import threading
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from knowledge_base.adapters.assembly import build_snapshot, outside_questions
from knowledge_base.calibrating import calibrate
from knowledge_base.domain.article import Article
from knowledge_base.domain.calibration import Calibration
from knowledge_base.domain.defaults import GENERAL
from knowledge_base.domain.label import Lesson
from knowledge_base.evaluation import LabelledQuestion, evaluate_answers
from knowledge_base.retrieval import Report, Retrieval, advise, amended
from knowledge_base.snapshot import Snapshot, between
from tests.unit.knowledge_base.word_encoder import WordEncoder, shop

OUTSIDE = ("what is the capital of peru", "sing me a song", "boil an egg", "paint the ceiling")


def rehearse_nothing(_articles: Sequence[Article], *, labels: Sequence[Lesson] = ()) -> Calibration:
    return GENERAL


def retrieval(articles: Sequence[Article] = ()) -> Retrieval:
    encoder = WordEncoder()
    build = partial(build_snapshot, encoder)
    opened = Retrieval(encoder, build, partial(calibrate, outside=OUTSIDE, build=build))
    opened.replace(articles)
    return opened


@pytest.mark.parametrize(
    ("question", "article_id"),
    [
        pytest.param("how do i return shoes", "returns", id="a-phrasing"),
        pytest.param("my parcel did not arrive", "delivery", id="other-words"),
        pytest.param("warranty of a tent", "warranty", id="only-in-the-body"),
        pytest.param("retrun a jackett", "returns", id="misspelt"),
    ],
)
def test_the_right_article_comes_first(question: str, article_id: str) -> None:
    assert retrieval(shop(10)).search(question).hits[0].article_id == article_id


@pytest.mark.parametrize(
    "question", ["Kayak hire", "is a boat more than a raft", "Is a boat, more than a raft?"]
)
def test_a_question_that_an_editor_wrote_is_answered_by_that_article(question: str) -> None:
    kayak = Article("kayak", "Kayak hire", "", ("is a boat more than a raft",))
    opened = retrieval([*shop(10), kayak])
    first = opened.search(question).hits[0]
    assert first.article_id == "kayak"
    assert first.probability > opened.search(f"{question} word1").hits[0].probability


def test_a_question_that_two_articles_have_is_no_surer_for_it() -> None:
    asked = ("is a boat more than a raft",)
    twins = [Article(name, name.title(), "", asked) for name in ("kayak", "canoe")]
    assert retrieval([*shop(10), *twins]).search(*asked).advice != "answer"


def test_the_passage_is_the_one_that_answers() -> None:
    hit = retrieval(shop()).search("print label order").hits[0]
    assert (hit.heading, hit.passage) == ("Label", "1. Open the order\n2. Print the label")


def test_an_article_without_a_body_has_no_passage() -> None:
    hit = retrieval(shop(3)).search("word0 thing1 topic0").hits[0]
    assert (hit.article_id, hit.passage, hit.heading) == ("other0", "", "")


def test_findings_hold_to_their_form() -> None:
    findings = retrieval(shop(20)).search("where is my parcel", limit=4)
    probabilities = [hit.probability for hit in findings.hits]
    assert len({hit.article_id for hit in findings.hits}) == len(findings.hits) == 4
    assert probabilities == sorted(probabilities, reverse=True)
    assert all(0 <= p <= 1 for p in probabilities)
    assert findings.embedding.shape == (384,)
    assert np.linalg.norm(findings.embedding) == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize("question", ["", "   ", "\n"])
def test_a_blank_question_finds_nothing(question: str) -> None:
    findings = retrieval(shop()).search(question)
    assert (findings.hits, findings.advice) == ((), "escalate")


def test_without_articles_everything_escalates() -> None:
    findings = retrieval().search("how do i return shoes")
    assert (findings.hits, findings.advice) == ((), "escalate")


def test_replace_takes_effect_at_once() -> None:
    opened = retrieval(shop())
    opened.replace(shop()[1:])
    assert {hit.article_id for hit in opened.search("how do i return shoes").hits} == {"delivery", "warranty"}


def test_a_trial_answers_from_its_own_articles_and_nobody_else_sees_them() -> None:
    opened = retrieval(shop(4))
    trial = opened.trial(shop()[:2])
    assert {hit.article_id for hit in trial.search("how do i return shoes").hits} == {"returns", "delivery"}
    assert opened.articles == shop(4)


def test_a_trial_with_changes_answers_as_if_they_were_published() -> None:
    opened = retrieval(shop(4))
    changed = replace(shop()[2], questions=("is my kayak insured", "kayak insurance", "insure a kayak"))
    trial = opened.trial_with([changed], removed=["returns"])
    assert trial.search("insure my kayak").hits[0].article_id == "warranty"
    assert "returns" not in {hit.article_id for hit in trial.search("how do i return shoes").hits}
    assert opened.search("how do i return shoes").hits[0].article_id == "returns"


def test_a_small_change_is_added_to_the_index_that_is_there() -> None:
    opened = retrieval(shop(60))
    kayak = Article("kayak", "Kayaks", "", ("rent a kayak", "kayak for a day", "hire kayaks"))
    opened.amend([kayak, replace(shop()[2], title="Insured tents")], ["other7"])
    assert opened.compactable
    assert opened.search("can i hire a kayak").hits[0].article_id == "kayak"
    assert opened.search("insured tents").hits[0].title == "Insured tents"
    assert "other7" not in {hit.article_id for hit in opened.search("word7 thing1 topic7").hits}
    assert len(opened.articles) == len(shop(60))


@pytest.mark.parametrize(
    "question", ["can i hire a kayak", "kayakk for one day", "print the label", "topic9"]
)
def test_an_added_article_is_judged_like_one_that_was_always_there(question: str) -> None:
    kayak = Article(
        "kayak", "Kayaks", "Paddle on the lake.", ("rent a kayak", "kayak for a day", "hire kayaks")
    )
    grown, built = retrieval(shop(60)), retrieval((*shop(60), kayak))
    grown.amend([kayak])
    now, then = (each.search(question).hits[0] for each in (grown, built))
    assert now.article_id == then.article_id
    # Until the index is built anew, letters that only the new article has count for nothing.
    assert now.probability == pytest.approx(then.probability, abs=0.3)
    assert now.score == pytest.approx(then.score, rel=0.3)


def test_an_article_that_comes_back_unchanged_is_found_as_before() -> None:
    opened = retrieval(shop(60))
    before = opened.search("how do i return shoes").hits
    opened.amend([replace(shop()[0], title="Something else")])
    opened.amend([shop()[0]])
    after = opened.search("how do i return shoes").hits
    assert [hit.article_id for hit in after[:1]] == [hit.article_id for hit in before[:1]]
    assert after[0].probability == pytest.approx(before[0].probability, abs=0.1)


def test_compacting_makes_the_index_of_all_articles() -> None:
    opened, built = retrieval(shop(60)), retrieval(shop(61))
    opened.amend([shop(61)[-1]])
    opened.compact()
    assert not opened.compactable
    question = "word59 thing1 topic59"
    assert opened.search(question).hits == built.search(question).hits


def test_what_is_published_during_a_rebuild_is_not_lost() -> None:
    encoder = WordEncoder()
    extra = Article("kayak", "Kayaks", "", ("rent a kayak", "kayak for a day", "hire kayaks"))

    def rebuild(
        articles: Sequence[Article], calibration: Calibration | None, report: Report | None = None
    ) -> Snapshot:
        built = build_snapshot(encoder, articles, calibration)
        opened.amend([extra], ["returns"])
        return built

    opened = Retrieval(encoder, partial(build_snapshot, encoder), rehearse_nothing, rebuild=rebuild)
    opened.replace(shop(60))
    opened.compact()
    assert opened.search("hire a kayak").hits[0].article_id == "kayak"
    assert "returns" not in {article.id for article in opened.articles}
    assert opened.compactable


def test_of_very_many_articles_the_likely_ones_are_weighed() -> None:
    opened = retrieval(shop(2_100))
    for question, article_id in (("thing3 word77", "other76"), ("print the label", "returns")):
        assert opened.search(question.replace("word77", "word76")).hits[0].article_id == article_id
    opened.amend([Article("kayak", "Kayaks", "", ("rent a kayak",))], ["other76"])
    assert opened.search("i rent a kayak").hits[0].article_id == "kayak"
    assert "other76" not in {hit.article_id for hit in opened.search("word76 thing3").hits}


def test_amending_keeps_places_and_adds_at_the_end() -> None:
    returns, delivery, warranty = shop()
    other = replace(delivery, title="Arrival")
    new = replace(returns, id="new")
    assert amended(shop(), [new, other], ["warranty", "never-there"]) == (returns, other, new)
    assert amended(shop(), [warranty], ["warranty"]) == (returns, delivery)


def test_readers_see_the_old_articles_or_the_new_ones() -> None:
    opened = retrieval(shop(2))
    states = {frozenset(article.id for article in part) for part in (shop(2), shop(6))}
    seen: set[frozenset[str]] = set()
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            seen.add(frozenset(hit.article_id for hit in opened.search("parcel").hits))

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(5):
        opened.replace(shop(6))
        opened.replace(shop(2))
    done.set()
    reader.join()
    assert seen <= states


def test_building_twice_gives_the_same_numbers() -> None:
    first, second = (retrieval(shop(8)).search("parcel return").hits for _ in range(2))
    assert first == second


def test_recalibrating_learns_and_stays_in_force_for_later_articles() -> None:
    opened = retrieval(shop(16))
    learnt = opened.recalibrate()
    assert learnt.rehearsed > 100
    opened.replace(shop(17))
    assert opened.calibration == learnt


def test_nothing_to_rehearse_keeps_the_general_calibration() -> None:
    assert retrieval().recalibrate() == GENERAL


@pytest.mark.parametrize(
    ("probabilities", "advice"),
    [((0.96, 0.01), "answer"), ((0.4, 0.3, 0.1), "clarify"), ((0.2, 0.1, 0.1), "escalate")],
)
def test_advice_follows_the_cut_offs(probabilities: tuple[float, ...], advice: str) -> None:
    assert advise(np.asarray(probabilities, np.float32), 0.95, 0.5) == advice


def test_evaluation_answers_in_order_and_counts() -> None:
    ticks = iter(range(100))
    questions = (LabelledQuestion("how do i return shoes", "returns"), LabelledQuestion("boil an egg", None))
    evaluation = evaluate_answers(retrieval(), shop(10), questions, clock=lambda: float(next(ticks)))
    assert [line["text"] for line in evaluation.predictions] == [question.text for question in questions]
    assert evaluation.predictions[0]["hits"][0]["article_id"] == "returns"
    assert evaluation.figures.recall_at_1 == 1.0
    assert evaluation.milliseconds_a_question == 500.0


def test_outside_questions_are_many_and_all_different() -> None:
    questions = outside_questions()
    assert len(questions) == len(set(questions)) >= 150


def test_calibration_survives_storage() -> None:
    learnt = retrieval(shop(12)).recalibrate()
    assert Calibration.from_dict(learnt.to_dict()) == learnt


def test_between_lists_every_number_of_every_span() -> None:
    spans = between(np.asarray([2, 9, 9, 4]), np.asarray([4, 9, 12, 5]))
    assert spans.tolist() == [2, 3, 9, 10, 11, 4]
    assert between(np.empty(0, np.int64), np.empty(0, np.int64)).tolist() == []
