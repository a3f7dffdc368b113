"""The country that a report was published in, told from the address of its publisher."""

from __future__ import annotations

import re

from accordingto.model import Report

# The ending of the name of the machine; "https://news.example.co.uk:80/a" gives "uk".
ENDING = re.compile(r"(?:^|//|@)?(?:[\w-]+\.)+([a-z]{2})(?::\d+)?(?:[/?#]|$)", re.IGNORECASE)
# Endings that publishers anywhere use for what the letters happen to say.
ANYWHERE = frozenset(["ai", "am", "cc", "co", "fm", "io", "ly", "me", "to", "tv", "ws", "eu"])
OTHERWISE = {"UK": "GB", "SU": "RU"}


def home_of(report: Report) -> str | None:
    """The ISO 3166-1 code of the country whose ending the address has, None for ".com"."""
    for address in (report.url, report.publisher):
        found = ENDING.match((address or "").partition("//")[2] or address or "")
        if found and found[1].lower() not in ANYWHERE:
            code = found[1].upper()
            return OTHERWISE.get(code, code)
    return None
