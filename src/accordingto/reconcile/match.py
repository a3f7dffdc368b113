"""All mentions of a set of reports set side by side, and put together."""

from __future__ import annotations

from collections.abc import Iterable

from accordingto.model.links import Match, Mention
from accordingto.model.traits import Traits
from accordingto.reconcile.blocks import Blocks, find_neighbours
from accordingto.reconcile.clusters import NONE, Constraints, cluster_mentions
from accordingto.reconcile.compare import compare_mentions


def match_mentions(reports: Iterable[Traits]) -> dict[tuple[Mention, Mention], Match]:
    """All mentions that share a key, set side by side; the lesser mention first."""
    known = {report.report: report for report in reports}
    incidents = {
        Mention(report.report, incident.incident): incident
        for report in known.values()
        for incident in report.incidents
    }
    blocks = Blocks()
    for report in known.values():
        blocks.add(report)
    matches: dict[tuple[Mention, Mention], Match] = {}
    for mention, incident in incidents.items():
        for other in find_neighbours(known[mention.report], incident, blocks.near):
            one, two = sorted((mention, other))
            if (one, two) not in matches:
                matches[one, two] = compare_mentions(
                    known[one.report], incidents[one], known[two.report], incidents[two]
                )
    return matches


def link_traits(
    reports: Iterable[Traits], constraints: Constraints = NONE
) -> list[tuple[Mention, ...]]:
    """The incidents that reports tell of, each as its mentions, whatever order reports come in."""
    known = list(reports)
    bits = {pair: match.bits for pair, match in match_mentions(known).items()}
    main = {Mention(r.report, i.incident): i.main for r in known for i in r.incidents}
    return cluster_mentions(main, {m for m in main if main[m]}, bits, constraints)
