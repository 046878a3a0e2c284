"""What `make test` consists of."""

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from scripts.paths import APP_ENVIRONMENT, APP_PYTHON, BOT_PYTHON, ROOT, WEB

RESULTS = ROOT / "test-results"
TYPED = ("courier", "handoff", "actions", "scripts", "bench")
NO_CHROMIUM = "Chromium is not installed (Debian: apt-get install chromium fonts-noto-cjk)"
# Tests of one file share what is costly to start, so files run beside each other, in the order of tests/conftest.py.
SIDE_BY_SIDE = ("--dist=loadfile", "--no-loadscope-reorder", "--numprocesses")
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True)
class Stage:
    """Commands that belong together; `uses_services` means that PostgreSQL, Redis or a browser matter to it."""

    name: str
    title: str
    commands: Sequence[Sequence[str]]
    folder: Path = ROOT
    uses_services: bool = False


def chromium() -> str | None:
    """The browser for the tests: $CHROMIUM, or the distribution's own."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def count_results(folder: Path) -> tuple[int, int, int]:
    """Sum (passed, failed, skipped) over the JUnit files that the suites wrote."""
    passed = failed = skipped = 0
    for file in folder.glob("*.xml"):
        for case in ElementTree.parse(file).getroot().iter("testcase"):  # noqa: S314  # our own suites wrote the file
            tags = {child.tag for child in case}
            failed += bool(tags & {"failure", "error"})
            skipped += "skipped" in tags
            passed += not tags & {"failure", "error", "skipped"}
    return passed, failed, skipped


def _pytest(suite: str, *options: str) -> Sequence[str]:
    return (str(APP_PYTHON), "-m", "pytest", f"tests/{suite}", f"--junitxml={RESULTS}/{suite}.xml", *options)


def _tool(name: str, *arguments: str) -> Sequence[str]:
    return (str(APP_ENVIRONMENT / "bin" / name), *arguments)


STAGES = (
    Stage(
        "lint",
        "Style and types",
        (
            _tool("ruff", "check", "."),
            _tool("ruff", "format", "--check", "."),
            _tool("mypy", *TYPED),
            ("npm", "--prefix", "web", "run", "--silent", "check"),
        ),
    ),
    Stage("unit", "Unit tests", (_pytest("unit", *SIDE_BY_SIDE, "2"),), uses_services=True),
    Stage(
        "web",
        "Website tests",
        (
            (
                "npm",
                "test",
                "--silent",
                "--",
                "--reporter=default",
                "--reporter=junit",
                f"--outputFile.junit={RESULTS}/web.xml",
            ),
        ),
        folder=WEB,
    ),
    Stage(
        "bot",
        "Assistant tests",
        (
            # The assistant's tests run in Rasa's interpreter, with a configuration and fixtures of their own.
            (
                str(BOT_PYTHON),
                "-m",
                "pytest",
                "--config-file=tests/bot/pytest.ini",
                "tests/bot",
                f"--junitxml={RESULTS}/bot.xml",
                *SIDE_BY_SIDE,
                "2",
            ),
        ),
    ),
    # One more than there are processors: some wait for leases to run out, or for the dead to be missed.
    Stage("functional", "Functional tests", (_pytest("functional", *SIDE_BY_SIDE, "3"),), uses_services=True),
    Stage("e2e", "Browser tests", (_pytest("e2e", *SIDE_BY_SIDE, "2"),), uses_services=True),
)
