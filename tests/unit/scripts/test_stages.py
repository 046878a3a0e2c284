import os
from pathlib import Path

import pytest

from scripts.paths import ROOT
from scripts.stages import STAGES, Stage, count_results
from scripts.test import Outcome, report

SUITE = """<testsuites><testsuite>
<testcase name="a"/><testcase name="b"><failure/></testcase><testcase name="c"><skipped/></testcase><testcase name="d"><error/></testcase>
</testsuite></testsuites>"""


def test_results_of_all_suites_are_summed(tmp_path: Path) -> None:
    (tmp_path / "one.xml").write_text(SUITE)
    (tmp_path / "two.xml").write_text('<testsuite><testcase name="e"/></testsuite>')
    assert count_results(tmp_path) == (2, 2, 1)


def test_every_folder_of_tests_belongs_to_a_stage() -> None:
    commands = " ".join(word for stage in STAGES for command in stage.commands for word in command)
    suites = [
        folder.name for folder in (ROOT / "tests").iterdir() if folder.is_dir() and any(folder.rglob("test_*.py"))
    ]
    assert [suite for suite in suites if f"tests/{suite}" not in commands] == []


@pytest.mark.parametrize(
    ("failed_commands", "missing", "require_all", "code"),
    [
        ([], [], False, 0),
        (["ruff check"], [], False, 1),
        ([], ["Redis is not installed"], False, 0),
        ([], ["Redis is not installed"], True, 1),
    ],
)
def test_exit_code_tells_what_ci_needs_to_know(
    capsys: pytest.CaptureFixture[str], failed_commands: list[str], missing: list[str], require_all: bool, code: int
) -> None:
    outcome = Outcome(Stage("lint", "Style", ()), 1.0, failed_commands)
    assert report([outcome], missing, require_all=require_all) == code
    text = capsys.readouterr().out
    assert text.splitlines()[-1].startswith("FAILED: " if code else "OK: ")
    assert all(f"Left out: {sentence}." in text for sentence in missing)


def test_ci_script_is_executable_and_runs_make_test() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert script.read_text().splitlines()[-1] == "exec make test"
