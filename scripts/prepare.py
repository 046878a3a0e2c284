"""Brings the databases up to date: tables, demo parcels, demo agents. Safe to repeat; also the image's first step."""

import os
import runpy
import sys
from collections.abc import Mapping

from scripts.paths import VAR
from scripts.process_environment import process_environment

TABLES = (("handoff", "migrate"), ("courier", "migrate"))
DEMO = (("courier", "demo"), ("handoff", "seed"))


def main() -> int:
    """Run the commands in order and stop at the first that fails, with its code."""
    os.environ.update(process_environment())
    VAR.mkdir(exist_ok=True)
    for package, command in TABLES + (DEMO if _is_demo(os.environ) else ()):
        code = _run(package, command)
        if code:
            print(f"`python -m {package} {command}` ended with code {code}.", file=sys.stderr)
            return code
    return 0


def _run(package: str, command: str) -> int:
    """Run `python -m package command` in this process: the four commands import mostly the same, which takes seconds."""
    sys.argv = [package, command]
    try:
        runpy.run_module(package, run_name="__main__")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0


def _is_demo(environment: Mapping[str, str]) -> bool:
    """An installation that has no demo agents wants no demo parcels either."""
    return bool(environment.get("DEMO_AGENT_PASSWORD") or environment.get("DEMO_SUPERVISOR_PASSWORD"))


if __name__ == "__main__":
    sys.exit(main())
