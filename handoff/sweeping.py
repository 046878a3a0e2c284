"""Work in the background that is looked for once a second, and at once when something wakes it."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import structlog

log = structlog.get_logger()
SWEEP_S = 1.0


async def sweep_forever(
    work: Callable[[], Awaitable[float | None]], failed: str, *, woken: asyncio.Event | None = None
) -> None:
    """Work until cancelled; what `work` returns is how many seconds it may rest at most, None for a second.

    A failure is logged under the name `failed` and tried again: the database may be away for a moment. Whoever sets
    `woken` ends the rest.
    """
    woken = woken or asyncio.Event()
    while True:
        woken.clear()
        pause_s: float | None = None
        try:
            pause_s = await work()
        except Exception:
            log.exception(failed)
        with suppress(TimeoutError):
            await asyncio.wait_for(woken.wait(), SWEEP_S if pause_s is None else pause_s)
