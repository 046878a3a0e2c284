"""WeChat's API, as far as we use it."""

import json
from datetime import timedelta
from typing import Any

import httpx
import structlog

from handoff.channels.wechat.errors import SILENT, Remedy, WeChatFailed, failure
from handoff.channels.wechat.outbound import Part
from handoff.channels.wechat.settings import WeChatAccount
from handoff.channels.wechat.token import Fetched, Tokens
from handoff.metrics import WECHAT_FAILURES

log = structlog.get_logger()
# With its token a message takes two calls, or four after a refusal: less than the outbox's lease.
_TIMEOUT_S = 5.0
_SHORTEST_LIFE_S = 60
_JSON = {"Content-Type": "application/json; charset=utf-8"}
_TYPING_PAUSES = frozenset({45072, 45080, 45081})


class WeChatClient:
    """Calls with the account's access token; a token that WeChat refuses is replaced and the call repeated, once."""

    def __init__(self, url: str, tokens: Tokens) -> None:
        self._tokens = tokens
        self._client = httpx.AsyncClient(base_url=url, timeout=_TIMEOUT_S, follow_redirects=False, trust_env=False)

    async def send(self, account: WeChatAccount, openid: str, part: Part) -> None:
        """Send a customer-service message. Raises WeChatFailed."""
        await self._call(account, "/cgi-bin/message/custom/send", {"touser": openid} | part)

    async def show_typing(self, account: WeChatAccount, openid: str) -> None:
        """Let the customer see for a while that an answer is being written. Raises WeChatFailed."""
        body = {"touser": openid, "command": "Typing"}
        try:
            await self._call(account, "/cgi-bin/message/custom/typing", body)
        except WeChatFailed as error:
            if error.code not in _TYPING_PAUSES:
                raise

    async def close(self) -> None:
        """Give back connections."""
        await self._client.aclose()

    async def _call(self, account: WeChatAccount, path: str, body: dict[str, Any]) -> None:
        token = await self._token(account)
        try:
            await self._post(path, body, token)
        except WeChatFailed as error:
            if error.fault.remedy is not Remedy.NEW_TOKEN:
                raise
            await self._tokens.refuse(account.app_id, token)
            await self._post(path, body, await self._token(account))

    async def _token(self, account: WeChatAccount) -> str:
        async def fetch() -> Fetched:
            wish = {"grant_type": "client_credential", "appid": account.app_id, "force_refresh": False}
            wish["secret"] = account.secret.get_secret_value()
            answer = await self._post("/cgi-bin/stable_token", wish)
            token, seconds = answer.get("access_token"), answer.get("expires_in")
            if not isinstance(token, str) or not isinstance(seconds, int) or not token:
                raise WeChatFailed(None, SILENT)
            return Fetched(token, timedelta(seconds=max(seconds, _SHORTEST_LIFE_S)))

        return await self._tokens.current(account.app_id, fetch)

    async def _post(self, path: str, body: dict[str, Any], token: str | None = None) -> dict[str, Any]:
        """The answer's fields. Raises WeChatFailed. Nothing of the request is in errors: its address holds the token."""
        # WeChat refuses characters that are written as \u escapes.
        content = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        params = {"access_token": token} if token else None
        try:
            response = await self._client.post(path, content=content, params=params, headers=_JSON)
            answer = response.json()
        except (httpx.HTTPError, ValueError) as error:
            raise _counted(path, WeChatFailed(None, SILENT)) from error
        code = answer.get("errcode", 0) if response.is_success and isinstance(answer, dict) else None
        if not isinstance(code, int):
            raise _counted(path, WeChatFailed(None, SILENT))
        if code != 0:
            raise _counted(path, failure(code))
        return dict(answer)


def _counted(path: str, error: WeChatFailed) -> WeChatFailed:
    code = "none" if error.code is None else str(error.code)
    WECHAT_FAILURES.labels(path.rpartition("/")[2], code).inc()
    log.warning("wechat.call.refused", call=path.rpartition("/")[2], code=code, advice=error.fault.advice)
    return error
