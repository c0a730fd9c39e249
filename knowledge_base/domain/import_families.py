"""Which rows of an import are translations of articles that are there to be translated."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from knowledge_base.domain.duplicates import OnDuplicate
from knowledge_base.domain.import_plan import Placed
from knowledge_base.domain.imports import RowFault
from knowledge_base.domain.lifecycle import Act, ArticleRecord, create
from knowledge_base.domain.translations import family_faults, root_of

Families = defaultdict[str, dict[str, ArticleRecord]]


def split_families(
    placed: Sequence[Placed], present: Iterable[ArticleRecord], act: Act
) -> tuple[tuple[Placed, ...], tuple[RowFault, ...]]:
    """The rows that fit into their families, and the faults of those that do not.

    `present` are the stored articles of the same families; a row counts instead of its stored article. Who
    stays in its family, though the original is gone, as deleting one leaves its translations, is sound.
    """
    present = tuple(present)
    texts = ((record.id, text) for record in present for text in (record.latest, record.live) if text)
    linked = {(article_id, text.article.translation_of) for article_id, text in texts}
    stored = [spot for spot in placed if spot.outcome is not OnDuplicate.SKIP]
    after = {record.id: record for record in present}
    after |= {spot.row.article.id: create(spot.row.article, act) for spot in stored}
    families: Families = defaultdict(dict)
    for record in after.values():
        families[root_of(record.latest.article)][record.id] = record
    sound: list[Placed] = []
    faults: list[RowFault] = []
    for spot in placed:
        joins = (spot.row.article.id, spot.row.article.translation_of) not in linked
        found = _faults(spot, after, families) if joins and spot.outcome is not OnDuplicate.SKIP else ()
        faults += found
        if not found:
            sound.append(spot)
    return tuple(sound), tuple(faults)


def _faults(spot: Placed, after: Mapping[str, ArticleRecord], families: Families) -> tuple[RowFault, ...]:
    article = spot.row.article
    original = article.translation_of
    if original is None:
        return ()
    relatives = {**families[original], **families[article.id]}
    if original in after:
        relatives[original] = after[original]
    found = family_faults(article, tuple(relatives.values()))
    return tuple(RowFault(spot.row.source, f.field, f.code, f.message, spot.row.row) for f in found)
