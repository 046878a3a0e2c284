"""Shows customers in WeChat that an answer is being written; nothing depends on it."""

import asyncio
from collections.abc import Mapping

import structlog
from sqlalchemy.exc import SQLAlchemyError

from handoff.channels.tencent.errors import CallFailed
from handoff.channels.wechat.client import WeChatClient
from handoff.channels.wechat.settings import WeChatAccount
from handoff.core.conversation import Author
from handoff.core.events import Event, TypingChanged
from handoff.events import EventBus
from handoff.storage.engine import Database
from handoff.storage.tables import Customer

log = structlog.get_logger()


class TypingSigns:
    """Passes on when the assistant or an agent writes; what they then send ends the sign by itself."""

    def __init__(
        self, accounts: Mapping[str, WeChatAccount], client: WeChatClient, database: Database, bus: EventBus
    ) -> None:
        self._accounts = {name: one for name, one in accounts.items() if one.customer_service and not one.faults()}
        self._client = client
        self._database = database
        self._running: set[asyncio.Task[None]] = set()
        if self._accounts:
            bus.subscribe(self._on_event)

    async def close(self) -> None:
        """Stop what is still being shown."""
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    async def _on_event(self, event: Event) -> None:
        if isinstance(event, TypingChanged) and event.on and event.by is not Author.CUSTOMER:
            # The answer does not wait for it.
            task = asyncio.create_task(self._show(event.customer_id), name="wechat-typing")
            self._running.add(task)
            task.add_done_callback(self._running.discard)

    async def _show(self, customer_id: str) -> None:
        try:
            async with self._database.reading() as session:
                customer = await session.get(Customer, customer_id)
            if customer is not None and customer.channel == "wechat" and customer.account in self._accounts:
                await self._client.show_typing(self._accounts[customer.account], customer.external_id)
        except (CallFailed, SQLAlchemyError) as error:
            log.info("wechat.typing.failed", error=type(error).__name__)
