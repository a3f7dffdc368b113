"""Reports as tasks of Label Studio, with what was read as predictions to correct.

A region is the number of a figure, labelled with what is counted, or the words under which a name
is claimed, accused or denied. Group, bounds and giver are values of the region.

Source:
    Label Studio's JSON format of tasks with predictions. Offsets count Unicode code points, as
    its newer versions do.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from typing import Any
from xml.sax.saxutils import quoteattr

from accordingto.model import Evidence, Figure, Perpetrator, Record
from accordingto.model.labels import (
    GROUP,
    GROUPS,
    HIGH,
    LABELS,
    LOW,
    MEASURES,
    NAME,
    QUALIFIER,
    QUALIFIERS,
    SOURCE,
    STANDINGS,
    TEXT,
)

Result = dict[str, Any]
COLOURS = ("#b4452c", "#8a5a00", "#2f6f4f", "#33608f", "#6a4c93", "#7a3b5d")


def make_task(record: Record, name: str) -> dict[str, Any] | None:
    """A report as a task; None where its text was not kept.

    Args:
        record: What was read from it.
        name: What the desk calls the report: corrections come back under it.
    """
    report = record.report
    if report.text is None:
        return None
    return {
        "data": {
            "text": report.text, "title": report.title, "report": name, "id": report.id,
            "sha256": report.sha256,
        },
        "predictions": [
            {
                "model_version": f"accordingto {version('accordingto')}",
                "result": list(_regions(record)),
            }
        ],
    }  # fmt: skip


def labelling_config() -> str:
    """The labelling interface that tasks are made for, to be pasted into a project's settings."""
    labels = [*MEASURES, *STANDINGS]
    rows = [
        f'    <Label value="{label}" background="{COLOURS[n % len(COLOURS)]}"/>'
        for n, label in enumerate(labels)
    ]
    return "\n".join((
        "<View>",
        '  <Header value="$title"/>',
        f'  <Labels name="{LABELS}" toName="{TEXT}">',
        *rows,
        "  </Labels>",
        f'  <Text name="{TEXT}" value="$text" granularity="word"/>',
        _choices(GROUP, GROUPS),
        _choices(QUALIFIER, QUALIFIERS),
        *(f'  <Number name="{n}" toName="{TEXT}" perRegion="true"/>' for n in (LOW, HIGH)),
        *(
            f'  <TextArea name="{n}" toName="{TEXT}" perRegion="true" placeholder={quoteattr(p)}/>'
            for n, p in ((SOURCE, "who gives it; empty: the report itself"), (NAME, "who"))
        ),
        "</View>",
        "",
    ))  # fmt: skip


def _choices(name: str, values: tuple[str, ...]) -> str:
    rows = "".join(f'<Choice value="{value}"/>' for value in values)
    return f'  <Choices name="{name}" toName="{TEXT}" perRegion="true">{rows}</Choices>'


def _regions(record: Record) -> Iterator[Result]:
    main = next((i for i in record.incidents if i.role == "main"), None)
    for figure in record.figures:
        if figure.number.field is None and main and figure.incident == main.id:
            yield from _figure(figure, record)
    for number, row in enumerate(main.perpetrators if main else ()):
        yield from _perpetrator(row, number)


def _figure(figure: Figure, record: Record) -> Iterator[Result]:
    names = {source.id: source.name for source in record.sources}
    spot = _spot(figure.number)
    yield _result(figure.id, LABELS, "labels", {**spot, "labels": [figure.measure]})
    yield _result(figure.id, GROUP, "choices", {**spot, "choices": [figure.group]})
    yield _result(figure.id, QUALIFIER, "choices", {**spot, "choices": [figure.qualifier]})
    for name, bound in ((LOW, figure.low), (HIGH, figure.high)):
        if bound is not None:
            yield _result(figure.id, name, "number", {**spot, "number": bound})
    if figure.source in names:
        value = {**spot, "text": [names[figure.source]]}
        yield _result(figure.id, SOURCE, "textarea", value)


def _perpetrator(row: Perpetrator, number: int) -> Iterator[Result]:
    words = next((evidence for evidence in row.evidence if evidence.field is None), None)
    if words is not None:
        spot = _spot(words)
        yield _result(f"a{number}", LABELS, "labels", {**spot, "labels": [row.standing]})
        yield _result(f"a{number}", NAME, "textarea", {**spot, "text": [row.name]})


def _spot(evidence: Evidence) -> Result:
    return {"start": evidence.start, "end": evidence.end, "text": evidence.text}


def _result(id: str, name: str, kind: str, value: Result) -> Result:
    return {"id": id, "from_name": name, "to_name": TEXT, "type": kind, "value": value}
