"""What an editor should look at, each in one plain sentence with its evidence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal, TypeAlias

from knowledge_base.domain.article import Article
from knowledge_base.domain.contradiction import Claim, Contradiction
from knowledge_base.domain.lifecycle import ArticleRecord
from knowledge_base.domain.links import broken_links
from knowledge_base.domain.translations import root_of, translations
from knowledge_base.domain.twins import Likeness
from knowledge_base.domain.usage import Usage, Worsening

Kind: TypeAlias = Literal[
    "near_duplicate", "contradiction", "ends_with_person", "never_used", "broken_link", "missing_translation"
]

UNUSED_FOR = timedelta(days=60)
ENOUGH_ANSWERS = 200
"""Answers in the time looked at, below which an article without any is nothing special."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about one or two articles that a person should judge."""

    kind: Kind
    article_ids: tuple[str, ...]
    titles: tuple[str, ...]
    detail: str
    evidence: Mapping[str, Any] = field(default_factory=dict)


def contradiction(found: Contradiction, articles: Sequence[Article]) -> Finding:
    """Two articles name different amounts for the same thing."""
    ours, theirs = found.amounts
    return Finding(
        "contradiction",
        *_about(articles[found.first.article], articles[found.second.article]),
        detail=f"One says {ours.text.strip()}, the other {theirs.text.strip()}.",
        evidence={"sentences": [_quote(found.first, articles), _quote(found.second, articles)]},
    )


def near_duplicate(likeness: Likeness, articles: Sequence[Article]) -> Finding:
    """Two articles are asked or say the same."""
    what = {
        "questions": "They answer the same questions.",
        "text": "One says nearly all that the other says.",
    }
    return Finding(
        "near_duplicate",
        *_about(articles[likeness.first], articles[likeness.second]),
        detail=what[likeness.by],
        evidence={"by": likeness.by, "similarity": round(likeness.similarity, 3)},
    )


def ends_with_person(worse: Worsening, titles: Mapping[str, str]) -> Finding:
    """An article's answers end with a person more often than before."""
    usage = worse.usage
    detail = (
        f"{usage.later_failed} of {usage.later_shown} answers of the last 30 days ended with a person, "
        f"{usage.earlier_failed} of {usage.earlier_shown} in the 30 days before."
    )
    evidence = {
        "earlier": {"shown": usage.earlier_shown, "ended_with_person": usage.earlier_failed},
        "later": {"shown": usage.later_shown, "ended_with_person": usage.later_failed},
        "p_value": round(worse.p_value, 6),
        "test": "one-sided two-proportion z test, Holm-corrected, 5 % over all articles",
    }
    return Finding("ends_with_person", (usage.article_id,), (titles[usage.article_id],), detail, evidence)


def broken(articles: Sequence[Article]) -> Iterator[Finding]:
    """Links that lead nowhere, one finding a link."""
    published = {article.id for article in articles}
    for article in articles:
        for link in broken_links(article.body, published):
            evidence = {"target": link.target}
            yield Finding("broken_link", *_about(article), f"{link.target}: {link.problem}", evidence)


def never_used(records: Sequence[ArticleRecord], usages: Sequence[Usage], now: datetime) -> Iterator[Finding]:
    """Articles that have been live for long and answered nothing, where much else was answered."""
    used = {usage.article_id for usage in usages}
    answers = sum(usage.earlier_shown + usage.later_shown for usage in usages)
    if answers < ENOUGH_ANSWERS:
        return
    for record in records:
        since = record.published.at if record.answerable and record.published else now
        if record.id not in used and now - since >= UNUSED_FOR:
            days = UNUSED_FOR.days
            detail = f"It answered no question in {days} days; the other articles answered {answers:,}."
            evidence = {"published_at": since.isoformat(), "answers_of_others": answers}
            yield Finding("never_used", *_about(record.latest.article), detail, evidence)


def untranslated(records: Sequence[ArticleRecord], locales: Sequence[str]) -> Iterator[Finding]:
    """Published originals that lack a language of the installation, or whose translation is out of date."""
    families: dict[str, list[ArticleRecord]] = {}
    for record in records:
        families.setdefault(root_of(record.latest.article), []).append(record)
    for root, family in families.items():
        for record in family:
            state = translations(record, family, locales)
            if record.id == root and record.answerable and state.missing:
                detail = f"There is no translation into {', '.join(state.missing)}."
                lacking = {"locales": list(state.missing)}
                yield Finding("missing_translation", *_about(record.latest.article), detail, lacking)
            elif state.stale:
                detail = "The original was published again after this translation."
                behind = {"original": root}
                yield Finding("missing_translation", *_about(record.latest.article), detail, behind)


def _about(*articles: Article) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(article.id for article in articles), tuple(article.title for article in articles)


def _quote(claim: Claim, articles: Sequence[Article]) -> dict[str, Any]:
    amounts = [amount.text.strip() for amount in claim.amounts]
    return {"article_id": articles[claim.article].id, "text": claim.sentence, "amounts": amounts}
