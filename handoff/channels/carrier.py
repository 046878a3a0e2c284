"""How the outbox hands a message over to a connector."""

from typing import Protocol

from handoff.storage.tables import Delivery


class Undelivered(Exception):
    """The message did not arrive. `is_final` means that another attempt would end alike."""

    def __init__(self, reason: str, *, is_final: bool = False) -> None:
        super().__init__(reason)
        self.is_final = is_final


class HeldBack(Exception):
    """The message waits until the customer writes again; its carrier has noted so in the store."""


class Carrier(Protocol):
    """The way to connectors of one kind."""

    async def deliver(self, delivery: Delivery) -> None:
        """Hand over. Raises Undelivered, HeldBack."""

    async def close(self) -> None:
        """Give back connections."""
