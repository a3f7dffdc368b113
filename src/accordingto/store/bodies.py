"""Records and traits as the bytes that are kept, and the identity of a report."""

from __future__ import annotations

import hashlib
import json
import zlib

import msgspec

from accordingto.model import Record, ReportInfo
from accordingto.model.traits import Traits

KEY = 16
"""How many hexadecimal digits of its hash a report is called by."""
LEVEL = 3
"""Higher levels of zlib take twice the time for a twentieth of the room."""

_records = msgspec.json.Decoder(Record)
_traits = msgspec.json.Decoder(Traits)


def identify(info: ReportInfo) -> str:
    """The hash of a report's title and text: what tells it from others, whatever it is called.

    The text takes part by its own hash, so a record without its text has the same identity.
    """
    whole = json.dumps([info.title, info.sha256])
    return hashlib.sha256(whole.encode("ascii")).hexdigest()


def key_of(identity: str) -> str:
    """What a report with this identity is called on the desk."""
    return identity[:KEY]


def digest(name: str) -> str:
    """What a name is found by."""
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def pack_record(record: Record) -> bytes:
    """A record as it is kept."""
    try:
        body = msgspec.json.encode(record)
    except UnicodeEncodeError:
        # Names of files may hold bytes that are no text. The name itself is kept apart.
        plain = record.report.id.encode("utf-8", "backslashreplace").decode("utf-8")
        info = msgspec.structs.replace(record.report, id=plain)
        body = msgspec.json.encode(msgspec.structs.replace(record, report=info))
    return zlib.compress(body, LEVEL)


def unpack_record(body: bytes) -> Record:
    """The record that was packed."""
    return _records.decode(zlib.decompress(body))


def pack_traits(traits: Traits) -> bytes:
    """Traits as they are kept: plain JSON, since many are read for each report that is added."""
    return msgspec.json.encode(traits)


def unpack_traits(body: bytes) -> Traits:
    """The traits that were packed."""
    return _traits.decode(body)
