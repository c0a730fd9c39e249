"""What all readers share: the size and the encoding of texts, and how outcomes become one source."""

from collections.abc import Iterable, Sequence

from knowledge_base.domain.import_shapes import row_from_data
from knowledge_base.domain.imports import ImportRow, ImportSource, RowFault
from knowledge_base.errors import ImportUnreadable

# Far above any valid article, so that a large one is told its size in characters, and still read whole.
SIZE_MAX = 16_000_000
BYTE_ORDER_MARK = "\ufeff"

Outcome = ImportRow | tuple[RowFault, ...]


class Unreadable(Exception):
    """A file or line that is no article; `line` counts from 1 within what was read."""

    def __init__(self, code: str, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.line = line


def collect(outcomes: Iterable[Outcome], notes: Sequence[str] = ()) -> ImportSource:
    """Rows and faults, each in order."""
    rows: list[ImportRow] = []
    faults: list[RowFault] = []
    for outcome in outcomes:
        if isinstance(outcome, ImportRow):
            rows.append(outcome)
        else:
            faults.extend(outcome)
    return ImportSource(tuple(rows), tuple(faults), tuple(notes))


def shaped(data: object, source: str, number: int) -> Outcome:
    """The row in plain data, or what is wrong with its shape."""
    row = row_from_data(data, source, number)
    if isinstance(row, ImportRow):
        return row
    return tuple(RowFault(source, fault.field, fault.code, fault.message, number) for fault in row)


def sized(raw: bytes) -> bytes:
    """The same bytes, unless there are too many for an article."""
    if len(raw) > SIZE_MAX:
        raise Unreadable("too_large", f"More than {SIZE_MAX:,} bytes are no article.")
    return raw


def decoded(raw: bytes) -> str:
    """Text in UTF-8, or in UTF-16 if it says so with a byte order mark."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _utf_16(raw)
    try:
        return raw.decode("utf-8").removeprefix(BYTE_ORDER_MARK)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        message = f"The text is not UTF-8: byte {column} of the line is 0x{raw[error.start]:02X}."
        raise Unreadable("encoding_invalid", message, line) from error


def decoded_anyhow(raw: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Text in any encoding that spreadsheets write, and a note if it had to be guessed.

    Raises:
        ImportUnreadable: it is none of UTF-8, UTF-16 and Windows-1252.
    """
    try:
        return decoded(raw), ()
    except Unreadable as fault:
        if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise ImportUnreadable(f"'{name}' cannot be read: {fault.message}") from fault
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError as error:
        expected = "neither UTF-8 nor UTF-16 nor Windows-1252"
        raise ImportUnreadable(f"'{name}' cannot be read: its text is {expected}.") from error
    return text, (f"'{name}' is not UTF-8; it was read as Windows-1252. Please look at accents and quotes.",)


def _utf_16(raw: bytes) -> str:
    try:
        return raw.decode("utf-16")
    except UnicodeDecodeError as error:
        raise Unreadable("encoding_invalid", "The text says that it is UTF-16, but it is not.") from error
