"""Roles: somebody who speaks, while the cast is being gathered."""

from __future__ import annotations

from dataclasses import dataclass, field

from accordingto.model import Evidence
from accordingto.model.kinds import SourceKind
from accordingto.words import role_words

PLURAL_PRONOUNS = role_words("pronouns", "plural")
PERSON_PRONOUNS = role_words("pronouns", "person")
HE, SHE = role_words("pronouns", "male"), role_words("pronouns", "female")
PRONOUNS = role_words("pronouns", "any")


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
    if pronoun in HE:
        return role.person and not role.plural and role.gender != "f"
    if pronoun in SHE:
        return role.person and not role.plural and role.gender != "m"
    return not role.person and not role.plural
