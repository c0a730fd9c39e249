"""One article in several languages: an original, and the articles that translate it.

A family is never deeper than that: a translation is not translated again, its original is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge_base.domain.article import Article
from knowledge_base.domain.lifecycle import ArticleRecord
from knowledge_base.domain.validation import Fault


@dataclass(frozen=True, slots=True)
class Translations:
    """An article among its languages: the others of its family, and the locales that the family lacks.

    `stale` says that the original went live again after this translation did.
    """

    others: tuple[ArticleRecord, ...] = ()
    missing: tuple[str, ...] = ()
    stale: bool = False


def root_of(article: Article) -> str:
    """The id that names an article's family."""
    return article.translation_of or article.id


def translations(
    record: ArticleRecord, family: Sequence[ArticleRecord], locales: Sequence[str]
) -> Translations:
    """Where `record` stands in its `family`, which may hold `record` itself, given the wanted locales."""
    others = tuple(member for member in family if member.id != record.id)
    present = {member.latest.article.locale for member in (record, *others)}
    missing = tuple(locale for locale in locales if locale not in present)
    original = next((other for other in others if other.id == record.latest.article.translation_of), None)
    return Translations(others, missing, original is not None and _is_older(record, original))


def family_faults(article: Article, relatives: Sequence[ArticleRecord]) -> Iterator[Fault]:
    """What keeps `article` from being the translation that it says it is.

    `relatives` are all articles that are, or that translate, either the article itself or its original.
    """
    others = [member for member in relatives if member.id != article.id]
    if any(member.latest.article.translation_of == article.id for member in others):
        yield _fault("has_translations", "Other articles translate this one, so it must stay an original.")
    original = next((member for member in others if member.id == article.translation_of), None)
    if original is None:
        yield _fault("original_missing", f"There is no article '{article.translation_of}' to translate.")
        return
    root = original.latest.article.translation_of
    if root:
        yield _fault("original_is_translation", f"'{original.id}' is a translation itself, of '{root}'.")
    for member in others:
        inside = root_of(member.latest.article) == original.id
        if inside and member.latest.article.locale == article.locale:
            yield _fault("locale_taken", f"'{member.id}' is in '{article.locale}' already.")


def _is_older(record: ArticleRecord, original: ArticleRecord) -> bool:
    if record.published is None or original.published is None or original.live is None:
        return False
    return record.live is not None and original.published.at > record.published.at


def _fault(code: str, message: str) -> Fault:
    return Fault("translation_of", code, message)
