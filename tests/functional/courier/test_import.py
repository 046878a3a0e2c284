"""Importing parcels and scans into real databases."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from courier.importing.lines import FileError, Problem
from courier.importing.load import Result, Subject, import_file
from courier.storage.tables import parcels, scans

from .files import PARCEL_HEADER, SCAN_HEADER, parcel, scan, write_csv


class Listener:
    """Remembers what was reported."""

    def __init__(self) -> None:
        self.problems: list[tuple[int, str]] = []
        self.lines = 0

    def started(self, path: Path, lines: int) -> None:
        self.lines = lines

    def reached(self, line: int) -> None:
        assert line <= self.lines

    def problem(self, path: Path, problem: Problem) -> None:
        self.problems.append((problem.line, problem.column))


async def load(
    engine: AsyncEngine, folder: Path, subject: Subject, lines: Sequence[str], encoding: str = "utf-8"
) -> tuple[Result, Listener]:
    header = PARCEL_HEADER if subject == "parcels" else SCAN_HEADER
    path = write_csv(folder / f"{subject}.csv", header, lines, encoding)
    listener = Listener()
    async with engine.begin() as connection:
        return await import_file(connection, subject, path, listener), listener


async def count(engine: AsyncEngine) -> tuple[int, int]:
    async with engine.connect() as connection:
        found = [await connection.scalar(select(func.count()).select_from(table)) for table in (parcels, scans)]
    return found[0] or 0, found[1] or 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
async def test_good_lines_are_saved(engine: AsyncEngine, tmp_path: Path, encoding: str) -> None:
    result, listener = await load(engine, tmp_path, "parcels", [parcel(), parcel("YT1234567890123")], encoding)
    await load(engine, tmp_path, "scans", [scan(), scan(type="签收", time="2026-11-21 19:00")], encoding)
    assert (result.read, result.saved, listener.problems) == (2, 2, [])
    assert await count(engine) == (2, 2)


async def test_bad_lines_are_reported_and_the_good_ones_load(engine: AsyncEngine, tmp_path: Path) -> None:
    lines = [parcel(), parcel("73100000000012", weight_kg="heavy", kind="box"), "1,2", parcel("73100000000013")]
    result, listener = await load(engine, tmp_path, "parcels", lines)
    assert listener.problems == [(3, "kind"), (3, "weight_kg"), (4, "line")]
    assert (result.read, result.saved, result.bad_lines) == (4, 2, {3, 4})
    assert await count(engine) == (2, 0)


async def test_second_import_changes_nothing(engine: AsyncEngine, tmp_path: Path) -> None:
    for _ in range(2):
        await load(engine, tmp_path, "parcels", [parcel(), parcel()])
        await load(engine, tmp_path, "scans", [scan(), scan(), scan(time="2026-11-21 20:00")])
    assert await count(engine) == (1, 2)


async def test_corrected_parcel_replaces_the_earlier_one_and_keeps_its_scans(
    engine: AsyncEngine, tmp_path: Path
) -> None:
    await load(engine, tmp_path, "parcels", [parcel()])
    await load(engine, tmp_path, "scans", [scan()])
    await load(engine, tmp_path, "parcels", [parcel(content="书", declared_value="0")])
    async with engine.connect() as connection:
        row = (await connection.execute(select(parcels))).one()
    assert (row.content, row.declared_value_fen) == ("书", 0)
    assert await count(engine) == (1, 1)


async def test_scan_of_an_unknown_waybill_is_a_bad_line(engine: AsyncEngine, tmp_path: Path) -> None:
    await load(engine, tmp_path, "parcels", [parcel()])
    result, listener = await load(engine, tmp_path, "scans", [scan("73100000000099"), scan()])
    assert listener.problems == [(2, "waybill")]
    assert (result.saved, await count(engine)) == (1, (1, 1))


async def test_interrupted_import_leaves_nothing_half_written(engine: AsyncEngine, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "p.csv", PARCEL_HEADER, [parcel(f"7310000{number:07d}") for number in range(1200)])

    class Interrupted(Listener):
        def reached(self, line: int) -> None:
            if line > 1000:
                raise KeyboardInterrupt

    async def interrupted_import(connection: AsyncConnection) -> None:
        await import_file(connection, "parcels", path, Interrupted())

    with pytest.raises(KeyboardInterrupt):
        async with engine.begin() as connection:
            await interrupted_import(connection)
    assert await count(engine) == (0, 0)


async def test_file_of_several_batches_loads_whole(engine: AsyncEngine, tmp_path: Path) -> None:
    result, _ = await load(engine, tmp_path, "parcels", [parcel(f"7310000{number:07d}") for number in range(1200)])
    assert (result.saved, await count(engine)) == (1200, (1200, 0))


async def test_wrong_encoding_writes_nothing(engine: AsyncEngine, tmp_path: Path) -> None:
    with pytest.raises(FileError, match="CSV UTF-8"):
        await load(engine, tmp_path, "parcels", [parcel()], "gbk")
    assert await count(engine) == (0, 0)
