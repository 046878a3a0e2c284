"""The doors of a channel's accounts; who is turned away is counted, and operators see why."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from prometheus_client import Counter
from sanic import Request

from courier.clock import Clock
from handoff.channels.status.book import UNREADABLE, StatusBook
from handoff.channels.tencent.entrance import AccountNotReady, Query, Refused, check_size, query_of
from handoff.errors import BadRequest, NotFound

Opened_co = TypeVar("Opened_co", covariant=True)


class Door(Protocol[Opened_co]):
    """One account's: every refusal is a Refused."""

    def greet(self, query: Query, now: datetime) -> str:
        """The answer to the verification of the address."""

    def open(self, query: Query, body: bytes, now: datetime) -> Opened_co:
        """What a callback holds. Raises BadRequest for what was signed and nobody can read."""


@dataclass(frozen=True)
class Doors(Generic[Opened_co]):
    """All of one channel. `names` are the accounts in the setting `setting`, `usable` those without faults."""

    channel: str
    setting: str
    names: Collection[str]
    usable: Mapping[str, Door[Opened_co]]
    refusals: Counter
    book: StatusBook
    clock: Clock

    def greet(self, name: str, request: Request) -> str:
        """The echo of the verification. Raises NotFound, AccountNotReady, Refused."""
        door = self._door(name)
        try:
            echo = door.greet(query_of(request), self.clock())
        except Refused as error:
            self._refused(name, error)
            raise
        self.book.accepted(self.channel, name)
        return echo

    def open(self, name: str, request: Request) -> Opened_co:
        """What a callback holds. Raises NotFound, AccountNotReady, PayloadTooLarge, Refused, BadRequest."""
        door = self._door(name)
        check_size(request)
        try:
            opened = door.open(query_of(request), request.body, self.clock())
        except Refused as error:
            self._refused(name, error)
            raise
        except BadRequest:
            self.unreadable(name)
            raise
        self.book.accepted(self.channel, name)
        return opened

    def unreadable(self, name: str) -> None:
        """What came through the door makes no sense: a mistake of the platform's or of ours, which somebody has to see."""
        self.book.refused(self.channel, name, UNREADABLE)

    def _door(self, name: str) -> Door[Opened_co]:
        if name not in self.names:
            raise NotFound(f"{self.setting} has no account of this name.")
        if name not in self.usable:
            raise AccountNotReady
        return self.usable[name]

    def _refused(self, name: str, error: Refused) -> None:
        self.refusals.labels(name, error.code).inc()
        self.book.refused(self.channel, name, error.code)
