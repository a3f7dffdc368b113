"""How rare English words are, by where they stand in the trained model's vocabulary.

The vocabulary lists its words from the most to the least frequent in the text it was made from
(BERT, uncased; Devlin et al. 2019), so a word's place in it says how rare the word is. That is
known beforehand: two texts are as alike in a pool of three as in a pool of a million.
"""

from __future__ import annotations

import json
import math
from functools import cache

from accordingto.errors import ReaderError
from accordingto.trained.model import FOLDER, TOKENIZER

FIRST = 1990
"""Where words begin; before them stand marks and single letters."""
COMMON = 60.0
"""How many of the most frequent words weigh nothing."""
UNKNOWN = 30_000
"""The place given to a word that the vocabulary does not hold."""


def rarity(word: str) -> float:
    """The weight of a lower-case word: 0 for the most frequent, about 6 for one not listed."""
    place = _places().get(word, UNKNOWN)
    return max(0.0, math.log((place - FIRST + COMMON) / COMMON)) if place > FIRST else 0.0


@cache
def _places() -> dict[str, int]:
    file = FOLDER / TOKENIZER
    try:
        places: dict[str, int] = json.loads(file.read_text("utf-8"))["model"]["vocab"]
    except (OSError, ValueError, KeyError) as error:
        what = f"the list of words cannot be read ({error})"
        raise ReaderError(str(file), what, "Install the package again") from error
    return places
