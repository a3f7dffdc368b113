"""From bytes to text: by a byte order mark, by what is declared, as UTF-8, else by looking.

Line endings stay as they are. A byte order mark belongs to the encoding and is no part of the
text. An encoding that had to be told from the bytes is named in a note, never chosen silently.
"""

from __future__ import annotations

import codecs
import logging
import re

from accordingto.errors import ReportError

log = logging.getLogger("accordingto")

# UTF-32 first: its little-endian mark begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# First bytes of files that people take for reports. Source: the formats' own documents.
SIGNATURES = (
    (b"%PDF-", "a PDF document", "Save its text as a file first, for instance with pdftotext"),
    (b"PK\x03\x04", "a Word document or a ZIP archive", "Save its text as a plain text file first"),
    (b"\xd0\xcf\x11\xe0", "an old Word document", "Save its text as a plain text file first"),
    (b"{\\rtf", "an RTF document", "Save its text as a plain text file first"),
    (b"\x1f\x8b", "a gzip file", "Unpack it first, for instance with gunzip"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file", "Unpack it first"),
    (b"BZh", "a bzip2 file", "Unpack it first"),
    (b"\xfd7zXZ", "an xz file", "Unpack it first"),
    (b"\x89PNG", "a PNG picture", "Give the report's words"),
    (b"\xff\xd8\xff", "a JPEG picture", "Give the report's words"),
    (b"GIF8", "a GIF picture", "Give the report's words"),
    (b"\x7fELF", "a program", "Give the report's words"),
    (b"SQLite format 3", "a database", "Give the report's words"),
)
CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))
MOST_CONTROLS = 0.02  # of the bytes; random bytes hold more than ten times as many
COMMON = ("cp1252", "mac_roman")
# A few hundred bytes are too little for statistics, which take Windows quotation marks for
# Polish or Greek letters; so this looks at where the characters stand.
FITTING = re.compile(
    r"[‘’“”–—…€£•·°§«»½¼¾\xa0]"
    r"|(?<=[A-Za-z])[ß-öø-ÿœšž]{1,2}|\b[ß-öø-ÿœšž](?=[a-z])"
    r"|\b[À-ÖØ-ÞŒŠŽŸ](?=[a-zß-öø-ÿ])|(?<=[A-Z])[À-ÖØ-ÞŒŠŽŸ]|[À-ÖØ-ÞŒŠŽŸ](?=[A-Z]{2})"
)
LOOKED_AT = 200_000  # bytes; more tells no more about an encoding
UNDECODABLE = "Save it as UTF-8, or name its encoding with --encoding"
# On the web these names mean windows-1252. Source: WHATWG Encoding Standard, section 4.2.
WEB_NAMES = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252",
             "iso8859-1": "cp1252", "latin1": "cp1252"}  # fmt: skip


def decode(
    where: str, data: bytes, *, named: str | None = None, declared: str | None = None
) -> str:
    """The text that bytes hold.

    Args:
        where: File, for messages.
        data: The bytes.
        named: The encoding as the caller names it: nothing else is tried.
        declared: The encoding a page declares.

    Raises:
        ReportError: For bytes that are no text, or not in the encoding named.
    """
    if named:
        return _decode_as(where, data, named)
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _decode_as(where, data[len(mark) :], encoding)
    refuse_known_binary(where, data)
    if declared and (text := _try(data, WEB_NAMES.get(declared.lower(), declared))) is not None:
        return text
    wide = _wide(data)
    if wide is None:
        _refuse_controls(where, data)
        if (text := _try(data, "utf-8")) is not None:
            return text
    return _decode_by_looking(where, data, wide)


def refuse_known_binary(where: str, data: bytes) -> None:
    """Refuse files that are known by their first bytes.

    Raises:
        ReportError: Naming the kind of file, and how to get at its text.
    """
    for first, kind, advice in SIGNATURES:
        if data.startswith(first):
            raise ReportError(where, f"it is {kind}, not a text", advice)


def check_encoding(name: str) -> bool:
    """Whether a name is that of a text encoding."""
    try:
        b"text".decode(name)  # with no bytes at all the name would not be looked up
    except UnicodeError:
        return True
    except (LookupError, ValueError):
        return False
    return True


def _decode_as(where: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        at = f" at byte {error.start}" if isinstance(error, UnicodeDecodeError) else ""
        raise ReportError(where, f"it is not valid {encoding.upper()}{at}", UNDECODABLE) from error


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark, known by a zero in every other byte of Latin text."""
    sample = data[:LOOKED_AT]
    zeros = sample.count(0)
    if zeros * 4 < len(sample):
        return None
    odd = sample[1::2].count(0)
    return "utf-16-le" if odd * 10 > zeros * 9 else "utf-16-be" if odd * 10 < zeros else None


def _refuse_controls(where: str, data: bytes) -> None:
    controls = len(data) - len(data.translate(None, CONTROLS))
    if controls > MOST_CONTROLS * len(data) + 8:
        what = "it is binary data, not a text"
        raise ReportError(where, what, "Give the report as plain text, HTML or JSON Lines")


def _decode_by_looking(where: str, data: bytes, wide: str | None) -> str:
    encoding = wide or _likeliest(data[:LOOKED_AT])
    text = _try(data, encoding) if encoding else None
    if text is None:
        raise ReportError(where, "its encoding cannot be told from its bytes", UNDECODABLE)
    log.warning(
        "%s: read as %s, told from its bytes; name another with --encoding", where, encoding
    )
    return text


def _likeliest(sample: bytes) -> str | None:
    """The likeliest encoding: of the commonest for English the first that makes sense of it."""
    for name in COMMON:
        if _makes_sense(_try(sample, name)):
            return name
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return best.encoding if best is not None else None


def _makes_sense(text: str | None) -> bool:
    """Whether what is not ASCII in a text stands where English has it."""
    if text is None:
        return False
    foreign = sum(not char.isascii() for char in text)
    fitting = sum(len(found[0]) for found in FITTING.finditer(text))
    return fitting >= 0.9 * foreign
