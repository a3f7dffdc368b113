"""The figures of a report: every stated number of people killed, injured, missing and so on.

Numbers (`numbers`) make counts of people (`people`), words of harm (`harms`) say what
happened, `linker` joins the two, and `groups` tells who they were.
"""

from __future__ import annotations

from dataclasses import replace

from accordingto.annotate.groups import Groups
from accordingto.annotate.harms import find_harms
from accordingto.annotate.kin import find_kin
from accordingto.annotate.linker import Linker
from accordingto.annotate.links import Link
from accordingto.annotate.numbers import find_numbers
from accordingto.annotate.people import People, find_people
from accordingto.annotate.reading import Reading
from accordingto.model import FigureMention
from accordingto.model.kinds import Group, Measure

# Harm further away than this, in tokens, is left out of the evidence.
SHORT = 12


def find_figures(reading: Reading) -> tuple[FigureMention, ...]:
    """Find every figure, in text order."""
    doc = reading.doc
    harms = find_harms(doc)
    if not harms:
        return ()
    numbers = find_numbers(doc)
    numbers = sorted([*numbers, *find_kin(doc, numbers, harms)], key=lambda n: n.start)
    people = find_people(doc, numbers, harms)
    links = _victims(people, Linker(doc, people, harms).run())
    groups = Groups(reading, people, links)
    added = _added(people, links)
    order = {number: place for place, number in enumerate(sorted(links))}
    return tuple(
        _figure(
            reading,
            people[number],
            links[number],
            group=groups.group(number),
            order=order,
            new=number in added,
        )
        for number in sorted(links)
    )


def _figure(
    reading: Reading,
    people: People,
    link: Link,
    *,
    group: Group,
    order: dict[int, int],
    new: bool,
) -> FigureMention:
    doc, number = reading.doc, people.number
    first, last = people.first, people.last
    if link.how not in ("shared", "part", "toll", "member") and link.start - last < SHORT:
        first, last = min(first, link.start), max(last, link.end)
    digits = reading.cut_tokens(doc[number.start], doc[number.end - 1])
    return FigureMention(
        measure=link.measure,
        group=group,
        low=number.low,
        high=number.high,
        qualifier=number.qualifier,
        word=number.word,
        number=digits,
        evidence=reading.cut_tokens(doc[first], doc[last - 1]),
        part_of=order.get(link.whole) if link.whole is not None else None,
        new=new,
        sentence=reading.sentence_at(digits.start),
    )


def _added(people: list[People], links: dict[int, Link]) -> set[int]:
    """The counts that come on top of an earlier one of the same harm ("three more died").

    "Killed five and hurt dozens more" adds to nothing: nobody was hurt before.
    """
    added: set[int] = set()
    told: set[Measure] = set()
    for number in sorted(links):
        if people[number].more and (links[number].measure in told or not told):
            added.add(number)
        told.add(links[number].measure)
    return added


def _victims(people: list[People], links: dict[int, Link]) -> dict[int, Link]:
    """Says what befell bare "victims" where another count of as many does.

    "The five victims" of a report that has five people injured were injured.
    """
    told: dict[int | None, Link] = {}
    for number, link in links.items():
        if link.how != "weak" and link.measure in ("killed", "injured"):
            told.setdefault(people[number].number.low, link)
    return {
        number: replace(link, measure=told[people[number].number.low].measure)
        if link.how == "weak"
        and link.measure == "casualties"
        and people[number].number.low in told
        and people[number].number.low is not None
        else link
        for number, link in links.items()
    }
