"""Virus scanners: a daemon that speaks clamd's protocol, and a command."""

import asyncio
import struct
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from courier.clock import utc_now
from handoff.attachments.scanning import NoScanner, Scanner, open_scanner
from handoff.attachments.service import Attachments
from handoff.attachments.settings import AttachmentSettings
from handoff.errors import Infected, ScannerFailed
from handoff.storage.engine import Database

BAD = b"EICAR"


@asynccontextmanager
async def clamd(path: Path | None = None, answer: Callable[[bytes], bytes] | None = None) -> AsyncIterator[str]:
    """What clamd does with INSTREAM; over TCP unless a path is given."""

    def judged(data: bytes) -> bytes:
        return b"stream: Eicar-Test-Signature FOUND\0" if BAD in data else b"stream: OK\0"

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        assert await reader.readexactly(10) == b"zINSTREAM\0"
        data = b""
        while length := struct.unpack("!L", await reader.readexactly(4))[0]:
            data += await reader.readexactly(length)
        writer.write((answer or judged)(data))
        await writer.drain()
        writer.close()

    if path is not None:
        server = await asyncio.start_unix_server(serve, path)
        yield f"clamd://{path}"
    else:
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        yield f"clamd://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    server.close()


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def command(code: str) -> Scanner:
    return open_scanner(f"{sys.executable} -c '{code}'")


async def test_the_daemon_is_asked_over_tcp() -> None:
    async with clamd() as address:
        assert await open_scanner(address).scan(b"x" * 200_000) is None
        assert await open_scanner(address).scan(b"x" * 100_000 + BAD) == "Eicar-Test-Signature"


async def test_the_daemon_is_asked_over_its_socket(tmp_path: Path) -> None:
    # From a process of its own: tests themselves may only connect to addresses of this machine.
    code = "import asyncio, sys; from handoff.attachments.scanning import open_scanner as o; "
    code += "print(asyncio.run(o(sys.argv[1]).scan(b'EICAR')))"
    async with clamd(tmp_path / "clamd.sock") as address:
        asks = await asyncio.create_subprocess_exec(sys.executable, "-c", code, address, stdout=asyncio.subprocess.PIPE)
        said, _ = await asks.communicate()
    assert said.decode().strip() == "Eicar-Test-Signature"


async def test_a_command_tells_by_how_it_ends() -> None:
    reads = 'import sys; bad = b"EICAR" in sys.stdin.buffer.read(); print("Eicar" * bad); sys.exit(bad)'
    assert await command(reads).scan(b"x" * 200_000) is None
    assert await command(reads).scan(BAD) == "Eicar"


@pytest.mark.parametrize(
    "scanner",
    [command("raise SystemExit(2)"), open_scanner("/no/such/scanner"), open_scanner("clamd://127.0.0.1:1")],
)
async def test_a_scanner_that_fails_lets_nothing_through(scanner: Scanner) -> None:
    with pytest.raises(ScannerFailed):
        await scanner.scan(b"x")


async def test_an_answer_that_means_nothing_lets_nothing_through() -> None:
    async with clamd(answer=lambda _: b"stream: INSTREAM size limit exceeded. ERROR\0") as address:
        with pytest.raises(ScannerFailed):
            await open_scanner(address).scan(b"x")


def test_without_a_setting_nothing_is_scanned() -> None:
    assert isinstance(open_scanner(""), NoScanner)


async def test_what_is_infected_is_not_kept(tmp_path: Path, migrated_url: str) -> None:
    database = Database(migrated_url)
    async with clamd() as address:
        settings = AttachmentSettings(_env_file=None, attachment_store=str(tmp_path / "a"), attachment_scanner=address)
        service = Attachments(database, utc_now, links=None, settings=settings)  # type: ignore[arg-type]
        with pytest.raises(Infected):
            await service.keep(b"%PDF-1.7\n" + BAD, "a.pdf", "somebody")
    await database.close()
    assert files_in(tmp_path) == []
