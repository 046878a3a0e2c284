"""Pulls what customers wrote: one process per account, the cursor moves after everything before it is stored."""

import asyncio
from contextlib import suppress
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy.exc import DataError

from handoff.channels.status.book import UNREADABLE, StatusBook
from handoff.channels.tencent.errors import CallFailed
from handoff.channels.wecom_kf.client import Batch, KfClient
from handoff.channels.wecom_kf.entrance import OPEN_KFID
from handoff.channels.wecom_kf.errors import BAD_CALL_TOKEN
from handoff.channels.wecom_kf.inbound import read
from handoff.channels.wecom_kf.intake import CHANNEL, Intake
from handoff.channels.wecom_kf.settings import WeComSettings
from handoff.errors import DeskError
from handoff.metrics import WECOM_PULLED
from handoff.storage.inboxes import HeldInbox, Inboxes, LeaseLost
from handoff.sweeping import sweep_forever

log = structlog.get_logger()
# An account with many messages keeps one of them busy, and the others go on.
_WORKERS = 3
_MOST_BATCHES = 500
_FORGET_EVERY_S, _LOOK_EVERY_S, _LOOK_AGAIN_S = 3600.0, 3600.0, 60.0


class Puller:
    """Callbacks wake it; without them it looks by itself from time to time."""

    def __init__(
        self, settings: WeComSettings, client: KfClient, inboxes: Inboxes, intake: Intake, book: StatusBook
    ) -> None:
        self._accounts = settings.usable
        self._every = settings.pull_every
        self._client = client
        self._inboxes = inboxes
        self._intake = intake
        self._book = book
        self._called = asyncio.Event()

    async def call(self, name: str, open_kfid: str, token: str) -> None:
        """A callback came."""
        await self._inboxes.ask(open_kfid, name, token)
        self._called.set()

    async def pull_forever(self) -> None:
        """Pull until cancelled; nothing to do without accounts."""
        if self._accounts:
            pulls = (sweep_forever(self.pull_due, "wecom.pull.failed", woken=self._called) for _ in range(_WORKERS))
            forgetting = sweep_forever(self._forget_reports, "wecom.reports.not_forgotten")
            looking = sweep_forever(self._look_for_inboxes, "wecom.accounts.not_listed")
            await asyncio.gather(*pulls, forgetting, looking)

    async def pull_due(self) -> None:
        """Pull every account that is due and that no other process pulls."""
        while inbox := await self._inboxes.take(tuple(self._accounts)):
            with suppress(LeaseLost):
                await self._pull(inbox)

    async def _pull(self, inbox: HeldInbox) -> None:
        try:
            is_empty = await self._empty(inbox)
        except CallFailed:
            # The client has logged what it is.
            await self._inboxes.put_off(inbox)
            return
        await self._inboxes.finish(inbox, self._every if is_empty else timedelta(0))

    async def _empty(self, inbox: HeldInbox) -> bool:
        """Batch after batch; False if there is still more, and others shall have their turn."""
        for _ in range(_MOST_BATCHES):
            batch = await self._sync(inbox)
            for item in _in_order(batch.items):
                await self._inboxes.keep(inbox)
                await self._take(inbox, item)
            await self._inboxes.advance(inbox, batch.cursor)
            WECOM_PULLED.labels(inbox.account).inc(len(batch.items))
            if not batch.has_more:
                return True
        return False

    async def _sync(self, inbox: HeldInbox) -> Batch:
        account = self._accounts[inbox.account]
        try:
            return await self._client.sync(account, inbox.open_kfid, inbox.cursor, inbox.token)
        except CallFailed as error:
            if error.code != BAD_CALL_TOKEN or not inbox.token:
                raise
            inbox.token = ""
            return await self._client.sync(account, inbox.open_kfid, inbox.cursor, "")

    async def _take(self, inbox: HeldInbox, item: dict[str, Any]) -> None:
        """One item, once; one that cannot be read must not keep back those behind it."""
        try:
            happened = read(item, inbox.open_kfid)
            if happened is not None and happened.at < inbox.since.timestamp():
                log.info("wecom.item.stale", account=inbox.account, at=happened.at)
            elif happened is not None:
                await self._intake.take(inbox.account, happened)
        except (DeskError, DataError) as error:
            reason = str(error) if isinstance(error, DeskError) else type(error).__name__
            log.warning("wecom.item.unreadable", account=inbox.account, msgtype=str(item.get("msgtype")), reason=reason)
            self._book.refused(CHANNEL, inbox.account, UNREADABLE)

    async def _look_for_inboxes(self) -> float:
        """A customer-service account whose first callback was lost is pulled as well."""
        pause_s = _LOOK_EVERY_S
        for name, account in self._accounts.items():
            try:
                found = await self._client.accounts(account)
            except CallFailed:
                # The client has logged what it is.
                pause_s = _LOOK_AGAIN_S
                continue
            for open_kfid in filter(OPEN_KFID.fullmatch, found):
                await self._inboxes.know(open_kfid, name)
            self._called.set()
        return pause_s

    async def _forget_reports(self) -> float:
        await self._inboxes.forget_reports()
        return _FORGET_EVERY_S


def _in_order(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """By time; of one second, events after the messages that they may be about."""
    return sorted(items, key=lambda item: (_seconds(item), item.get("msgtype") == "event"))


def _seconds(item: dict[str, Any]) -> int:
    at = item.get("send_time")
    return at if isinstance(at, int) else 0
