"""The tables of the desk, the same in SQLite and PostgreSQL.

reports ── names            what was added, by content, and what it was called
   ├────── records          what was read from it; the newest one counts
   │          └─ traits     what tells its incidents from others
   └────── mentions         its incidents; each belongs to one of `incidents`
              ├─ keys       where neighbours are looked for
              ├─ comparisons, links     how alike mentions are
              └─ deciding   which of them a decision is about
decisions ── corrections    what one to correct a report changes in its record
users ── passes, tries      who may use the desk over the network
summaries                   what is told of an incident in a line
decisions, log              never changed, never removed
"""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    and_,
)

REVISION = "4"
"""The newest migration: what a database must be at to be used."""
VERSION_TABLE = "accordingto_version"
"""Not Alembic's own name for it, so that two programs can share a PostgreSQL database."""

ODD = re.compile("[\\\\\0\ud800-\udfff]")
ESCAPED = re.compile(r"\\(\\|u[0-9a-f]{4})")


def escape(text: str) -> str:
    """Any string as one that every database can hold: no null characters, no half surrogates."""
    return ODD.sub(lambda m: r"\\" if m[0] == "\\" else f"\\u{ord(m[0]):04x}", text)


def unescape(text: str) -> str:
    """What `escape` was given."""
    return ESCAPED.sub(lambda m: "\\" if m[1] == "\\" else chr(int(m[1][1:], 16)), text)


class AnyText(TypeDecorator[str]):
    """Text with any characters: report ids and reasons come as people and systems write them."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:
        """Into the database."""
        return None if value is None else escape(value)

    def process_result_value(self, value: Any, dialect: Any) -> str | None:
        """Out of the database."""
        return None if value is None else unescape(value)


# Times are ISO 8601 strings in UTC, to the second and of one length, so that they sort as they are
# and read the same in both databases; order within a second is that of the ids.
metadata = MetaData()
NUMBERED: dict[str, Any] = {"sqlite_autoincrement": True}
"""Ids are never given twice: what still names a removed row must not name another."""

reports = Table(
    "reports",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("hash", String(64), nullable=False, unique=True),
    Column("added_at", String(20), nullable=False),
    Column("added_by", AnyText, nullable=False),
    Column("record", Integer),
    Column("forgotten", Integer),
    **NUMBERED,
)
names = Table(
    "names",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report", ForeignKey("reports.id"), nullable=False),
    Column("name", AnyText, nullable=False),
    # Names may be longer than an index of PostgreSQL takes.
    Column("digest", String(32), nullable=False, index=True),
    Column("publisher", AnyText),
    Column("url", AnyText),
    Column("published", AnyText),
    Column("at", String(20), nullable=False),
    Column("who", AnyText, nullable=False),
    UniqueConstraint("report", "digest"),
    **NUMBERED,
)
# Bodies are JSON, compressed: a record is ten times as long as its report and shrinks to a quarter
# of that; and as bytes they hold null characters, which text in PostgreSQL cannot.
records = Table(
    "records",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report", ForeignKey("reports.id"), nullable=False, index=True),
    Column("made_by", AnyText, nullable=False),
    Column("made_at", String(20), nullable=False),
    Column("made_for", AnyText, nullable=False),
    Column("body", LargeBinary, nullable=False),
    # Of a record that people corrected, the one that was read; null for one that was read.
    Column("corrects", Integer),
    **NUMBERED,
)
# Apart from records, so that comparing mentions does not go through the bodies of records.
traits = Table(
    "traits",
    metadata,
    Column("report", ForeignKey("reports.id"), primary_key=True, autoincrement=False),
    Column("record", ForeignKey("records.id"), nullable=False),
    Column("body", LargeBinary, nullable=False),
)
incidents = Table(
    "incidents",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("since", String(20), nullable=False),
    Column("gone", String(20)),
    Column("went_to", Text),
)
# A mention keeps its row when its report is read again, so that decisions about it go on to hold.
# One that the newest record does not tell of has no number; `record` is the last that told of it.
mentions = Table(
    "mentions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report", ForeignKey("reports.id"), nullable=False, index=True),
    Column("incident", AnyText, nullable=False),
    Column("main", Boolean, nullable=False),
    Column("label", AnyText, nullable=False),
    Column("record", Integer),
    Column("number", ForeignKey("incidents.number"), index=True),
    **NUMBERED,
)
TOLD_NOW = and_(reports.c.id == mentions.c.report, reports.c.record == mentions.c.record)
"""Joins a mention with its report where the newest record tells of it; both by an index."""
# Keys are hashed to 8 bytes: short, and of one length. No foreign key: there are dozens for each
# mention, and each check costs as much as the row.
keys = Table(
    "keys",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("mention", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
# All pairs that were compared, in one row for the mention whose record is the newer one, as JSON:
# [[id of the other, bits], ...]. As rows they would be hundreds for each mention, most of them
# needed only together. A pair counts while its row is newer than the other mention's record.
comparisons = Table(
    "comparisons",
    metadata,
    Column("mention", ForeignKey("mentions.id"), primary_key=True, autoincrement=False),
    Column("body", LargeBinary, nullable=False),
)
# The pairs above 0 bits, once more as rows that are found from either side.
links = Table(
    "links",
    metadata,
    Column("one", ForeignKey("mentions.id"), primary_key=True, autoincrement=False),
    Column("other", ForeignKey("mentions.id"), primary_key=True, autoincrement=False),
    Column("bits", Float, nullable=False),
    Index("ix_links_other", "other"),
    sqlite_with_rowid=False,
)
decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String(20), nullable=False),
    Column("who", AnyText, nullable=False),
    Column("what", String(10), nullable=False),
    Column("why", AnyText, nullable=False),
    Column("number", Integer),
    Column("other", Integer),
    Column("report", ForeignKey("reports.id")),
    Column("undoes", ForeignKey("decisions.id")),
    **NUMBERED,
)
# Of a merge: the mentions that are one, by the incident (side 1 or 2) they were in. Of a split:
# those that leave (side 1) and those they leave (side 2).
deciding = Table(
    "deciding",
    metadata,
    Column("decision", ForeignKey("decisions.id"), primary_key=True, autoincrement=False),
    Column("mention", ForeignKey("mentions.id"), primary_key=True, autoincrement=False),
    Column("side", Integer, nullable=False),
)
# What a decision to correct a report changes, as JSON. Never changed; gone with a forgotten report,
# whose words it holds.
corrections = Table(
    "corrections",
    metadata,
    Column("decision", ForeignKey("decisions.id"), primary_key=True, autoincrement=False),
    Column("report", ForeignKey("reports.id"), nullable=False, index=True),
    Column("body", LargeBinary, nullable=False),
)
# What is told of an incident in a line, so that a list of thousands need not make their dossiers.
# `state` is a hash of what the dossier would be made of: where it differs, the row is out of date.
summaries = Table(
    "summaries",
    metadata,
    Column("number", ForeignKey("incidents.number"), primary_key=True, autoincrement=False),
    Column("state", String(32), nullable=False),
    Column("body", LargeBinary, nullable=False),
)
# Who may use the desk over the network. Only hashes are kept of what lets people in.
users = Table(
    "users",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(100), nullable=False, unique=True),
    Column("role", String(10), nullable=False),
    Column("password", String(200)),
    Column("added_at", String(20), nullable=False),
    Column("gone_at", String(20)),
    **NUMBERED,
)
# Sessions of browsers and tokens of programs; a session has an end, a token a name.
passes = Table(
    "passes",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("user", ForeignKey("users.id"), nullable=False, index=True),
    Column("name", String(100)),
    Column("made_at", String(20), nullable=False),
    Column("until", String(20)),
)
# Failed tries to log in, to slow down who guesses.
tries = Table(
    "tries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("who", String(64), nullable=False, index=True),
    Column("at", String(20), nullable=False),
    **NUMBERED,
)
log = Table(
    "log",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String(20), nullable=False),
    Column("who", AnyText, nullable=False),
    Column("what", String(20), nullable=False),
    # JSON in ASCII: null characters and half surrogates stand in it as escapes.
    Column("details", Text, nullable=False),
    **NUMBERED,
)
