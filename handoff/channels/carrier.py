"""How the outbox hands a message over to a connector."""

from typing import Protocol

import httpx

from handoff.attachments.links import Links
from handoff.storage.tables import Delivery

_TIMEOUT_S = 10.0


class Undelivered(Exception):
    """The message did not arrive. `is_final` means that another attempt would end alike."""

    def __init__(self, reason: str, *, is_final: bool = False) -> None:
        super().__init__(reason)
        self.is_final = is_final


class HeldBack(Exception):
    """The message waits until the customer writes again."""


class Carrier(Protocol):
    """The way to connectors of one kind."""

    async def deliver(self, delivery: Delivery) -> None:
        """Hand over. Raises Undelivered, HeldBack."""

    async def close(self) -> None:
        """Give back connections."""


class CallbackCarrier:
    """POSTs to the address that a REST connector gave."""

    def __init__(self, links: Links) -> None:
        self._links = links
        self._client = httpx.AsyncClient(timeout=_TIMEOUT_S, follow_redirects=False, trust_env=False)

    async def deliver(self, delivery: Delivery) -> None:
        try:
            (await self._client.post(delivery.url, json=self._links.absolute(delivery.body))).raise_for_status()
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Undelivered(f"{type(error).__name__}: {error}"[:500]) from error

    async def close(self) -> None:
        await self._client.aclose()
