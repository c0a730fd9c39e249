"""Turn a draft into an article, or say everything that is wrong with it at once.

One-line fields are tidied (surrounding and repeated white space); the Markdown body is never touched.
"""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace

from knowledge_base.domain.article import Article, Draft
from knowledge_base.domain.slug import ID_MAX, RESERVED, is_id
from knowledge_base.errors import ArticleInvalid

TITLE_MAX = 200
BODY_MAX = 100_000
QUESTIONS_MAX = 200
QUESTION_MAX = 400
CATEGORY_MAX = 80
DRAFT_NOTE = "> **Before you publish:**"
"""What a note for the editor begins with, in drafts that the desk makes by itself; it never goes live."""

_LOCALE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?")
_UNSTORABLE = re.compile(r"[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Fault:
    """One broken rule: the field, a stable code, and words for the person who can mend it."""

    field: str
    code: str
    message: str


def compose(draft: Draft, article_id: str) -> Article:
    """The article that `draft` describes, tidied.

    Raises:
        ArticleInvalid: with every fault, not only the first.
    """
    article, found = compose_or_faults(draft, article_id)
    if article is None:
        raise ArticleInvalid([asdict(fault) for fault in found])
    return article


def compose_or_faults(draft: Draft, article_id: str) -> tuple[Article | None, tuple[Fault, ...]]:
    """The tidied article, or None and everything that is wrong."""
    tidy = replace(tidied(draft), id=article_id)
    found = faults(tidy)
    if found:
        return None, found
    article = Article(
        id=article_id,
        title=tidy.title,
        body=tidy.body,
        questions=tidy.questions,
        category=tidy.category,
        locale=tidy.locale,
        translation_of=tidy.translation_of,
    )
    return article, ()


def tidied(draft: Draft) -> Draft:
    """One-line fields on one line, empty and repeated questions dropped; doing it twice changes nothing."""
    return replace(
        draft,
        title=_one_line(draft.title),
        questions=_distinct_questions(draft.questions),
        category=_one_line(draft.category),
        locale=_locale_case(draft.locale),
        translation_of=(draft.translation_of or "").strip() or None,
    )


def faults(draft: Draft) -> tuple[Fault, ...]:
    """Every broken rule of a tidied draft, in the order of its fields."""
    return (*_id_faults(draft), *_text_faults(draft), *_question_faults(draft), *_label_faults(draft))


def publishing_faults(article: Article) -> tuple[Fault, ...]:
    """What keeps a valid text from going live: the bot must have something to say."""
    if not article.body.strip():
        return (Fault("body", "body_empty", "An article needs a text before it can be published."),)
    if DRAFT_NOTE in article.body:
        words = "The note 'Before you publish' is still in the text. Do as it says, then delete it."
        return (Fault("body", "draft_note_left", words),)
    return ()


def text_faults(field: str, text: str, limit: int) -> tuple[Fault, ...]:
    """What is wrong with any short text that a person typed: empty, too long, or not to be stored."""
    if not text.strip():
        return (Fault(field, f"{field}_empty", f"The {field} must not be empty."),)
    return (*_length(field, text, limit), *_characters(field, text))


def _id_faults(draft: Draft) -> Iterator[Fault]:
    if draft.id in RESERVED:
        yield Fault("id", "id_reserved", f"The id '{draft.id}' is kept for the desk itself; choose another.")
    if draft.id is None or is_id(draft.id):
        return
    rule = f"1 to {ID_MAX} lower-case letters, digits and single hyphens, such as 'return-a-tent'"
    yield Fault("id", "id_invalid", f"The id must be {rule}.")


def _text_faults(draft: Draft) -> Iterator[Fault]:
    if not draft.title:
        yield Fault("title", "title_empty", "The title must not be empty.")
    yield from _length("title", draft.title, TITLE_MAX)
    yield from _length("body", draft.body, BODY_MAX)
    yield from _characters("title", draft.title)
    yield from _characters("body", draft.body)


def _question_faults(draft: Draft) -> Iterator[Fault]:
    if len(draft.questions) > QUESTIONS_MAX:
        message = f"There are {len(draft.questions):,} questions; at most {QUESTIONS_MAX} are allowed."
        yield Fault("questions", "questions_too_many", message)
    for number, question in enumerate(draft.questions, 1):
        if len(question) > QUESTION_MAX:
            size = f"{len(question):,} characters; at most {QUESTION_MAX} are allowed"
            yield Fault("questions", "question_too_long", f"Question {number} has {size}.")
        yield from _characters("questions", question)


def _label_faults(draft: Draft) -> Iterator[Fault]:
    if not draft.category:
        yield Fault("category", "category_empty", "The category must not be empty.")
    yield from _length("category", draft.category, CATEGORY_MAX)
    yield from _characters("category", draft.category)
    if not _LOCALE.fullmatch(draft.locale):
        yield Fault("locale", "locale_invalid", "The locale must be a language tag such as 'en' or 'pt-BR'.")
    if draft.translation_of is not None:
        yield from _original_faults(draft.translation_of, draft.id)


def _original_faults(original: str, own: str | None) -> Iterator[Fault]:
    if not is_id(original):
        yield Fault("translation_of", "id_invalid", "The article that is translated must be named by its id.")
    elif original == own:
        message = "An article cannot be a translation of itself."
        yield Fault("translation_of", "translation_of_itself", message)


def _length(field: str, text: str, limit: int) -> Iterator[Fault]:
    if len(text) > limit:
        message = f"The {field} has {len(text):,} characters; at most {limit:,} are allowed."
        yield Fault(field, f"{field}_too_long", message)


def _characters(field: str, text: str) -> Iterator[Fault]:
    found = _UNSTORABLE.search(text)
    if found:
        where = f"U+{ord(found.group()):04X} at character {found.start() + 1}"
        yield Fault(field, "character_invalid", f"The {field} holds a control character ({where}).")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _distinct_questions(questions: tuple[str, ...]) -> tuple[str, ...]:
    lines = (_one_line(question) for question in questions)
    first_of_each: dict[str, str] = {}
    for line in lines:
        first_of_each.setdefault(line.casefold(), line)
    first_of_each.pop("", None)
    return tuple(first_of_each.values())


def _locale_case(locale: str) -> str:
    language, *rest = locale.strip().replace("_", "-").split("-")
    parts = [part.title() if len(part) == 4 else part.upper() for part in rest]
    return "-".join([language.lower(), *parts])
