"""The commands of ``python -m courier``.

Exit codes: 0 all good; 1 some lines (or, for ``check``, the facts) are bad; 2 nothing could be done.
"""

import argparse
import asyncio
import sys
from collections import Counter
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from courier.clock import utc_now
from courier.demo.load import load_demo
from courier.facts import Facts, FactsError, load_facts
from courier.importing.lines import FileError
from courier.importing.load import Result, Subject, import_file
from courier.importing.progress import ConsoleReporter
from courier.settings import CourierSettings
from courier.storage.engine import make_engine
from courier.storage.migrate import has_tables, migrate

ALL_GOOD, SOME_BAD, NOTHING_DONE = 0, 1, 2

Command = Callable[[argparse.Namespace, CourierSettings], Coroutine[Any, Any, int]]


def main(argv: list[str] | None = None) -> int:
    """Run one command and give its exit code; what went wrong is said on stderr, without a stack trace."""
    options = _parser().parse_args(argv)
    command: Command = options.command
    try:
        settings = CourierSettings()
        return asyncio.run(command(options, settings))
    except ValidationError as error:
        return _fail("the settings are wrong: " + "; ".join(_say(one) for one in error.errors()))
    except FactsError as error:
        return _fail(str(error), SOME_BAD)
    except FileError as error:
        return _fail(str(error))
    except (SQLAlchemyError, OSError) as error:
        return _fail(f"the database {_safe_url(settings)} cannot be used: {_first_line(error)}")


async def run_migrate(_options: argparse.Namespace, settings: CourierSettings) -> int:
    """Make or upgrade the tables."""
    await migrate(settings.database_url)
    print(f"{_safe_url(settings)} is up to date")
    return ALL_GOOD


async def run_import(options: argparse.Namespace, settings: CourierSettings) -> int:
    """Load one CSV file."""
    engine = make_engine(settings.database_url)
    try:
        async with engine.begin() as connection:
            if not await connection.run_sync(has_tables):
                return _fail("the database has no tables yet; run first: python -m courier migrate")
            with ConsoleReporter() as reporter:
                result = await import_file(connection, options.subject, options.file, reporter)
    finally:
        await engine.dispose()
    return _sum_up(options.subject, options.file, result)


async def run_demo(options: argparse.Namespace, settings: CourierSettings) -> int:
    """Make the tables if need be and load the demo parcels."""
    facts = load_facts(settings.facts_dir)
    await migrate(settings.database_url)
    engine = make_engine(settings.database_url)
    try:
        with ConsoleReporter() as reporter:
            parcels, scans = await load_demo(engine, facts, options.folder, utc_now(), reporter)
    finally:
        await engine.dispose()
    codes = _sum_up("parcels", options.folder, parcels), _sum_up("scans", options.folder, scans)
    return max(codes)


async def run_check(options: argparse.Namespace, settings: CourierSettings) -> int:
    """Check the facts and say how many there are."""
    facts = load_facts(options.folder or settings.facts_dir)
    for line in _counts(facts):
        print(line)
    return ALL_GOOD


def _counts(facts: Facts) -> list[str]:
    kinds = Counter(one.kind for one in facts.outlets)
    provinces = len({one.province for one in facts.outlets if one.kind == "outlet"})
    return [
        f"company: {facts.company.name} ({facts.company.carrier}), hotline {facts.company.hotline}",
        f"outlets: {kinds['outlet']} in {provinces} provinces, and {kinds['centre']} distribution centres",
        f"coverage: {len(facts.coverage.unserved)} unserved places",
        f"prices: {len(facts.prices.tariffs)} tariffs in {len(facts.prices.zones)} zones",
        f"compensation: {len(facts.compensation.route)} steps, up to {facts.compensation.declared_value.limit_cny} CNY",
        f"prohibited: {len(facts.prohibited)} classes, {sum(len(one.words) for one in facts.prohibited)} words",
        f"holidays: {len(facts.holidays.festivals)}",
        f"carriers: {len(facts.carriers)}",
        f"wording: {len(facts.wording.phrases)} groups of phrases",
    ]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m courier", description="The courier's facts and parcels.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    commands.add_parser("migrate", help="make or upgrade the tables").set_defaults(command=run_migrate)
    importing = commands.add_parser("import", help="load parcels or scans from a CSV file (UTF-8)")
    subjects: tuple[Subject, ...] = ("parcels", "scans")
    importing.add_argument("subject", choices=subjects, help="what the file holds")
    importing.add_argument("file", type=Path, metavar="FILE.csv", help="the file")
    importing.set_defaults(command=run_import)
    demo = commands.add_parser("demo", help="load parcels to try the product with")
    demo.add_argument("--folder", type=Path, default=Path("var/demo"), help="where to write the CSV files (var/demo)")
    demo.set_defaults(command=run_demo)
    check = commands.add_parser("check", help="check the facts and count them")
    check.add_argument("--folder", type=Path, help="the folder with the facts (FACTS_DIR, else the shipped ones)")
    check.set_defaults(command=run_check)
    return parser


def _sum_up(subject: Subject, file: Path, result: Result) -> int:
    bad = len(result.bad_lines)
    print(f"{subject} from {file}: {result.read} read, {result.saved} saved, {bad} bad")
    return SOME_BAD if bad else ALL_GOOD


def _fail(message: str, code: int = NOTHING_DONE) -> int:
    print(message, file=sys.stderr)
    return code


def _safe_url(settings: CourierSettings) -> str:
    try:
        return make_url(settings.database_url).render_as_string(hide_password=True)
    except ArgumentError:
        return "of COURIER_DATABASE_URL"


def _say(error: Any) -> str:
    return f"{'.'.join(map(str, error['loc']))}: {error['msg']}"


def _first_line(error: BaseException) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
