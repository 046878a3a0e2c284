"""Finds the interpreters the project needs: Python 3.11 for the desk, Python 3.10 for Rasa, Node for web/."""

import glob
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from scripts.paths import ROOT, WEB
from scripts.steps import StepFailed, run_logged

PURPOSE = {"3.11": "the desk and the actions", "3.10": "Rasa"}
TELL_VERSION = "import sys; print('%d.%d' % sys.version_info[:2])"


def find_python(version: str) -> Path | None:
    """Return an interpreter of exactly this version ("3.10") that runs in the project's folder, or None."""
    return next((Path(found) for found in _candidates(version) if _runs_as(found, version)), None)


def require_python(version: str, uv: Path) -> Path:
    """Return an interpreter of this version; if the machine has none, let uv fetch one.

    Raises StepFailed with the ways to install it if that does not work either.
    """
    found = find_python(version) or _ask_uv(uv, version)
    if found:
        return found
    try:
        run_logged([uv, "python", "install", version], f"python-{version}")
    except StepFailed as error:
        raise StepFailed(missing_python(version)) from error
    installed = _ask_uv(uv, version)
    if installed is None:
        raise StepFailed(missing_python(version))
    return installed


def missing_python(version: str) -> str:
    """Say which Python is missing, what for, and how to get it."""
    return (
        f"Python {version} is needed for {PURPOSE[version]} and was not found.\n"
        f"  with uv:     uv python install {version}\n"
        f"  with pyenv:  pyenv install {version}\n"
        "Then run the command again."
    )


def require_node() -> str:
    """Return the version of Node; raises StepFailed if Node or npm is missing or too old for web/package.json."""
    least = _least_node()
    wanted = ".".join(map(str, least))
    advice = (
        f"Install it from your system's packages, nvm (`nvm install {least[0]}`) or the installer on Node's website."
    )
    if not shutil.which("node") or not shutil.which("npm"):
        raise StepFailed(
            f"Node {wanted} or newer, with npm, is needed to build the website and was not found.\n{advice}"
        )
    told = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False).stdout.strip()
    if _numbers(told) < least:
        raise StepFailed(
            f"Node {wanted} or newer is needed to build the website; this one is {told or 'unknown'}.\n{advice}"
        )
    return told


def _least_node() -> tuple[int, ...]:
    package = json.loads((WEB / "package.json").read_text("utf-8"))
    return _numbers(package["engines"]["node"])


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])


def _candidates(version: str) -> Iterator[str]:
    on_path = shutil.which(f"python{version}")
    if on_path:
        yield on_path
    pyenv = os.environ.get("PYENV_ROOT") or str(Path.home() / ".pyenv")
    yield from sorted(glob.glob(f"{glob.escape(pyenv)}/versions/{version}.*/bin/python{version}"), reverse=True)


def _runs_as(python: str, version: str) -> bool:
    """A pyenv shim exists for versions that are not selected here, so only running it tells."""
    try:
        told = subprocess.run([python, "-c", TELL_VERSION], cwd=ROOT, capture_output=True, text=True, check=False)
    except OSError:
        return False
    return told.stdout.strip() == version


def _ask_uv(uv: Path, version: str) -> Path | None:
    command: list[str | Path] = [uv, "python", "find", "--no-python-downloads", "--no-project", version]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return Path(told.stdout.strip()) if told.returncode == 0 else None
