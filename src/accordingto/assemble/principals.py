"""Whom somebody speaks for: the body of a spokesman, the country of a minister.

Words: `words/en/blame.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from accordingto.model import Annotations, Evidence, Speaker
from accordingto.model.kinds import SourceKind
from accordingto.words import role_pattern, role_words, text_pattern

# Who speaks for a country where the report says of which one they are.
OF_STATES: frozenset[SourceKind] = frozenset({"government", "military", "security_service"})
# An aside right after a name: ", who advises Norland's president,".
ASIDE = re.compile(r",\s([^,.;:\n]{3,80}),")
FOR = re.compile(rf"\s{role_pattern('blame', 'principal').pattern}\s(?:the\s)?([^,.;:\n]{{2,60}})")


class Principals:
    """Whom the speakers of one report speak for."""

    def __init__(self, annotations: Annotations, text: str) -> None:
        self.places = annotations.places
        self.text = text
        speaks = "|".join(sorted(role_words("blame", "speaks")))
        self.office = re.compile(rf"(.*?)\b(?:{speaks})\b(.*)", re.IGNORECASE | re.DOTALL)
        self.ranks = text_pattern(role_words("blame", "rank"))

    def of(self, speaker: Speaker) -> str | None:
        """Whom a speaker speaks for; None for bodies, and where the report does not say."""
        pieces = list(self._pieces(speaker))
        for piece in pieces:
            body = self._body(piece)
            if body is not None:
                return body
        if speaker.kind not in OF_STATES or not speaker.name.istitle():
            return None
        return next((land for piece in pieces[1:] if (land := self._country(piece))), None)

    def _pieces(self, speaker: Speaker) -> Iterator[Evidence]:
        """The words that tell who a speaker is: the first mention, a description, an aside."""
        first = speaker.mentions[0] if speaker.mentions else None
        if first is not None:
            yield first
        if speaker.description is not None:
            yield speaker.description
        if first is not None and (aside := ASIDE.match(self.text, first.end)):
            yield Evidence(start=aside.start(1), end=aside.end(1), text=aside[1])

    def _body(self, piece: Evidence) -> str | None:
        """ "A NDF spokesman", "an Israeli official", "spokesman for the army"."""
        found = self.office.match(piece.text)
        if found is None:
            return None
        of = FOR.match(found[2])
        if of is not None:
            return of[1].strip()
        body = found[1].strip()
        while (rank := self.ranks.match(body)) is not None:
            body = body[rank.end() :].strip()
        if not body:
            return None
        start = piece.start + found[1].find(body)
        land = self._country(Evidence(start=start, end=start + len(body), text=body))
        return land if land and " " not in body else body

    def _country(self, piece: Evidence) -> str | None:
        """The country that words name, or whose adjective they hold."""
        for mention in self.places:
            evidence = mention.place.evidence
            if evidence.field == piece.field and piece.start <= evidence.start < piece.end:
                land = mention.place.kind == "country" or mention.demonym
                if land:
                    return mention.place.country_name or mention.place.name
        return None
