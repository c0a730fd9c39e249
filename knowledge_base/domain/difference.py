"""What must change for one set of articles to become another, and whether that is little."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge_base.domain.article import Article

_SMALL_SHARE = 20
"""A change of at most one in this many articles leaves what was learnt from all of them as good as new."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Articles that are new or other than before, and the ids of those that are gone."""

    changed: tuple[Article, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changed or self.removed)

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the changed articles."""
        return frozenset(article.id for article in self.changed)

    def is_small(self, present: int) -> bool:
        """Say whether it is little beside `present` articles."""
        return (len(self.changed) + len(self.removed)) * _SMALL_SHARE <= present


def compare(present: Mapping[str, Article], wanted: Sequence[Article]) -> Difference:
    """What turns the present articles into the wanted ones."""
    ids = {article.id for article in wanted}
    return Difference(
        changed=tuple(article for article in wanted if present.get(article.id) != article),
        removed=tuple(article_id for article_id in present if article_id not in ids),
    )


def difference(
    present: Mapping[str, Article], changed: Sequence[Article], removed: Sequence[str]
) -> Difference:
    """The part of a change that is none of the present state already; a removal wins over a change."""
    gone = frozenset(removed)
    last = {article.id: article for article in changed if article.id not in gone}
    return Difference(
        changed=tuple(article for article in last.values() if present.get(article.id) != article),
        removed=tuple(article_id for article_id in dict.fromkeys(removed) if article_id in present),
    )
