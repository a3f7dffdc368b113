"""The report's own view of the toll: the rule named `report`.

The most specific, latest figure for the main incident that is not refused; every figure that was
not used is listed with the reason.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from accordingto.assemble.parts import (
    MOST,
    died_later,
    died_next,
    died_of,
    find_parts,
    joined_to,
    mourned,
    noun_of,
    number_of,
    of_known,
    of_some,
    says,
    says_others,
    tells_harm,
)
from accordingto.model import Figure, Refusal, Source, Statement, Toll
from accordingto.model.kinds import Measure, Qualifier, RefusalCause
from accordingto.words import role_pattern, role_words

RULE = "report"
# Figures that bound the toll from above give way to those that state it; so does a rounded one
# that is not clearly larger.
LOOSE: tuple[Qualifier, ...] = ("up_to", "fewer_than")
ROUNDED: tuple[Qualifier, ...] = ("about", "between")
CLEARLY = 1.2
HURT = ("injured", "hospitalised")
# "The toll has risen to 14", "put the toll at 21 dead": whoever died since is among them.
TOTAL = re.compile(
    rf"{role_pattern('dating', 'total').pattern}[^.;\n]{{0,90}}\b(?:at|to|was|is|stands at)"
    rf"\s+(?:\w+\s+){{0,2}}$|"
    rf"{role_pattern('dating', 'rising').pattern}[^.;\n]{{0,12}}\bto\s+(?:\w+\s+){{0,2}}$",
    re.IGNORECASE,
)
REACH, SINCE = 130, 30
# How far before a number the words may stand that call it an earlier one.
EARLIER_REACH = 60
PARTIAL = {"children", "women", "foreigners", "security_forces", "civilians", "other"}


class Tolls:
    """Works the tolls of one incident out of a report's figures."""

    def __init__(
        self,
        figures: Sequence[Figure],
        statements: Mapping[str, Statement],
        sources: Mapping[str, Source],
        sentences: Mapping[str, int],
        text: str,
        *,
        claimants: frozenset[str],
    ) -> None:
        self.figures = figures
        self.by_id = {figure.id: figure for figure in figures}
        self.statements = statements
        self.sources = sources
        self.sentences = sentences
        self.beside: dict[int, list[Figure]] = defaultdict(list)
        for figure in figures:
            self.beside[sentences.get(figure.id, -1)].append(figure)
        self.text = text
        self.claimants = claimants
        self.main = ""

    def of(self, incident: str, *, main: str) -> dict[Measure, Toll]:
        """The toll of one incident, measure by measure.

        The main incident's refuses other incidents' figures by name; a background one's is silent
        about them.
        """
        self.main = main
        measures: dict[Measure, None] = {figure.measure: None for figure in self.figures}
        found: dict[Measure, Toll] = {}
        for measure in measures:
            toll = self._measure(incident, measure)
            if toll is not None:
                found[measure] = toll
        self._count_in_hospital(incident, found)
        if "injured" in found:
            found["injured"] = self._without_dead(incident, found["injured"])
        return found

    def _count_in_hospital(self, incident: str, found: dict[Measure, Toll]) -> None:
        """People in hospital were hurt: they count where nothing larger is said of the injured."""
        hospital = found.get("hospitalised")
        if hospital is not None:
            merged = self._with_hospital(incident, found.get("injured"), hospital)
            if merged is not None:
                found["injured"] = merged

    def _without_dead(self, incident: str, toll: Toll) -> Toll:
        """Those counted among the injured who died are no longer injured: "four shot, two dead"."""
        counted = {self.sentences.get(figure, -9) for figure in toll.figures}
        near = {number + step for number in counted for step in (0, 1)}
        dead = [f for f in self.figures if f.incident == incident and self._died(f, toll, near)]
        lost = sum(number_of(figure) for figure in dead)
        if not lost or toll.best is None or lost > toll.best:
            return toll
        return msgspec.structs.replace(
            toll,
            low=max(0, (toll.low or 0) - lost),
            best=toll.best - lost,
            high=None if toll.high is None else toll.high - lost,
            figures=(*toll.figures, *(figure.id for figure in dead)),
        )

    def _died(self, figure: Figure, toll: Toll, near: set[int]) -> bool:
        whole = self.by_id.get(figure.part_of or "")
        if figure.measure != "killed" or figure.qualifier == "vague" or self._mourned(figure):
            return False
        if whole is not None:
            return whole.id in toll.figures
        here = self.sentences.get(figure.id, -1)
        counted = sorted((self.by_id[f] for f in toll.figures), key=lambda f: f.number.start)
        before = [f for f in counted if f.number.end <= figure.number.start]
        if says_others(figure.evidence.text) or here not in near or not before:
            return False  # "three were hurt and a fourth died"
        same = [f for f in counted if self.sentences.get(f.id) == here]
        if same:
            hit_here = before[-1] in same and died_of(before[-1], figure, self.text)
            return hit_here or died_later(figure, self.text) or of_known(figure)
        hit = [f for f in before if self.sentences.get(f.id) == here - 1]
        return died_later(figure, self.text) or died_next(hit, figure, self.text)

    def _measure(self, incident: str, measure: Measure) -> Toll | None:
        usable: list[Figure] = []
        refused: list[Refusal] = []
        for figure in self.figures:
            if figure.measure != measure:
                continue
            if incident not in (figure.incident, self.main):
                continue
            refusal = self._refusal(figure, incident)
            if refusal is None:
                usable.append(figure)
            else:
                refused.append(refusal)
        if not usable and not any(f.incident == incident for f in self.figures):
            return None
        if not usable and not refused:
            return None
        usable, attackers = _without_attackers(usable)
        usable, replaced = self._without_earlier(usable)
        refused += attackers + replaced
        return self._settle(usable, refused)

    def _without_earlier(self, usable: list[Figure]) -> tuple[list[Figure], list[Refusal]]:
        """Without counts that the text itself calls earlier ones, where it has one since."""
        earlier = [f for f in usable if self._called_earlier(f)]
        present = [f for f in usable if f not in earlier]
        if not present or not earlier:
            return usable, []
        why = "The text calls it an earlier count, and has another since."
        return present, [_refuse(figure, "earlier", why) for figure in earlier]

    def _called_earlier(self, figure: Figure) -> bool:
        start = figure.number.start
        before = self.text[max(0, start - EARLIER_REACH) : start]
        here = re.split(r"[.;\n]", before)[-1]
        return role_pattern("counts", "earlier").search(here) is not None

    def _refusal(self, figure: Figure, incident: str) -> Refusal | None:
        """Why the rule cannot use a figure; None when it can."""
        if figure.incident != incident:
            return _refuse(figure, "elsewhere", "It counts people harmed in another incident.")
        said = self.statements.get(figure.statement or "")
        giver = self.sources.get(figure.source or "")
        if figure.source in self.claimants or (said and said.act == "claims_responsibility"):
            who = giver.name if giver else "the perpetrators"
            why = f"It was given by {who}, who claim the attack."
            return _refuse(figure, "perpetrators", why)
        if said and said.standing == "hypothetical":
            why = "It is part of something said to be possible, not of what happened."
            return _refuse(figure, "possible", why)
        if said and said.act in ("speculates", "warns"):
            return _refuse(figure, "guess", "Its giver was guessing or warning, not counting.")
        if figure.qualifier == "vague":
            why = f'"{figure.word or figure.number.text}" states no number.'
            return _refuse(figure, "vague", why)
        if self._mourned(figure):
            why = "It counts dead who were mourned when others were harmed."
            return _refuse(figure, "elsewhere", why)
        whole = self.by_id.get(figure.part_of or "")
        if figure.measure == "injured" and self._split(figure):
            why = "It counts everybody hit; the text goes on to count dead and injured apart."
            return _refuse(figure, "everybody_hit", why)
        if whole is not None and figure.measure in (whole.measure, "injured"):
            return _refuse(figure, "part", f"It is part of {whole.id}, which counts more people.")
        return None

    def _mourned(self, figure: Figure) -> bool:
        here = self.beside[self.sentences.get(figure.id, -1)]
        return mourned(figure, here, self.text)

    def _of_the_injured(self, figure: Figure) -> bool:
        """Whether those in hospital are already counted among the injured."""
        whole = self.by_id.get(figure.part_of or "")
        return whole is not None and whole.measure in HURT

    def _split(self, figure: Figure) -> bool:
        """Whether people hit are then counted apart: "six shot, one dead, five hurt"."""
        here = [f for f in self.beside[self.sentences.get(figure.id, -1)] if f is not figure]
        dead = [f for f in here if died_of(figure, f, self.text)]
        rest = {number_of(f) for f in here if f.measure == "injured" and tells_harm(f)}
        apart = any(number_of(figure) - number_of(f) in rest for f in dead)
        return apart or self._split_elsewhere(figure)

    def _split_elsewhere(self, figure: Figure) -> bool:
        """Whether people hit are counted apart in other sentences: "The three were shot"."""
        if not says("hit", figure.evidence.text):
            return False
        others = [f for f in self.figures[:MOST] if f.incident == figure.incident]
        dead = {number_of(f) for f in others if f.measure == "killed"} - {0}
        hurt = {
            number_of(f)
            for f in others
            if f.measure == "injured" and tells_harm(f) and not says("hit", f.evidence.text)
        } - {0}
        return any(number_of(figure) - number in hurt for number in dead)

    def _settle(self, usable: list[Figure], refused: list[Refusal]) -> Toll | None:
        """The best number among usable figures, and the range over those who gave one."""
        if not usable:
            return Toll(
                low=None, best=None, high=None, rule=RULE, figures=(), refused=tuple(refused)
            )
        whole = any(TOTAL.search(self.text, max(0, n - REACH), n) for n in _starts(usable))
        whole = whole or self._restated(usable)
        parts = [f for f in usable if not (whole and self._died_since(f))]
        added = find_parts(parts, self.sentences, self.text, fresh=self._fresh(usable))
        firm = _firm(usable)
        top = max(
            firm, key=lambda f: (number_of(f), f.high is not None, f.qualifier != "more_than")
        )
        best, used, open_ended = number_of(top), [top], top.high is None
        if added and sum(number_of(f) for f in added) > best:
            best, used = sum(number_of(f) for f in added), list(added)
            open_ended = any(f.high is None for f in added)
        kept = []
        for figure in usable:
            lesser = None if figure in used else self._lesser(figure, best, used)
            if lesser is None:
                kept.append(figure)
            else:
                refused.append(lesser)
        lows = [number_of(f) for f in kept if f not in used or len(used) == 1] or [best]
        capped = all(f.low is None for f in used)  # "as many as 12", and no floor
        return Toll(
            low=None if capped else min([*lows, best]),
            best=best,
            high=None if open_ended else max([best, *(f.high or 0 for f in kept)]),
            rule=RULE,
            figures=tuple(f.id for f in kept),
            refused=tuple(sorted(refused, key=lambda r: int(r.figure[1:]))),
        )

    def _restated(self, usable: Sequence[Figure]) -> bool:
        """Whether a count stands unchanged after more deaths were told: it takes them in."""
        new = [n for n, figure in enumerate(usable) if self._died_since(figure)]
        before = {number_of(figure) for at in new for figure in usable[:at]}
        after = {number_of(figure) for at in new for figure in usable[at + 1 :]}
        return any(number > 1 for number in before & after)

    def _died_since(self, figure: Figure) -> bool:
        """Whether those counted died after others: a total that is told counts them already."""
        told = self.text[figure.evidence.start : figure.evidence.end + SINCE].split(".")[0]
        return figure.new or role_pattern("changes", "died_later").search(told) is not None

    def _fresh(self, usable: list[Figure]) -> frozenset[str]:
        """Those hurt beside others than before: "six also died and | 58 were hurt"."""
        fresh = set()
        for figure in usable[:MOST]:
            here = self.beside[self.sentences.get(figure.id, -1)]
            before = [f for f in here if f.number.end <= figure.number.start]
            if before and joined_to(before[-1], figure, self.text):
                fresh.add(figure.id)
        return frozenset(fresh)

    def _with_hospital(self, incident: str, injured: Toll | None, hospital: Toll) -> Toll | None:
        figures = [
            f
            for f in self.figures
            if f.measure in HURT
            and self._refusal(f, incident) is None
            and not self._of_the_injured(f)
        ]
        if not figures or (hospital.best or 0) == 0:
            return None
        ids = {f.id for f in figures}
        others = [r for r in (injured.refused if injured else ()) if r.figure not in ids]
        both = self._settle(figures, others)
        if both is None or both.best is None:
            return None
        return both if injured is None or (injured.best or 0) < both.best else None

    def _lesser(self, figure: Figure, best: int, used: Sequence[Figure]) -> Refusal | None:
        """Why a smaller number is no rival of the best one; None when another giver says it."""
        if number_of(figure) >= best:
            return None
        if self._some(figure, used):
            words = " ".join(figure.evidence.text.split())
            return _refuse(figure, "part", f'It counts only some of the people: "{words}".')
        if figure.source in {f.source for f in used}:
            return _refuse(figure, "same_source", f"The same source gives {best:,} as well.")
        if figure.qualifier in LOOSE:
            why = f"It says at most {number_of(figure):,}, where {best:,} are counted."
            return _refuse(figure, "bound", why)
        return None

    def _some(self, figure: Figure, used: Sequence[Figure]) -> bool:
        """Whether a smaller number is plainly of some of the people."""
        noun = noun_of(figure, self.text)
        rival = len(used) == 1 and noun == noun_of(
            used[0], self.text
        )  # "4 soldiers", "60 soldiers"
        some = figure.group in PARTIAL and not rival
        if some or figure.new or says_others(figure.evidence.text):
            return True
        if number_of(figure) == 1 or of_some(figure, self.text):
            return True
        few = role_words("parts", "few")
        return noun in few and all(noun != noun_of(f, self.text) for f in used)


def _starts(figures: Sequence[Figure]) -> list[int]:
    return [figure.number.start for figure in figures if figure.number.field is None]


def _firm(usable: list[Figure]) -> list[Figure]:
    """The figures to choose the best from."""
    stated = [f for f in usable if f.qualifier not in (*LOOSE, *ROUNDED) and number_of(f)]
    largest = max(map(number_of, stated), default=0)
    rounded = [f for f in usable if f.qualifier in ROUNDED and number_of(f) > CLEARLY * largest]
    return stated + rounded or [f for f in usable if number_of(f)] or usable


def _without_attackers(usable: list[Figure]) -> tuple[list[Figure], list[Refusal]]:
    """Attackers count only where nobody else does."""
    victims = [figure for figure in usable if figure.group != "perpetrators"]
    if not any(number_of(figure) for figure in victims):
        return usable, []
    attackers = [figure for figure in usable if figure.group == "perpetrators"]
    return victims, [_refuse(f, "attackers", "It counts the attackers.") for f in attackers]


def _refuse(figure: Figure, cause: RefusalCause, why: str) -> Refusal:
    return Refusal(figure=figure.id, why=why, cause=cause)


def _firmness(figure: Figure) -> tuple[int, bool, bool]:
    """The larger number is the later one; of equals, the one that says it exactly."""
    return number_of(figure), figure.high is not None, figure.qualifier != "more_than"
