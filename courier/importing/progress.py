"""Showing how far an import is: a bar on a terminal, plain lines elsewhere. Both on stderr."""

from pathlib import Path
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from courier.importing.lines import Problem

PLAIN_EVERY = 10_000


class ConsoleReporter:
    """Reports to a person or to a log; use it as a context manager, so that the bar is taken down again."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(stderr=True)
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=self._console,
            disable=not self._console.is_terminal,
        )
        self._task: TaskID | None = None
        self._path = Path()
        self._lines = 0
        self._told = 0

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._progress.stop()

    def started(self, path: Path, lines: int) -> None:
        """Begin a bar for a file."""
        self._path, self._lines, self._told = path, lines, 0
        self._task = self._progress.add_task(path.name, total=lines)

    def reached(self, line: int) -> None:
        """Move the bar, or print a line now and then."""
        if self._task is not None:
            self._progress.update(self._task, completed=line)
        if not self._console.is_terminal and (line - self._told >= PLAIN_EVERY or line == self._lines != self._told):
            self._told = line
            self._print(f"{self._path.name}: {line} of {self._lines} lines")

    def problem(self, path: Path, problem: Problem) -> None:
        """Print what is wrong, above the bar."""
        self._print(problem.say(path))

    def _print(self, line: str) -> None:
        # A file's content must not be read as rich markup, nor be folded at the terminal's width.
        self._console.print(line, markup=False, highlight=False, soft_wrap=True)


class QuietReporter:
    """Reports nothing; for programs that look at the result."""

    def started(self, path: Path, lines: int) -> None:
        """Say nothing."""

    def reached(self, line: int) -> None:
        """Say nothing."""

    def problem(self, path: Path, problem: Problem) -> None:
        """Say nothing."""
