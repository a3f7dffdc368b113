"""Settings that several rooms share, and the environment variables that set them."""

from __future__ import annotations

MAX_CHARS = 1_000_000
"""The longest text read, in characters: about twenty times the longest news report."""

MAX_CHARS_VARIABLE = "ACCORDINGTO_MAX_CHARS"

LANGUAGES = ("en",)
"""ISO 639-1 codes of the languages that can be read."""

CODEBOOKS = ("muc4",)
"""The codebooks that records can be coded after."""
