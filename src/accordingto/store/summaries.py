"""What is told of each incident in a line, kept until what it is made of changes."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec
from sqlalchemy import delete, select

from accordingto.model.dossier import IncidentLine
from accordingto.store.schema import TOLD_NOW, mentions, reports, summaries
from accordingto.store.turns import Turn, in_parts

_lines = msgspec.json.Decoder(IncidentLine)


def find_states(turn: Turn, made_by: str) -> tuple[dict[int, str], set[int]]:
    """Of each incident a hash of what its dossier is made of: mentions, records, the program.

    Beside them stand those incidents that a report tells of, and not only mentions.
    """
    query = select(mentions.c.number, mentions.c.id, mentions.c.record, mentions.c.main)
    held: dict[int, list[tuple[int, int]]] = defaultdict(list)
    told: set[int] = set()
    for number, mention, record, main in turn.connection.execute(
        query.join(reports, TOLD_NOW).where(mentions.c.number.is_not(None))
    ):
        held[number].append((mention, record))
        if main:
            told.add(number)
    return {number: _digest(rows, made_by) for number, rows in held.items()}, told


def load_summaries(turn: Turn, states: Mapping[int, str]) -> dict[int, IncidentLine]:
    """The summaries that are kept and not out of date."""
    rows = turn.connection.execute(select(summaries))
    return {
        row.number: _lines.decode(row.body) for row in rows if states.get(row.number) == row.state
    }


def keep_summaries(turn: Turn, lines: Iterable[IncidentLine], states: Mapping[int, str]) -> None:
    """Keep summaries under the states they were made in."""
    rows = [
        {"number": line.number, "state": states[line.number], "body": msgspec.json.encode(line)}
        for line in lines
    ]
    for part in in_parts(rows):
        numbers = [row["number"] for row in part]
        turn.connection.execute(delete(summaries).where(summaries.c.number.in_(numbers)))
        turn.connection.execute(summaries.insert(), part)


def _digest(rows: Iterable[tuple[int, int]], made_by: str) -> str:
    told = f"{made_by} {sorted(rows)}"
    return hashlib.blake2s(told.encode(), digest_size=16).hexdigest()
