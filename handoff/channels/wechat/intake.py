"""Takes customers' acts in: first what they let us send, then the words, so that an answer is never too early."""

from courier.clock import Clock
from handoff.channels.outbox import Outbox
from handoff.channels.tencent.windows import let_send
from handoff.channels.wechat.inbound import Grant, Inbound
from handoff.channels.wechat.settings import WeChatAccount
from handoff.channels.wechat.windows import ALLOWANCES
from handoff.conversations.incoming import Incoming, Received, Sender
from handoff.conversations.opening import customer_id
from handoff.conversations.service import Conversations
from handoff.storage.engine import Database
from handoff.storage.media import Media
from handoff.storage.outgoing import WECHAT, WECHAT_PASSIVE
from handoff.storage.windows import Act


class Intake:
    """A repeat of the same act changes nothing, whichever of the two steps the first one reached."""

    def __init__(self, database: Database, clock: Clock, conversations: Conversations, outbox: Outbox) -> None:
        self._database = database
        self._clock = clock
        self._conversations = conversations
        self._outbox = outbox

    async def take(self, name: str, account: WeChatAccount, inbound: Inbound) -> Received:
        """Store the act in the customer's conversation."""
        if account.customer_service and inbound.grant is not Grant.NOTHING:
            await self._let_send(name, inbound)
            self._outbox.wake()
        sender = Sender("wechat", inbound.openid, account=name)
        scheme = WECHAT if account.customer_service else WECHAT_PASSIVE
        return await self._conversations.receive(sender, _incoming(inbound, f"{scheme}:{name}"))

    async def _let_send(self, name: str, inbound: Inbound) -> None:
        customer = customer_id("wechat", name, inbound.openid)
        act = Act(inbound.key, inbound.created)
        await let_send(self._database, customer, act, ALLOWANCES[inbound.grant], self._clock())


def _incoming(inbound: Inbound, address: str) -> Incoming:
    return Incoming(
        text=inbound.text,
        client_id=f"wechat:{inbound.key}",
        callback_url=address,
        by_title=inbound.is_tap,
        command=inbound.command,
        enclosed=inbound.enclosed,
        notice=inbound.notice,
        media=Media(address, inbound.media_id) if inbound.media_id else None,
    )
