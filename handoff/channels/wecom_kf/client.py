"""WeCom's API of customer service, as far as we use it."""

import hashlib
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from handoff.attachments.service import Opened
from handoff.channels.status.book import Watch
from handoff.channels.tencent.client import Answer, ApiClient, Key, Platform, fetched
from handoff.channels.tencent.errors import SILENT, CallFailed
from handoff.channels.tencent.outbound import Part
from handoff.channels.tencent.token import Fetched, Tokens
from handoff.channels.wecom_kf.errors import FAULTS
from handoff.channels.wecom_kf.settings import KfAccount
from handoff.metrics import WECOM_FAILURES

_BATCH = 200
_AMR = 0
# A company has at most 5000.
_LISTED, _MOST_ACCOUNTS = 100, 5000


class State(IntEnum):
    """Who has a customer's session, by WeCom's numbers."""

    NEW = 0
    API = 1
    POOL = 2
    SERVICER = 3
    ENDED = 4


@dataclass(frozen=True)
class Peer:
    """A customer of one of a company's accounts."""

    account: KfAccount
    open_kfid: str
    external_userid: str


@dataclass(frozen=True)
class Batch:
    """What one pull brought."""

    items: list[Answer]
    cursor: str
    has_more: bool


class KfClient:
    """Calls with the app's access token; each raises CallFailed."""

    def __init__(self, url: str, tokens: Tokens, watch: Watch) -> None:
        self._api = ApiClient(Platform(url, FAULTS, WECOM_FAILURES, "wecom.call.refused", watch), tokens)

    async def sync(self, account: KfAccount, open_kfid: str, cursor: str, token: str) -> Batch:
        """The messages after the cursor; the callback's token lifts the limit on pulls."""
        wish = {"cursor": cursor, "token": token, "limit": _BATCH, "voice_format": _AMR, "open_kfid": open_kfid}
        answer = await self._call(account, "sync_msg", {name: value for name, value in wish.items() if value != ""})
        items, after = answer.get("msg_list", []), answer.get("next_cursor", "")
        if not isinstance(items, list) or not isinstance(after, str):
            raise CallFailed(None, SILENT)
        return Batch([one for one in items if isinstance(one, dict)], after or cursor, answer.get("has_more") == 1)

    async def accounts(self, account: KfAccount) -> list[str]:
        """The open_kfid of every customer-service account that the app may manage."""
        found: list[str] = []
        for offset in range(0, _MOST_ACCOUNTS, _LISTED):
            answer = await self._call(account, "account/list", {"offset": offset, "limit": _LISTED})
            listed = answer.get("account_list", [])
            if not isinstance(listed, list):
                raise CallFailed(None, SILENT)
            managed = (one for one in listed if isinstance(one, dict) and one.get("manage_privilege", True))
            found += [str(one.get("open_kfid", "")) for one in managed]
            if len(listed) < _LISTED:
                break
        return found

    async def send(self, peer: Peer, part: Part) -> None:
        """Send a message; its `msgid` makes a repeat harmless."""
        address = {"touser": peer.external_userid, "open_kfid": peer.open_kfid}
        await self._call(peer.account, "send_msg", address | part)

    async def send_on_event(self, account: KfAccount, code: str, part: Part) -> None:
        """Send what an event's code lets us send, once."""
        await self._call(account, "send_msg_on_event", {"code": code} | part)

    async def media(self, account: KfAccount, media_id: str, most_bytes: int) -> bytes:
        """What somebody sent. Raises AttachmentTooLarge, too."""
        return await self._api.media(self._key(account), media_id, most_bytes)

    async def upload(self, account: KfAccount, kind: str, opened: Opened) -> str:
        """Give WeCom a file; its id there."""
        return await self._api.upload(self._key(account), kind, opened)

    async def state(self, peer: Peer) -> State:
        """Who has the session now."""
        answer = await self._call(peer.account, "service_state/get", _session(peer))
        try:
            return State(answer.get("service_state", -1))
        except ValueError as error:
            raise CallFailed(None, SILENT) from error

    async def give(self, peer: Peer, state: State, servicer: str | None = None) -> None:
        """Give the session to somebody else."""
        to = {"service_state": state} | ({"servicer_userid": servicer} if servicer else {})
        await self._call(peer.account, "service_state/trans", _session(peer) | to)

    async def close(self) -> None:
        """Give back connections."""
        await self._api.close()

    async def _call(self, account: KfAccount, path: str, body: dict[str, Any]) -> Answer:
        return await self._api.call(self._key(account), f"/cgi-bin/kf/{path}", body)

    def _key(self, account: KfAccount) -> Key:
        secret = account.secret.get_secret_value()

        async def fetch() -> Fetched:
            return fetched(await self._api.get("/cgi-bin/gettoken", {"corpid": account.corp_id, "corpsecret": secret}))

        return Key(token_key(account), fetch)


def token_key(account: KfAccount) -> str:
    """A company's apps have a token each; the company's id does not tell which."""
    app = f"{account.corp_id}\n{account.secret.get_secret_value()}"
    return f"wecom:{hashlib.sha256(app.encode()).hexdigest()[:32]}"


def _session(peer: Peer) -> dict[str, Any]:
    return {"open_kfid": peer.open_kfid, "external_userid": peer.external_userid}
