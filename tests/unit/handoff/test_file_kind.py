"""What a file is by its content."""

import pytest

from handoff.domain.attachment import ENDINGS
from handoff.domain.file_kind import OLE, is_text, kind_of_archive, kind_of_head
from tests.files import HTML, PDF, PROGRAM, SVG, png

TYPES = "[Content_Types].xml"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (png(), "image/png"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
        (b"GIF89a\x01\x00", "image/gif"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", None),
        (PDF, "application/pdf"),
        (OLE + bytes(8), "application/x-ole-storage"),
        (PROGRAM, None),
        (SVG, None),
        (HTML, None),
        (b"", None),
    ],
    ids=["png", "jpeg", "gif", "webp", "wave", "pdf", "old office", "program", "svg", "html", "nothing"],
)
def test_the_first_bytes_tell(head: bytes, kind: str | None) -> None:
    assert kind_of_head(head[:64]) == kind
    assert kind is None or kind in ENDINGS


@pytest.mark.parametrize(
    ("members", "mimetype", "ending"),
    [
        ({TYPES, "word/document.xml"}, "", ".docx"),
        ({TYPES, "xl/workbook.xml"}, "", ".xlsx"),
        ({TYPES, "ppt/presentation.xml"}, "", ".pptx"),
        ({"mimetype", "content.xml"}, "application/vnd.oasis.opendocument.text", ".odt"),
        ({"word/document.xml"}, "", None),
        ({TYPES, "word/document.xml", "word/vbaProject.bin"}, "", None),
        ({"mimetype"}, "application/epub+zip", None),
        ({"evil.exe"}, "", None),
    ],
    ids=["docx", "xlsx", "pptx", "odt", "half", "macros", "book", "any archive"],
)
def test_an_archive_is_an_office_document_or_nothing(
    members: set[str], mimetype: str, ending: str | None
) -> None:
    kind = kind_of_archive(members, mimetype)
    assert (ENDINGS[kind][0] if kind else None) == ending


@pytest.mark.parametrize(
    ("piece", "yes"), [("Grüße\r\n\t帳", True), ("a\x00b", False), ("\x07", False), ("", True)]
)
def test_a_text_has_no_other_control_marks(piece: str, yes: bool) -> None:
    assert is_text(piece) is yes
