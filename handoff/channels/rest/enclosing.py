"""Attachments that connectors bring: uploaded before, as an address, or inside the message."""

import base64
import binascii
from urllib.parse import unquote, urlsplit

from handoff.attachments.fetching import Fetcher
from handoff.attachments.service import Attachments
from handoff.channels.rest.schemas import AttachmentIn
from handoff.errors import BadRequest


class Enclosures:
    """Keeps what a message brings, before the message itself is stored."""

    def __init__(self, attachments: Attachments, fetcher: Fetcher) -> None:
        self._attachments = attachments
        self._fetcher = fetcher

    async def keep(self, brought: list[AttachmentIn], owner: str) -> list[str]:
        """Their ids. Raises what `Attachments.keep` and `Fetcher.fetch` raise, and BadRequest for bad base64."""
        return [one.id or await self._keep(number, one, owner) for number, one in enumerate(brought)]

    async def _keep(self, number: int, one: AttachmentIn, owner: str) -> str:
        if one.url is not None:
            data = await self._fetcher.fetch(one.url)
        else:
            data = _decoded(number, one.data or "")
        name = one.name or unquote(urlsplit(one.url or "").path.rpartition("/")[2])
        return str((await self._attachments.keep(data, name, owner))["id"])


def _decoded(number: int, data: str) -> bytes:
    try:
        return base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadRequest(f"attachments.{number}.data is not base64.") from error
