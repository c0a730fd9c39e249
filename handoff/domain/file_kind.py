"""What a file is, by its content: what its sender says of it is never believed.

Signatures are those of the formats' own specifications. Nothing that a browser would run as a page has one:
HTML and SVG are text here, and go out as text.
"""

from collections.abc import Collection

HEAD_BYTES = 64
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
_OPEN_XML = "application/vnd.openxmlformats-officedocument"
_OFFICE = {
    "word/document.xml": f"{_OPEN_XML}.wordprocessingml.document",
    "xl/workbook.xml": f"{_OPEN_XML}.spreadsheetml.sheet",
    "ppt/presentation.xml": f"{_OPEN_XML}.presentationml.presentation",
}
_OPEN_DOCUMENT = frozenset(
    f"application/vnd.oasis.opendocument.{kind}" for kind in ("text", "spreadsheet", "presentation")
)
_MACROS = ("vbaproject.bin", "vbadata.xml")
_TEXT_CONTROLS = frozenset(b"\t\n\r\f\x1b")


def kind_of_head(head: bytes) -> str | None:
    """Give the type that the first bytes show; None when they show none, as with text and archives."""
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    if head.startswith(b"%PDF-"):
        return "application/pdf"
    return "application/x-ole-storage" if head.startswith(OLE) else None


def kind_of_archive(members: Collection[str], mimetype: str) -> str | None:
    """Give the office document that an archive is; one with macros, or any other archive, is none.

    Args:
        members: the names in it.
        mimetype: what its member `mimetype` says, empty without one.
    """
    if any(name.lower().endswith(_MACROS) for name in members):
        return None
    if mimetype in _OPEN_DOCUMENT:
        return mimetype
    if "[Content_Types].xml" not in members:
        return None
    return next((kind for part, kind in _OFFICE.items() if part in members), None)


def is_text(piece: str) -> bool:
    """Say whether decoded characters are those of a text: no control marks but the usual ones."""
    return all(one >= " " or ord(one) in _TEXT_CONTROLS for one in piece)
