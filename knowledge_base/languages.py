"""Front door of translations: which languages an article has, which it lacks, which have fallen behind."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from knowledge_base.domain.lifecycle import ArticleRecord
from knowledge_base.domain.translations import Translations, root_of, translations


class FamilyStore(Protocol):
    """Where the articles of a family are found."""

    async def families(self, roots: Sequence[str]) -> Sequence[ArticleRecord]:
        """Give the articles with these ids and those that translate them, deleted ones left out."""


class Languages:
    """Looks at articles together with those that translate them, in the locales that the company wants."""

    def __init__(self, store: FamilyStore, locales: Sequence[str]) -> None:
        self._store = store
        self._locales = tuple(locales)

    async def of(self, records: Sequence[ArticleRecord]) -> Mapping[str, Translations]:
        """Give for each article, by its id, where it stands among its languages."""
        roots = sorted({root_of(record.latest.article) for record in records})
        families: dict[str, list[ArticleRecord]] = {}
        for member in await self._store.families(roots):
            families.setdefault(root_of(member.latest.article), []).append(member)
        return {
            record.id: translations(record, families.get(root_of(record.latest.article), ()), self._locales)
            for record in records
        }
