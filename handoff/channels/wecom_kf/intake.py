"""Takes in what was pulled; every step may be repeated after a crash and changes nothing then."""

from dataclasses import replace
from datetime import UTC, datetime

import structlog

from handoff.channels.outbox import Outbox
from handoff.channels.tencent.errors import CallFailed
from handoff.channels.tencent.windows import AFTER_MESSAGE, let_send
from handoff.channels.wecom_kf.client import Peer, State
from handoff.channels.wecom_kf.company import Company
from handoff.channels.wecom_kf.contents import Content
from handoff.channels.wecom_kf.elsewhere import Line
from handoff.channels.wecom_kf.inbound import (
    WELCOME_LASTS_S,
    Entered,
    Happened,
    NotDelivered,
    Recalled,
    Served,
    SessionChanged,
    Wrote,
)
from handoff.channels.wecom_kf.reports import Reports
from handoff.conversations.incoming import Incoming, Sender
from handoff.conversations.opening import customer_id
from handoff.conversations.service import Conversations
from handoff.storage.outgoing import WECOM_KF
from handoff.storage.windows import Act

log = structlog.get_logger()
CHANNEL = "wecom_kf"
# Storing the welcome and calling WeCom take a moment.
_WELCOME_MARGIN_S = 3
_TAKEN, _PASSED_ON, _ENDED = 1, 2, 3


class Intake:
    """First what a customer's message lets us send, then the words, so that an answer is never too early."""

    def __init__(self, company: Company, *, conversations: Conversations, outbox: Outbox, reports: Reports) -> None:
        self._accounts = company.settings.usable
        self._client = company.client
        self._database = company.database
        self._clock = company.clock
        self._elsewhere = company.elsewhere
        self._conversations = conversations
        self._outbox = outbox
        self._reports = reports

    async def take(self, name: str, happened: Happened) -> None:
        """Store it where it belongs."""
        match happened:
            case Wrote():
                await self._wrote(name, happened)
            case Entered():
                await self._entered(name, happened)
            case Served():
                line = Line(happened.key, happened.servicer, happened.content, _address(name, happened))
                await self._elsewhere.add_line(_sender(happened), line)
            case SessionChanged():
                await self._session_changed(happened)
            case NotDelivered():
                await self._reports.not_delivered(happened.msgid, happened.kind)
            case Recalled():
                await self._reports.recalled(_customer(happened), happened.msgid, happened.key)

    async def _wrote(self, name: str, happened: Wrote) -> None:
        customer, act = _customer(happened), Act(happened.key, happened.at)
        await self._come_back(name, happened)
        now, since = self._clock(), datetime.fromtimestamp(happened.at, UTC)
        await let_send(self._database, customer, act, AFTER_MESSAGE, now, since=min(now, since))
        self._outbox.wake()
        await self._conversations.receive(_sender(happened), _incoming(name, happened, happened.content))

    async def _entered(self, name: str, happened: Entered) -> None:
        until = happened.at + WELCOME_LASTS_S - _WELCOME_MARGIN_S
        is_late = self._clock().timestamp() > until
        content = replace(happened.content, notice=None) if is_late else happened.content
        incoming = _incoming(name, happened, content, welcome={"code": happened.code, "until": until})
        await self._conversations.receive(_sender(happened), incoming)

    async def _session_changed(self, happened: SessionChanged) -> None:
        customer = _customer(happened)
        if happened.kind == _ENDED:
            await self._elsewhere.give_back(customer)
        elif happened.kind in (_TAKEN, _PASSED_ON):
            await self._elsewhere.take_over(customer, happened.servicer)

    async def _come_back(self, name: str, happened: Wrote) -> None:
        """Whoever was with people in the WeCom client may have been let go without our having heard of it."""
        customer = _customer(happened)
        if not await self._elsewhere.has(customer):
            return
        peer = Peer(self._accounts[name], happened.open_kfid, happened.external_userid)
        try:
            state = await self._client.state(peer)
        except CallFailed as error:
            log.warning("wecom.state.unknown", error=str(error))
            return
        if state not in (State.POOL, State.SERVICER):
            await self._elsewhere.give_back(customer)


def _incoming(name: str, happened: Happened, content: Content, welcome: dict[str, object] | None = None) -> Incoming:
    address = _address(name, happened)
    return Incoming(
        text=content.text,
        client_id=happened.key,
        callback_url=address,
        media=content.media(address),
        by_title=content.is_tap,
        enclosed=content.enclosed,
        notice=content.notice,
        notice_delivery={"welcome": welcome} if welcome and welcome["code"] else {},
    )


def _address(name: str, happened: Happened) -> str:
    return f"{WECOM_KF}:{name}:{happened.open_kfid}"


def _sender(happened: Happened) -> Sender:
    return Sender(CHANNEL, happened.external_userid, account=happened.open_kfid)


def _customer(happened: Happened) -> str:
    return customer_id(CHANNEL, happened.open_kfid, happened.external_userid)
