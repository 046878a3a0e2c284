"""Calls of Tencent's interfaces with an access token."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

import httpx
import structlog
from prometheus_client import Counter

from handoff.attachments.service import Opened
from handoff.calling import http_client
from handoff.channels.tencent.errors import MEDIA_FAULTS, SILENT, UNKNOWN, CallFailed, Faults, Remedy
from handoff.channels.tencent.token import Fetch, Fetched, Tokens
from handoff.errors import AttachmentTooLarge

log = structlog.get_logger()
# With its token a message takes two calls, or four after a refusal: less than the outbox's lease.
_TIMEOUT_S = 5.0
_SHORTEST_LIFE_S = 60
_LONG_TIMEOUT_S = 20.0
_MEDIA, _UPLOAD = "/cgi-bin/media/get", "/cgi-bin/media/upload"
_JSON_TYPES = ("application/json", "text/plain", "text/json")
_JSON = {"Content-Type": "application/json; charset=utf-8"}
Answer = dict[str, Any]
Result = TypeVar("Result")


@dataclass(frozen=True)
class Platform:
    """One of Tencent's interfaces: where it is, what its codes mean, how its refusals are told."""

    url: str
    faults: Faults
    failures: Counter
    refused: str
    """Name of the log's event."""
    told: Callable[[str, str, CallFailed | None], None] = lambda _key, _path, _error: None
    """Called with the key's app id, the call's path, and how it failed, if it did."""


@dataclass(frozen=True)
class Key:
    """Whose token a call takes, and how a new one is fetched."""

    app_id: str
    fetch: Fetch


class ApiClient:
    """A token that is refused is replaced and the call repeated, once. Every call raises CallFailed."""

    def __init__(self, platform: Platform, tokens: Tokens) -> None:
        self._platform = platform
        self._tokens = tokens
        self._client = http_client(base_url=platform.url, timeout=_TIMEOUT_S)

    async def close(self) -> None:
        """Give back connections."""
        await self._client.aclose()

    async def call(self, key: Key, path: str, body: Answer) -> Answer:
        """POST with the current token; the answer's fields."""
        return await self._watched(key, path, lambda token: self.post(path, body, token))

    async def media(self, key: Key, media_id: str, most_bytes: int) -> bytes:
        """What somebody sent, also where it is told only where it is. Raises AttachmentTooLarge, too."""

        async def get(token: str) -> bytes | Answer:
            return await self._download(_MEDIA, {"access_token": token, "media_id": media_id}, most_bytes)

        found = await self._watched(key, _MEDIA, get)
        address = found.get("video_url") if isinstance(found, dict) else None
        if isinstance(address, str) and address.startswith(("https://", "http://")):
            found = await self._download(address, {}, most_bytes)
        if isinstance(found, dict):
            raise self._counted(_MEDIA, CallFailed(None, SILENT))
        return found

    async def upload(self, key: Key, kind: str, opened: Opened) -> str:
        """The id under which the platform keeps it for three days."""
        files = {"media": (opened.name, opened.data, opened.media_type)}

        async def post(token: str) -> Answer:
            params = {"access_token": token, "type": kind}
            return await self._ask(
                self._client.build_request("POST", _UPLOAD, params=params, files=files, timeout=_LONG_TIMEOUT_S)
            )

        media_id = (await self._watched(key, _UPLOAD, post)).get("media_id")
        if not isinstance(media_id, str) or not media_id:
            raise self._counted(_UPLOAD, CallFailed(None, SILENT))
        return media_id

    async def post(self, path: str, body: Answer, token: str | None = None) -> Answer:
        """The answer's fields. Nothing of the request is in errors: its address holds the token."""
        # Characters that are written as \u escapes are refused.
        content = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        params = {"access_token": token} if token else None
        return await self._ask(self._client.build_request("POST", path, content=content, params=params, headers=_JSON))

    async def get(self, path: str, query: Mapping[str, str]) -> Answer:
        """The answer's fields."""
        return await self._ask(self._client.build_request("GET", path, params=dict(query)))

    async def _watched(self, key: Key, path: str, attempt: Callable[[str], Awaitable[Result]]) -> Result:
        """The outcome is told to whoever looks after the account."""
        try:
            result = await self._with_token(key, attempt)
        except CallFailed as error:
            # A file that is gone or unfit says nothing about the account.
            if error.code not in MEDIA_FAULTS:
                self._platform.told(key.app_id, path, error)
            raise
        self._platform.told(key.app_id, path, None)
        return result

    async def _with_token(self, key: Key, attempt: Callable[[str], Awaitable[Result]]) -> Result:
        token = await self._tokens.current(key.app_id, key.fetch)
        try:
            return await attempt(token)
        except CallFailed as error:
            if error.fault.remedy is not Remedy.NEW_TOKEN:
                raise
            await self._tokens.refuse(key.app_id, token)
            return await attempt(await self._tokens.current(key.app_id, key.fetch))

    async def _download(self, url: str, query: dict[str, str], most_bytes: int) -> bytes | Answer:
        """The content, or the fields of an answer in JSON, which is how errors come."""
        try:
            async with (
                asyncio.timeout(_LONG_TIMEOUT_S),
                self._client.stream("GET", url, params=query) as response,
            ):
                data = await _read(response, most_bytes)
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
            raise self._counted(_MEDIA, CallFailed(None, SILENT)) from error
        if response.headers.get("content-type", "").partition(";")[0] not in _JSON_TYPES and response.is_success:
            return data
        return self._checked(_MEDIA, response, data)

    async def _ask(self, request: httpx.Request) -> Answer:
        path = request.url.path
        try:
            response = await self._client.send(request)
        except httpx.HTTPError as error:
            raise self._counted(path, CallFailed(None, SILENT)) from error
        return self._checked(path, response, response.content)

    def _checked(self, path: str, response: httpx.Response, content: bytes) -> Answer:
        try:
            answer = json.loads(content)
        except ValueError as error:
            raise self._counted(path, CallFailed(None, SILENT)) from error
        code = answer.get("errcode", 0) if response.is_success and isinstance(answer, dict) else None
        if not isinstance(code, int):
            raise self._counted(path, CallFailed(None, SILENT))
        if code != 0:
            fault = self._platform.faults.get(code, UNKNOWN)
            raise self._counted(path, CallFailed(code, fault, str(answer.get("errmsg", ""))))
        return dict(answer)

    def _counted(self, path: str, error: CallFailed) -> CallFailed:
        call, code = path.rpartition("/")[2], "none" if error.code is None else str(error.code)
        self._platform.failures.labels(call, code).inc()
        log.warning(self._platform.refused, call=call, code=code, advice=error.fault.advice)
        return error


def fetched(answer: Answer) -> Fetched:
    """The token in an answer. Raises CallFailed."""
    token, seconds = answer.get("access_token"), answer.get("expires_in")
    if not isinstance(token, str) or not isinstance(seconds, int) or not token:
        raise CallFailed(None, SILENT)
    return Fetched(token, timedelta(seconds=max(seconds, _SHORTEST_LIFE_S)))


async def _read(response: httpx.Response, most_bytes: int) -> bytes:
    data = bytearray()
    async for part in response.aiter_bytes():
        data += part
        if len(data) > most_bytes:
            raise AttachmentTooLarge
    return bytes(data)
