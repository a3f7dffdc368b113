"""What is found in a parse, worked out once for each parse however many layers ask for it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from spacy.tokens import Doc

T = TypeVar("T")


def once(find: Callable[[Doc], T]) -> Callable[[Doc], T]:
    """Keep what a function finds with the parse; nobody may change it."""
    key = f"{find.__module__}.{find.__qualname__}"

    @wraps(find)
    def found(doc: Doc) -> T:
        if key not in doc.user_data:
            doc.user_data[key] = find(doc)
        kept: T = doc.user_data[key]
        return kept

    return found


@once
def text_of(doc: Doc) -> str:
    """The text of a parse, which `Doc.text` puts together anew on every asking."""
    return doc.text


@once
def sentence_starts(doc: Doc) -> list[int]:
    """The tokens that sentences start with."""
    return [token.i for token in doc if token.is_sent_start]


def starts_between(doc: Doc, first: int, last: int) -> bool:
    """Whether a sentence starts at one of the tokens from `first` to before `last`."""
    starts = sentence_starts(doc)
    at = bisect_left(starts, first)
    return at < len(starts) and starts[at] < last
