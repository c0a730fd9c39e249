"""The pages of the help centre as HTML: whatever comes from an article or a reader is escaped here."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape, unescape
from itertools import groupby
from pathlib import Path
from urllib.parse import quote, urlencode

from handoff.domain.reading import language_name
from handoff.errors import NotReady
from knowledge_base.domain.article import Article, Revision
from knowledge_base.domain.lifecycle import Act
from knowledge_base.retrieval import Hit

PLACE = re.compile(r"(?:<!--)?\{\{(\w+)\}\}(?:-->)?")
HEADING = re.compile(r"<(/?)h([3-6])>")
TAG = re.compile(r"<[^>]*>")
SNIPPET = 240
DESCRIPTION = 155
IN_CATEGORY = 24
YES = "Thank you. Good to hear that it helped."
NO = "Thank you for telling us. Ask us in the chat, and we will find the answer together."

Render = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Site:
    """What all pages have in common; `address` is where visitors reach us, empty when nobody said."""

    shop: str
    template: Path
    render: Render
    address: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: `main` is HTML, all else is text; `languages` are addresses by locale."""

    title: str
    path: str
    main: str
    description: str = ""
    listed: bool = True
    locale: str = "en"
    languages: Mapping[str, str] = field(default_factory=dict)
    query: str = ""
    alternates: Mapping[str, str] = field(default_factory=dict)


def render_page(site: Site, page: Page) -> str:
    """The whole page inside the built template.

    Raises:
        NotReady: the front ends have not been built.
    """
    if not site.template.is_file():
        raise NotReady("The help pages have not been built. Run `make setup`.")
    words = {
        "title": escape(page.title),
        "head": _head(site, page),
        "shop": escape(site.shop),
        "languages": _languages(page),
        "main": page.main,
    }
    # In one pass: what stands in an article is never taken for a place to fill.
    template = site.template.read_text(encoding="utf-8")
    return PLACE.sub(lambda found: words.get(found[1], ""), template)


def start_main(articles: Sequence[Article], locale: str) -> str:
    """The search box, and every category with its articles."""
    ordered = sorted(articles, key=lambda article: (article.category, article.title.casefold()))
    grouped = groupby(ordered, lambda article: article.category)
    cards = "".join(_card(category, list(group), locale) for category, group in grouped)
    nothing = "" if articles else '<p class="help-empty">There are no articles yet.</p>'
    return (
        f'<div class="help-hero"><h1>How can we help?</h1>{search_form("", locale)}</div>'
        f'<div class="help-cards">{cards}</div>{nothing}'
    )


def category_main(category: str, articles: Sequence[Article], locale: str) -> str:
    """All articles of one category."""
    ordered = sorted(articles, key=lambda article: article.title.casefold())
    count = "1 article" if len(ordered) == 1 else f"{len(ordered)} articles"
    name = category_name(category)
    return (
        f"{_crumbs([('/help', 'Help')], name)}<h1>{escape(name)}</h1>"
        f'<p class="help-meta">{count}</p>{search_form("", locale)}'
        f'<ul class="contents">{_links(ordered)}</ul>'
    )


def results_main(
    site: Site, query: str, hits: Sequence[Hit], shown: Mapping[str, Article], locale: str
) -> str:
    """What a search found, the best first, whatever the bot would make of it."""
    found = [(hit, shown[hit.article_id]) for hit in hits if hit.article_id in shown]
    items = "".join(_result(site, hit, article, locale) for hit, article in found)
    count = "1 article" if len(found) == 1 else f"{len(found)} articles"
    body = f'<p class="help-meta" role="status">{count}, the best first</p><ol class="results">{items}</ol>'
    if not found:
        words = "Nothing was found. Try other words, or ask us in the chat."
        body = f'<p class="help-empty" role="status">{words}</p>'
    return (
        f"{_crumbs([('/help', 'Help')], 'Search')}<h1>Results for “{escape(query)}”</h1>"
        f"{search_form(query, locale)}{body}"
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as one reader sees it: its translations by locale, and their own vote if there is one."""

    live: Revision
    published: Act | None = None
    translations: Mapping[str, Article] = field(default_factory=dict)
    related: Sequence[Article] = ()
    voted: bool | None = None


def article_main(site: Site, reading: Reading) -> str:
    """The article, what else there is about it, and the question whether it helped."""
    article = reading.live.article
    category = article.category
    above = [("/help", "Help"), (category_path(category, article.locale), category_name(category))]
    lower = HEADING.sub(lambda found: f"<{found[1]}h{int(found[2]) - 1}>", site.render(article.body))
    lang = escape(article.locale)
    return (
        f"{_crumbs(above, article.title)}"
        f'<article lang="{lang}"><h1>{escape(article.title)}</h1>{_updated(reading.published)}'
        f"{_translations(reading.translations)}"
        f'<div class="help-body">{lower}</div></article>'
        f"{_vote(article.id, reading.voted)}{_related(reading.related)}"
    )


def missing_main(locale: str) -> str:
    """The page of an article that nobody can read."""
    return (
        "<h1>This page is not here</h1>"
        '<p class="help-empty">The article was moved or taken away. Perhaps a search finds what you need.</p>'
        f'{search_form("", locale)}<p><a href="/help">All articles</a></p>'
    )


def describe(site: Site, body: str) -> str:
    """The beginning of a text in plain words, for search engines."""
    return _plain(site, body, DESCRIPTION)


def search_form(query: str, locale: str) -> str:
    """A search box that works without a script."""
    return (
        '<form class="help-search" role="search" action="/help" method="get">'
        '<label class="hidden" for="help-query">Search the help centre</label>'
        f'<input id="help-query" type="search" name="q" value="{escape(query)}" maxlength="400" '
        'placeholder="Ask a question or type a word" autocomplete="off" />'
        f'<input type="hidden" name="lang" value="{escape(locale)}" />'
        "<button>Search</button></form>"
    )


def category_name(category: str) -> str:
    """A category as people write it."""
    return category.replace("-", " ").replace("_", " ").capitalize()


def category_path(category: str, locale: str) -> str:
    """The address of a category."""
    return f"/help?{urlencode({'category': category, 'lang': locale})}"


def article_path(article_id: str) -> str:
    """The address of an article, which never changes."""
    return f"/help/{quote(article_id, safe='')}"


def _head(site: Site, page: Page) -> str:
    tags = [f'<link rel="canonical" href="{escape(site.address + page.path)}" />']
    if page.description:
        tags.append(f'<meta name="description" content="{escape(page.description)}" />')
    if not page.listed:
        tags.append('<meta name="robots" content="noindex, follow" />')
    for locale, path in page.alternates.items():
        address = escape(site.address + path)
        tags.append(f'<link rel="alternate" hreflang="{escape(locale)}" href="{address}" />')
    return "".join(tags)


def _languages(page: Page) -> str:
    if len(page.languages) < 2:
        return ""
    items = "".join(
        f'<li><a href="{escape(path)}" lang="{escape(locale)}" hreflang="{escape(locale)}"'
        f"{' aria-current=true' if locale == page.locale else ''}>{escape(language_name(locale))}</a></li>"
        for locale, path in page.languages.items()
    )
    return f'<nav class="help-languages" aria-label="Language"><ul>{items}</ul></nav>'


def _crumbs(above: Iterable[tuple[str, str]], here: str) -> str:
    links = "".join(f'<li><a href="{escape(path)}">{escape(name)}</a></li>' for path, name in above)
    return (
        f'<nav class="crumbs" aria-label="Breadcrumb"><ol>{links}'
        f'<li aria-current="page">{escape(here)}</li></ol></nav>'
    )


def _card(category: str, articles: Sequence[Article], locale: str) -> str:
    path = escape(category_path(category, locale))
    more = len(articles) - IN_CATEGORY
    rest = f'<p><a href="{path}">All {len(articles)} articles</a></p>' if more > 0 else ""
    return (
        f'<section class="help-card"><h2><a href="{path}">{escape(category_name(category))}</a>'
        f' <span class="help-count">{len(articles)}</span></h2>'
        f"<ul>{_links(articles[:IN_CATEGORY])}</ul>{rest}</section>"
    )


def _links(articles: Iterable[Article]) -> str:
    return "".join(f'<li><a href="{article_path(a.id)}">{escape(a.title)}</a></li>' for a in articles)


def _result(site: Site, hit: Hit, article: Article, locale: str) -> str:
    other = "" if article.locale == locale else f" · {escape(language_name(article.locale))}"
    snippet = escape(_plain(site, hit.passage or article.body, SNIPPET))
    title = f'<a href="{article_path(article.id)}">{escape(article.title)}</a>'
    return (
        f'<li lang="{escape(article.locale)}"><h2>{title}</h2>'
        f'<p>{snippet}</p><p class="help-meta">{escape(category_name(article.category))}{other}</p></li>'
    )


def _updated(published: Act | None) -> str:
    if published is None:
        return ""
    day = f"{published.at.day} {published.at:%B %Y}"
    return f'<p class="help-meta" lang="en">Updated <time datetime="{published.at:%Y-%m-%d}">{day}</time></p>'


def _translations(translations: Mapping[str, Article]) -> str:
    if not translations:
        return ""
    links = "".join(
        f'<li><a href="{article_path(article.id)}" lang="{escape(locale)}" hreflang="{escape(locale)}">'
        f"{escape(language_name(locale))}</a></li>"
        for locale, article in translations.items()
    )
    return f'<nav class="help-translations" lang="en" aria-label="Other languages"><ul>{links}</ul></nav>'


def _vote(article_id: str, voted: bool | None) -> str:
    said = "" if voted is None else YES if voted else NO
    yes = _choice("yes", "Yes", YES, chosen=voted is True)
    no = _choice("no", "No", NO, chosen=voted is False)
    return (
        f'<form class="help-vote" id="vote" method="post" action="{article_path(article_id)}/vote" '
        f'data-vote="/api/v1/help/{article_id}/vote"><h2>Did this help?</h2><p>{yes}{no}</p>'
        f'<p class="help-said" role="status">{said}</p></form>'
    )


def _choice(value: str, words: str, thanks: str, *, chosen: bool) -> str:
    pressed = "true" if chosen else "false"
    attributes = f'name="helpful" value="{value}" aria-pressed="{pressed}" data-thanks="{thanks}"'
    return f"<button {attributes}>{words}</button>"


def _related(articles: Sequence[Article]) -> str:
    if not articles:
        return ""
    return (
        '<section class="help-related"><h2>Related articles</h2>'
        f'<ul class="contents">{_links(articles)}</ul></section>'
    )


def _plain(site: Site, markdown: str, most: int) -> str:
    text = " ".join(unescape(TAG.sub(" ", site.render(markdown))).split())
    if len(text) <= most:
        return text
    return text[:most].rpartition(" ")[0].rstrip(",;:.") + "…"
