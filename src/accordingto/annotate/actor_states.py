"""States behind a deed: "jets from X", "X's missiles", "the government of X"."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Token

from accordingto.annotate.actor_phrases import Actor, phrase_around
from accordingto.annotate.phrases import after_preposition
from accordingto.words import role_words


def state_behind(token: Token, nations: Mapping[int, str]) -> Actor | None:
    """The state whose government, aircraft or missiles a noun is for; None where none is named.

    Args:
        token: The noun that does it.
        nations: The tokens that name a country or are its adjective, and the country's name.
    """
    if token.lower_ not in role_words("actor_phrases", "craft"):
        return None
    doc = token.doc
    state = after_preposition(token, "from", "of")
    if state is not None and state.i in nations:
        start, end = phrase_around(doc, state.i, state.i + 1)
        return Actor(start, end, state.i, "government", name=nations[state.i])
    start, end = phrase_around(doc, token.i, token.i + 1)
    owner = next((i for i in range(start, token.i) if i in nations), None)
    if owner is None:
        return None
    return Actor(start, end, token.i, "government", name=nations[owner])
