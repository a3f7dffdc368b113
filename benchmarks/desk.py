"""What adding a report to the desk costs, and how that grows with the archive.

    python benchmarks/desk.py                               # 1,000 and 10,000 reports
    python benchmarks/desk.py --sizes 1000,10000,100000     # takes about half an hour
    python benchmarks/desk.py --db postgresql+psycopg://localhost/bench     # an empty database

The records are made by a seeded script, not read: incidents at random places, eight a day, each
told by 1 to 12 reports in the days after it, in words drawn as often as English uses them. They
are added in the order in which they were printed. Beside it stands the same linking in memory.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from accordingto.model import (
    Evidence,
    Figure,
    Incident,
    MadeBy,
    Place,
    Record,
    ReportInfo,
    Toll,
    When,
)
from accordingto.model.kinds import IncidentType
from accordingto.reconcile import find_traits, link_traits
from accordingto.store import Desk, open_desk
from accordingto.trained.vocabulary import FIRST, _places

FIRST_DAY = date(2015, 1, 1)
A_DAY = 8
"""How many incidents there are in a day, in the whole world."""
MOST_REPORTS = 12
TOWNS = 2000
KINDS: tuple[IncidentType, ...] = (
    "bombing",
    "armed_attack",
    "shooting",
    "transport_accident",
    "fire",
    "natural_hazard",
)
TOLLS = (1, 2, 3, 5, 8, 12, 20, 45)
WORDS_OF_INCIDENT, WORDS_OF_REPORT, LENGTH = 40, 20, 220
TENTHS = 10
AGAIN = 1000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", default="1000,10000", help="how many reports, with commas")
    parser.add_argument("--db", help="an empty PostgreSQL database in place of an SQLite file")
    parser.add_argument("--no-memory", action="store_true", help="leave out linking in memory")
    parser.add_argument("--shuffle", action="store_true", help="add in random order")
    options = parser.parse_args()
    means = {}
    for size in map(int, options.sizes.split(",")):
        records = list(itertools.islice(make_records(), size))
        if options.shuffle:
            random.Random(3).shuffle(records)
        means[size] = measure_desk(records, options.db)
        if not options.no_memory:
            measure_memory(records)
    smallest = min(means)
    for size, mean in means.items():
        if size != smallest:
            growth = f"{mean / means[smallest]:.2f} times those of {smallest:,}"
            print(f"a report among {size:,}: {growth}")


def measure_desk(records: Sequence[Record], db: str | None) -> float:
    """Add records to an empty desk; print milliseconds a report for each tenth; give the mean."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "desk.db"
        with open_desk(db or file, who="benchmark") as desk:
            print(f"\n{len(records):,} reports, {'PostgreSQL' if db else 'SQLite'}")
            tenths = [time_each(desk.add, part) for part in cut(records, TENTHS)]
            print("  ms a report, by tenths   " + " ".join(f"{ms:.1f}" for ms in tenths))
            print(f"  last tenth / first       {tenths[-1] / tenths[0]:.2f}")
            again = time_each(desk.add, records[:AGAIN])
            print(f"  the first {min(AGAIN, len(records)):,} again       {again:.2f} ms a report")
            tell_counts(desk, len(records))
        if file.exists():
            size = file.stat().st_size / 1024
            each = f"{size / len(records):.1f} KiB a report"
            print(f"  size                     {size / 1024:.1f} MiB, {each}")
    return statistics.mean(tenths)


def tell_counts(desk: Desk, size: int) -> None:
    """Print what is on the desk, which must be each report once."""
    counts = desk.counts()
    largest = max(len(incident.mentions) for incident in desk.incidents())
    print(f"  incidents                {counts.incidents:,}, the largest of {largest} mentions")
    if counts.reports != size:
        raise SystemExit(f"{counts.reports} reports on the desk, not {size}")


def measure_memory(records: Sequence[Record]) -> None:
    """Link the same records in memory, and print what one costs."""
    known = [find_traits(record, record.report.id) for record in records]
    start = time.perf_counter()
    groups = link_traits(known)
    ms = (time.perf_counter() - start) * 1000 / len(records)
    print(f"  linked in memory         {ms:.1f} ms a report, {len(groups):,} incidents")


def time_each(do: Callable[[Record], object], records: Sequence[Record]) -> float:
    """Milliseconds for each record."""
    start = time.perf_counter()
    for record in records:
        do(record)
    return (time.perf_counter() - start) * 1000 / len(records)


def cut(records: Sequence[Record], parts: int) -> Iterator[Sequence[Record]]:
    """Records in so many parts of one size, the last one with what is left over."""
    size = max(1, len(records) // parts)
    for n in range(parts):
        yield records[n * size : (n + 1) * size if n < parts - 1 else None]


def make_records() -> Iterator[Record]:
    """Records without end, in the order in which they were printed; the same ones each time."""
    dice = random.Random(1)
    towns = [make_town(dice, n) for n in range(TOWNS)]
    # Some towns are struck again and again.
    weights = list(itertools.accumulate(1 / (n + 10) for n in range(TOWNS)))
    words = Words(dice)
    waiting: dict[date, list[Record]] = {}
    for n in itertools.count():
        day = FIRST_DAY + timedelta(days=n)
        for number in range(A_DAY):
            town = dice.choices(towns, cum_weights=weights)[0]
            for printed, record in make_incident(dice, words, town, day, number):
                waiting.setdefault(printed, []).append(record)
        yield from waiting.pop(day, [])


def make_town(dice: random.Random, number: int) -> Place:
    """A town somewhere; the larger ones have one of few countries."""
    country = f"{chr(65 + int(26 * dice.random() ** 2))}{dice.choice('AEIO')}"
    name = "".join(dice.choice(("ka", "lo", "mi", "ru", "te", "shan", "dor")) for _ in range(3))
    return Place(
        name=f"{name.title()}{number}",
        kind="city",
        country_code=country,
        country_name=country,
        admin1=None,
        lat=round(dice.uniform(-40, 60), 3),
        lon=round(dice.uniform(-120, 140), 3),
        geonames_id=number,
        precision=1,
        candidates=1,
        evidence=Evidence(0, 4, name),
    )


class Words:
    """Words of English, each drawn about as often as the language uses it."""

    def __init__(self, dice: random.Random) -> None:
        places = sorted(_places().items(), key=lambda pair: pair[1])
        self.words = [word for word, place in places if place > FIRST and word.isalpha()]
        # Zipf: the n-th most frequent word is used in proportion to 1 / n.
        weights = (1 / (n + 1) for n in range(len(self.words)))
        self.weights = list(itertools.accumulate(weights))
        self.dice = dice

    def draw(self, number: int) -> list[str]:
        """So many words, some of them more than once."""
        return self.dice.choices(self.words, cum_weights=self.weights, k=number)

    def draw_any(self, number: int) -> list[str]:
        """So many words, rare ones as likely as frequent ones: what an incident is about."""
        return self.dice.choices(self.words[500:], k=number)


def make_incident(
    dice: random.Random, words: Words, town: Place, day: date, number: int
) -> Iterator[tuple[date, Record]]:
    """The reports of one incident and the day each was printed."""
    about = words.draw_any(WORDS_OF_INCIDENT)
    happened = Happened(dice.choice(KINDS), town, day, dice.choice(TOLLS))
    for n in range(1 + int(MOST_REPORTS * dice.random() ** 2)):
        printed = day + timedelta(days=int(4 * dice.random() ** 2))
        told = dice.sample(about, WORDS_OF_INCIDENT * 3 // 4) + words.draw_any(WORDS_OF_REPORT)
        told += words.draw(LENGTH - len(told))
        dice.shuffle(told)
        info = make_info(f"{day}-{number}-{n}", f"{town.name}. {' '.join(told)}.", printed)
        yield printed, make_record(info, happened)


class Happened(NamedTuple):
    """What an incident was."""

    kind: IncidentType
    town: Place
    day: date
    killed: int


def make_record(info: ReportInfo, happened: Happened) -> Record:
    """A record as reading would make it, with what linking looks at."""
    kind, town, day, killed = happened
    words = Evidence(0, len(town.name), town.name)
    when = When(
        start=str(day),
        end=str(day),
        precision="day",
        text="then",
        anchor="published",
        evidence=words,
    )
    incident = Incident(
        id="i1",
        role="main",
        label=f"{kind}, {town.name}, {day}",
        type=kind,
        also=(),
        status="accomplished",
        when=when,
        where=(town,),
        venue=None,
        perpetrators=(),
        weapons=(),
        targets=(),
        toll={
            "killed": Toll(low=killed, best=killed, high=killed, rule="", figures=(), refused=())
        },
        evidence=(words,),
    )
    return Record(
        report=info,
        made_by=MadeBy(version="0", pipeline="none", models=()),
        sources=(),
        statements=(),
        figures=make_figures(words, killed),
        incidents=(incident,),
        timeline=(),
        warnings=(),
        responses=(),
        footage=(),
        unknowns=(),
        places=(town,),
        times=(when,),
    )


def make_info(name: str, text: str, printed: date) -> ReportInfo:
    """What is told of a report besides what it says."""
    return ReportInfo(
        id=name,
        title=None,
        publisher=None,
        url=None,
        published=str(printed),
        retrieved=None,
        language="en",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
    )


def make_figures(words: Evidence, killed: int) -> tuple[Figure, ...]:
    """The toll as a figure."""
    figure = Figure(
        id="f1",
        measure="killed",
        group="people",
        low=killed,
        high=killed,
        qualifier="exact",
        word=None,
        number=words,
        evidence=words,
        source=None,
        statement=None,
        incident="i1",
        part_of=None,
        as_of=None,
        new=False,
    )
    return (figure,)


if __name__ == "__main__":
    main()
