"""The figures of a report: every stated number of people killed, injured, missing and so on.

Numbers (`numbers`) make counts of people (`people`), words of harm (`harms`) say what
happened, and `links` joins the two.
"""

from __future__ import annotations

from accordingto.annotate.harms import find_harms
from accordingto.annotate.links import Link, Linker
from accordingto.annotate.numbers import find_numbers
from accordingto.annotate.people import People, find_people
from accordingto.annotate.reading import Reading
from accordingto.model import FigureMention
from accordingto.model.kinds import Group


def find_figures(reading: Reading) -> tuple[FigureMention, ...]:
    """Find every figure, in text order."""
    doc = reading.doc
    harms = find_harms(doc)
    if not harms:
        return ()
    people = find_people(doc, find_numbers(doc), harms)
    links = Linker(doc, people, harms).run()
    order = {number: place for place, number in enumerate(sorted(links))}
    return tuple(
        _figure(reading, people[number], links[number], people, order) for number in sorted(links)
    )


def _figure(
    reading: Reading, people: People, link: Link, everyone: list[People], order: dict[int, int]
) -> FigureMention:
    doc, number = reading.doc, people.number
    first, last = people.first, people.last
    if link.how not in ("shared", "part", "toll", "member") and link.start - last < 12:
        first, last = min(first, link.start), max(last, link.end)
    digits = reading.cut_tokens(doc[number.start], doc[number.end - 1])
    return FigureMention(
        measure=link.measure,
        group=_group(people, link, everyone),
        low=number.low,
        high=number.high,
        qualifier=number.qualifier,
        word=number.word,
        number=digits,
        evidence=reading.cut_tokens(doc[first], doc[last - 1]),
        part_of=order.get(link.whole) if link.whole is not None else None,
        new=people.more,
        sentence=reading.sentence_at(digits.start),
    )


def _group(people: People, link: Link, everyone: list[People]) -> Group:
    if people.group and people.group != "people":
        return people.group
    if link.whole is not None and people.bare:
        return everyone[link.whole].group or "people"
    return people.group or "people"
