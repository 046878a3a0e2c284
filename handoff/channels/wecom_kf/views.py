"""The callbacks of WeCom's customer service: /channels/wecom-kf/<account>."""

from sanic import Blueprint, HTTPResponse, Request
from sanic.response import text
from sanic_ext import openapi

from courier.clock import Clock
from handoff.channels.status.book import StatusBook
from handoff.channels.tencent.doors import Doors
from handoff.channels.wecom_kf.entrance import Entrance
from handoff.channels.wecom_kf.puller import Puller
from handoff.channels.wecom_kf.settings import WeComSettings
from handoff.metrics import WECOM_REFUSED

_TAKEN = "success"


def wecom_kf_channel(settings: WeComSettings, puller: Puller, clock: Clock, book: StatusBook) -> Blueprint:
    """The blueprint of /channels/wecom-kf."""
    blueprint = Blueprint("wecom_kf_channel", url_prefix="/channels/wecom-kf")
    entrances = {name: Entrance(account) for name, account in settings.usable.items()}
    doors = Doors("wecom_kf", "WECOM_KF_ACCOUNTS", settings.accounts, entrances, WECOM_REFUSED, book, clock)

    @blueprint.get("/<name:str>")
    @openapi.definition(summary="WeCom verifies the callback's address", tag="channels")
    async def verify(request: Request, name: str) -> HTTPResponse:
        return text(doors.greet(name, request))

    @blueprint.post("/<name:str>")
    @openapi.definition(summary="WeCom tells that there is something to be pulled", tag="channels")
    async def callback(request: Request, name: str) -> HTTPResponse:
        call = doors.open(name, request)
        if call is not None:
            # Stored before it is acknowledged: a desk that dies after that does not forget it.
            await puller.call(name, call.open_kfid, call.token)
        return text(_TAKEN)

    return blueprint
