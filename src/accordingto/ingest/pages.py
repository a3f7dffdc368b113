"""Web pages: the article's text, and what the page says of it.

The text taken out of a page is the record's text: evidence counts in it, not in the markup.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from msgspec import Struct

from accordingto.errors import ReportError

if TYPE_CHECKING:
    from trafilatura.settings import Document

CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
HEAD = 2048  # bytes in which a page declares its encoding; browsers look at 1024
SENTENCE = 7  # words; shorter lines are menus, captions and notices
NO_ARTICLE = "Save the page as your browser shows it, or give the report as plain text"
PUBLISHED = re.compile(  # Open Graph, schema.org and HTML, each in its own dress
    r"""(?:published_time|datePublished|pubdate)["'\s:=]{1,8}(?:(?:content|datetime)\s*=\s*)?["']?"""
    r"""(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?)["']"""
)
DATES = {"extensive_search": False, "original_date": True}  # stated in the markup, never guessed


class Page(Struct, frozen=True, kw_only=True):
    """An article and what its page says of it; None where the page does not."""

    text: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    byline: str | None


def declared_encoding(data: bytes) -> str | None:
    """The encoding a page declares in its first bytes."""
    found = CHARSET.search(data[:HEAD])
    return found[1].decode("ascii") if found else None


def read_page(where: str, markup: str, *, url: str | None = None) -> Page:
    """Take the article out of a page.

    Raises:
        ReportError: When there is no article in it.
    """
    found = _extract(where, markup, url)
    text = (found.text or "").strip() if found is not None else ""
    if found is None or not any(len(line.split()) >= SENTENCE for line in text.splitlines()):
        raise ReportError(where, "no article was found in the page", NO_ARTICLE)
    return Page(
        text=_without_headline(text, found.title),
        title=found.title,
        publisher=found.sitename,
        published=_with_time(found.date, markup),
        url=found.url,
        byline=found.author,
    )


def _without_headline(text: str, title: str | None) -> str:
    """The text without a first line that only repeats the headline."""
    first, _, rest = text.partition("\n")
    return rest.lstrip() if rest.strip() and first.strip() == (title or "").strip() else text


def _with_time(day: str | None, markup: str) -> str | None:
    """The publication date with its time of day, where the markup states one for that day."""
    for found in PUBLISHED.finditer(markup):
        if day and found[1].startswith(day):
            return found[1]
    return day


def _extract(where: str, markup: str, url: str | None) -> Document | None:
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        found = bare_extraction(
            markup,
            url=url,
            with_metadata=True,
            include_comments=False,
            date_extraction_params=DATES,
        )
    except Exception as error:  # a library over the worst of markup: whatever it raises
        what = f"the page cannot be taken apart ({type(error).__name__}: {error})"
        raise ReportError(where, what, NO_ARTICLE) from error
    return None if isinstance(found, dict) else found
