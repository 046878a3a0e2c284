"""Virus scanners: none, clamd, or a command."""

import asyncio
import shlex
import struct
from typing import Protocol
from urllib.parse import urlsplit

from handoff.errors import ScannerFailed

_TIMEOUT_S = 60.0
_CHUNK = 64 * 1024
_CLEAN, _INFECTED = 0, 1


class Scanner(Protocol):
    """Looks at what people send."""

    async def scan(self, data: bytes) -> str | None:
        """What was found, None for a clean file. Raises ScannerFailed."""


class NoScanner:
    """Takes everything for clean."""

    async def scan(self, data: bytes) -> str | None:
        return None


class CommandScanner:
    """A program that reads the file from its input, like `clamdscan --no-summary -`."""

    def __init__(self, command: str) -> None:
        self._command = shlex.split(command)

    async def scan(self, data: bytes) -> str | None:
        pipe = asyncio.subprocess.PIPE
        try:
            process = await asyncio.create_subprocess_exec(*self._command, stdin=pipe, stdout=pipe, stderr=pipe)
        except OSError as error:
            raise ScannerFailed from error
        try:
            async with asyncio.timeout(_TIMEOUT_S):
                said, _ = await process.communicate(data)
        except TimeoutError as error:
            process.kill()
            raise ScannerFailed from error
        if process.returncode not in (_CLEAN, _INFECTED):
            raise ScannerFailed
        return None if process.returncode == _CLEAN else said.decode("utf-8", "replace").strip()[:200] or "infected"


class ClamdScanner:
    """ClamAV's daemon, over TCP or a socket of this machine (its command INSTREAM)."""

    def __init__(self, address: str) -> None:
        self._address = urlsplit(address)

    async def scan(self, data: bytes) -> str | None:
        try:
            async with asyncio.timeout(_TIMEOUT_S):
                answer = await self._ask(data)
        except (OSError, TimeoutError, ValueError) as error:
            raise ScannerFailed from error
        if answer.endswith("FOUND"):
            return answer.removeprefix("stream:").removesuffix("FOUND").strip()
        if not answer.endswith("OK"):
            raise ScannerFailed
        return None

    async def _ask(self, data: bytes) -> str:
        reader, writer = await self._connect()
        try:
            writer.write(b"zINSTREAM\0")
            for start in range(0, len(data), _CHUNK):
                part = data[start : start + _CHUNK]
                writer.write(struct.pack("!L", len(part)) + part)
                await writer.drain()
            writer.write(struct.pack("!L", 0))
            await writer.drain()
            return (await reader.read(_CHUNK)).rstrip(b"\0\n").decode("utf-8", "replace")
        finally:
            writer.close()

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._address.hostname:
            return await asyncio.open_connection(self._address.hostname, self._address.port or 3310)
        return await asyncio.open_unix_connection(self._address.path)


def open_scanner(setting: str) -> Scanner:
    """The scanner that ATTACHMENT_SCANNER names."""
    if not setting:
        return NoScanner()
    return ClamdScanner(setting) if setting.startswith("clamd://") else CommandScanner(setting)
