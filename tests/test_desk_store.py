"""The desk: what is added is there once, linked, and what people decided holds."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

import accordingto
from accordingto.errors import DeskError
from accordingto.model import Evidence, Incident, MadeBy, Place, Record, Report, ReportInfo, When
from accordingto.store import open_desk

# Written for these tests: two bombings in one week in one town, and a trial years later.
BRIDGE = (
    "A car bomb exploded at the foot of the old bridge in the Iraqi city of Mosul on Sunday, killing"
    " nine people and wounding 24, police said.\n\nThe driver had left the car beside a row of"
    " fishmongers, a police captain said, and it went off when the morning sale began. Windows"
    " broke on the far bank of the river.\n\nNobody claimed responsibility."
)
BRIDGE_LATER = (
    "Eleven people are now known to have died in Sunday's car bombing at the old bridge in Mosul, in"
    " northern Iraq, the health directorate said on Monday.\n\nTwo fishmongers died of their wounds"
    " in the night, its director said. The car had been left beside their row of stalls."
)
COURT = (
    "A suicide bomber blew himself up outside the court house of Mosul, in northern Iraq, on"
    " Wednesday, killing five people and wounding 13, police said.\n\nThe man had stood in a queue"
    " of people who wanted copies of their papers, a guard said. Two clerks were among the dead."
)
COURT_SHORT = (
    "Five people, two of them clerks, were killed on Wednesday when a suicide bomber attacked the"
    " queue outside a court house in Mosul, Iraqi police said."
)
FERRY = (
    "Gunmen opened fire on passengers who were boarding a ferry in the port of Rostock on Tuesday"
    " evening, killing eight people, German police said.\n\nThe attackers fled on motorcycles along"
    " the quay, witnesses said."
)
TRIAL = (
    "Four years after gunmen killed eight people who were boarding a ferry in Rostock, a German"
    " court began on Monday to hear the case against two men.\n\nThe prosecutor said that they had"
    " fled along the quay on motorcycles on 5 May 2015. Both deny it."
)
GRAIN = "Ministers of seven countries met in Riga on Tuesday to talk about the price of grain."
REPORTS = {
    "bridge": ("2019-06-02", BRIDGE),
    "bridge-later": ("2019-06-03", BRIDGE_LATER),
    "court": ("2019-06-05", COURT),
    "court-short": ("2019-06-05", COURT_SHORT),
    "ferry": ("2015-05-05", FERRY),
    "trial": ("2019-06-17", TRIAL),
    "grain": ("2019-06-18", GRAIN),
}
