"""Who may import whom: the contracts in pyproject.toml hold, and fence every room there is."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_import_contracts_hold():
    lint = Path(sys.executable).with_name("lint-imports")
    found = subprocess.run([lint], cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout + found.stderr
