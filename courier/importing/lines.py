"""Reading a CSV file record by record, so that one bad line costs one line."""

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

# A field may hold line breaks (an address from a spreadsheet), but a quotation mark that is never closed must not
# swallow the rest of the file.
MOST_LINES_OF_A_RECORD = 20


class FileError(Exception):
    """Nothing of the file can be loaded; the message says why and what to do."""


@dataclass(frozen=True)
class Problem:
    """What is wrong with one line, for the person who edits the file."""

    line: int
    column: str
    problem: str

    def say(self, file: Path) -> str:
        """FILE:LINE: column: what is wrong, what to do."""
        return f"{file}:{self.line}: {self.column}: {self.problem}"


@dataclass(frozen=True)
class Record:
    """One record: the values by column name, and the line where it begins."""

    line: int
    values: dict[str, str]


def count_lines(path: Path) -> int:
    """Read the file once: it must be there and be UTF-8. Gives the number of lines, for the progress."""
    lines = 0
    try:
        with _open(path) as file:
            for lines, _ in enumerate(file, 1):  # noqa: B007 - the count is what is wanted
                pass
    except UnicodeDecodeError as error:
        raise FileError(
            f"{path}: not UTF-8 (after line {lines}); save it as “CSV UTF-8”, for GBK files: iconv -f GBK -t UTF-8"
        ) from error
    except OSError as error:
        raise FileError(f"{path}: cannot be read ({error.strerror}); check the name and the permissions") from error
    if lines == 0:
        raise FileError(f"{path}: the file is empty; its first line must name the columns")
    return lines


def read_records(path: Path, columns: tuple[str, ...]) -> Iterator[Record | Problem]:
    """Yield records and problems in the order of the file, which ``count_lines`` has checked.

    The header may name the columns in any order, and further columns, which are ignored. Raises FileError if it
    misses one.
    """
    with _open(path) as file:
        lines = _Lines(file)
        header = _header(path, lines, columns)
        while (taken := lines.take_record(len(header))) is not None:
            line, values = taken
            if isinstance(values, str):
                yield Problem(line, "line", values)
            elif any(values):
                yield Record(line, dict(zip(header, values, strict=True)))


def _open(path: Path) -> TextIO:
    return path.open(encoding="utf-8-sig", newline="")


def _header(path: Path, lines: "_Lines", columns: tuple[str, ...]) -> list[str]:
    taken = lines.take_record(None)
    names = taken[1] if taken and not isinstance(taken[1], str) else []
    missing = [name for name in columns if name not in names]
    if missing:
        raise FileError(f"{path}:1: header: {', '.join(missing)} missing; the first line must be {','.join(columns)}")
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        raise FileError(f"{path}:1: header: {', '.join(doubled)} named more than once; remove one of them")
    return names


class _Lines:
    """The physical lines of a file, with the possibility to put some back."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._waiting: deque[tuple[int, str]] = deque()
        self._read = 0

    def take_record(self, width: int | None) -> tuple[int, list[str] | str] | None:
        """Take one record of ``width`` values; a string instead of values says what is wrong with its first line."""
        first = self._next()
        while first is not None and not first[1].strip():
            first = self._next()
        if first is None:
            return None
        number, line = first
        values = _parse([line])
        if values is None:
            return number, self._continue(line, width)
        return number, _checked(values, width)

    def _continue(self, first: str, width: int | None) -> list[str] | str:
        """Add lines until the quotation marks close and the width is right; if they never do, put them back."""
        taken: list[tuple[int, str]] = []
        while len(taken) < MOST_LINES_OF_A_RECORD and (more := self._next()) is not None:
            taken.append(more)
            values = _parse([first, *(text for _, text in taken)])
            if isinstance(values, list) and (width is None or len(values) == width):
                return values
        self._waiting.extendleft(reversed(taken))
        return 'a quotation mark is not closed; remove it or double it ("") inside a quoted value'

    def _next(self) -> tuple[int, str] | None:
        if self._waiting:
            return self._waiting.popleft()
        line = self._file.readline()
        self._read += 1
        return (self._read, line) if line else None


def _parse(lines: list[str]) -> list[str] | str | None:
    """Parse one record; None if its quotation marks are still open, a string if it can never be read."""
    reader = csv.reader(lines, strict=True)
    try:
        return [value.strip() for value in next(reader)]
    except csv.Error as error:
        if str(error) == "unexpected end of data":
            return None
        return f"not valid CSV ({error}); check the quotation marks"


def _checked(values: list[str] | str, width: int | None) -> list[str] | str:
    if isinstance(values, str) or width is None or len(values) == width:
        return values
    hint = "quote values that contain a comma" if len(values) > width else "do not leave columns out"
    return f"{len(values)} values instead of {width}; {hint}"
