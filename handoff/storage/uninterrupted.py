"""Use cases that are finished once they began."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from functools import wraps
from typing import Any, ParamSpec, TypeVar

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
_running: set[asyncio.Task[Any]] = set()


def uninterrupted(
    use_case: Callable[Parameters, Coroutine[Any, Any, Result]],
) -> Callable[Parameters, Awaitable[Result]]:
    """Let the use case end even if its caller is cancelled.

    The server cancels a request whose client went away. A transaction cut off in the middle of a statement would keep
    SQLite's write lock, and one cut off after its commit would tell nobody what happened.
    """

    @wraps(use_case)
    async def wrapped(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        task = asyncio.create_task(use_case(*args, **kwargs))
        _running.add(task)
        task.add_done_callback(_running.discard)
        return await asyncio.shield(task)

    return wrapped
