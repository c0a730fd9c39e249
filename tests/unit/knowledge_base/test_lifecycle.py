"""The life of an article, move by move and in every order."""

from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace
from datetime import timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from knowledge_base.domain import lifecycle
from knowledge_base.domain.article import Article, ArticleStatus, Revision
from knowledge_base.domain.lifecycle import Act, ArticleRecord
from knowledge_base.errors import (
    ArticleInvalid,
    ArticleNotFound,
    RevisionConflict,
)
from tests.fakes_articles import START

ANNA = Act("Anna", START)
BEN = Act("Ben", START + timedelta(hours=1))
FIRST = Article("tent", "Tents", "first")
SECOND = Article("tent", "Tents", "second")


def shown(record: ArticleRecord) -> Article | None:
    return record.answerable.article if record.answerable else None


@pytest.fixture
def live() -> ArticleRecord:
    return lifecycle.publish(lifecycle.create(FIRST, ANNA), ANNA)


def test_a_new_article_is_a_draft_that_nobody_sees() -> None:
    record = lifecycle.create(FIRST, ANNA)
    assert record.status is ArticleStatus.DRAFT
    assert (record.latest.number, record.latest.author, record.latest.at) == (1, "Anna", START)
    assert record.answerable is None
    assert not record.has_draft


def test_an_edit_stands_beside_the_live_text(live: ArticleRecord) -> None:
    edited = lifecycle.edit(live, SECOND, BEN, expected=1)
    assert edited.latest == Revision("tent", 2, SECOND, "Ben", BEN.at)
    assert shown(edited) == FIRST
    assert edited.has_draft
    assert edited.status is ArticleStatus.PUBLISHED


def test_publishing_moves_the_live_text_and_says_who(live: ArticleRecord) -> None:
    published = lifecycle.publish(lifecycle.edit(live, SECOND, ANNA), BEN)
    assert shown(published) == SECOND
    assert published.published == BEN
    assert not published.has_draft


def test_publishing_twice_changes_nothing(live: ArticleRecord) -> None:
    assert lifecycle.publish(live, BEN) is live


def test_an_unchanged_save_makes_no_revision(live: ArticleRecord) -> None:
    assert lifecycle.edit(live, replace(FIRST), BEN, expected=1) is live


def test_a_conflict_names_both_revisions_the_person_and_the_text(live: ArticleRecord) -> None:
    edited = lifecycle.edit(live, SECOND, BEN)
    with pytest.raises(RevisionConflict) as raised:
        lifecycle.edit(edited, FIRST, ANNA, expected=1)
    details = raised.value.details
    assert (details["expected"], details["current"], details["author"]) == (1, 2, "Ben")
    assert details["article"]["body"] == "second"
    assert raised.value.message == (
        "Your change was made from revision 1, but Ben saved revision 2 at 2025-11-03 10:00 UTC."
    )


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(lambda record: lifecycle.publish(record, ANNA, 7), id="publish"),
        pytest.param(lambda record: lifecycle.archive(record, 7), id="archive"),
        pytest.param(lambda record: lifecycle.delete(record, START, 7), id="delete"),
        pytest.param(lambda record: lifecycle.restore(record, record.latest, ANNA, 7), id="restore"),
    ],
)
def test_every_act_can_be_guarded_by_a_revision(
    live: ArticleRecord, act: Callable[[ArticleRecord], object]
) -> None:
    with pytest.raises(RevisionConflict):
        act(live)


def test_an_empty_text_cannot_go_live() -> None:
    with pytest.raises(ArticleInvalid) as raised:
        lifecycle.publish(lifecycle.create(replace(FIRST, body="\n"), ANNA), ANNA)
    assert raised.value.details["errors"][0]["code"] == "body_empty"


def test_archiving_hides_and_publishing_brings_back(live: ArticleRecord) -> None:
    archived = lifecycle.archive(live)
    assert archived.status is ArticleStatus.ARCHIVED
    assert archived.answerable is None
    back = lifecycle.publish(archived, BEN)
    assert back.status is ArticleStatus.PUBLISHED
    assert back.latest.number == 1


def test_an_archived_article_can_be_edited_without_coming_back(live: ArticleRecord) -> None:
    edited = lifecycle.edit(lifecycle.archive(live), SECOND, BEN)
    assert edited.status is ArticleStatus.ARCHIVED
    assert edited.answerable is None


def test_restoring_makes_a_new_revision_that_is_not_live(live: ArticleRecord) -> None:
    published = lifecycle.publish(lifecycle.edit(live, SECOND, ANNA), ANNA)
    restored = lifecycle.restore(published, live.latest, BEN)
    assert (restored.latest.number, restored.latest.article, restored.latest.author) == (3, FIRST, "Ben")
    assert shown(restored) == SECOND


def test_a_revision_of_another_article_cannot_be_restored(live: ArticleRecord) -> None:
    with pytest.raises(ValueError, match="'other'"):
        lifecycle.restore(live, replace(live.latest, article_id="other"), BEN)


def test_a_deleted_article_is_gone_until_undone(live: ArticleRecord) -> None:
    deleted = lifecycle.delete(live, START)
    assert deleted.answerable is None
    with pytest.raises(ArticleNotFound):
        lifecycle.edit(deleted, SECOND, BEN)
    with pytest.raises(ArticleNotFound):
        lifecycle.delete(deleted, START)
    assert lifecycle.undelete(deleted) == live


def test_a_revision_cannot_be_changed(live: ArticleRecord) -> None:
    with pytest.raises(FrozenInstanceError):
        live.latest.article.body = "other"  # type: ignore[misc]  # that is the point


class ArticleLife(RuleBasedStateMachine):
    """Any order of acts: only publishing moves the live text, revisions never change, numbers have no gap."""

    def __init__(self) -> None:
        super().__init__()
        self.record = lifecycle.create(FIRST, ANNA)
        self.saved = [self.record.latest]
        self.shown: Article | None = None
        self.planned: Article | None = None
        self.acts = 0

    def act(self) -> Act:
        self.acts += 1
        return Act(f"editor {self.acts}", START + timedelta(minutes=self.acts))

    def keep(self, record: ArticleRecord) -> None:
        self.record = record
        if record.latest not in self.saved:
            self.saved.append(record.latest)

    @property
    def deleted(self) -> bool:
        return self.record.deleted_at is not None

    @precondition(lambda self: not self.deleted)
    @rule(body=st.sampled_from(["one", "two", "three"]))
    def edit(self, body: str) -> None:
        changes = body != self.record.latest.article.body
        before = len(self.saved)
        edited = replace(self.record.latest.article, body=body)
        self.keep(lifecycle.edit(self.record, edited, self.act(), expected=self.record.latest.number))
        assert len(self.saved) == before + changes

    @precondition(lambda self: not self.deleted)
    @rule(behind=st.integers(1, 3))
    def edit_from_a_stale_page(self, behind: int) -> None:
        with pytest.raises(RevisionConflict):
            lifecycle.edit(self.record, SECOND, self.act(), expected=self.record.latest.number - behind)

    @precondition(lambda self: not self.deleted)
    @rule()
    def publish(self) -> None:
        self.keep(lifecycle.publish(self.record, self.act()))
        self.shown = self.record.latest.article

    @precondition(lambda self: not self.deleted and self.record.live != self.record.latest)
    @rule()
    def schedule(self) -> None:
        act = self.act()
        self.keep(lifecycle.schedule(self.record, act.at + timedelta(hours=1), act))
        self.planned = self.record.latest.article

    @precondition(lambda self: self.record.schedule is not None)
    @rule()
    def its_time_comes(self) -> None:
        wanted = self.record.schedule
        assert wanted is not None
        revision = self.saved[wanted.revision - 1]
        self.keep(lifecycle.publish_scheduled(self.record, wanted, revision, self.act()))
        assert (self.record.schedule is None) is not self.deleted
        if not self.deleted:
            self.shown = self.planned

    @precondition(lambda self: self.record.schedule is not None)
    @rule()
    def it_is_held(self) -> None:
        wanted = self.record.schedule
        assert wanted is not None
        self.keep(lifecycle.hold(self.record, wanted, "Would break."))
        assert self.record.schedule == replace(wanted, problem="Would break.")

    @precondition(lambda self: not self.deleted)
    @rule()
    def unschedule(self) -> None:
        self.keep(lifecycle.unschedule(self.record))
        assert self.record.schedule is None

    @precondition(lambda self: not self.deleted)
    @rule()
    def archive(self) -> None:
        self.keep(lifecycle.archive(self.record))
        self.shown = None

    @precondition(lambda self: not self.deleted)
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        earlier = data.draw(st.sampled_from(self.saved))
        self.keep(lifecycle.restore(self.record, earlier, self.act()))
        assert self.record.latest.article == earlier.article

    @precondition(lambda self: not self.deleted)
    @rule()
    def delete(self) -> None:
        self.keep(lifecycle.delete(self.record, self.act().at))

    @rule()
    def undelete(self) -> None:
        self.keep(lifecycle.undelete(self.record))

    @invariant()
    def customers_see_what_was_published(self) -> None:
        assert shown(self.record) == (None if self.deleted else self.shown)

    @invariant()
    def numbers_have_no_gap(self) -> None:
        assert [revision.number for revision in self.saved] == list(range(1, len(self.saved) + 1))

    @invariant()
    def a_plan_names_a_text_that_is_not_live(self) -> None:
        if self.record.schedule:
            assert self.saved[self.record.schedule.revision - 1].article == self.planned
            assert self.record.live is None or self.record.live.number < self.record.schedule.revision

    @invariant()
    def the_live_revision_is_one_that_was_saved(self) -> None:
        assert self.record.live is None or self.record.live == self.saved[self.record.live.number - 1]


TestArticleLife = ArticleLife.TestCase
