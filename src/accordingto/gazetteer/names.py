"""The form in which place names are compared: "Saint-Étienne", "St. Etienne" are one name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not take apart into a plain letter and a mark.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th"}
    | dict.fromkeys("'’‘ʻʼ`´ʿʾ.\u00ad\u200b\u200e\u200f")
    | dict.fromkeys("-‐‑–—/_,", " ")
)
_FULL = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_LETTERS = re.compile(r"[a-z0-9& ]+")


@lru_cache(maxsize=65_536)
def normalise(name: str) -> str:
    """A name in the form names are compared in.

    Case, accents, apostrophes, hyphens and full stops do not count, and "St", "Ste", "Mt" and
    "Ft" are written out unless they end the name. A name of another script comes out as it is.
    """
    folded = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(c for c in folded if not unicodedata.combining(c)).translate(_PLAIN)
    words = bare.split()
    return " ".join([_FULL.get(word, word) for word in words[:-1]] + words[-1:])


def is_latin(norm: str) -> bool:
    """Whether a normalised name holds nothing but Latin letters, digits and spaces."""
    return _LETTERS.fullmatch(norm) is not None
