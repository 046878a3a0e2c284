"""Writing the demo parcels as CSV files and loading them through the same import as anybody's."""

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy.ext.asyncio import AsyncEngine

from courier.clock import BEIJING
from courier.demo.parcels import SEED, DemoParcel, demo_parcels
from courier.demo.routes import Step, history, times
from courier.facts.schemas import Facts
from courier.importing.columns import PARCEL_COLUMNS, SCAN_COLUMNS
from courier.importing.load import Reporter, Result, import_file
from courier.storage.records import delete_scans

PARCELS_FILE, SCANS_FILE = "parcels.csv", "scans.csv"
COURIERS = ("小王", "小李", "小张", "小刘", "小陈", "小杨")


def write_demo(facts: Facts, folder: Path, now: datetime) -> list[str]:
    """Write both CSV files into ``folder``, with times up to ``now``; give the waybills."""
    random = Random(SEED)  # noqa: S311 - demo parcels keep no secret
    parcel_rows: list[Sequence[str]] = []
    scan_rows: list[Sequence[str]] = []
    for parcel in demo_parcels(facts, random):
        steps = history(facts, parcel.start, parcel.end, parcel.status, random)
        moments = times(steps, parcel.status, now, random)
        sent_at = moments[0] if moments else now.astimezone(BEIJING) - timedelta(hours=3)
        parcel_rows.append(_parcel_row(facts, parcel, sent_at))
        scan_rows += [_scan_row(parcel, step, at) for step, at in zip(steps, moments, strict=True)]
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / PARCELS_FILE, PARCEL_COLUMNS, parcel_rows)
    _write(folder / SCANS_FILE, SCAN_COLUMNS, scan_rows)
    return [row[0] for row in parcel_rows]


async def load_demo(
    engine: AsyncEngine, facts: Facts, folder: Path, now: datetime, reporter: Reporter
) -> tuple[Result, Result]:
    """Write and load the demo; what an earlier load left is replaced, in one transaction."""
    waybills = write_demo(facts, folder, now)
    async with engine.begin() as connection:
        # The times have moved, so the scans of the last load are other scans now.
        await delete_scans(connection, waybills)
        parcels = await import_file(connection, "parcels", folder / PARCELS_FILE, reporter)
        scans = await import_file(connection, "scans", folder / SCANS_FILE, reporter)
    return parcels, scans


def _parcel_row(facts: Facts, parcel: DemoParcel, sent_at: datetime) -> Sequence[str]:
    return (
        parcel.waybill,
        facts.company.carrier,
        *parcel.sender,
        *parcel.receiver,
        parcel.start.province + parcel.start.city * (parcel.start.city != parcel.start.province),
        parcel.end.province + parcel.end.city * (parcel.end.city != parcel.end.province),
        parcel.address,
        parcel.kind,
        parcel.content,
        parcel.weight_kg,
        str(int(parcel.insured)),
        str(parcel.declared),
        f"{sent_at:%Y-%m-%d %H:%M:%S}",
    )


def _scan_row(parcel: DemoParcel, step: Step, at: datetime) -> Sequence[str]:
    """Only pick-up and delivery are a courier's; the courier of a place is always the same one."""
    person = ("", "")
    if step.type in ("收件", "派件", "签收"):
        index = int(step.at.code) % len(COURIERS)
        person = (COURIERS[index], f"137{step.at.code:0>5}{index:03d}")
    return (parcel.waybill, f"{at:%Y-%m-%d %H:%M:%S}", step.type, step.at.name, step.at.city, *person, step.note)


def _write(path: Path, header: Iterable[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
