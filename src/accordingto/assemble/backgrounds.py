"""The other incidents a report mentions: earlier, elsewhere, compared, planned or foiled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from accordingto.assemble.apart import Apart
from accordingto.assemble.clauses import Clauses
from accordingto.assemble.mainline import Mainline
from accordingto.model import Annotations, EventMention, Evidence, FigureMention, Place, When
from accordingto.model.kinds import FAMILY, IncidentStatus, IncidentType

MOST = 15
PLANNED = ("thwarted", "threatened", "attempted")


@dataclass(slots=True)
class Background:
    """One other incident: the stretches that tell of it, and what they say."""

    type: IncidentType
    status: IncidentStatus
    spans: list[tuple[int, int, int]] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    kinds: list[IncidentType] = field(default_factory=list)

    def holds(self, number: int, offset: int) -> bool:
        """Whether words at an offset of a sentence tell of it."""
        return any(s == number and start <= offset < end for s, start, end in self.spans)


class Backgrounds:
    """Gathers the words set apart into incidents, in text order."""

    def __init__(
        self, annotations: Annotations, clauses: Clauses, mainline: Mainline, apart: Apart
    ) -> None:
        self.annotations = annotations
        self.clauses = clauses
        self.mainline = mainline
        self.apart = apart
        self.found: list[Background] = []
        self.times: dict[int, list[When]] = defaultdict(list)
        for mention in annotations.times:
            if mention.role == "date":
                self.times[mention.sentence].append(mention.when)

    def gather(self) -> list[Background]:
        """All other incidents, at most a handful."""
        seeds: list[tuple[int, int, EventMention | FigureMention]] = []
        for event in self.annotations.events:
            at = event.evidence.start
            told = event.evidence.field is None and event.type not in (None, "other")
            if told and self.apart(event.sentence, at):
                seeds.append((event.sentence, at, event))
        for figure in self.annotations.figures:
            if self.apart(figure.sentence, figure.number.start):
                seeds.append((figure.sentence, figure.number.start, figure))
        for number, offset, mention in sorted(seeds, key=lambda seed: seed[1]):
            self._place(number, offset, mention)
        return self.found

    def _place(self, number: int, offset: int, mention: EventMention | FigureMention) -> None:
        span = (number, *self.clauses.clause(number, offset))
        dates = self._dates(number, span)
        kind = mention.type if isinstance(mention, EventMention) else None
        status = mention.status if isinstance(mention, EventMention) else "accomplished"
        known = self._known(span, dates, kind, status)
        if known is None:
            if len(self.found) >= MOST:
                return
            known = Background(kind or self.mainline.type, status)
            self.found.append(known)
        if span not in known.spans:
            known.spans.append(span)
        known.dates.extend(date for date in dates if date not in known.dates)
        known.kinds.extend([kind] if kind and kind not in known.kinds else [])

    def _known(
        self,
        span: tuple[int, int, int],
        dates: Sequence[str],
        kind: IncidentType | None,
        status: IncidentStatus,
    ) -> Background | None:
        """The incident that words belong to: one told in the same breath, or of the same date."""
        for known in reversed(self.found):
            same_plan = (status in PLANNED) == (known.status in PLANNED)
            fits = kind is None or FAMILY[kind] in {FAMILY[k] for k in (known.type, *known.kinds)}
            if span in known.spans and (same_plan or kind is None):
                return known
            if not fits or not same_plan:
                continue
            if dates and known.dates and not set(dates) & set(known.dates):
                continue
            if dates and known.dates:
                return known
            if status in PLANNED and not dates:
                return known
            last = known.spans[-1]
            if span[0] == last[0] and not dates:
                return known
            if span[0] == last[0] + 1 and not dates and known is self.found[-1]:
                return known
        return None

    def _dates(self, number: int, span: tuple[int, int, int]) -> list[str]:
        return [
            (when.start or when.text.lower())[:10]
            for when in self.times.get(number, ())
            if span[1] <= when.evidence.start < span[2]
        ]


def when_of(background: Background, annotations: Annotations, main: When | None) -> When | None:
    """The time its own words give, the most exact first; never the main incident's day."""
    day = main.start[:10] if main is not None and main.start else None
    times = [
        m.when
        for m in annotations.times
        if m.role == "date" and background.holds(m.sentence, m.when.evidence.start)
    ]
    if not times:
        numbers = {number for number, _, _ in background.spans[:1]}
        times = [m.when for m in annotations.times if m.sentence in numbers and m.role == "date"]
    times = [when for when in times if day is None or (when.start or "")[:10] != day]
    exact = [when for when in times if when.precision in ("minute", "day")]
    return next(iter(exact or times), None)


def where_of(background: Background, annotations: Annotations) -> tuple[Place, ...]:
    """The places its own words name, each once."""
    places = {
        mention.place.name: mention.place
        for mention in annotations.places
        if not mention.demonym and background.holds(mention.sentence, mention.place.evidence.start)
    }
    order = {"venue": 0, "street": 1, "district": 2, "city": 3, "feature": 4, "admin": 5}
    return tuple(sorted(places.values(), key=lambda place: order.get(place.kind, 6)))


def evidence_of(background: Background, clauses: Clauses) -> tuple[Evidence, ...]:
    """The sentences that tell of it."""
    numbers = dict.fromkeys(number for number, _, _ in background.spans)
    return tuple(
        Evidence(s.start, s.end, clauses.words(s))
        for s in (clauses.sentences[number] for number in numbers)
    )
