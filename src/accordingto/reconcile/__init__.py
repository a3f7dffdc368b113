"""Stage 4: records of many reports -> which of their incidents are one.

`traits` says what a mention is known by, `blocks` which mentions are worth setting side by side,
`compare` what speaks for and against two being one incident, `clusters` puts them together.
`dossier` sets side by side what the records of one incident say: `copies` counts the texts that are
one, `givers` those who are, `series` says which count stands, `responsibility` and `questions` who
is blamed and what was not known, `headline` what most say.
"""

from __future__ import annotations

from accordingto.reconcile.clusters import Constraints
from accordingto.reconcile.copies import find_copies, make_text
from accordingto.reconcile.dossier import Telling, make_dossier, summarise
from accordingto.reconcile.link import Links
from accordingto.reconcile.match import link_traits, match_mentions
from accordingto.reconcile.traits import find_traits

__all__ = [
    "Constraints",
    "Links",
    "Telling",
    "find_copies",
    "find_traits",
    "link_traits",
    "make_dossier",
    "make_text",
    "match_mentions",
    "summarise",
]
