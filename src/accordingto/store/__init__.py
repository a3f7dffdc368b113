"""Stage 5: reports, records and decisions kept in a database, linked as they come.

`desk` is what others use. `addresses`, `engines`, `upgrades` and `troubles` know the database;
`schema` its tables. `intake` keeps a report, `neighbours` compares its mentions, `grouping` and
`numbering` make incidents of them within the `constraints` of people's `decisions`; `rereading`
keeps newer records, `correcting` those that people corrected, `answers` tells what there is.
"""

from __future__ import annotations

from accordingto.store.desk import Desk, open_desk
from accordingto.store.values import (
    Added,
    Counts,
    Decided,
    Decision,
    IncidentEntry,
    KnownReport,
    LogEntry,
    MentionEntry,
    Move,
    Name,
    Nearest,
    ReportEntry,
    Reread,
    Role,
    StoredRecord,
    User,
    Verdict,
)

__all__ = [
    "Added",
    "Counts",
    "Decided",
    "Decision",
    "Desk",
    "IncidentEntry",
    "KnownReport",
    "LogEntry",
    "MentionEntry",
    "Move",
    "Name",
    "Nearest",
    "ReportEntry",
    "Reread",
    "Role",
    "StoredRecord",
    "User",
    "Verdict",
    "open_desk",
]
