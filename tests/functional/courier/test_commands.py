"""``python -m courier`` as a user runs it: what it prints and its exit codes."""

import os
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from courier.commands import main
from courier.demo import KNOWN_WAYBILLS, TAIL_OF_RECEIVER, TAIL_OF_SENDER, UNKNOWN_WAYBILL
from courier.demo.load import load_demo
from courier.facts import Facts
from courier.facts.load import SHIPPED
from courier.importing.progress import QuietReporter
from courier.storage.tables import parcels, scans
from courier.tracking.local import LocalSource

from .conftest import NOW
from .files import PARCEL_HEADER, SCAN_HEADER, parcel, scan, write_csv

ROOT = Path(__file__).parents[3]


@pytest.fixture
def store(in_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with a migrated SQLite store in the default place."""
    monkeypatch.delenv("COURIER_DATABASE_URL", raising=False)
    assert main(["migrate"]) == 0
    return in_folder


def test_import_of_good_files_says_what_was_saved(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "parcels", str(write_csv(store / "p.csv", PARCEL_HEADER, [parcel()]))]) == 0
    assert main(["import", "scans", str(write_csv(store / "s.csv", SCAN_HEADER, [scan()]))]) == 0
    assert "1 read, 1 saved, 0 bad" in capsys.readouterr().out


def test_bad_line_is_named_on_stderr(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_csv(store / "p.csv", PARCEL_HEADER, [parcel(), parcel("73100000000012", sent_at="[red]soon[/red]")])
    assert main(["import", "parcels", str(path)]) == 1
    said = capsys.readouterr()
    assert f"{path}:3: sent_at: '[red]soon[/red]' is not a time; write Beijing time" in said.err
    assert "2 read, 1 saved, 1 bad" in said.out


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "cannot be read"),
        (b"", "empty"),
        (b"waybill,time\n", "missing"),
        ((PARCEL_HEADER + "\n" + parcel()).encode("gbk"), "CSV UTF-8"),
    ],
)
def test_unusable_file_is_explained(
    store: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, says: str
) -> None:
    path = store / "p.csv"
    if content is not None:
        path.write_bytes(content)
    assert main(["import", "parcels", str(path)]) == 2
    said = capsys.readouterr()
    assert says in said.err
    assert "saved" not in said.out


def test_import_without_tables_names_the_command(in_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_csv(in_folder / "p.csv", PARCEL_HEADER, [parcel()])
    assert main(["import", "parcels", str(path)]) == 2
    assert "python -m courier migrate" in capsys.readouterr().err


@pytest.mark.parametrize("url", ["sqlite+aiosqlite:////proc/nowhere/x.db", "nonsense", "sqlite+aiosqlite:///broken.db"])
def test_unusable_database_is_explained_without_a_trace(
    in_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], url: str
) -> None:
    (in_folder / "broken.db").write_text("This is no database. " * 1000)
    monkeypatch.setenv("COURIER_DATABASE_URL", url)
    assert main(["migrate"]) == 2
    said = capsys.readouterr().err
    assert "database" in said
    assert "Traceback" not in said


def test_password_of_the_database_is_never_printed(
    in_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COURIER_DATABASE_URL", "postgresql+asyncpg://me:secret@127.0.0.1:1/none")
    assert main(["migrate"]) == 2
    assert "secret" not in capsys.readouterr().err


def test_wrong_setting_is_explained(
    in_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TRACKING_SOURCE", "pigeon")
    assert main(["check"]) == 2
    assert "TRACKING_SOURCE" in capsys.readouterr().err


def test_check_counts_the_facts(in_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert "outlets: 93 in 31 provinces" in capsys.readouterr().out


def test_check_names_the_mistake(in_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = in_folder / "facts"
    shutil.copytree(SHIPPED, folder)
    (folder / "tracking.yaml").write_text("# hours\nstuck_after_hours: never\n")
    assert main(["check", "--folder", str(folder)]) == 1
    assert f"{folder / 'tracking.yaml'}:2: stuck_after_hours" in capsys.readouterr().err


def test_demo_makes_its_own_tables(in_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COURIER_DATABASE_URL", raising=False)
    assert main(["demo"]) == 0
    assert (in_folder / "var" / "demo" / "parcels.csv").exists()
    assert (in_folder / "var" / "courier.db").exists()


def test_module_runs_as_a_program(in_folder: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "courier", "import", "parcels", "nowhere.csv"],
        env=environment, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1


async def test_demo_shows_every_state_and_moves_with_the_clock(
    engine: AsyncEngine, facts: Facts, tmp_path: Path
) -> None:
    for now in (NOW, NOW + timedelta(days=5)):
        results = await load_demo(engine, facts, tmp_path, now, QuietReporter())
        assert [one.bad_lines for one in results] == [set(), set()]
        source = LocalSource(engine, facts.tracking, lambda now=now: now)
        found = {waybill: (await source.track(waybill)).status for waybill in KNOWN_WAYBILLS}
        assert found == KNOWN_WAYBILLS
        assert (await source.track(UNKNOWN_WAYBILL)).found is False


async def test_second_demo_load_doubles_nothing(engine: AsyncEngine, facts: Facts, tmp_path: Path) -> None:
    loads = [await load_demo(engine, facts, tmp_path, NOW + timedelta(hours=h), QuietReporter()) for h in (0, 7)]
    async with engine.connect() as connection:
        stored = [await connection.scalar(select(func.count()).select_from(table)) for table in (parcels, scans)]
    assert stored == [one.saved for one in loads[0]] == [one.saved for one in loads[1]]


async def test_known_waybills_keep_what_their_documentation_says(
    engine: AsyncEngine, facts: Facts, tmp_path: Path
) -> None:
    await load_demo(engine, facts, tmp_path, NOW, QuietReporter())
    source = LocalSource(engine, facts.tracking, lambda: NOW)
    people = await source.people("73100000000011")
    assert people is not None
    assert people.knows_tail(TAIL_OF_RECEIVER)
    assert people.knows_tail(TAIL_OF_SENDER)
    assert (await source.track("73100000000021")).kind == "document"
    assert (await source.track("73100000000022")).insured is True
    assert (await source.track("73100000000023")).declared_value == 5000
