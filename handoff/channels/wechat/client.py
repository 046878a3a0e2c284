"""WeChat's API, as far as we use it."""

from handoff.attachments.service import Opened
from handoff.channels.status.book import Watch
from handoff.channels.tencent.client import ApiClient, Key, Platform, fetched
from handoff.channels.tencent.errors import CallFailed
from handoff.channels.tencent.outbound import Part
from handoff.channels.tencent.token import Fetched, Tokens
from handoff.channels.wechat.errors import FAULTS
from handoff.channels.wechat.settings import WeChatAccount
from handoff.metrics import WECHAT_FAILURES

_TYPING_PAUSES = frozenset({45072, 45080, 45081})


class WeChatClient:
    """Calls with the account's access token; each raises CallFailed."""

    def __init__(self, url: str, tokens: Tokens, watch: Watch) -> None:
        self._api = ApiClient(Platform(url, FAULTS, WECHAT_FAILURES, "wechat.call.refused", watch), tokens)

    async def send(self, account: WeChatAccount, openid: str, part: Part) -> None:
        """Send a customer-service message."""
        await self._api.call(self._key(account), "/cgi-bin/message/custom/send", {"touser": openid} | part)

    async def media(self, account: WeChatAccount, media_id: str, most_bytes: int) -> bytes:
        """What a customer sent. Raises AttachmentTooLarge, too."""
        return await self._api.media(self._key(account), media_id, most_bytes)

    async def upload(self, account: WeChatAccount, kind: str, opened: Opened) -> str:
        """Give WeChat a file; its id there."""
        return await self._api.upload(self._key(account), kind, opened)

    async def show_typing(self, account: WeChatAccount, openid: str) -> None:
        """Let the customer see for a while that an answer is being written."""
        body = {"touser": openid, "command": "Typing"}
        try:
            await self._api.call(self._key(account), "/cgi-bin/message/custom/typing", body)
        except CallFailed as error:
            if error.code not in _TYPING_PAUSES:
                raise

    async def close(self) -> None:
        """Give back connections."""
        await self._api.close()

    def _key(self, account: WeChatAccount) -> Key:
        async def fetch() -> Fetched:
            wish = {"grant_type": "client_credential", "appid": account.app_id, "force_refresh": False}
            wish["secret"] = account.secret.get_secret_value()
            return fetched(await self._api.post("/cgi-bin/stable_token", wish))

        return Key(account.app_id, fetch)
