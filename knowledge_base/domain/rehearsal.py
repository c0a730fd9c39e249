"""Plan questions whose right answer is known, from the articles alone.

Every question is asked twice: once while its article is there without that very phrasing, and once while the
whole article is missing, so that nothing answers it. Articles with few phrasings lend their title, headings
and sentences as questions.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from knowledge_base.domain.article import Article
from knowledge_base.domain.misspelling import misspell
from knowledge_base.domain.passages import sentences

Source = Literal["phrasing", "lent", "outside"]

FOLDS = 5
ENOUGH_PHRASINGS = 3
_LENT = 4
_MOST = 1200


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A question and the article that answers it, or None when no present article does.

    `source`: a phrasing by an editor, a line lent from the article itself, or a question from outside.
    """

    text: str
    article_id: str | None
    source: Source = "phrasing"


@dataclass(frozen=True, slots=True)
class Scene:
    """The articles as they are during one part of the rehearsal, and what is asked of them."""

    articles: tuple[Article, ...]
    questions: tuple[Rehearsed, ...]


def plan(articles: Sequence[Article], outside: Sequence[str]) -> tuple[Scene, ...]:
    """Plan FOLDS scenes; `outside` are questions that no help centre answers."""
    every = max(1, round(sum(len(_lines(article)) for article in articles) / _MOST))
    return tuple(_scene(articles, fold, outside[fold::FOLDS], every) for fold in range(FOLDS))


def _scene(articles: Sequence[Article], fold: int, outside: Sequence[str], every: int) -> Scene:
    present: list[Article] = []
    questions: list[Rehearsed] = []
    for row, article in enumerate(articles):
        lines = _lines(article)
        if row % FOLDS == fold:
            taken = lines[row % (2 * every) :: 2 * every]
            questions += _asked(taken, article, None)
            continue
        held = lines[(fold - row - 1) % FOLDS :: FOLDS - 1]
        questions += _asked(held[::every], article, article.id)
        present.append(_without(article, held))
    questions += _both_spellings(outside, None, "outside")
    return Scene(tuple(present), tuple(questions))


def _asked(lines: Sequence[str], article: Article, right: str | None) -> Iterator[Rehearsed]:
    for line in lines:
        yield from _both_spellings([line], right, "phrasing" if line in article.questions else "lent")


def _both_spellings(lines: Sequence[str], right: str | None, source: Source) -> Iterator[Rehearsed]:
    for line in lines:
        yield Rehearsed(line, right, source)
        if len(line) % 2 and (misspelt := misspell(line)) != line:
            yield Rehearsed(misspelt, right, source)


def _lines(article: Article) -> tuple[str, ...]:
    """What can be asked about an article: its phrasings, or else words of its own."""
    if len(article.questions) >= ENOUGH_PHRASINGS:
        return article.questions
    body = [line for line in sentences(article.body) if 4 <= len(line.split()) <= 20 and line in article.body]
    step = max(1, len(body) // _LENT)
    return tuple(dict.fromkeys((*article.questions, article.title, *body[::step][:_LENT])))


def _without(article: Article, held: Sequence[str]) -> Article:
    title = "" if article.title in held else article.title
    body = article.body
    for line in held:
        body = body.replace(line, "") if line not in article.questions else body
    questions = tuple(question for question in article.questions if question not in held)
    return replace(article, title=title, body=body, questions=questions)
