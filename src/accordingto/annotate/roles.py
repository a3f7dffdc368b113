"""Roles: somebody who speaks, while the cast is being gathered."""

from __future__ import annotations

from dataclasses import dataclass, field

from accordingto.model import Evidence
from accordingto.model.kinds import SourceKind

PLURAL_PRONOUNS = {"they", "them", "both", "all", "we"}
PERSON_PRONOUNS = {"he", "she", "i", "him", "her"}
PRONOUNS = PLURAL_PRONOUNS | PERSON_PRONOUNS | {"it", "one", "who", "which", "that", "this"}


@dataclass(slots=True)
class Role:
    """One speaker while the cast is being gathered."""

    name: str
    kind: SourceKind
    words: set[str]
    person: bool
    plural: bool
    gender: str = ""
    mentions: dict[tuple[int, int], Evidence] = field(default_factory=dict)
    description: Evidence | None = None
    heads: set[str] = field(default_factory=set)  # nouns it is called by: "agency", "official"
    last: int = -1  # the token at which it was mentioned last


def fits(role: Role, pronoun: str) -> bool:
    """Whether a pronoun may stand for somebody."""
    if pronoun == "one":
        return role.plural
    if pronoun in PLURAL_PRONOUNS:
        return role.plural or not role.person
    if pronoun in ("he", "him"):
        return role.person and not role.plural and role.gender != "f"
    if pronoun in ("she", "her"):
        return role.person and not role.plural and role.gender != "m"
    return not role.person and not role.plural
