"""Every piece of evidence of a record as a W3C Web Annotation.

Source:
    W3C Web Annotation Data Model (2017): TextQuoteSelector with up to 32 characters before and
    behind, and TextPositionSelector; its offsets count Unicode code points, as ours do.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Struct

from accordingto.model import Evidence, Figure, Record, Statement

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32


def annotate(record: Record) -> Iterator[dict[str, Any]]:
    """An annotation for each evidence of a record, each value with its own.

    The body is the path of the value in the record ("figures/f1/number") as a tag, and what it is
    in a sentence; the target the report: its address, else the hash of its text. Words of the
    headline have `#title` behind the report's own name.
    """
    names = {source.id: source.name for source in record.sources}
    for path, evidence, holder in find_evidence(record):
        yield {
            "type": "Annotation",
            "id": f"urn:accordingto:{record.report.sha256[:16]}:{path}",
            "motivation": "identifying",
            "body": _bodies(path, holder, names),
            "target": {
                "source": _source(record, evidence),
                "selector": [_quote(record, evidence), _position(evidence)],
            },
        }


def find_evidence(record: Record) -> Iterator[tuple[str, Evidence, Struct]]:
    """Every evidence in a record: its path, itself, and the value that it is evidence of."""
    for name in record.__struct_fields__:
        if name not in {"report", "made_by", "schema"}:
            yield from _walk(getattr(record, name), name, record)


def _walk(value: Any, path: str, holder: Struct) -> Iterator[tuple[str, Evidence, Struct]]:
    if isinstance(value, Evidence):
        yield path, value, holder
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _walk(getattr(value, name), f"{path}/{name}", value)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _walk(item, f"{path}/{key}", holder)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            name = getattr(item, "id", None) or str(number)
            yield from _walk(item, f"{path}/{name}", holder)


def _bodies(path: str, holder: Struct, names: dict[str, str]) -> list[dict[str, str]]:
    tag = {"type": "TextualBody", "purpose": "tagging", "value": path}
    return [tag, {"type": "TextualBody", "purpose": "describing", "value": _tell(holder, names)}]


def _tell(holder: Struct, names: dict[str, str]) -> str:
    """What a value is, in a few words."""
    if isinstance(holder, Figure):
        number = holder.word or _bounds(holder)
        by = f", said by {names[holder.source]}" if holder.source in names else ""
        return f"{holder.measure} ({holder.group}): {number}{by}"
    if isinstance(holder, Statement):
        who = names.get(holder.source or "", "the report itself")
        return f"{who} {holder.act.replace('_', ' ')}"
    named = getattr(holder, "name", None) or getattr(holder, "label", None)
    return f"{type(holder).__name__.lower()}{f': {named}' if named else ''}"


def _bounds(figure: Figure) -> str:
    if figure.low == figure.high:
        return str(figure.low)
    low = "" if figure.low is None else f"at least {figure.low}"
    high = "" if figure.high is None else f"at most {figure.high}"
    return ", ".join(part for part in (low, high) if part) or "no number"


def _source(record: Record, evidence: Evidence) -> str:
    own = record.report.url or f"urn:sha256:{record.report.sha256}"
    return f"{own}#title" if evidence.field == "title" else own


def _quote(record: Record, evidence: Evidence) -> dict[str, str]:
    text = record.report.title if evidence.field == "title" else record.report.text
    quote = {"type": "TextQuoteSelector", "exact": evidence.text}
    if text is not None:
        quote["prefix"] = text[max(0, evidence.start - AROUND) : evidence.start]
        quote["suffix"] = text[evidence.end : evidence.end + AROUND]
    return quote


def _position(evidence: Evidence) -> dict[str, Any]:
    return {"type": "TextPositionSelector", "start": evidence.start, "end": evidence.end}


def write_collection(annotations: Iterator[dict[str, Any]], name: str) -> Iterator[str]:
    """A collection of one page, in pieces of JSON, each annotation on its own line."""
    head = {"@context": CONTEXT, "id": f"urn:accordingto:{name}", "type": "AnnotationPage"}
    yield msgspec.json.encode(head).decode()[:-1] + ',"items":[\n'
    for number, annotation in enumerate(annotations):
        yield ("" if number == 0 else ",\n") + msgspec.json.encode(annotation).decode()
    yield "\n]}\n"
