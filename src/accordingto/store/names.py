"""What reports are called: the ids they were given, and the beginnings of their keys."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

from sqlalchemy import select

from accordingto.errors import DeskError, NotThere
from accordingto.model import ReportInfo
from accordingto.store.bodies import digest, key_of
from accordingto.store.schema import decisions, names, reports
from accordingto.store.turns import TableRow, Turn, in_parts
from accordingto.store.values import Name

HEX = re.compile(r"[0-9a-f]{1,64}")
AFTER_HEX = "g"
"""Sorts after all hexadecimal digits: keys with a beginning lie between it and it with this."""
SHOWN = 5
SEARCHED = 10_000
"""Among how many names, the newest, those are looked for that are much like an unknown one."""


def name_report(turn: Turn, report: int, info: ReportInfo) -> bool:
    """Keep the name of a report; whether it was new."""
    mark = digest(info.id)
    known = select(names.c.id).where(names.c.report == report, names.c.digest == mark)
    if turn.connection.execute(known).first():
        return False
    row = {
        "report": report,
        "name": info.id,
        "digest": mark,
        "publisher": info.publisher,
        "url": info.url,
        "published": info.published,
        "at": turn.at,
        "who": turn.who,
    }
    turn.connection.execute(names.insert(), row)
    return True


def names_of(turn: Turn, wanted: Iterable[int]) -> dict[int, tuple[Name, ...]]:
    """The names of reports, each report's first one first."""
    found: dict[int, tuple[Name, ...]] = {}
    for part in in_parts(sorted(set(wanted))):
        query = select(names).where(names.c.report.in_(part)).order_by(names.c.id)
        for row in turn.connection.execute(query):
            name = Name(
                name=row.name,
                publisher=row.publisher,
                url=row.url,
                published=row.published,
                at=row.at,
            )
            found[row.report] = (*found.get(row.report, ()), name)
    return found


def find_report(turn: Turn, given: str) -> TableRow:
    """The id, hash and record of the report that is called so, or whose key begins so.

    Raises:
        DeskError: When there is none, or more than one; with candidates.
    """
    columns = (reports.c.id, reports.c.hash, reports.c.record)
    there = select(*columns).where(reports.c.forgotten.is_(None)).order_by(reports.c.id)
    by_name = there.join(names).where(names.c.digest == digest(given))
    found = turn.connection.execute(by_name).all()
    if not found and HEX.fullmatch(given.lower()):
        start = given.lower()
        by_key = there.where(reports.c.hash >= start, reports.c.hash < start + AFTER_HEX)
        found = turn.connection.execute(by_key.limit(SHOWN + 1)).all()
    if len(found) != 1:
        raise _no_single(turn, given, found)
    return found[0]


def _no_single(turn: Turn, given: str, found: Iterable[TableRow]) -> DeskError:
    where = f"report {given!r}"
    if several := list(found):
        called = names_of(turn, (row.id for row in several))
        shown = [f"{key_of(row.hash)} ({called[row.id][0].name!r})" for row in several[:SHOWN]]
        more = ", and others" if len(several) > SHOWN else ""
        what = f"{'more than ' + str(SHOWN) if more else len(several)} reports are called so"
        return DeskError(where, what, f"Name one by its key: {', '.join(shown)}{more}")
    if decision := _forgetting(turn, given):
        what = f"it was forgotten by {decision.who} on {decision.at[:10]} (decision {decision.id})"
        return DeskError(where, what, "Add it again with remember if it is wanted")
    alike = get_close_matches(given, _newest_names(turn), n=SHOWN)
    advice = f"Did you mean {' or '.join(map(repr, alike))}" if alike else "Check its name"
    return NotThere(where, "there is no such report", advice)


def _forgetting(turn: Turn, given: str) -> TableRow | None:
    """The decision by which a report was forgotten; its names are gone, but for its key."""
    start = given.lower()
    if not HEX.fullmatch(start):
        return None
    query = (
        select(decisions.c.id, decisions.c.who, decisions.c.at)
        .join(reports, reports.c.forgotten == decisions.c.id)
        .where(reports.c.hash >= start, reports.c.hash < start + AFTER_HEX)
    )
    return turn.connection.execute(query).first()


def _newest_names(turn: Turn) -> list[str]:
    query = select(names.c.name).order_by(names.c.id.desc()).limit(SEARCHED)
    return list(turn.connection.execute(query).scalars())
