"""`make lock`: resolves requirements/*.in into locks that hold names, versions and hashes, but no address."""

import argparse
import sys

from scripts.environments import ensure_uv
from scripts.paths import REQUIREMENTS, ROOT
from scripts.steps import Steps, main_guard, run_logged

PYTHON_OF = {"uv": "3.11", "app": "3.11", "dev": "3.11", "bot": "3.10"}
OPTIONS = ("--generate-hashes", "--no-header", "--no-emit-index-url", "--no-emit-find-links", "--quiet")


def lock(*, upgrade: bool) -> int:
    """Lock every requirements file; raises StepFailed if versions cannot be reconciled."""
    uv = ensure_uv()
    options = (*OPTIONS, "--upgrade") if upgrade else OPTIONS
    steps = Steps(len(PYTHON_OF))
    for name, python in PYTHON_OF.items():
        source, lock = REQUIREMENTS / f"{name}.in", REQUIREMENTS / f"{name}.txt"
        with steps.step(f"Locking {source.relative_to(ROOT)}"):
            paths = (str(source.relative_to(ROOT)), "--output-file", str(lock.relative_to(ROOT)))
            run_logged([uv, "pip", "compile", *options, "--python-version", python, *paths], f"lock-{name}")
    return 0


def main() -> int:
    """Command line of `make lock`."""
    parser = argparse.ArgumentParser(prog="make lock", description=__doc__)
    parser.add_argument("--upgrade", action="store_true", help="take newer versions of what is locked already")
    upgrade: bool = parser.parse_args().upgrade
    return main_guard(lambda: lock(upgrade=upgrade))


if __name__ == "__main__":
    sys.exit(main())
