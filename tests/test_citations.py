"""Whose words a report passes on, where it cites somebody."""

from __future__ import annotations

import pytest

import accordingto


def givers(text):
    """The givers of the figures, and who states what, of a text."""
    record = accordingto.read(text, published="2024-03-22")
    names = {source.id: source.name for source in record.sources}
    stated = [(names.get(st.source), st.content[0].text) for st in record.statements]
    return [names.get(figure.source) for figure in record.figures], stated


@pytest.mark.parametrize(
    ("text", "cited", "paper", "said"),
    [
        (
            "At least nine people are dead, the Morning Post said, citing the health ministry.",
            "health ministry",
            "Morning Post",
            "At least nine people are dead",
        ),
        (
            "The agency, quoting two army officers, said nine had died.",
            "two army officers",
            "agency",
            "nine had died",
        ),
        (
            "Nine people were killed, the agency reported on Monday quoting police.",
            "police",
            "agency",
            "Nine people were killed",
        ),
    ],
)
def test_who_cites_gives_the_number_and_who_is_cited_says_it_too(text, cited, paper, said):
    assert givers(text) == ([paper], [(paper, said), (cited, said)])
