"""`make test`, and what CI runs: set-up, lint and types, then every suite, each of them timed.

All stages run even if one fails, so that one run tells everything there is to mend.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scripts.services import MISSING, throwaway_services
from scripts.setup import prepare_tools, set_up
from scripts.stages import NO_CHROMIUM, RESULTS, STAGES, Stage, chromium, count_results
from scripts.steps import main_guard


@dataclass
class Outcome:
    """How one stage ended."""

    stage: Stage
    seconds: float
    failed_commands: list[str] = field(default_factory=list)


def run_stages(stages: Sequence[Stage], environment: Mapping[str, str]) -> list[Outcome]:
    """Run the stages in order, with their output as it comes."""
    outcomes = []
    for number, stage in enumerate(stages, 1):
        print(f"\n── [{number}/{len(stages)}] {stage.title} " + "─" * 40, flush=True)
        started = time.monotonic()
        failed = [" ".join(command) for command in stage.commands if not _succeeds(command, stage.folder, environment)]
        outcomes.append(Outcome(stage, time.monotonic() - started, failed))
    return outcomes


def left_out(services: Mapping[str, str]) -> list[str]:
    """One sentence for each thing this machine lacks, and which therefore is not tested."""
    missing = [text for variable, text in MISSING.items() if variable not in services]
    return missing + ([] if chromium() else [NO_CHROMIUM])


def report(outcomes: Sequence[Outcome], missing: Sequence[str], *, require_all: bool) -> int:
    """Print times, what was left out and the total; returns the exit code."""
    print()
    for outcome in outcomes:
        mark = "failed" if outcome.failed_commands else "passed"
        print(f"  {outcome.stage.title:<40} {mark}  {outcome.seconds:6.0f} s")
        for command in outcome.failed_commands:
            print(f"      {command}")
    for text in missing:
        print(f"  Left out: {text}.")
    passed, failed, skipped = count_results(RESULTS)
    bad = any(outcome.failed_commands for outcome in outcomes) or failed or (require_all and missing)
    print(f"{'FAILED' if bad else 'OK'}: {passed} passed, {failed} failed, {skipped} left out")
    return 1 if bad else 0


def _succeeds(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> bool:
    print("$ " + " ".join(command), flush=True)
    return subprocess.run(command, cwd=folder, env=environment, check=False).returncode == 0


def _test(only: str | None) -> int:
    if only == "lint":
        prepare_tools()
    else:
        set_up()
    RESULTS.mkdir(exist_ok=True)
    for old in RESULTS.glob("*.xml"):
        old.unlink()
    require_all = os.environ.get("CI") == "true"
    stages = [stage for stage in STAGES if only in (None, stage.name)]
    with throwaway_services() as services:
        missing = left_out(services) if any(stage.uses_services for stage in stages) else []
        environment = os.environ | services | ({"REQUIRE_ALL": "1"} if require_all else {})
        return report(run_stages(stages, environment), missing, require_all=require_all)


def main() -> int:
    """Command line of `make test` and `make lint`."""
    parser = argparse.ArgumentParser(prog="make test", description=__doc__)
    parser.add_argument("--only", choices=[stage.name for stage in STAGES], help="run one stage")
    only: str | None = parser.parse_args().only
    return main_guard(lambda: _test(only))


if __name__ == "__main__":
    sys.exit(main())
