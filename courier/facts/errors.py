"""The one error of this package."""

from pathlib import Path


class FactsError(Exception):
    """A facts file is wrong; the message is ``file:line: what is wrong``, for the person who edits the file."""

    def __init__(self, file: Path, line: int | None, problem: str) -> None:
        self.file = file
        self.line = line
        self.problem = problem
        where = f"{file}:{line}" if line is not None else str(file)
        super().__init__(f"{where}: {problem}")
