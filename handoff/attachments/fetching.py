"""Fetching files from addresses that others name: from listed hosts only, and never from inside our own network."""

import asyncio
import socket
from collections.abc import Callable, Collection
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import httpx

from handoff.calling import http_client
from handoff.errors import AttachmentTooLarge, BadRequest

_PATIENCE_S = 15.0
_TRANSLATED = ip_network("64:ff9b::/96")
Address = IPv4Address | IPv6Address


class AttachmentUnreachable(BadRequest):
    """Its address gives no file now."""

    code = "attachment_unreachable"
    message = "The attachment could not be fetched from its address."


class ForbiddenAddress(BadRequest):
    """Nothing is fetched from there."""

    code = "forbidden_address"
    message = "Attachments are fetched by http(s) and from the hosts of REST_ATTACHMENT_HOSTS only."


def is_public(address: Address) -> bool:
    """Whether the address is on the internet: not this machine, a private network, or one of those in disguise."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _TRANSLATED:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast


class Fetcher:
    """GETs one file at a time; redirects are not followed."""

    def __init__(
        self, hosts: Collection[str], most_bytes: int, may_reach: Callable[[Address], bool] = is_public
    ) -> None:
        self._hosts = hosts
        self._most_bytes = most_bytes
        self._may_reach = may_reach

    async def fetch(self, address: str) -> bytes:
        """The content. Raises ForbiddenAddress, AttachmentUnreachable, AttachmentTooLarge."""
        try:
            url = httpx.URL(address)
        except httpx.InvalidURL as error:
            raise ForbiddenAddress from error
        if url.scheme not in ("http", "https") or url.host not in self._hosts or url.userinfo:
            raise ForbiddenAddress
        try:
            async with asyncio.timeout(_PATIENCE_S):
                return await self._get(url, await self._resolve(url))
        except (httpx.HTTPError, OSError, TimeoutError) as error:
            raise AttachmentUnreachable(f"The attachment's address gave nothing: {type(error).__name__}.") from error

    async def _resolve(self, url: httpx.URL) -> str:
        """An address of the host, of which all must be allowed. Raises ForbiddenAddress."""
        port = url.port or {"http": 80, "https": 443}[url.scheme]
        found = await asyncio.get_running_loop().getaddrinfo(url.host, port, type=socket.SOCK_STREAM)
        addresses = [str(one[4][0]).partition("%")[0] for one in found]
        if not addresses or not all(self._may_reach(ip_address(one)) for one in addresses):
            raise ForbiddenAddress("The attachment's address leads into a private network.")
        return addresses[0]

    async def _get(self, url: httpx.URL, address: str) -> bytes:
        # The connection goes to the address that was checked: the name might lead elsewhere when it is asked again.
        headers, extensions = {"Host": url.netloc.decode("ascii")}, {"sni_hostname": url.host}
        async with (
            http_client(timeout=_PATIENCE_S) as client,
            client.stream("GET", url.copy_with(host=address), headers=headers, extensions=extensions) as response,
        ):
            if not response.is_success:
                raise AttachmentUnreachable(f"The attachment's address answered with status {response.status_code}.")
            return await self._read(response)

    async def _read(self, response: httpx.Response) -> bytes:
        parts, size = list[bytes](), 0
        async for part in response.aiter_bytes():
            size += len(part)
            if size > self._most_bytes:
                raise AttachmentTooLarge
            parts.append(part)
        return b"".join(parts)
