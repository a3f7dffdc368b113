"""The form that coded records are written in: one document a record, a template an incident.

The shape is that of the MUC-4 keys as JSON Lines: slots by their 1992 names, each a list of fills
with their value `v` and, where a slot refers to the filler of another one, that string `x`.
"""

from __future__ import annotations

from msgspec import Struct


class Fill(Struct, frozen=True, omit_defaults=True):
    """One filler: its value, and the string of another slot it belongs to."""

    v: tuple[str, ...]
    x: tuple[str, ...] | None = None


Slots = dict[str, tuple[Fill, ...]]


class Template(Struct, frozen=True, kw_only=True):
    """One incident; a slot that is not filled is left out."""

    id: int
    slots: Slots


class Document(Struct, frozen=True, kw_only=True):
    """What a codebook makes of one record; without templates where nothing is in its scope."""

    docid: str
    templates: tuple[Template, ...]


def fill(value: str | None, *, of: str | None = None) -> tuple[Fill, ...]:
    """The fills of a slot with one value at most."""
    return (Fill((value,), (of,) if of else None),) if value else ()
