"""The public help centre: the published articles as plain pages, so that a source link leads somewhere."""

import re
from collections.abc import Callable, Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Protocol

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from handoff.errors import NotReady
from knowledge_base.domain.article import Article
from knowledge_base.domain.lifecycle import ArticleRecord
from knowledge_base.domain.slug import is_id
from knowledge_base.errors import ArticleNotFound
from knowledge_base.publishing import PublishedArticles

PLACE = re.compile(r"\{\{(title|shop|main)\}\}")


class Articles(Protocol):
    """Where articles are read."""

    async def published(self) -> PublishedArticles:
        """Give everything customers may see, ordered by id."""

    async def find(self, article_id: str) -> ArticleRecord | None:
        """Give one record, deleted or not."""


def help_router(articles: Articles, render: Callable[[str], str], shop: str, template: Path) -> APIRouter:
    """Serve `/help` and `/help/{article_id}` inside the built page `template`."""
    router = APIRouter(prefix="/help", tags=["help"], default_response_class=HTMLResponse)

    @router.get("")
    async def contents() -> str:
        main = _contents((await articles.published()).articles)
        return _page(template, title=f"{shop} · Help", shop=shop, main=main)

    @router.get("/{article_id}")
    async def article(article_id: str) -> str:
        record = await articles.find(article_id) if is_id(article_id) else None
        live = record.answerable if record else None
        if live is None:
            raise ArticleNotFound(article_id)
        shown = live.article
        main = f"<h1>{escape(shown.title)}</h1>{render(shown.body)}"
        return _page(template, title=f"{shown.title} · {shop}", shop=shop, main=main)

    return router


def _page(template: Path, *, title: str, shop: str, main: str) -> str:
    if not template.is_file():
        raise NotReady("The help pages have not been built. Run `make setup`.")
    words = {"title": escape(title), "shop": escape(shop), "main": main}
    # In one pass: what stands in an article is never taken for a place to fill.
    return PLACE.sub(lambda found: words[found[1]], template.read_text(encoding="utf-8"))


def _contents(articles: Sequence[Article]) -> str:
    ordered = sorted(articles, key=lambda a: (a.category, a.title))
    sections = (_section(name, list(group)) for name, group in groupby(ordered, lambda a: a.category))
    return "<h1>How can we help?</h1>" + "".join(sections)


def _section(category: str, articles: Sequence[Article]) -> str:
    links = "".join(f'<li><a href="/help/{escape(a.id)}">{escape(a.title)}</a></li>' for a in articles)
    heading = escape(category.replace("-", " ").capitalize())
    return f'<section><h2>{heading}</h2><ul class="contents">{links}</ul></section>'
