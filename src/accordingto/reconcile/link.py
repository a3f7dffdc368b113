"""Reports numbered by the incidents they tell of, without a database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from accordingto.model import Record
from accordingto.model.links import Linked, LinkedIncident, Mention
from accordingto.model.traits import Traits
from accordingto.reconcile.match import link_traits
from accordingto.reconcile.traits import find_traits


class Links:
    """Records linked. Of each only its traits are kept, so an archive fits into memory."""

    def __init__(self) -> None:
        self._known: list[tuple[str, Traits]] = []

    def add(self, record: Record) -> None:
        """Take a record in."""
        # By id and content: two reports with one id are two, one report given twice is one.
        name = f"{record.report.id}\n{record.report.sha256}"
        self._known.append((record.report.id, find_traits(record, name)))

    def number(self) -> tuple[list[Linked], list[LinkedIncident]]:
        """The reports and the incidents; incidents are numbered as they first appear."""
        groups = link_traits(traits for _, traits in self._known)
        group_of = {mention: n for n, group in enumerate(groups) for mention in group}
        numbers: dict[int, int] = {}
        reports = []
        for report_id, traits in self._known:
            main, background = None, []
            for incident in sorted(traits.incidents, key=lambda i: not i.main):
                group = group_of[Mention(traits.report, incident.incident)]
                number = numbers.setdefault(group, len(numbers) + 1)
                if incident.main:
                    main = number
                else:
                    background.append(number)
            reports.append(
                Linked(report_id=report_id, incident_id=main, background=tuple(background))
            )
        return reports, self._name(reports, numbers, groups)

    def _name(
        self,
        reports: Iterable[Linked],
        numbers: dict[int, int],
        groups: list[tuple[Mention, ...]],
    ) -> list[LinkedIncident]:
        labels = {
            Mention(traits.report, incident.incident): (incident.label, incident.main)
            for _, traits in self._known
            for incident in traits.incidents
        }
        telling: dict[int, list[str]] = {}
        mentioning: dict[int, list[str]] = {}
        for report in reports:
            if report.incident_id is not None:
                telling.setdefault(report.incident_id, []).append(report.report_id)
            for number in report.background:
                mentioning.setdefault(number, []).append(report.report_id)
        return [
            LinkedIncident(
                number=number,
                label=choose_label(labels[mention] for mention in groups[group]),
                reports=tuple(telling.get(number, ())),
                mentioned_in=tuple(mentioning.get(number, ())),
            )
            for group, number in numbers.items()
        ]


def choose_label(labels: Iterable[tuple[str, bool]]) -> str:
    """The name that most reports give an incident; reports that tell of it come first."""
    counts = Counter(labels)
    return min(counts, key=lambda pair: (not pair[1], -counts[pair], -len(pair[0]), pair[0]))[0]
