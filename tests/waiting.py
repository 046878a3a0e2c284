"""Waiting by polling to a deadline, never by sleeping for a guessed time."""

import asyncio
from collections.abc import Awaitable, Callable
from inspect import isawaitable
from time import monotonic
from typing import TypeVar

Result = TypeVar("Result")


async def eventually(look: Callable[[], Result | Awaitable[Result]], within_s: float = 15.0) -> Result:
    """The first truthy result of `look`; fails when there is none in time."""
    deadline = monotonic() + within_s
    while True:
        found = look()
        result = await found if isawaitable(found) else found
        if result:
            return result  # type: ignore[return-value]
        assert monotonic() < deadline, f"Nothing came within {within_s} s; last seen: {result!r}"
        await asyncio.sleep(0.03)
