"""The callbacks of WeCom's customer service: /channels/wecom-kf/<account>."""

from sanic import Blueprint, HTTPResponse, Request
from sanic.response import text
from sanic_ext import openapi

from handoff.channels.status.book import StatusBook
from handoff.channels.tencent.entrance import AccountNotReady, Refused, check_size, query_of
from handoff.channels.wecom_kf.entrance import Entrance
from handoff.channels.wecom_kf.puller import Puller
from handoff.channels.wecom_kf.settings import WeComSettings
from handoff.clock import Clock
from handoff.errors import NotFound
from handoff.metrics import WECOM_REFUSED

_TAKEN = "success"


def wecom_kf_channel(settings: WeComSettings, puller: Puller, clock: Clock, book: StatusBook) -> Blueprint:
    """The blueprint of /channels/wecom-kf."""
    blueprint = Blueprint("wecom_kf_channel", url_prefix="/channels/wecom-kf")
    desk = _Callbacks(settings, puller, clock, book)

    @blueprint.get("/<name:str>")
    @openapi.definition(summary="WeCom verifies the callback's address", tag="channels")
    async def verify(request: Request, name: str) -> HTTPResponse:
        return text(desk.greet(name, request))

    @blueprint.post("/<name:str>")
    @openapi.definition(summary="WeCom tells that there is something to be pulled", tag="channels")
    async def callback(request: Request, name: str) -> HTTPResponse:
        await desk.take(name, request)
        return text(_TAKEN)

    return blueprint


class _Callbacks:
    """Opened, kept, acknowledged; pulling comes after that."""

    def __init__(self, settings: WeComSettings, puller: Puller, clock: Clock, book: StatusBook) -> None:
        self._book = book
        self._names = frozenset(settings.accounts)
        self._entrances = {name: Entrance(account) for name, account in settings.usable.items()}
        self._puller = puller
        self._clock = clock

    def greet(self, name: str, request: Request) -> str:
        """The echo of the verification."""
        entrance = self._entrance(name)
        try:
            echo = entrance.greet(query_of(request), self._clock())
        except Refused as error:
            self._refused(name, error)
            raise
        self._book.accepted("wecom_kf", name)
        return echo

    async def take(self, name: str, request: Request) -> None:
        """Remember that there is something; a desk that dies after the acknowledgement does not forget it."""
        entrance = self._entrance(name)
        check_size(request)
        try:
            call = entrance.open(query_of(request), request.body, self._clock())
        except Refused as error:
            self._refused(name, error)
            raise
        self._book.accepted("wecom_kf", name)
        if call is not None:
            await self._puller.call(name, call.open_kfid, call.token)

    def _refused(self, name: str, error: Refused) -> None:
        WECOM_REFUSED.labels(name, error.code).inc()
        self._book.refused("wecom_kf", name, error.code)

    def _entrance(self, name: str) -> Entrance:
        if name not in self._names:
            raise NotFound("WECOM_KF_ACCOUNTS has no account of this name.")
        if name not in self._entrances:
            raise AccountNotReady
        return self._entrances[name]
