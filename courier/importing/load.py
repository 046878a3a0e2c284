"""Importing a file: good lines are saved, bad ones reported, all in one transaction."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Literal, Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from courier.importing.columns import PARCEL_COLUMNS, SCAN_COLUMNS, Column
from courier.importing.lines import Problem, Record, count_lines, read_records
from courier.storage.records import BATCH, known_waybills, save_parcels, save_scans

Subject = Literal["parcels", "scans"]
Values = dict[str, Any]
COLUMNS: Mapping[Subject, Mapping[str, Column]] = {"parcels": PARCEL_COLUMNS, "scans": SCAN_COLUMNS}


class Reporter(Protocol):
    """Who is told while an import runs."""

    def started(self, path: Path, lines: int) -> None:
        """The file is readable and has so many lines."""
        ...

    def reached(self, line: int) -> None:
        """Everything up to this line is done."""
        ...

    def problem(self, path: Path, problem: Problem) -> None:
        """A line is bad."""
        ...


@dataclass
class Result:
    """How an import went: records read, records saved, lines that were bad."""

    read: int = 0
    saved: int = 0
    bad_lines: set[int] = field(default_factory=set)


async def import_file(connection: AsyncConnection, subject: Subject, path: Path, reporter: Reporter) -> Result:
    """Load one file inside the caller's transaction, so that an interruption leaves nothing half-written.

    Raises FileError, before anything is written, if the file is missing, not UTF-8 or has the wrong header.
    """
    columns = COLUMNS[subject]
    total = count_lines(path)
    records = read_records(path, tuple(columns))
    result = Result()
    reporter.started(path, total)
    while batch := list(islice(records, BATCH)):
        good, problems = _sort_out(batch, columns)
        problems += await SAVERS[subject](connection, good)
        _account(result, batch, problems)
        for problem in sorted(problems, key=lambda one: one.line):
            reporter.problem(path, problem)
        reporter.reached(batch[-1].line)
    reporter.reached(total)
    return result


def _sort_out(
    batch: list[Record | Problem], columns: Mapping[str, Column]
) -> tuple[list[tuple[int, Values]], list[Problem]]:
    good: list[tuple[int, Values]] = []
    problems: list[Problem] = []
    for item in batch:
        if isinstance(item, Problem):
            problems.append(item)
            continue
        values = {column.field: _value(item, name, column) for name, column in columns.items()}
        wrong = [value for value in values.values() if isinstance(value, Problem)]
        problems += wrong
        if not wrong:
            good.append((item.line, values))
    return good, problems


def _value(record: Record, name: str, column: Column) -> Any:
    try:
        return column.parse(record.values[name])
    except ValueError as error:
        return Problem(record.line, name, str(error))


async def _save_parcels(connection: AsyncConnection, good: list[tuple[int, Values]]) -> list[Problem]:
    await save_parcels(connection, [values for _, values in good])
    return []


async def _save_scans(connection: AsyncConnection, good: list[tuple[int, Values]]) -> list[Problem]:
    known = await known_waybills(connection, {values["waybill"] for _, values in good})
    await save_scans(connection, [values for _, values in good if values["waybill"] in known])
    return list(_unknown_waybills(good, known))


def _unknown_waybills(good: list[tuple[int, Values]], known: set[str]) -> Iterator[Problem]:
    for line, values in good:
        if values["waybill"] not in known:
            yield Problem(line, "waybill", f"no parcel {values['waybill']}; import its parcel first")


def _account(result: Result, batch: list[Record | Problem], problems: list[Problem]) -> None:
    bad = {problem.line for problem in problems}
    result.read += len(batch)
    result.bad_lines |= bad
    result.saved += len(batch) - len(bad)


SAVERS: Mapping[Subject, Callable[[AsyncConnection, list[tuple[int, Values]]], Awaitable[list[Problem]]]] = {
    "parcels": _save_parcels,
    "scans": _save_scans,
}
