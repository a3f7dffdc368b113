"""Stage 4: records of many reports -> which of their incidents are one.

`traits` says what a mention is known by, `blocks` which mentions are worth setting side by side,
`compare` what speaks for and against two being one incident, `clusters` puts them together.
"""

from __future__ import annotations

from accordingto.reconcile.clusters import Constraints
from accordingto.reconcile.link import Links
from accordingto.reconcile.match import link_traits, match_mentions
from accordingto.reconcile.traits import find_traits

__all__ = [
    "Constraints",
    "Links",
    "find_traits",
    "link_traits",
    "match_mentions",
]
