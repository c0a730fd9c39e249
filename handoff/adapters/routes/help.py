"""The public help centre: published articles as plain pages, so that a source link leads somewhere."""

import asyncio
import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Annotated, Any, Protocol
from urllib.parse import parse_qs, urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from handoff.adapters.routes.help_pages import (
    Page,
    Reading,
    Site,
    article_main,
    article_path,
    category_main,
    category_name,
    category_path,
    describe,
    missing_main,
    render_page,
    results_main,
    start_main,
)
from handoff.contract.wire import Payload
from handoff.domain.reading import choose_locale
from handoff.errors import InvalidInput, NotAllowed
from knowledge_base.domain.article import DEFAULT_LOCALE, Article
from knowledge_base.domain.lifecycle import ArticleRecord
from knowledge_base.domain.slug import is_id
from knowledge_base.domain.translations import root_of
from knowledge_base.errors import ArticleNotFound
from knowledge_base.retrieval import Findings
from knowledge_base.votes import Votes

COOKIE = "frontdesk_reader"
COOKIE_SECONDS = 180 * 24 * 3600
QUERY_MAX = 400
FOUND = 10
RELATED = 4

Words = Annotated[str, Query(max_length=4_000)]
CheckRate = Callable[[str, str], None]


class Shelf(Protocol):
    """The articles that customers see, ready to be searched."""

    @property
    def articles(self) -> Sequence[Article]:
        """Give them all."""

    def search(self, question: str, limit: int = 10) -> Findings:
        """Give the articles that answer a question, best first."""


class Articles(Protocol):
    """Where single articles are looked up."""

    async def find(self, article_id: str) -> ArticleRecord | None:
        """Give one record, deleted or not."""


class NewVote(Payload):
    """`POST /api/v1/help/{id}/vote`."""

    helpful: bool


class HelpCentre:
    """Makes the pages; `check_rate` counts what one address does, by the name of the deed."""

    def __init__(
        self, site: Site, shelf: Shelf, articles: Articles, votes: Votes, check_rate: CheckRate
    ) -> None:
        self._site = site
        self._shelf = shelf
        self._articles = articles
        self._votes = votes
        self._check_rate = check_rate

    async def contents(self, request: Request, query: str, category: str, language: str) -> str:
        """The start page, one category, or what a search found."""
        every = self._shelf.articles
        present = {article.locale for article in every}
        accepted = request.headers.get("accept-language", "")
        locale = choose_locale(language, accepted, present, DEFAULT_LOCALE)
        own = [article for article in every if article.locale == locale]
        query = " ".join(query.split())[:QUERY_MAX]
        if query:
            self._check_rate("help search", _address(request))
            page = await self._results(query, every, locale)
        elif category:
            page = self._category(category, own, locale)
        else:
            page = Page(f"{self._site.shop} · Help", "/help", start_main(own, locale), locale=locale)
        switch = {each: _switch(query, category, each) for each in sorted(present)}
        return render_page(self._site, replace(page, languages=switch))

    async def article(self, article_id: str, reader: str | None) -> str:
        """One article as a reader sees it.

        Raises:
            ArticleNotFound: customers see no such article.
        """
        record = await self._articles.find(article_id) if is_id(article_id) else None
        live = record.answerable if record else None
        if record is None or live is None:
            raise ArticleNotFound(article_id)
        shown = live.article
        every = self._shelf.articles
        root = root_of(shown)
        family = {a.locale: a for a in every if root_of(a) == root and a.id != shown.id}
        related = await self._related(shown, root, every)
        voted = await self._votes.own(live, reader) if reader else None
        main = article_main(self._site, Reading(live, record.published, family, related, voted))
        alternates = {locale: article_path(a.id) for locale, a in ({shown.locale: shown} | family).items()}
        page = Page(
            title=f"{shown.title} · {self._site.shop}",
            path=article_path(shown.id),
            main=main,
            description=describe(self._site, shown.body),
            locale=shown.locale,
            alternates=alternates if family else {},
        )
        return render_page(self._site, page)

    async def vote(self, article_id: str, request: Request, response: Response, *, helpful: bool) -> None:
        """Count a vote and let the browser keep its secret."""
        if request.headers.get("sec-fetch-site") == "cross-site":
            raise NotAllowed("Votes are cast on the page of the article.")
        self._check_rate("help vote", _address(request))
        reader = _reader(request) or secrets.token_urlsafe(18)
        await self._votes.cast(article_id, reader, helpful)
        secure = request.url.scheme == "https"
        response.set_cookie(
            COOKIE, reader, max_age=COOKIE_SECONDS, httponly=True, samesite="lax", secure=secure
        )

    def missing(self) -> str:
        """The page of an article that nobody can read."""
        page = Page(f"Not found · {self._site.shop}", "/help", missing_main(DEFAULT_LOCALE), listed=False)
        return render_page(self._site, page)

    def _category(self, category: str, own: Sequence[Article], locale: str) -> Page:
        chosen = [article for article in own if article.category == category]
        return Page(
            title=f"{category_name(category)} · {self._site.shop} · Help",
            path=category_path(category, locale),
            main=category_main(category, chosen, locale),
            listed=bool(chosen),
            locale=locale,
        )

    async def _results(self, query: str, every: Sequence[Article], locale: str) -> Page:
        findings = await asyncio.to_thread(self._shelf.search, query, FOUND)
        shown = {article.id: article for article in every}
        return Page(
            title=f"{query} · {self._site.shop} · Help",
            path=f"/help?{urlencode({'q': query})}",
            main=results_main(self._site, query, findings.hits, shown, locale),
            listed=False,
            locale=locale,
        )

    async def _related(self, shown: Article, root: str, every: Sequence[Article]) -> list[Article]:
        findings = await asyncio.to_thread(self._shelf.search, shown.title, FOUND)
        known = {article.id: article for article in every}
        found = (known[hit.article_id] for hit in findings.hits if hit.article_id in known)
        return [a for a in found if root_of(a) != root and a.locale == shown.locale][:RELATED]


def help_router(centre: HelpCentre) -> APIRouter:
    """Serve `/help`, `/help/{article_id}` and the votes."""
    router = APIRouter(tags=["help"])

    @router.get("/help", response_class=HTMLResponse)
    async def contents(request: Request, q: Words = "", category: Words = "", lang: Words = "") -> Response:
        page = await centre.contents(request, q, category, lang)
        return HTMLResponse(page, headers={"vary": "accept-language"})

    @router.get("/help/{article_id}", response_class=HTMLResponse)
    async def article(article_id: str, request: Request) -> Response:
        try:
            page = await centre.article(article_id, _reader(request))
        except ArticleNotFound:
            # Programs get the problem, and people a page.
            if "text/html" not in request.headers.get("accept", ""):
                raise
            return HTMLResponse(centre.missing(), 404)
        return HTMLResponse(page, headers={"cache-control": "no-cache"})

    @router.post("/help/{article_id}/vote", include_in_schema=False)
    async def vote_by_form(article_id: str, request: Request) -> Response:
        said = parse_qs((await request.body()).decode(errors="replace")).get("helpful", [""])[0]
        if said not in {"yes", "no"}:
            raise InvalidInput("Say yes or no.")
        answer = RedirectResponse(f"{article_path(article_id)}#vote", 303)
        await centre.vote(article_id, request, answer, helpful=said == "yes")
        return answer

    @router.post("/api/v1/help/{article_id}/vote")
    async def vote(article_id: str, vote: NewVote, request: Request, response: Response) -> dict[str, Any]:
        await centre.vote(article_id, request, response, helpful=vote.helpful)
        return {"article_id": article_id, "helpful": vote.helpful}

    return router


def _switch(query: str, category: str, locale: str) -> str:
    chosen = {"q": query} if query else {"category": category} if category else {}
    return f"/help?{urlencode({**chosen, 'lang': locale})}"


def _reader(request: Request) -> str | None:
    """The browser's secret, unless somebody else made it up."""
    reader = request.cookies.get(COOKIE, "")
    return reader if 16 <= len(reader) <= 64 else None


def _address(request: Request) -> str:
    return request.client.host if request.client else "unknown"
