"""What a rule over figures sees: who gave which count of whom, each giver once, copies not at all.

A rule starts from these and says of every count whether it used it, and if not, why.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from accordingto.model.coding import Case, NotUsed
from accordingto.model.dossier import DossierReport, Giver, Point
from accordingto.model.kinds import Group, Measure, PerpetratorStanding, Qualifier, SourceKind

AT_MOST: frozenset[Qualifier] = frozenset({"up_to", "fewer_than"})
DOUBTED = frozenset({"unverified", "disputed"})
DID_IT: frozenset[PerpetratorStanding] = frozenset({"claimed", "accused", "suspected", "reported"})
WORD = re.compile(r"[^\W\d_]{3,}")
WILD = 100
"""How many times any other giver's count one may be."""
PARTS = frozenset({"counts", "part", "refused"})


@dataclass(frozen=True, slots=True)
class Count:
    """One giver's latest count.

    Attributes:
        point: It, in the dossier.
        giver: Who gives it.
        number: The number stated; of a range the lower end.
        day: The last day the giver gave it; None where no date is known.
        perpetrators: Whether its giver is said to be a perpetrator.
        report: The report it is in.
    """

    point: Point
    giver: Giver
    number: int
    day: date | None
    perpetrators: bool
    report: DossierReport

    @property
    def top(self) -> int:
        """The upper end of a range; the number itself where it is open or a single number."""
        return max(self.number, self.point.high or 0)

    @property
    def by(self) -> str:
        """Who gives it, in a sentence."""
        return f"{self.giver.name} itself" if self.giver.own else self.giver.name


@dataclass(frozen=True, slots=True)
class Counts:
    """All counts of one measure.

    Attributes:
        stated: Numbers, the latest of each giver, in order of time.
        vague: Words that state no number, where they count people and not some of them.
        refused: Points that no rule can use, with the reason.
    """

    stated: tuple[Count, ...]
    vague: tuple[Point, ...]
    refused: tuple[NotUsed, ...]


@dataclass(slots=True)
class Choice:
    """What a rule chose, and why; grows as a rule works."""

    value: int | None = None
    why: str = ""
    used: list[str] = field(default_factory=list)
    refused: list[NotUsed] = field(default_factory=list)

    def refuse(self, counts: Iterable[Count], why: str) -> None:
        """Leave counts out, all for one reason."""
        self.refused += [NotUsed(point=count.point.id, why=why) for count in counts]

    def take(self, value: int | None, used: Iterable[Count], why: str) -> Choice:
        """Settle on a value."""
        self.value, self.why = value, why
        self.used = [count.point.id for count in used]
        return self


def gather_counts(case: Case, measure: Measure) -> Counts:
    """The counts of a measure as any rule may use them."""
    points = [p for p in case.dossier.points if p.measure == measure]
    stated, vague, refused = [], [], []
    for point in points:
        if point.qualifier == "vague" and point.group == "people" and _of_all(point):
            vague.append(point)
        elif why := _refusal(point):
            refused.append(NotUsed(point=point.id, why=why))
        else:
            stated.append(_count(point, case, points))
    wild = _find_wild(stated)
    why = f"It is more than {WILD} times any other giver's count."
    refused += [NotUsed(point=count.point.id, why=why) for count in wild]
    return Counts(tuple(c for c in stated if c not in wild), tuple(vague), tuple(refused))


def count_part(case: Case, measure: Measure, group: Group) -> tuple[int | None, list[Count]]:
    """How many of those counted were of a group: what most givers say; of equals the lowest."""
    points = [
        p for p in case.dossier.points
        if p.measure == measure and p.group == group and _is_part(p)
    ]  # fmt: skip
    counts = [_count(point, case, points) for point in points]
    if not counts:
        return None, []
    voices = by_number(counts)
    number = max(voices, key=lambda n: (len(voices[n]), -n))
    return number, [count for count in counts if count.number == number]


def by_number(counts: Iterable[Count]) -> dict[int, set[str]]:
    """The givers of each number."""
    voices: dict[int, set[str]] = defaultdict(set)
    for count in counts:
        voices[count.number].add(count.giver.id)
    return dict(voices)


def find_majority(counts: Sequence[Count]) -> int | None:
    """The number that more than half of the independent givers give."""
    voices = by_number(counts)
    givers = {giver for each in voices.values() for giver in each}
    return next((n for n, each in voices.items() if 2 * len(each) > len(givers)), None)


def name_givers(counts: Sequence[Count]) -> str:
    """Who gives these counts: the first two, and how many more."""
    texts = Counter(count.by for count in counts)
    names = [name if n == 1 else f"{name} in {n} texts" for name, n in texts.items()]
    more = f" and {len(names) - 2} more" if len(names) > 2 else ""
    return (" and " if not more else ", ").join(names[:2]) + more


def on_day(day: date | None) -> str:
    """A day as a sentence holds it."""
    return f"on {day.day} {day:%B %Y}" if day else "on an unknown day"


def perpetrators_of(case: Case) -> tuple[str, ...]:
    """The names of those said to have done it."""
    rows = case.dossier.responsibility
    return tuple(dict.fromkeys(row.name for row in rows if row.standing in DID_IT))


def _find_wild(counts: Sequence[Count]) -> list[Count]:
    """The counts of one giver that dwarf all others: misread, or of something else."""
    top = max(counts, key=lambda count: count.number, default=None)
    rest = [c.number for c in counts if top and c.giver.id != top.giver.id]
    if top is None or not rest or top.number <= WILD * max(*rest, 1):
        return []
    return [count for count in counts if count.number == top.number]


def _refusal(point: Point) -> str | None:
    """Why no rule can use a point."""
    if point.qualifier == "vague":
        return point.why or "It states no number."
    if point.standing in {"counts", "overtaken"} or point.cause == "perpetrators":
        return None
    if point.standing == "repeated":
        return "The same giver gave it before: one giver counts once."
    return point.why or "It is no count of everybody harmed."


def _of_all(point: Point) -> bool:
    return point.cause in {None, "vague"} and point.standing in {"refused", "counts"}


def _is_part(point: Point) -> bool:
    return (
        point.low is not None
        and point.standing in PARTS
        and point.cause in {None, "part", "attackers"}
    )


def _count(point: Point, case: Case, points: Sequence[Point]) -> Count:
    giver = next(g for g in case.dossier.givers if g.id == point.giver)
    number = point.low if point.low is not None else point.high or 0
    again = [p for p in points if p.giver == point.giver and p.low == point.low]
    days = [p.given for p in again if p.given]
    return Count(
        point=point,
        giver=giver,
        number=number,
        day=max(days, default=None),
        perpetrators=point.cause == "perpetrators" or _is_perpetrator(giver, case),
        report=next(r for r in case.dossier.reports if r.key == point.report),
    )


def _is_perpetrator(giver: Giver, case: Case) -> bool:
    """Whether a giver is one of those said to have done it, under one of their names."""
    mine = [_words(name) for name in giver.names]
    accused = [_words(name) for name in perpetrators_of(case) if name[:1].isupper()]
    return any(one and (one <= other or other <= one) for one in mine for other in accused if other)


def _words(name: str) -> frozenset[str]:
    return frozenset(word.lower() for word in WORD.findall(name)) - {"the", "and"}


def is_questionable(count: Count, kinds: frozenset[SourceKind]) -> str | None:
    """Why the validity of a count is questionable, or None."""
    if count.giver.kind in kinds:
        return f"Its giver ({count.by}) is of a kind whose word is not relied on."
    if count.point.held in DOUBTED:
        return f"Its report calls it {count.point.held}."
    return None
