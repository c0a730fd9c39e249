"""Whether texts helped their readers."""

from collections.abc import Mapping, Sequence

import pytest

from knowledge_base.domain import lifecycle
from knowledge_base.domain.article import Article
from knowledge_base.domain.lifecycle import Act
from knowledge_base.errors import ArticleNotFound
from knowledge_base.votes import Tally, Vote, Votes, voter_of
from tests.fakes_articles import START, Clock, MemoryArticleStore

ACT = Act("Anna", START)


class MemoryVotes:
    """Keeps votes in a dictionary."""

    def __init__(self) -> None:
        self.votes: dict[tuple[str, int, str], Vote] = {}

    async def put(self, vote: Vote) -> None:
        self.votes[vote.article_id, vote.revision, vote.voter] = vote

    async def find(self, article_id: str, revision: int, voter: str) -> bool | None:
        vote = self.votes.get((article_id, revision, voter))
        return vote.helpful if vote else None

    async def tallies(self, article_ids: Sequence[str]) -> Mapping[str, Tally]:
        found: dict[str, Tally] = {}
        for (article_id, _, _), vote in self.votes.items():
            had = found.get(article_id, Tally())
            found[article_id] = Tally(had.helpful + vote.helpful, had.unhelpful + (not vote.helpful))
        return found


@pytest.fixture
def shelf() -> MemoryArticleStore:
    articles = MemoryArticleStore()
    draft = lifecycle.create(Article("tent", "Tents", "text"), ACT)
    articles.records["tent"] = lifecycle.publish(draft, ACT)
    articles.records["draft"] = draft
    return articles


async def test_one_reader_has_one_vote_and_may_change_their_mind(shelf: MemoryArticleStore) -> None:
    votes = Votes(MemoryVotes(), shelf, Clock())
    await votes.cast("tent", "reader-1", helpful=True)
    await votes.cast("tent", "reader-2", helpful=True)
    await votes.cast("tent", "reader-1", helpful=False)
    assert await votes.summary(["tent", "draft"]) == {"tent": Tally(1, 1), "draft": Tally()}
    live = shelf.records["tent"].latest
    said = [await votes.own(live, reader) for reader in ("reader-1", "reader-2", "reader-3")]
    assert said == [False, True, None]


@pytest.mark.parametrize("article_id", ["draft", "none", "No id!"])
async def test_only_what_customers_see_is_voted_on(shelf: MemoryArticleStore, article_id: str) -> None:
    with pytest.raises(ArticleNotFound):
        await Votes(MemoryVotes(), shelf, Clock()).cast(article_id, "reader", helpful=True)


async def test_what_is_kept_of_a_reader_differs_from_text_to_text(shelf: MemoryArticleStore) -> None:
    first = shelf.records["tent"].latest
    second = lifecycle.edit(shelf.records["tent"], Article("tent", "Tents", "new"), ACT).latest
    names = {voter_of("secret", first), voter_of("secret", second), voter_of("other", first)}
    assert len(names) == 3
    assert not any("secret" in name for name in names)
