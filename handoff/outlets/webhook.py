"""Cases to the company's own system, signed so that it knows who speaks."""

import json

import httpx
from pydantic import SecretStr

from courier.clock import Clock, utc_now
from handoff.calling import http_client
from handoff.outlets.port import Letter, NotDelivered
from handoff.signing import signed_headers

_TIMEOUT_S = 10.0


class WebhookSender:
    """POSTs letters as JSON; docs/contracts.md §8 tells how the signature is checked."""

    def __init__(self, url: str, secret: SecretStr, clock: Clock = utc_now) -> None:
        self._url = url
        self._secret = secret
        self._clock = clock
        self._client = http_client(timeout=_TIMEOUT_S)

    async def send(self, letter: Letter) -> None:
        """Hand the letter over. Raises NotDelivered."""
        body = json.dumps(letter.as_dict(), ensure_ascii=False).encode()
        headers = signed_headers(self._secret, letter.id, body, self._clock())
        try:
            (await self._client.post(self._url, content=body, headers=headers)).raise_for_status()
        except httpx.HTTPStatusError as error:
            raise NotDelivered(f"status {error.response.status_code}") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise NotDelivered(type(error).__name__) from error

    async def close(self) -> None:
        """Give back connections."""
        await self._client.aclose()
