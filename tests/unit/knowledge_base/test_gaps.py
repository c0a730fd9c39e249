"""What to write next, over a log in memory and a search by words."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from knowledge_base.adapters.nearest_rows import nearest_rows
from knowledge_base.domain.article import Article, Draft
from knowledge_base.domain.asked import Asked, HumanReply
from knowledge_base.domain.gap import Gap
from knowledge_base.errors import ArticleNotFound, GapNotFound
from knowledge_base.gaps import Gaps
from knowledge_base.publishing import Publishing
from knowledge_base.retrieval import Findings, Hit
from tests.fakes_articles import Clock, MemoryArticleStore, RecordingIndex
from tests.fakes_questions import NINE, MemoryGaps, MemoryQuestions, asked
from tests.unit.knowledge_base.word_encoder import WordEncoder

MONTH = timedelta(days=30)
PHONES = ("rent satellite phone", "satellite phone rent please", "rent a satellite phone abroad")
NORWAY = ("ship to norway", "ship parcel to norway")
REPLY = HumanReply("We lend two-way radios in Leeds, but no phones.", "Jonas")


@dataclass
class WordSearch:
    """Answers with the article that shares most words, surely if at least three."""

    articles: list[Article] = field(default_factory=list)

    def encode(self, texts: list[str]) -> object:
        return WordEncoder().encode(texts)

    def search(self, question: str, limit: int = 10) -> Findings:
        words = set(question.lower().split())
        shared = [
            (len(words & set(f"{a.title} {' '.join(a.questions)}".lower().split())), a) for a in self.articles
        ]
        shared.sort(key=lambda pair: -pair[0])
        hits = tuple(Hit(a.id, a.title, a.body, "", n, min(1.0, n / 3)) for n, a in shared[:limit])
        sure = bool(hits) and hits[0].probability >= 1.0
        return Findings(question, WordEncoder().encode([question])[0], hits, "answer" if sure else "escalate")


class House:
    """The gaps with everything behind them."""

    def __init__(self, *questions: Asked) -> None:
        self.clock = Clock(NINE + timedelta(hours=1))
        self.log = MemoryQuestions(WordEncoder(), *questions)
        self.store = MemoryGaps()
        self.search = WordSearch()
        articles = MemoryArticleStore()
        self.publishing = Publishing(articles, RecordingIndex(), self.clock, lambda: "article-1f")
        self.gaps = self.restarted()

    def restarted(self) -> Gaps:
        return Gaps(self.log, self.store, self.publishing, self.search, nearest_rows, self.clock)  # type: ignore[arg-type]

    async def listed(self) -> dict[str, Gap]:
        return {gap.name: gap for gap in await self.gaps.list(MONTH)}

    async def publish(self, article_id: str) -> None:
        """Do as the note in a draft says, then publish it."""
        latest = (await self.publishing.get(article_id)).latest
        written = Draft(latest.article.title, "We lend radios.", latest.article.questions)
        await self.publishing.edit(article_id, written, latest.number, "Lena")
        record = await self.publishing.publish(article_id, "Lena")
        self.search.articles.append(record.latest.article)

    def later(self, *texts: str, first: int = 200, **given: object) -> None:
        self.clock.advance(60 * 24)
        at = self.clock.now
        self.log.questions += [asked(t, first + n, **{"at": at} | given) for n, t in enumerate(texts)]


def questions(*texts: str, first: int = 1, **given: object) -> list[Asked]:
    return [asked(text, first + n, **given) for n, text in enumerate(texts)]


@pytest.fixture
def house() -> House:
    phones = questions(*PHONES, agent_minutes=4.0, reply=REPLY)
    return House(*phones, *questions(*NORWAY, first=20))


def phones_of(gaps: dict[str, Gap]) -> Gap:
    (gap,) = [gap for name, gap in gaps.items() if "phone" in name]
    return gap


async def test_questions_that_mean_the_same_are_one_gap_and_the_dearest_comes_first(house: House) -> None:
    first, second = await house.gaps.list(MONTH)
    assert {question.text for question in first.questions} == set(PHONES)
    assert {question.text for question in second.questions} == set(NORWAY)
    assert first.name == "rent satellite phone"
    assert (first.agent_minutes, first.best_reply, first.status) == (12.0, REPLY, "open")
    assert first.questions[0].text == PHONES[-1], "the newest comes first"


async def test_nothing_asked_nothing_to_write() -> None:
    assert await House().gaps.list(MONTH) == ()


async def test_only_the_window_counts(house: House) -> None:
    house.clock.advance(60 * 24 * 31)
    assert await house.gaps.list(MONTH) == ()
    assert len(await house.gaps.list(timedelta(days=60))) == 2


async def test_the_nearest_article_is_named_with_its_probability(house: House) -> None:
    house.search.articles.append(Article("radio", "rent a radio", "Ask in Leeds."))
    nearest = phones_of(await house.listed()).nearest
    assert nearest is not None
    assert (nearest.id, nearest.title, round(nearest.probability, 2)) == ("radio", "rent a radio", 0.33)


async def test_a_draft_is_made_once_and_stays_with_its_gap(house: House) -> None:
    gap = phones_of(await house.listed())
    record, is_new = await house.gaps.draft(gap.id, "Lena")
    again, is_new_again = await house.gaps.draft(gap.id, "Mira")
    assert (is_new, is_new_again, record.id) == (True, False, again.id)
    assert record.latest.article.questions == ("rent satellite phone", *reversed(PHONES[1:]))
    assert REPLY.text in record.latest.article.body
    drafted = phones_of(await house.listed())
    assert (drafted.id, drafted.status, drafted.article_id) == (gap.id, "drafted", record.id)


async def test_a_draft_goes_on_the_shelf_of_the_nearest_article(house: House) -> None:
    house.search.articles.append(Article("radio", "rent a radio", "Ask in Leeds.", category="stores"))
    record, _ = await house.gaps.draft(phones_of(await house.listed()).id, "Lena")
    assert record.latest.article.category == "stores"


async def test_after_publication_what_it_answers_is_counted(house: House) -> None:
    record, _ = await house.gaps.draft(phones_of(await house.listed()).id, "Lena")
    await house.publish(record.id)
    assert phones_of(await house.listed()).answered_since == 0
    house.later("sat phones?", "phones to rent", outcome="answered", article_id=record.id)
    gap = phones_of(await house.listed())
    assert (gap.status, gap.answered_since, len(gap.questions)) == ("published", 2, 3)


async def test_a_published_gap_is_still_shown_when_its_questions_leave_the_window(house: House) -> None:
    record, _ = await house.gaps.draft(phones_of(await house.listed()).id, "Lena")
    await house.publish(record.id)
    house.clock.advance(60 * 24 * 31)
    gap = phones_of(await house.listed())
    assert (gap.status, gap.article_id, len(gap.questions)) == ("published", record.id, 3)


async def test_a_gap_whose_draft_was_deleted_is_open_again(house: House) -> None:
    record, _ = await house.gaps.draft(phones_of(await house.listed()).id, "Lena")
    await house.publishing.delete(record.id, "Lena")
    gap = phones_of(await house.listed())
    assert (gap.status, gap.article_id) == ("open", None)
    anew, is_new = await house.gaps.draft(gap.id, "Lena")
    assert (is_new, anew.id != record.id) == (True, True)


async def test_a_dismissed_gap_stays_so_while_questions_come_and_go(house: House) -> None:
    await house.gaps.dismiss(phones_of(await house.listed()).id, "Lena")
    house.gaps = house.restarted()
    house.later(
        "satellite phone rent in italy",
        "satellite phone rent",
        "please rent satellite phone",
        "rent phone satellite",
    )
    gap = phones_of(await house.listed())
    assert (gap.status, len(gap.questions)) == ("dismissed", 7)
    house.clock.advance(60 * 24 * 30 - 30)
    later = phones_of(await house.listed())
    assert (later.status, len(later.questions), later.id) == ("dismissed", 4, gap.id)


async def test_a_dismissal_can_be_taken_back(house: House) -> None:
    gap = phones_of(await house.listed())
    await house.gaps.dismiss(gap.id, "Lena")
    await house.gaps.reopen(gap.id)
    assert phones_of(await house.listed()).status == "open"


async def test_an_article_published_since_closes_the_gap_by_itself(house: House) -> None:
    house.clock.advance(5)
    record = await house.publishing.create(Draft("rent satellite phone", "We lend radios."), "Lena")
    await house.publish(record.id)
    gap = phones_of(await house.listed())
    assert (gap.status, gap.article_id, gap.answered_since) == ("published", record.id, 0)


async def test_an_article_that_was_there_before_does_not(house: House) -> None:
    house.clock.now = NINE - timedelta(days=1)
    record = await house.publishing.create(Draft("rent satellite phone", "We lend radios."), "Lena")
    await house.publish(record.id)
    house.clock.now = NINE + timedelta(hours=1)
    assert phones_of(await house.listed()).status == "open"


async def test_what_was_erased_is_gone_from_the_gap(house: House) -> None:
    gap = phones_of(await house.listed())
    await house.gaps.dismiss(gap.id, "Lena")
    house.log.questions = [q for q in house.log.questions if q.text not in PHONES[:2]]
    again = phones_of(await house.listed())
    assert [question.text for question in again.questions] == [PHONES[2]]
    assert again.status == "dismissed"


async def test_an_unknown_gap_is_refused(house: House) -> None:
    with pytest.raises(GapNotFound, match="gap-nowhere"):
        await house.gaps.draft("gap-nowhere", "Lena")
    with pytest.raises(GapNotFound):
        await house.gaps.dismiss("gap-nowhere", "Lena")


async def test_a_gap_seen_in_a_wide_window_can_be_drafted_although_another_looks_at_a_narrow_one(
    house: House,
) -> None:
    house.clock.advance(60 * 24 * 40)
    wide = {gap.name: gap for gap in await house.gaps.list(timedelta(days=90))}
    assert await house.gaps.list(timedelta(days=7)) == ()
    record, is_new = await house.gaps.draft(phones_of(wide).id, "Lena")
    assert is_new
    with pytest.raises(ArticleNotFound):
        await house.publishing.get(f"{record.id}-2")
