"""Recordings of telephones, as browsers play them."""

import asyncio
import sys
from pathlib import Path

import structlog

log = structlog.get_logger()
AMR, MP3 = "audio/amr", "audio/mpeg"
_PROGRAM = str(Path(__file__).with_name("to_mp3.py"))
_PATIENCE_S = 30.0


async def as_mp3(recording: bytes) -> bytes | None:
    """An AMR recording as MP3; None for what cannot be read, which is then kept as it came."""
    pipe, nowhere = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-I", _PROGRAM, stdin=pipe, stdout=pipe, stderr=nowhere, env={}
    )
    sound = b""
    try:
        async with asyncio.timeout(_PATIENCE_S):
            sound, _ = await process.communicate(recording)
    except TimeoutError:
        process.kill()
        await process.wait()
    if process.returncode != 0 or not sound:
        log.warning("attachment.sound.unreadable", size=len(recording), status=process.returncode)
        return None
    return sound
