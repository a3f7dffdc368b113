"""Label Studio's answers: what a person changed in the tasks that were exported, as corrections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
from msgspec import UNSET

from accordingto.errors import ReportError
from accordingto.model.corrections import (
    MOST_PEOPLE,
    AddFigure,
    AddPerpetrator,
    ChangeFigure,
    Correction,
    FigureValues,
    RejectFigure,
    RejectPerpetrator,
    Span,
)
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
)

ADVICE = "Export the project from Label Studio as JSON (not JSON-MIN) and give that file"
BROKEN = (
    KeyError, TypeError, ValueError, IndexError, AttributeError, OverflowError, RecursionError,
)  # fmt: skip
"""What a task of another shape ends in."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person changed in one report: its name at the desk, and the corrections."""

    report: str
    sha256: str
    who: str
    corrections: tuple[Correction, ...]


@dataclass(slots=True)
class Region:
    """A stretch of the text with its label and values."""

    span: Span
    label: str
    words: str
    values: dict[str, Any] = field(default_factory=dict)


def read_answers(file: Path) -> Iterator[Answer | ReportError]:
    """The answers in a file that Label Studio exported; a task that is broken comes as its error.

    Tasks that nobody worked on, and those nothing was changed in, are passed over. Of several
    annotations of a task the newest counts.

    Raises:
        ReportError: When the file cannot be read or is no export of Label Studio.
    """
    try:
        tasks = msgspec.json.decode(file.read_bytes())
    except OSError as error:
        what = f"it cannot be read ({error.strerror})"
        raise ReportError(str(file), what, "Check its name and who may read it") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ReportError(str(file), f"it is not JSON ({error})", ADVICE) from error
    if not isinstance(tasks, list):
        raise ReportError(str(file), "it is no list of tasks", ADVICE)
    for number, task in enumerate(tasks, 1):
        where = f"{file}: task {number}"
        try:
            answer = read_task(task)
        except BROKEN as error:
            what = f"it is no task of ours ({type(error).__name__}: {error})"
            yield ReportError(where, what, ADVICE)
        else:
            if answer is not None:
                yield answer


def read_task(task: Mapping[str, Any]) -> Answer | None:
    """What a person changed in a task; None where nobody did.

    Raises:
        ValueError: When it does not hold what was read, so that nothing can be compared; or, like
            the other errors of `BROKEN`, when it is no task that `make_task` made.
    """
    done = [a for a in task.get("annotations") or () if not a.get("was_cancelled")]
    if not done:
        return None
    newest = max(done, key=lambda a: (str(a.get("updated_at") or ""), str(a.get("id") or "")))
    text = task["data"]["text"]
    before = read_regions(_find_prediction(task, newest), text)
    after = read_regions(newest["result"], text)
    corrections = tuple(compare(before, after))
    if not corrections:
        return None
    by = newest.get("completed_by") or "unknown"
    who = str(by.get("email") or by.get("id") if isinstance(by, Mapping) else by)
    data = task["data"]
    return Answer(str(data["report"]), str(data["sha256"]), who, corrections)


def _find_prediction(
    task: Mapping[str, Any], annotation: Mapping[str, Any]
) -> Sequence[Mapping[str, Any]]:
    """The regions that the person was shown.

    Some exports name predictions by their numbers alone. Compared with none, all that the person
    left as it was would look as if it had been missed.
    """
    for given in (*(task.get("predictions") or ()), annotation.get("prediction")):
        if isinstance(given, Mapping) and isinstance(given.get("result"), list):
            regions: Sequence[Mapping[str, Any]] = given["result"]
            return regions
    raise ValueError("it holds no predictions to compare with")


def read_regions(results: Sequence[Mapping[str, Any]], text: str) -> dict[str, Region]:
    """Regions by their ids, each with its values."""
    regions: dict[str, Region] = {}
    for result in results:
        if result.get("from_name") == LABELS:
            value = result["value"]
            regions[str(result["id"])] = Region(
                span=find_span(value, text),
                label=str(value["labels"][0]),
                words=str(value.get("text") or ""),
            )
    for result in results:
        region = regions.get(str(result.get("id")))
        if region is not None and result.get("from_name") != LABELS:
            region.values[str(result["from_name"])] = _value(result)
    return regions


def find_span(value: Mapping[str, Any], text: str) -> Span:
    """Where a region stands, in code points.

    Older versions of Label Studio count UTF-16 units, newer ones code points: the words that it
    gives with a region say which it was.

    Raises:
        ValueError: When neither reading has those words.
    """
    start, end, words = int(value["start"]), int(value["end"]), value.get("text")
    if words is None or text[start:end] == words:
        return Span(start=start, end=end)
    units = text.encode("utf-16-le", "surrogatepass")
    if units[2 * start : 2 * end].decode("utf-16-le", "replace") == words:
        before = units[: 2 * start].decode("utf-16-le", "surrogatepass")
        return Span(start=len(before), end=len(before) + len(words))
    raise ValueError(f"the words {words!r} do not stand at {start}")


def compare(before: Mapping[str, Region], after: Mapping[str, Region]) -> Iterator[Correction]:
    """What was taken away, changed and added, in the order of the text."""
    same = _match(before, after)
    for name, region in _in_order(before):
        if name not in same:
            yield from _reject(region)
    for name, region in _in_order(after):
        old = next((before[b] for b, a in same.items() if a == name), None)
        if old is None:
            yield from _add(region)
        elif (old.label, old.values) != (region.label, region.values):
            yield from _change(old, region)


def _match(before: Mapping[str, Region], after: Mapping[str, Region]) -> dict[str, str]:
    """Regions that stayed where they were, by their ids or by where they stand."""
    same: dict[str, str] = {}
    for name, region in before.items():
        kind = region.label in MEASURES
        there = [
            other for other, new in after.items()
            if new.span == region.span and (new.label in MEASURES) == kind
            and other not in same.values()
        ]  # fmt: skip
        if there:
            same[name] = name if name in there else there[0]
    return same


def _reject(region: Region) -> Iterator[Correction]:
    for measure in MEASURES:
        if region.label == measure:
            yield RejectFigure(number=region.span, measure=measure)
    for standing in STANDINGS:
        if region.label == standing:
            yield RejectPerpetrator(name=_name(region), standing=standing)


def _add(region: Region) -> Iterator[Correction]:
    for measure in MEASURES:
        if region.label == measure:
            values = _figure_values(region.values, {})
            given = msgspec.structs.replace(_closed(values), measure=measure, main=True)
            yield AddFigure(number=region.span, evidence=region.span, values=given)
    for standing in STANDINGS:
        if region.label == standing:
            yield AddPerpetrator(
                name=_name(region), kind="unnamed", standing=standing, evidence=region.span
            )


def _change(old: Region, new: Region) -> Iterator[Correction]:
    for measure in MEASURES:
        if old.label == measure:
            values = _follow(_figure_values(new.values, old.values), old.values, new.values)
            changed = next((m for m in MEASURES if m == new.label and m != measure), None)
            if changed is not None:
                values = msgspec.structs.replace(values, measure=changed)
            yield ChangeFigure(number=old.span, measure=measure, values=values)
    if old.label in STANDINGS:
        yield from _reject(old)
        yield from _add(new)


def _figure_values(new: Mapping[str, Any], old: Mapping[str, Any]) -> FigureValues:
    """The values that differ; what was taken away is None."""

    def differs(name: str) -> bool:
        return new.get(name) != old.get(name)

    group = next((g for g in GROUPS if g == new.get(GROUP)), UNSET)
    qualifier = next((q for q in QUALIFIERS if q == new.get(QUALIFIER)), UNSET)
    return FigureValues(
        group=group if differs(GROUP) else UNSET,
        qualifier=qualifier if differs(QUALIFIER) else UNSET,
        low=_whole(new.get(LOW)) if differs(LOW) else UNSET,
        high=_whole(new.get(HIGH)) if differs(HIGH) else UNSET,
        source=new.get(SOURCE) if differs(SOURCE) else UNSET,
    )


def _follow(values: FigureValues, old: Mapping[str, Any], new: Mapping[str, Any]) -> FigureValues:
    """Both bounds of an exact number, of which a person typed one anew."""
    if new.get(QUALIFIER) != "exact" or old.get(LOW) is None or old.get(LOW) != old.get(HIGH):
        return values
    if isinstance(values.low, int) and values.high is UNSET:
        return msgspec.structs.replace(values, high=values.low)
    if isinstance(values.high, int) and values.low is UNSET:
        return msgspec.structs.replace(values, low=values.high)
    return values


def _closed(values: FigureValues) -> FigureValues:
    """A number without another bound is just that number, unless it is said to be the least."""
    if values.high is UNSET and values.qualifier not in {"at_least", "more_than"}:
        return msgspec.structs.replace(values, high=values.low)
    return values


def _whole(value: Any) -> int | None:
    if value is None:
        return None
    number = int(value)
    if isinstance(value, bool) or number != float(value) or not 0 <= number <= MOST_PEOPLE:
        raise ValueError(f"{value!r} is no number of people")
    return number


def _name(region: Region) -> str:
    return str(region.values.get(NAME) or region.words)


def _value(result: Mapping[str, Any]) -> Any:
    """The value of a control: a number, the first choice, or the first line of a text."""
    value = result["value"]
    for key in ("number", "choices"):
        if key in value:
            held = value[key]
            return held[0] if isinstance(held, list) else held
    text = value.get("text")
    return (text[0] if text else None) if isinstance(text, list) else text


def _in_order(regions: Mapping[str, Region]) -> list[tuple[str, Region]]:
    return sorted(regions.items(), key=lambda item: item[1].span.start)
