"""The callbacks of Official Accounts: /channels/wechat/<account>."""

from collections.abc import Mapping
from time import monotonic

from sanic import Blueprint, HTTPResponse, Request
from sanic.response import text
from sanic_ext import openapi

from handoff.channels.tencent.entrance import AccountNotReady, Refused, check_size, query_of
from handoff.channels.tencent.xml import write
from handoff.channels.wechat.entrance import Entrance, Opened
from handoff.channels.wechat.inbound import LANG, Grant, Inbound, read
from handoff.channels.wechat.intake import Intake
from handoff.channels.wechat.passive import PassiveReplies
from handoff.channels.wechat.settings import WeChatAccount, WeChatSettings
from handoff.clock import Clock
from handoff.conversations.service import Received
from handoff.core.wording import say
from handoff.errors import NotFound
from handoff.metrics import WECHAT_REFUSED
from handoff.services import Services

_TAKEN = "success"
"""What WeChat reads as: stored, nothing to show, do not repeat."""


def wechat_channel(settings: WeChatSettings, services: Services, clock: Clock) -> Blueprint:
    """The blueprint of /channels/wechat."""
    blueprint = Blueprint("wechat_channel", url_prefix="/channels/wechat")
    desk = _Callbacks(settings.accounts, services, clock)

    @blueprint.get("/<name:str>")
    @openapi.definition(summary="WeChat verifies the callback's address", tag="channels")
    async def verify(request: Request, name: str) -> HTTPResponse:
        return text(desk.greet(name, request))

    @blueprint.post("/<name:str>")
    @openapi.definition(summary="WeChat delivers a message or an event of a customer", tag="channels")
    async def callback(request: Request, name: str) -> HTTPResponse:
        return text(await desk.take(name, request))

    return blueprint


class _Callbacks:
    """One request after the other: opened, stored, acknowledged or answered."""

    def __init__(self, accounts: Mapping[str, WeChatAccount], services: Services, clock: Clock) -> None:
        self._accounts = accounts
        self._clock = clock
        self._book = services.status_book
        self._entrances = {name: Entrance(one) for name, one in accounts.items() if not one.faults()}
        self._intake = Intake(services.database, clock, services.conversations, services.outbox)
        self._passive = PassiveReplies(
            services.database, services.conversations, services.runner, services.attachments.links
        )

    def greet(self, name: str, request: Request) -> str:
        """The echo of the verification."""
        entrance = self._entrance(name)
        try:
            echo = entrance.greet(query_of(request), self._clock())
        except Refused as error:
            self._refused(name, error)
            raise
        self._book.accepted("wechat", name)
        return echo

    async def take(self, name: str, request: Request) -> str:
        """Store what WeChat delivers; the body of the answer."""
        began_at = monotonic()
        entrance, account = self._entrance(name), self._accounts[name]
        opened = self._open(name, entrance, request)
        self._book.accepted("wechat", name)
        inbound = read(opened.fields, account.menu)
        if inbound is None:
            return _TAKEN
        received = await self._intake.take(name, account, inbound)
        if account.customer_service or inbound.grant is Grant.NOTHING:
            return _TAKEN
        reply = await self._reply(received, began_at)
        return _TAKEN if reply is None else entrance.seal(self._xml(inbound, reply), opened.key_number, self._clock())

    def _entrance(self, name: str) -> Entrance:
        if name not in self._accounts:
            raise NotFound("WECHAT_ACCOUNTS has no account of this name.")
        if name not in self._entrances:
            raise AccountNotReady
        return self._entrances[name]

    def _open(self, name: str, entrance: Entrance, request: Request) -> Opened:
        check_size(request)
        try:
            return entrance.open(query_of(request), request.body, self._clock())
        except Refused as error:
            self._refused(name, error)
            raise

    def _refused(self, name: str, error: Refused) -> None:
        WECHAT_REFUSED.labels(name, error.code).inc()
        self._book.refused("wechat", name, error.code)

    async def _reply(self, received: Received, began_at: float) -> str | None:
        """What the customer reads at once, for an account that may only answer."""
        is_answered = await self._passive.wait_for_answer(received, began_at)
        reply = await self._passive.take(received)
        return reply if reply is not None or is_answered else say("wechat_wait", LANG)

    def _xml(self, inbound: Inbound, reply: str) -> str:
        return write(
            {
                "ToUserName": inbound.openid,
                "FromUserName": inbound.account_id,
                "CreateTime": str(int(self._clock().timestamp())),
                "MsgType": "text",
                "Content": reply,
            }
        )
