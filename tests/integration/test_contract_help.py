"""The public help centre: found, read and voted on, with and without scripts."""

from collections.abc import Iterator, Mapping
from typing import Any

import httpx2
import pytest

from tests.contract import bearer, fresh_id
from tests.inside import Inside

BROWSER = {"accept": "text/html,*/*;q=0.8"}


@pytest.fixture(scope="module")
def shelf(inside: Inside, inside_tokens: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Two English articles of a category of their own, and one of them in German."""
    mark = fresh_id()
    canoe, kayak, kanu = f"canoe-{mark}", f"kayak-{mark}", f"kanu-{mark}"
    texts: list[dict[str, Any]] = [
        {
            "id": canoe,
            "title": "Hire of canoes",
            "body": "# Price\n\nA canoe is **£30** a day.",
            "questions": ["how much is a canoe", "rent a canoe"],
        },
        {
            "id": kayak,
            "title": "Hire of kayaks",
            "body": "A kayak is £20 a day.",
            "questions": ["rent a kayak"],
        },
        {"id": kanu, "title": "Kanus mieten", "body": "Ein Kanu.", "locale": "de", "translation_of": canoe},
    ]
    api = f"{inside.url}/api/v1/articles"
    with httpx2.Client(headers=bearer(inside_tokens["editor"]), timeout=30) as editor:
        for text in texts:
            made = editor.post(api, json={"category": f"boats-{mark}", **text})
            assert made.status_code == 201, made.text
            assert editor.post(f"{api}/{text['id']}/publish").status_code == 200
        yield {"canoe": canoe, "kayak": kayak, "kanu": kanu, "category": f"boats-{mark}"}


@pytest.fixture
def reader(inside: Inside) -> Iterator[httpx2.Client]:
    """A browser of somebody who reads."""
    with httpx2.Client(base_url=inside.url, headers=BROWSER, timeout=30) as client:
        yield client


def test_the_start_page_leads_to_every_category_and_article(
    reader: httpx2.Client, shelf: dict[str, str]
) -> None:
    page = reader.get("/help").text
    assert f'href="/help/{shelf["canoe"]}"' in page
    assert f'href="/help/{shelf["kanu"]}"' not in page
    assert f"/help?category={shelf['category']}&amp;lang=en" in page
    assert '<form class="help-search" role="search" action="/help" method="get">' in page
    german = reader.get("/help", headers={"accept-language": "de-CH"}).text
    assert f'href="/help/{shelf["kanu"]}"' in german
    assert "Deutsch" in page


def test_a_category_lists_its_articles(reader: httpx2.Client, shelf: dict[str, str]) -> None:
    page = reader.get("/help", params={"category": shelf["category"]}).text
    assert "2 articles" in page
    assert reader.get("/help", params={"category": "<none>"}).text.count("<none>") == 0


def test_a_search_finds_published_articles_best_first(reader: httpx2.Client, shelf: dict[str, str]) -> None:
    page = reader.get("/help", params={"q": "how much do you charge for a canoe"}).text
    assert page.index(shelf["canoe"]) > 0
    assert "A canoe is £30 a day." in page
    assert '<meta name="robots" content="noindex, follow" />' in page
    evil = reader.get("/help", params={"q": "<script>alert(1)</script>"}).text
    assert "<script>alert" not in evil
    assert reader.get("/help", params={"q": "x" * 3_000}).status_code == 200


def test_an_article_says_where_it_stands_and_what_else_there_is(
    reader: httpx2.Client, shelf: dict[str, str]
) -> None:
    page = reader.get(f"/help/{shelf['canoe']}").text
    assert "<title>Hire of canoes · " in page
    assert "<h2>Price</h2>" in page
    assert f'<link rel="canonical" href="/help/{shelf["canoe"]}" />' in page
    assert '<meta name="description" content="Price A canoe is £30 a day." />' in page
    assert f'hreflang="de" href="/help/{shelf["kanu"]}"' in page
    assert f'href="/help/{shelf["kayak"]}"' in page.partition("Related articles")[2]
    german = reader.get(f"/help/{shelf['kanu']}").text
    assert '<article lang="de">' in german
    assert f'<link rel="alternate" hreflang="en" href="/help/{shelf["canoe"]}" />' in german


def test_what_is_not_there_is_a_page_for_people_and_a_problem_for_programs(
    reader: httpx2.Client, inside: Inside
) -> None:
    page = reader.get("/help/none")
    assert page.status_code == 404
    assert "This page is not here" in page.text
    assert httpx2.get(f"{inside.url}/help/none").json()["code"] == "article_not_found"


async def test_one_browser_has_one_vote_on_a_text(
    reader: httpx2.Client, shelf: dict[str, str], inside: Inside
) -> None:
    path = f"/api/v1/help/{shelf['canoe']}/vote"
    for helpful in (True, True, False):
        answer = reader.post(path, json={"helpful": helpful})
        assert (answer.status_code, answer.json()["helpful"]) == (200, helpful)
    page = reader.get(f"/help/{shelf['canoe']}").text
    assert 'value="no" aria-pressed="true"' in page
    cookie = reader.cookies["frontdesk_reader"]
    for stored in inside.data_dir.glob("frontdesk.db*"):
        assert cookie.encode() not in stored.read_bytes()
    assert httpx2.post(inside.url + path, json={"helpful": True}).status_code == 200
    other = httpx2.get(f"{inside.url}/help/{shelf['canoe']}").text
    assert 'aria-pressed="true"' not in other


def test_a_vote_needs_no_script(reader: httpx2.Client, shelf: dict[str, str]) -> None:
    answer = reader.post(f"/help/{shelf['kayak']}/vote", data={"helpful": "yes"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/help/{shelf['kayak']}#vote")
    assert 'value="yes" aria-pressed="true"' in reader.get(f"/help/{shelf['kayak']}").text


@pytest.mark.parametrize(
    ("path", "body", "headers", "code"),
    [
        ("/api/v1/help/none/vote", {"helpful": True}, {}, "article_not_found"),
        ("/api/v1/help/CANOE/vote", {"helpful": "perhaps"}, {}, "invalid_payload"),
        ("/api/v1/help/CANOE/vote", {"helpful": True, "x": 1}, {}, "invalid_payload"),
        ("/api/v1/help/CANOE/vote", {"helpful": True}, {"sec-fetch-site": "cross-site"}, "not_allowed"),
        ("/help/CANOE/vote", {}, {}, "invalid_payload"),
    ],
)
def test_votes_that_make_no_sense_are_refused(
    reader: httpx2.Client,
    shelf: dict[str, str],
    path: str,
    body: dict[str, object],
    headers: dict[str, str],
    code: str,
) -> None:
    answer = reader.post(path.replace("CANOE", shelf["canoe"]), json=body, headers=headers)
    assert answer.json()["code"] == code
