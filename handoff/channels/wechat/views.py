"""The callbacks of Official Accounts: /channels/wechat/<account>."""

from collections.abc import Mapping
from time import monotonic

from sanic import Blueprint, HTTPResponse, Request
from sanic.response import text
from sanic_ext import openapi

from courier.clock import Clock
from handoff.channels.tencent.doors import Doors
from handoff.channels.tencent.xml import Fields
from handoff.channels.wechat.entrance import Entrance, Opened
from handoff.channels.wechat.inbound import LANG, Grant, Inbound, read
from handoff.channels.wechat.intake import Intake
from handoff.channels.wechat.passive import PassiveReplies
from handoff.channels.wechat.settings import WeChatAccount, WeChatSettings
from handoff.conversations.incoming import Received
from handoff.core.wording import say
from handoff.errors import BadRequest
from handoff.metrics import WECHAT_REFUSED
from handoff.services import Services

_TAKEN = "success"
"""What WeChat reads as: stored, nothing to show, do not repeat."""


def wechat_channel(settings: WeChatSettings, services: Services, clock: Clock) -> Blueprint:
    """The blueprint of /channels/wechat."""
    blueprint = Blueprint("wechat_channel", url_prefix="/channels/wechat")
    entrances = {name: Entrance(account) for name, account in settings.accounts.items() if not account.faults()}
    doors = Doors(
        "wechat", "WECHAT_ACCOUNTS", settings.accounts, entrances, WECHAT_REFUSED, services.status_book, clock
    )
    desk = _Callbacks(settings.accounts, entrances, doors, services, clock)

    @blueprint.get("/<name:str>")
    @openapi.definition(summary="WeChat verifies the callback's address", tag="channels")
    async def verify(request: Request, name: str) -> HTTPResponse:
        return text(doors.greet(name, request))

    @blueprint.post("/<name:str>")
    @openapi.definition(summary="WeChat delivers a message or an event of a customer", tag="channels")
    async def callback(request: Request, name: str) -> HTTPResponse:
        return text(await desk.take(name, request))

    return blueprint


class _Callbacks:
    """One request after the other: opened, stored, acknowledged or answered."""

    def __init__(
        self,
        accounts: Mapping[str, WeChatAccount],
        entrances: Mapping[str, Entrance],
        doors: Doors[Opened],
        services: Services,
        clock: Clock,
    ) -> None:
        self._accounts = accounts
        self._entrances = entrances
        self._doors = doors
        self._clock = clock
        self._intake = Intake(services.database, clock, services.conversations, services.outbox)
        self._passive = PassiveReplies(
            services.database, services.conversations, services.runner, services.attachments.links
        )

    async def take(self, name: str, request: Request) -> str:
        """Store what WeChat delivers; the body of the answer."""
        began_at = monotonic()
        opened, account = self._doors.open(name, request), self._accounts[name]
        try:
            inbound = read(opened.fields, account.menu)
        except BadRequest:
            self._doors.unreadable(name)
            raise
        if inbound is None:
            return _TAKEN
        received = await self._intake.take(name, account, inbound)
        if account.customer_service or inbound.grant is Grant.NOTHING:
            return _TAKEN
        reply = await self._reply(received, began_at)
        if reply is None:
            return _TAKEN
        return self._entrances[name].seal(self._message(inbound, reply), opened, self._clock())

    async def _reply(self, received: Received, began_at: float) -> str | None:
        """What the customer reads at once, for an account that may only answer."""
        is_answered = await self._passive.wait_for_answer(received, began_at)
        reply = await self._passive.take(received)
        return reply if reply is not None or is_answered else say("wechat_wait", LANG)

    def _message(self, inbound: Inbound, reply: str) -> Fields:
        return {
            "ToUserName": inbound.openid,
            "FromUserName": inbound.account_id,
            "CreateTime": str(int(self._clock().timestamp())),
            "MsgType": "text",
            "Content": reply,
        }
