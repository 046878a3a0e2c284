"""Socket events are answered: validated payload in, `{ok, …}` out."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

import structlog
from pydantic import BaseModel

from handoff.errors import DeskError
from handoff.http import validate

log = structlog.get_logger()
Handler = Callable[..., Awaitable[dict[str, Any] | None]]
Answering = Callable[..., Awaitable[dict[str, Any]]]


def answered(model: type[BaseModel]) -> Callable[[Handler], Answering]:
    """Validate the payload, and turn the result or the error into the acknowledgement."""

    def decorate(handler: Handler) -> Answering:
        @wraps(handler)
        async def wrapped(self: Any, sid: str, data: object = None) -> dict[str, Any]:
            try:
                result = await handler(self, sid, validate(model, {} if data is None else data))
            except DeskError as error:
                return {"ok": False} | error.as_dict()
            except Exception:
                log.exception("socket.event.crashed", handler=handler.__name__)
                return {"ok": False} | DeskError().as_dict()
            return {"ok": True} | (result or {})

        return wrapped

    return decorate
