"""Tells whether the inputs of a slow step changed since it last succeeded."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from scripts.paths import ROOT

IGNORED = frozenset({"node_modules", "dist", "__pycache__", "test-results", ".vite"})


def fingerprint(inputs: Iterable[Path], *extra: str) -> str:
    """Hash names and contents of files, and of all files below folders; an input that does not exist counts as empty."""
    digest = hashlib.sha256("\0".join(extra).encode())
    for path in sorted(file for given in inputs for file in _files(given)):
        digest.update(f"\0{path.relative_to(ROOT)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def is_current(stamp: Path, value: str) -> bool:
    """Whether the step that wrote this stamp ran with the same inputs."""
    return stamp.is_file() and stamp.read_text("utf-8").strip() == value


def write(stamp: Path, value: str) -> None:
    """Record that the step succeeded with these inputs."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(value + "\n", "utf-8")


def _files(path: Path) -> Iterable[Path]:
    if path.is_file():
        return [path]
    return [
        file for file in path.rglob("*") if file.is_file() and not IGNORED.intersection(file.relative_to(ROOT).parts)
    ]
