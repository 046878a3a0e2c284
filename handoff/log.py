"""Logs: constant dotted events, ids instead of people, never message text."""

import logging
from typing import Any

import structlog

# The last fence: what a careless caller might pass is not written.
_NEVER_LOGGED = ("text", "message_text", "password", "token", "phone", "address")


def setup_logging(level: str) -> None:
    """JSON-free, one line per event, at `level` and above; Sanic's access log stays off."""
    number = logging.getLevelNamesMapping()[level.upper()]
    logging.basicConfig(level=number, format="%(levelname)s %(name)s %(message)s")
    for noisy in ("httpx", "httpcore", "engineio", "socketio", "sanic.access"):
        logging.getLogger(noisy).setLevel(max(number, logging.WARNING))
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            _drop_people,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        cache_logger_on_first_use=False,
    )


def _drop_people(_logger: Any, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    for key in _NEVER_LOGGED:
        event.pop(key, None)
    return event
