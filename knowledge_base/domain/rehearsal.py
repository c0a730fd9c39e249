"""Plan questions whose right answer is known, from the articles alone.

Every question is asked twice: once while its article is there without that very phrasing, and once while the
whole article is missing, so that nothing answers it. Articles with few phrasings lend their title, headings
and sentences as questions. What people said about answers to real questions joins as it comes.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from knowledge_base.domain.article import Article
from knowledge_base.domain.gap import essence
from knowledge_base.domain.label import Lesson
from knowledge_base.domain.misspelling import misspell
from knowledge_base.domain.passages import sentences

Source = Literal["phrasing", "lent", "outside", "customer", "expert"]

FOLDS = 5
ENOUGH_PHRASINGS = 3
_LENT = 4
_MOST = 1200


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A question and the article that answers it, or None when no present article does.

    `source`: a phrasing by an editor, a line lent from the article itself, a question from outside, or a
    real question with what a customer or a member of staff said. `wrong_id` is an article that does not
    answer it; whether another one does is then unknown.
    """

    text: str
    article_id: str | None
    source: Source = "phrasing"
    wrong_id: str | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """The articles as they are during one part of the rehearsal, and what is asked of them."""

    articles: tuple[Article, ...]
    questions: tuple[Rehearsed, ...]


def plan(
    articles: Sequence[Article], outside: Sequence[str], labels: Sequence[Lesson] = ()
) -> tuple[Scene, ...]:
    """Plan FOLDS scenes; `outside` are questions that no help centre answers, `labels` what people said."""
    every = max(1, round(sum(len(_lines(article)) for article in articles) / _MOST))
    scenes = [_scene(articles, fold, outside[fold::FOLDS], every) for fold in range(FOLDS)]
    real = _real(articles, labels)
    return tuple(
        replace(scene, questions=(*scene.questions, *real[fold])) for fold, scene in enumerate(scenes)
    )


def _real(articles: Sequence[Article], labels: Sequence[Lesson]) -> tuple[list[Rehearsed], ...]:
    """Spread real questions over the scenes in which their article is present.

    One that is a phrasing already adds nothing: it would be found word for word. Of very many, every so
    many-th is taken.
    """
    rows = {article.id: row for row, article in enumerate(articles)}
    known = {essence(question) for article in articles for question in article.questions}
    heard = [
        label
        for label in labels
        if essence(label.question) not in known and (label.article_id is None or label.article_id in rows)
    ]
    spread: tuple[list[Rehearsed], ...] = tuple([] for _ in range(FOLDS))
    for at, label in enumerate(heard[:: max(1, math.ceil(len(heard) / _MOST))]):
        missing = rows[label.article_id] if label.article_id is not None else at
        spread[(missing + 1 + at % (FOLDS - 1)) % FOLDS].append(_said(label))
    return spread


def _said(label: Lesson) -> Rehearsed:
    source: Source = "expert" if label.expert else "customer"
    if label.right:
        return Rehearsed(label.question, label.article_id, source)
    return Rehearsed(label.question, None, source, wrong_id=label.article_id)


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
