"""The contract of files in conversations: taken in as they are, judged by content, read by two sides only."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx2
import pytest

from handoff.chance import utc_now
from handoff.domain.file_link import FileLinks
from tests.contract import accepted, bearer, code_of, fresh_id, history, settled, staff, waits_for_person
from tests.files import HTML, PDF, PROGRAM, SVG, office, png
from tests.inside import Inside, opened
from tests.live import customer

MB = 2**20
SECRET = "a secret of the mails"
Answer = httpx2.Response


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inside]:
    """A service that takes files of up to one megabyte."""
    data_dir: Path = tmp_path_factory.mktemp("files")
    mails = {"mail_secret": SECRET, "public_url": "https://help.example"}
    with opened(data_dir, attachment_mb=1, message_rate="100000/second", **mails) as service:
        yield service


@pytest.fixture(scope="module")
def desk_tokens(desk: Inside) -> Mapping[str, str]:
    """The session tokens of two agents and an editor."""
    return {role: desk.sign_in(role)["token"] for role in ("agent", "agent2", "editor")}


@pytest.fixture
def visit(desk: Inside) -> dict[str, Any]:
    """A new visitor."""
    return desk.visitor()


def place_of(desk: Inside, visit: Mapping[str, Any]) -> str:
    return f"{desk.url}/api/v1/conversations/{visit['conversation_id']}/attachments"


def upload(
    desk: Inside,
    visit: Mapping[str, Any],
    content: bytes = b"Hello\n",
    name: str = "note.txt",
    token: str | None = None,
    client_id: str | None = None,
    **headers: str,
) -> Answer:
    query = urlencode({"client_id": client_id or fresh_id(), "name": name})
    address = f"{place_of(desk, visit)}?{query}"
    sent = {**bearer(token or visit["token"]), **headers}
    return httpx2.post(address, content=content, headers=sent, timeout=30)


def download(desk: Inside, visit: Mapping[str, Any], file_id: str, token: str | None = None) -> Answer:
    headers = bearer(token or visit["token"])
    return httpx2.get(f"{place_of(desk, visit)}/{file_id}", headers=headers)


def stored_files(desk: Inside) -> set[Path]:
    return {path for path in (desk.data_dir / "attachments").rglob("*") if path.is_file()}


async def test_a_customer_sends_a_picture_and_an_agent_sees_it(
    desk: Inside, desk_tokens: Mapping[str, str], visit: dict[str, Any]
) -> None:
    answer = upload(desk, visit, png(), "broken tent.png")
    assert answer.status_code == 201
    file = answer.json()
    assert file == {"id": file["id"], "name": "broken tent.png", "size": len(png()), "type": "image/png"}
    async with customer(desk, visit) as guest:
        sent = {"client_id": fresh_id(), "text": "See", "attachments": [file["id"]]}
        first = accepted(await guest.emit("message:post", sent))
        assert accepted(await guest.emit("message:post", sent)) == first
        said = [e["data"] for e in await history(guest) if e["data"].get("author") == "customer"]
        assert [one["attachments"] for one in said] == [[file]]
    seen = download(desk, visit, file["id"], desk_tokens["agent"])
    assert (seen.status_code, seen.content, seen.headers["content-type"]) == (200, png(), "image/png")
    assert seen.headers["content-disposition"].startswith("inline; filename=")
    assert download(desk, visit, file["id"]).content == png()


async def test_an_agent_answers_with_a_file_alone(
    desk: Inside, desk_tokens: Mapping[str, str], visit: dict[str, Any]
) -> None:
    own = {"conversation_id": visit["conversation_id"]}
    async with customer(desk, visit) as guest, staff(desk, desk_tokens) as agent:
        await waits_for_person(guest)
        accepted(await agent.emit("conversation:claim", own))
        file = upload(desk, visit, PDF, "invoice.pdf", desk_tokens["agent"]).json()
        post = {**own, "client_id": fresh_id(), "text": "", "attachments": [file["id"]]}
        accepted(await agent.emit("message:post", post))
        heard = await guest.heard(lambda e: e["data"].get("author") == "agent")
        assert (heard["data"]["text"], heard["data"]["attachments"]) == ("", [file])
        listed = accepted(await agent.emit("queue:list", {}))["own"]
    assert [one["last_message"]["text"] for one in listed] == ["invoice.pdf"]
    answer = download(desk, visit, file["id"])
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    transcript = httpx2.get(
        f"{desk.url}/api/v1/conversations/{visit['conversation_id']}/transcript",
        headers=bearer(visit["token"]),
    ).json()["text"]
    assert f"[File: invoice.pdf, {len(PDF)} bytes]" in transcript


async def test_the_bot_is_told_that_there_are_files(desk: Inside, visit: dict[str, Any]) -> None:
    file = upload(desk, visit).json()
    async with customer(desk, visit) as guest:
        post = {"client_id": fresh_id(), "text": "Look at this", "attachments": [file["id"]]}
        await settled(guest, accepted(await guest.emit("message:post", post)))
    assert [turn.files for turn in desk.bot.turns if turn.conversation_id == visit["conversation_id"]] == [1]


def test_the_same_upload_again_is_the_same_file(desk: Inside, visit: dict[str, Any]) -> None:
    first = upload(desk, visit, client_id="k1")
    again = upload(desk, visit, client_id="k1")
    other = upload(desk, visit, b"Another text\n", client_id="k1")
    assert (first.status_code, again.status_code, other.status_code) == (201, 200, 409)
    assert again.json() == first.json()
    assert other.json()["code"] == "client_id_reused"


def test_the_same_content_is_kept_once(desk: Inside, visit: dict[str, Any]) -> None:
    upload(desk, visit, png(7))
    before = stored_files(desk)
    assert upload(desk, desk.visitor(), png(7)).status_code == 201
    assert stored_files(desk) == before


async def test_a_file_goes_with_one_message_of_its_sender_only(
    desk: Inside, desk_tokens: Mapping[str, str], visit: dict[str, Any]
) -> None:
    stranger = desk.visitor()
    mine, theirs = upload(desk, visit).json()["id"], upload(desk, stranger).json()["id"]
    agents = upload(desk, visit, token=desk_tokens["agent"]).json()["id"]
    async with customer(desk, visit) as guest:
        for file in (theirs, agents, "none"):
            refused = await guest.emit(
                "message:post", {"client_id": fresh_id(), "text": "x", "attachments": [mine, file]}
            )
            assert code_of(refused) == "attachment_not_found"
        post = {"text": "", "attachments": [mine]}
        accepted(await guest.emit("message:post", {"client_id": fresh_id(), **post}))
        assert code_of(await guest.emit("message:post", {"client_id": fresh_id(), **post})) == (
            "attachment_not_found"
        )
        assert len([e for e in await history(guest) if e["data"].get("author") == "customer"]) == 1


async def test_one_client_id_stands_for_one_message_with_its_files(
    desk: Inside, visit: dict[str, Any]
) -> None:
    file = upload(desk, visit).json()["id"]
    async with customer(desk, visit) as guest:
        accepted(await guest.emit("message:post", {"client_id": "k", "text": "x", "attachments": [file]}))
        assert (
            code_of(await guest.emit("message:post", {"client_id": "k", "text": "x"})) == "client_id_reused"
        )


def test_nobody_else_reads_or_brings_files(
    desk: Inside, desk_tokens: Mapping[str, str], visit: dict[str, Any]
) -> None:
    file, stranger = upload(desk, visit).json()["id"], desk.visitor()
    assert download(desk, visit, file, stranger["token"]).status_code == 404
    assert download(desk, stranger, file).status_code == 404
    assert download(desk, visit, file, "nonsense").status_code == 401
    assert download(desk, visit, file, desk_tokens["editor"]).status_code == 403
    assert upload(desk, visit, token=stranger["token"]).status_code == 404
    assert upload(desk, visit, token="nonsense").status_code == 401
    assert upload(desk, visit, token=desk_tokens["editor"]).status_code == 403
    nowhere = {**visit, "conversation_id": "none"}
    assert upload(desk, nowhere, token=desk_tokens["agent"]).status_code == 404


async def test_a_link_out_of_a_mail_needs_no_token_and_opens_one_file(
    desk: Inside, visit: dict[str, Any]
) -> None:
    files = [upload(desk, visit, content).json()["id"] for content in (b"One\n", b"Two\n")]
    async with customer(desk, visit) as guest:
        post = {"client_id": fresh_id(), "text": "", "attachments": files}
        accepted(await guest.emit("message:post", post))
    link = FileLinks(desk.url, SECRET).link_to(visit["conversation_id"], files[0], utc_now())
    assert httpx2.get(link).text == "One\n"
    assert httpx2.get(link.replace(files[0], files[1])).status_code == 401
    assert httpx2.get(link + "0").status_code == 401
    assert httpx2.get(link.partition("?")[0]).status_code == 401


def test_what_an_agent_has_not_sent_yet_is_not_the_customers_to_read(
    desk: Inside, desk_tokens: Mapping[str, str], visit: dict[str, Any]
) -> None:
    file = upload(desk, visit, token=desk_tokens["agent"]).json()["id"]
    assert download(desk, visit, file).status_code == 404
    assert download(desk, visit, file, desk_tokens["agent2"]).status_code == 200


@pytest.mark.parametrize(
    ("content", "name", "kind", "called"),
    [
        (PDF, "a.pdf", "application/pdf", "a.pdf"),
        (b"a,b\n1,2\n", "sizes.csv", "text/plain", "sizes.csv"),
        (office("word/document.xml"), "letter.docx", "wordprocessingml.document", "letter.docx"),
        (office("xl/workbook.xml"), "list", "spreadsheetml.sheet", "list.xlsx"),
        (png(), "../../etc/pass\u202ewd\x01.exe", "image/png", "passwd.exe.png"),
        (HTML, "page.html", "text/plain", "page.html.txt"),
        (SVG, "drawing.svg", "text/plain", "drawing.svg.txt"),
    ],
    ids=["pdf", "csv", "docx", "without ending", "wicked name", "html", "svg"],
)
def test_what_is_taken_in_is_named_by_its_content(
    desk: Inside, visit: dict[str, Any], content: bytes, name: str, kind: str, called: str
) -> None:
    answer = upload(desk, visit, content, name, **{"content-type": "text/html"})
    assert answer.status_code == 201, answer.text
    assert (answer.json()["type"].endswith(kind), answer.json()["name"]) == (True, called)
    back = download(desk, visit, answer.json()["id"])
    assert "html" not in back.headers["content-type"]
    assert "svg" not in back.headers["content-type"]
    inline = "inline" if kind == "image/png" else "attachment"
    assert back.headers["content-disposition"].startswith(f"{inline};")
    assert back.headers.get_list("x-content-type-options") == ["nosniff"]
    policies = back.headers.get_list("content-security-policy")
    assert any("default-src 'none'; sandbox" in one for one in policies)


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (PROGRAM, 415, "attachment_refused"),
        (b"", 415, "attachment_refused"),
        (b"PK\x03\x04 no archive at all", 415, "attachment_refused"),
        (office("word/document.xml", "word/vbaProject.bin"), 415, "attachment_refused"),
        (b"text\x00with a zero", 415, "attachment_refused"),
        (b"x" * (MB + 1), 413, "too_large"),
        (b"x" * (3 * MB), 413, "too_large"),
    ],
    ids=["program", "empty", "broken zip", "macros", "binary", "a byte too much", "far too large"],
)
def test_what_is_not_taken_in_leaves_nothing_behind(
    desk: Inside, visit: dict[str, Any], content: bytes, status: int, code: str
) -> None:
    before = stored_files(desk)
    answer = upload(desk, visit, content)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert stored_files(desk) == before


def test_a_body_that_never_says_how_long_it_is_ends_at_the_limit(desk: Inside, visit: dict[str, Any]) -> None:
    before = stored_files(desk)

    def endless() -> Iterator[bytes]:
        for _ in range(64):
            yield b"x" * 65_536

    address = f"{place_of(desk, visit)}?client_id=k9&name=a.txt"
    answer = httpx2.post(address, content=endless(), headers=bearer(visit["token"]), timeout=30)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert stored_files(desk) == before


@pytest.mark.parametrize("query", ["", "?client_id=k1", "?name=a.txt", f"?client_id=k1&name={'x' * 300}"])
def test_a_file_needs_a_client_id_and_a_name(desk: Inside, visit: dict[str, Any], query: str) -> None:
    answer = httpx2.post(place_of(desk, visit) + query, content=b"x", headers=bearer(visit["token"]))
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_payload")


def test_a_cookie_alone_brings_no_file(desk: Inside, desk_tokens: Mapping[str, str], visit: Any) -> None:
    address = f"{place_of(desk, visit)}?client_id=k1&name=a.txt"
    cookie = {"cookie": f"frontdesk_session={desk_tokens['agent']}"}
    assert httpx2.post(address, content=b"x", headers=cookie).status_code == 403


def test_a_conversation_takes_only_so_many(
    desk: Inside, visit: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handoff.conversation.attachments.MOST_IN_CONVERSATION", 1)
    assert upload(desk, visit).status_code == 201
    refused = upload(desk, visit, b"More\n")
    assert (refused.status_code, refused.json()["code"]) == (409, "too_many_attachments")
