"""POSTs to the addresses that REST connectors gave, signed."""

import json
from http import HTTPStatus
from typing import Any

import httpx
import structlog
from pydantic import SecretStr

from courier.clock import Clock
from handoff.attachments.links import Links
from handoff.calling import http_client
from handoff.channels.carrier import Undelivered
from handoff.channels.rest.schemas import ConnectorIn
from handoff.channels.rest.showing import items_of
from handoff.channels.status.book import StatusBook
from handoff.signing import signed_headers
from handoff.storage.tables import Delivery

log = structlog.get_logger()
CHANNEL, ACCOUNT = "rest", "default"
_TIMEOUT_S = 10.0
REFUSED = "the connector does not take what is delivered to its callback_url; its own log says why"
SILENT = "the connector's callback_url does not answer; check its address and the way to it"


class CallbackCarrier:
    """Any 2xx takes a message. A long one is several POSTs, each with an id of its own that stays the same."""

    def __init__(self, secret: SecretStr, clock: Clock, links: Links, book: StatusBook) -> None:
        self._secret = secret
        self._book = book
        self._links = links
        self._clock = clock
        self._client = http_client(timeout=_TIMEOUT_S)

    async def deliver(self, delivery: Delivery) -> None:
        message = self._links.absolute(delivery.body)
        connector = ConnectorIn.model_validate(message.get("connector") or {})
        for part, item in enumerate(items_of(message["recipient_id"], message, connector), 1):
            body = {"type": "message"} | item | {"metadata": message["metadata"]}
            await self.post(delivery.url, f"{delivery.conversation_id}:{delivery.seq}:{part}", body)

    async def post(self, url: str, delivery: str, body: dict[str, Any]) -> None:
        """One request. Raises Undelivered."""
        content = json.dumps(body, ensure_ascii=False).encode()
        headers = signed_headers(self._secret, delivery, content, self._clock())
        try:
            (await self._client.post(url, content=content, headers=headers)).raise_for_status()
        except httpx.HTTPStatusError as error:
            status = error.response.status_code
            self._failed(str(status), REFUSED)
            raise Undelivered(f"{status}: {REFUSED}", is_final=status == HTTPStatus.GONE) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            log.warning("rest.delivery.silent", delivery=delivery, error=type(error).__name__)
            self._failed("none", SILENT)
            raise Undelivered(f"no answer: {SILENT}") from error
        self._book.worked(CHANNEL, ACCOUNT)

    def _failed(self, code: str, advice: str) -> None:
        self._book.failed(CHANNEL, ACCOUNT, call="callback_url", code=code, advice=advice)

    async def close(self) -> None:
        await self._client.aclose()
