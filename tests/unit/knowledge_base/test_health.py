"""The health of articles in memory, compared by their words."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import numpy as np
import numpy.typing as npt
import pytest

from knowledge_base.adapters.nearest_rows import nearest_rows
from knowledge_base.domain.article import Draft
from knowledge_base.domain.finding import Finding
from knowledge_base.domain.usage import Usage
from knowledge_base.health import Health
from knowledge_base.publishing import Publishing
from tests.fakes_articles import Clock, MemoryArticleStore, RecordingIndex
from tests.fakes_questions import NINE, MemoryQuestions
from tests.unit.knowledge_base.word_encoder import WordEncoder

QUESTIONS = ("send a tent back", "return my tent please", "tent does not fit")
RETURNS = Draft("Return a tent", "We refund the money within 5 working days. Bring the tent.", QUESTIONS)
TWIN = Draft("Return of a tent", "We refund the money within 10 working days. Come by.", QUESTIONS)
HOURS = Draft("Opening hours", "Open from nine. See [more](/help/nowhere).", ("when do you close", "a", "b"))


class House:
    """Health with articles and a log behind it."""

    def __init__(self) -> None:
        self.clock = Clock(NINE)
        self.articles = MemoryArticleStore()
        self.publishing = Publishing(self.articles, RecordingIndex(), self.clock, lambda: "article-1f")
        self.log = MemoryQuestions(WordEncoder())
        self.encoded = 0
        self.failure: Exception | None = None
        self.health = self.of("en")

    def of(self, *locales: str) -> Health:
        return Health(self.articles, self.log, self.encode, nearest_rows, locales, self.clock)

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        if self.failure:
            raise self.failure
        self.encoded += len(texts)
        return WordEncoder().encode(texts)

    async def publish(self, draft: Draft) -> str:
        record = await self.publishing.create(draft, "Lena")
        await self.publishing.publish(record.id, "Lena")
        return record.id

    async def kinds(self) -> list[str]:
        return [finding.kind for finding in await self.findings()]

    async def findings(self) -> tuple[Finding, ...]:
        found, complete = await self.health.findings()
        assert complete
        return found


async def test_no_articles_no_findings() -> None:
    assert await House().kinds() == []


async def test_one_healthy_article_has_none() -> None:
    house = House()
    await house.publish(RETURNS)
    assert await house.kinds() == []


async def test_twins_contradictions_and_broken_links_are_found() -> None:
    house = House()
    for draft in (RETURNS, TWIN, HOURS):
        await house.publish(draft)
    findings = await house.findings()
    assert [finding.kind for finding in findings] == ["contradiction", "near_duplicate", "broken_link"]
    assert (
        set(findings[0].article_ids) == set(findings[1].article_ids) == {"return-a-tent", "return-of-a-tent"}
    )
    assert findings[0].detail == "One says 5 working days, the other 10 working days."


async def test_drafts_are_not_compared() -> None:
    house = House()
    await house.publish(RETURNS)
    await house.publishing.create(TWIN, "Lena")
    assert await house.kinds() == []


async def test_texts_are_compared_anew_only_when_they_changed() -> None:
    house = House()
    await house.publish(RETURNS)
    await house.publish(TWIN)
    await house.kinds()
    encoded = house.encoded
    await house.kinds()
    assert house.encoded == encoded
    await house.publish(HOURS)
    await house.kinds()
    assert house.encoded > encoded


async def test_who_has_no_patience_gets_what_is_known_and_the_rest_later() -> None:
    house = House()
    for draft in (RETURNS, TWIN):
        await house.publish(draft)
    assert await house.health.findings(patience_s=0) == ((), False)
    assert await house.kinds() == ["contradiction", "near_duplicate"]
    await house.publish(HOURS)
    found, complete = await house.health.findings(patience_s=0)
    assert [finding.kind for finding in found] == ["contradiction", "near_duplicate", "broken_link"]
    assert not complete
    await house.publishing.archive("return-a-tent", "Lena")
    found, _ = await house.health.findings(patience_s=0)
    assert [finding.kind for finding in found] == ["broken_link"]
    await house.health.close()


async def test_two_who_look_at_once_wait_for_the_same_comparison() -> None:
    house = House()
    await house.publish(RETURNS)
    await house.publish(TWIN)
    first, second = await asyncio.gather(house.findings(), house.findings())
    assert first == second
    assert first


async def test_a_failed_comparison_is_told_and_tried_again() -> None:
    house = House()
    await house.publish(RETURNS)
    await house.publish(TWIN)
    house.failure = OSError("no encoder")
    with pytest.raises(OSError, match="no encoder"):
        await house.health.findings()
    house.failure = None
    assert await house.kinds() == ["contradiction", "near_duplicate"]


async def test_a_translation_is_no_duplicate() -> None:
    house = House()
    await house.publish(RETURNS)
    await house.publish(Draft(TWIN.title, TWIN.body, TWIN.questions, locale="de", id="zelt"))
    assert await house.of().findings() == ((), True)
    missing, _ = await house.of("en", "de").findings()
    assert [(f.kind, f.evidence["locales"]) for f in missing] == [
        ("missing_translation", ["de"]),
        ("missing_translation", ["en"]),
    ]


async def test_what_got_worse_comes_with_its_counts() -> None:
    house = House()
    article_id = await house.publish(RETURNS)
    house.log.usages = (Usage(article_id, 100, 5, 100, 30), Usage("gone", 100, 5, 100, 30))
    (finding,) = await house.findings()
    assert (finding.kind, finding.titles) == ("ends_with_person", ("Return a tent",))
    assert finding.evidence["later"] == {"shown": 100, "ended_with_person": 30}


async def test_an_unused_article_is_found_after_a_while() -> None:
    house = House()
    used, unused = await house.publish(RETURNS), await house.publish(HOURS)
    house.log.usages = (Usage(used, 150, 0, 150, 0),)
    assert "never_used" not in await house.kinds()
    house.clock.now += timedelta(days=61)
    findings = [finding for finding in await house.findings() if finding.kind == "never_used"]
    assert [finding.article_ids for finding in findings] == [(unused,)]
