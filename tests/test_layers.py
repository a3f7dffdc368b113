"""Who may import whom: the contracts in pyproject.toml hold, and name every room."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "accordingto"
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]


def rooms():
    """The top-level modules and packages of the program."""
    names = {path.stem for path in PACKAGE.glob("*.py")}
    return (names | {path.parent.name for path in PACKAGE.glob("*/__init__.py")}) - {"__init__"}


def test_import_contracts_hold():
    lint = Path(sys.executable).with_name("lint-imports")
    found = subprocess.run([lint], cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout + found.stderr


def test_every_room_has_its_place_in_the_flow():
    rows = next(c for c in CONTRACTS["contracts"] if c["type"] == "layers")["layers"]
    placed = {name.strip(" ()") for row in rows for name in row.split("|")}
    assert {f"accordingto.{room}" for room in rooms()} <= placed
