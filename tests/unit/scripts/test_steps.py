import sys
from pathlib import Path

import pytest

from scripts import steps
from scripts.steps import StepFailed, Steps, main_guard, run_logged


@pytest.fixture(autouse=True)
def logs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(steps, "ROOT", tmp_path)
    monkeypatch.setattr(steps, "LOGS", tmp_path / "log")
    return tmp_path / "log"


def test_steps_are_numbered_and_say_how_they_ended(capsys: pytest.CaptureFixture[str]) -> None:
    progress = Steps(2)
    with progress.step("Building the website") as told:
        told("already up to date")
    with progress.step("Training the assistant"):
        pass
    lines = capsys.readouterr().out.splitlines()
    assert "[1/2] Building the website: ✓ already up to date (0 s)" in lines
    assert "[2/2] Training the assistant: ✓ done (0 s)" in lines


def test_step_that_fails_says_so_and_passes_the_reason_on(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(StepFailed, match="no disk"), Steps(1).step("Training"):
        raise StepFailed("no disk")
    assert "[1/1] Training: ✗ failed (0 s)" in capsys.readouterr().out


def test_output_is_kept_in_a_file(logs: Path, tmp_path: Path) -> None:
    run_logged([sys.executable, "-c", "print('hello')"], "greeting", cwd=tmp_path)
    assert (logs / "greeting.log").read_text() == "hello\n"


def test_failure_shows_both_ends_of_a_long_output(tmp_path: Path) -> None:
    program = "for number in range(100): print('line', number)\nraise SystemExit(3)"
    with pytest.raises(StepFailed) as failure:
        run_logged([sys.executable, "-c", program], "long", cwd=tmp_path)
    text = str(failure.value)
    assert "ended with code 3" in text
    assert "line 0\n" in text
    assert "… 70 lines …" in text
    assert "line 99\n" in text
    assert "The whole output: log/long.log" in text


def test_program_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(StepFailed, match="no-such-program could not be started"):
        run_logged(["no-such-program"], "none", cwd=tmp_path)


def test_failed_step_ends_a_command_with_a_message_and_no_stack_trace(capsys: pytest.CaptureFixture[str]) -> None:
    def action() -> int:
        raise StepFailed("Node is missing.")

    assert main_guard(action) == 1
    assert capsys.readouterr().err == "\nStopped: Node is missing.\n"
