"""The supervisor with real processes, because what matters is what the operating system is left with."""

import os
import pty
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scripts.paths import ROOT

PROGRAM = """
    import sys
    from pathlib import Path
    from scripts import supervisor
    supervisor.KILL_WAIT = 1
    supervisor.RESTART_PAUSE_S = 0.1
    supervisor.ORPHAN_CHECK_S = 0.1
    runner = supervisor.Supervisor(supervisor.LogPrinter(Path(sys.argv[1]) / "log", verbose=False), waiting=["late"])
    for name in ("bot", "desk", "late"):
        runner.add_process(name, sys.argv[2].replace("{record}", f"echo $$ >> {sys.argv[1]}/{name}"))
    if "--release" in sys.argv:
        runner.release()
    runner.loop()
    print("everything ended")
"""
COMMAND = "{record}; echo INFO hello; echo ERROR oops; sleep 300 & wait"
DEADLINE_S = 15
POLL = threading.Event()


class Running:
    """A supervisor with two programs that write their process ids, one line per start."""

    def __init__(self, folder: Path, command: str = COMMAND, *options: str, output: int | None = None) -> None:
        self.folder = folder
        self.output = folder / "output"
        with self.output.open("wb") as file:
            target = file if output is None else output
            self.process = subprocess.Popen(
                [sys.executable, "-c", textwrap.dedent(PROGRAM), str(folder), command, *options],
                cwd=ROOT,
                stdout=target,
                stderr=target,
            )

    def pids(self, name: str) -> list[int]:
        file = self.folder / name
        return [int(line) for line in file.read_text().splitlines()] if file.exists() else []

    def groups_alive(self) -> list[int]:
        return [pid for name in ("bot", "desk", "late") for pid in self.pids(name) if _group_alive(pid)]


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    running = Running(tmp_path)
    _eventually(lambda: running.pids("bot") and running.pids("desk"))
    yield running
    running.process.kill()
    running.process.wait()
    _eventually(lambda: not running.groups_alive())


def test_program_that_dies_is_started_again_and_the_other_is_left_alone(running: Running) -> None:
    [bot], [desk] = running.pids("bot"), running.pids("desk")
    os.killpg(bot, signal.SIGKILL)
    _eventually(lambda: len(running.pids("bot")) == 2)
    assert running.pids("desk") == [desk]
    assert _group_alive(desk)
    assert not _group_alive(bot)
    _eventually(lambda: "bot ended with code -9; starting it again" in running.output.read_text())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signal_ends_everything_with_its_children(running: Running, number: int) -> None:
    running.process.send_signal(number)
    running.process.wait(timeout=DEADLINE_S)
    assert running.groups_alive() == []
    assert "everything ended" in running.output.read_text()


def test_waiting_program_starts_when_it_is_released(running: Running, tmp_path: Path) -> None:
    (tmp_path / "second").mkdir()
    released = Running(tmp_path / "second", COMMAND, "--release")
    _eventually(lambda: released.pids("late"))
    assert running.pids("late") == []
    released.process.terminate()
    released.process.wait(timeout=DEADLINE_S)
    assert released.groups_alive() == []


def test_program_that_ignores_the_request_is_killed(tmp_path: Path) -> None:
    running = Running(tmp_path, command="trap '' TERM; {record}; while true; do sleep 0.1; done")
    _eventually(lambda: running.pids("bot") and running.pids("desk"))
    running.process.send_signal(signal.SIGTERM)
    running.process.wait(timeout=DEADLINE_S)
    assert running.groups_alive() == []


def test_closed_terminal_ends_everything(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    running = Running(tmp_path, output=theirs)
    os.close(theirs)
    _eventually(lambda: running.pids("bot") and running.pids("desk"))
    os.close(ours)  # Nobody sends a signal, and whatever is written to the terminal from now on fails.
    running.process.wait(timeout=DEADLINE_S)
    assert running.groups_alive() == []


def test_nothing_survives_a_supervisor_that_was_killed(running: Running) -> None:
    running.process.kill()
    running.process.wait()
    _eventually(lambda: not running.groups_alive())


def test_quiet_output_shows_errors_and_the_file_holds_everything(running: Running) -> None:
    log = running.folder / "log" / "bot.log"
    _eventually(lambda: log.exists() and log.read_text() == "INFO hello\nERROR oops\n")
    _eventually(lambda: "ERROR oops" in running.output.read_text())
    assert "INFO hello" not in running.output.read_text()


def _group_alive(group: int) -> bool:
    """Zombies that nobody has collected yet do not count; they hold nothing."""
    told = subprocess.run(["ps", "-o", "stat=", "-g", str(group)], capture_output=True, text=True, check=False).stdout
    return any(not state.startswith("Z") for state in told.split())


def _eventually(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + DEADLINE_S
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        POLL.wait(0.05)
