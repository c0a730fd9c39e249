"""The live index hears all at first, and from then on only of what has changed."""

from collections.abc import Sequence

import pytest

from knowledge_base.domain.article import Article
from knowledge_base.domain.lifecycle import Act, Change, archive, create, edit, publish
from knowledge_base.errors import IndexNotRefreshed
from knowledge_base.live_index import LiveIndex
from tests.fakes_articles import START, MemoryArticleStore, RecordingIndex

ANNA = Act("Anna", START)
TENT, BAG = Article("tent", "Tents", "Blue."), Article("bag", "Bags", "Green.")


class Listener(RecordingIndex):
    """An index that remembers what it was told."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[tuple[list[str], list[str]]] = []

    async def amend(self, changed: Sequence[Article], removed: Sequence[str]) -> None:
        await super().amend(changed, removed)
        self.told.append(([article.title for article in changed], list(removed)))


@pytest.fixture
async def store() -> MemoryArticleStore:
    """Two published articles."""
    kept = MemoryArticleStore()
    for article in (TENT, BAG):
        await kept.save([Change(None, publish(create(article, ANNA), ANNA))])
    return kept


async def test_at_first_everything_is_searchable(store: MemoryArticleStore) -> None:
    index = Listener()
    await LiveIndex(store, index).catch_up()
    assert (set(index.articles), index.told) == ({"tent", "bag"}, [])


async def test_later_only_what_changed_is_told(store: MemoryArticleStore) -> None:
    index = Listener()
    live = LiveIndex(store, index)
    await live.catch_up()
    tent, bag = store.records["tent"], store.records["bag"]
    edited = edit(tent, Article("tent", "Large tents", "Red."), ANNA)
    await store.save([Change(tent, publish(edited, ANNA)), Change(bag, archive(bag))])
    await live.catch_up()
    assert index.told == [(["Large tents"], ["bag"])]
    await live.catch_up()
    assert len(index.told) == 1


async def test_what_the_index_could_not_take_in_is_told_again(store: MemoryArticleStore) -> None:
    index = Listener()
    live = LiveIndex(store, index)
    await live.catch_up()
    bag = store.records["bag"]
    await store.save([Change(bag, archive(bag))])
    index.failure = RuntimeError("no memory")
    with pytest.raises(IndexNotRefreshed):
        await live.catch_up()
    index.failure = None
    await live.catch_up()
    assert set(index.articles) == {"tent"}
