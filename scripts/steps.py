"""Shows a person how far a long command is, and keeps the whole output of each step in a file."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from scripts.paths import LOGS, ROOT

HEARTBEAT_S = 30
# npm names the cause at the start of what it says, most other programs at the end.
FIRST_LINES, LAST_LINES = 10, 20


class StepFailed(Exception):
    """A step could not be done; the message says what to do about it."""


class Steps:
    """Numbers the steps of a command, "[3/6] Training the assistant … 21 s", and times each.

    On a terminal the line counts seconds in place; elsewhere (CI, a pipe) a new line appears every 30 s.
    """

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0

    @contextmanager
    def step(self, title: str) -> Iterator[Callable[[str], None]]:
        """Show one step; call what is yielded to say how it ended, for example "already up to date"."""
        self._done += 1
        outcome = ["done"]
        line = f"[{self._done}/{self._total}] {title}"
        started = time.monotonic()
        stop = threading.Event()
        ticker = threading.Thread(target=_tick, args=(line, started, stop), daemon=True)
        ticker.start()
        try:
            yield lambda text: outcome.__setitem__(0, text)
        except BaseException:
            outcome[0] = "failed"
            raise
        finally:
            stop.set()
            ticker.join()
            _finish(line, outcome[0], time.monotonic() - started)


def run_logged(
    command: Sequence[str | Path], log_name: str, *, cwd: Path = ROOT, env: Mapping[str, str] | None = None
) -> None:
    """Run one command with its output in var/log/<log_name>.log.

    Raises StepFailed, with both ends of that output, if the command cannot be started or does not succeed.
    """
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"{log_name}.log"
    words = [str(word) for word in command]
    with log.open("wb") as output:
        try:
            code = subprocess.run(
                words, cwd=cwd, env=env, stdout=output, stderr=subprocess.STDOUT, check=False
            ).returncode
        except OSError as error:
            raise StepFailed(f"{words[0]} could not be started: {error}") from error
    if code:
        told = "\n".join(f"    {line}" for line in _ends(log.read_text("utf-8", "replace").splitlines()))
        failed = f"`{' '.join(words)}` ended with code {code}."
        raise StepFailed(f"{failed}\n{told}\n  The whole output: {log.relative_to(ROOT)}")


def main_guard(action: Callable[[], int]) -> int:
    """Run a command's main function; a failed step becomes a message and exit code 1, never a stack trace."""
    try:
        return action()
    except StepFailed as error:
        print(f"\n{_paint('31', 'Stopped:')} {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped by Ctrl-C.", file=sys.stderr)
        return 130


def _ends(lines: Sequence[str]) -> Sequence[str]:
    if len(lines) <= FIRST_LINES + LAST_LINES:
        return lines
    return [*lines[:FIRST_LINES], f"… {len(lines) - FIRST_LINES - LAST_LINES} lines …", *lines[-LAST_LINES:]]


def _tick(line: str, started: float, stop: threading.Event) -> None:
    if not sys.stdout.isatty():
        print(f"{line} …", flush=True)
        while not stop.wait(HEARTBEAT_S):
            print(f"{line} … {time.monotonic() - started:.0f} s", flush=True)
        return
    while True:
        print(f"\r{line} … {time.monotonic() - started:.0f} s ", end="", flush=True)
        if stop.wait(1):
            return


def _finish(line: str, outcome: str, seconds: float) -> None:
    start = "\r\033[K" if sys.stdout.isatty() else ""
    mark = _paint("31", "✗") if outcome == "failed" else _paint("32", "✓")
    print(f"{start}{line}: {mark} {outcome} ({seconds:.0f} s)", flush=True)


def _paint(colour: str, text: str) -> str:
    wanted = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    return f"\033[{colour}m{text}\033[0m" if wanted else text
