"""In-process delivery of events to the edges; socket.io's Redis manager carries them to other processes."""

from collections.abc import Awaitable, Callable, Iterable

import structlog

from handoff.core.events import Event

Handler = Callable[[Event], Awaitable[None]]
log = structlog.get_logger()


class EventBus:
    """Calls every subscriber in turn. An edge that fails is logged and never undoes what was committed:
    clients catch up by seq, connectors by the outbox."""

    def __init__(self) -> None:
        self._handlers: list[Handler] = []

    def subscribe(self, handler: Handler) -> None:
        """Add an edge."""
        self._handlers.append(handler)

    async def publish(self, events: Iterable[Event]) -> None:
        """Tell every edge about each event, in order."""
        for event in events:
            for handler in self._handlers:
                try:
                    await handler(event)
                except Exception:
                    log.exception("events.edge.failed", kind=type(event).__name__)
