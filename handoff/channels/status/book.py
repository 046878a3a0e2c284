"""Notes how accounts are doing: collected in memory, written every few seconds, at most one row an account."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import update

from courier.clock import Clock
from handoff.channels.tencent.errors import CallFailed, Remedy
from handoff.core.conversation import Author
from handoff.core.events import Event, MessageStored
from handoff.events import EventBus
from handoff.storage.engine import Database
from handoff.storage.inserting import insert_if_absent
from handoff.storage.tables import ChannelStatus
from handoff.storage.uninterrupted import uninterrupted
from handoff.sweeping import sweep_forever

_PAUSE_S = 3.0
_QUOTA_CODES = frozenset({45009, 45011, 45033})
# Channels without callbacks of a platform: what counts is that customers' messages come.
_BY_MESSAGES = frozenset({"web", "rest"})
UNREADABLE = "unreadable"
"""Code of what a platform signed and nobody can read."""
Watch = Callable[[str, str, CallFailed | None], None]
"""Called with the key of an account's token, the call's path, and how it failed, if it did."""


@dataclass
class _News:
    values: dict[str, Any] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def count(self, name: str) -> None:
        self.counts[name] = self.counts.get(name, 0) + 1

    def before(self, later: "_News") -> "_News":
        """Both, of which the later has the last word."""
        names = self.counts.keys() | later.counts.keys()
        counts = {name: self.counts.get(name, 0) + later.counts.get(name, 0) for name in names}
        return _News(self.values | later.values, counts)


class StatusBook:
    """Noting costs nothing; a process that is killed takes the last seconds with it."""

    def __init__(self, database: Database, bus: EventBus, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._news: dict[tuple[str, str], _News] = {}
        bus.subscribe(self._on_event)

    def accepted(self, channel: str, account: str) -> None:
        """A callback was taken."""
        self._of(channel, account).values["accepted_at"] = self._clock()

    def refused(self, channel: str, account: str, code: str) -> None:
        """A callback was refused, for the reason of this code."""
        news = self._of(channel, account)
        news.values |= {"refused_at": self._clock(), "refused_code": code}
        news.count("refused_count")

    def worked(self, channel: str, account: str) -> None:
        """The other side took what was sent or asked."""
        self._of(channel, account).values["worked_at"] = self._clock()

    def failed(self, channel: str, account: str, *, call: str, code: str, advice: str) -> None:
        """The other side refused a call, or did not answer (code `none`); the advice is for operators."""
        values = {"failed_call": call[:64], "failed_code": code, "failed_at": self._clock()}
        self._of(channel, account).values |= values | {"failed_advice": advice[:300]}

    def watch(self, channel: str, names: Mapping[str, Sequence[str]]) -> Watch:
        """What the channel's client is to call; `names` are the accounts of each key."""

        def told(key: str, path: str, error: CallFailed | None) -> None:
            # Signs of typing are a courtesy, and refused all the time.
            if not path.endswith("/typing"):
                for name in names.get(key, ()):
                    self._note(channel, name, path, error)

        return told

    async def write_forever(self) -> None:
        """Write until cancelled."""
        await sweep_forever(self._write_and_rest, "channels.status.failed")

    async def write(self) -> None:
        """Write what was noted; what cannot be written is kept for the next time."""
        for key in list(self._news):
            news = self._news.pop(key)
            try:
                await self._store(key, news)
            except BaseException:
                self._news[key] = news.before(self._news.get(key, _News()))
                raise

    async def _write_and_rest(self) -> float:
        await self.write()
        return _PAUSE_S

    def _of(self, channel: str, account: str) -> _News:
        return self._news.setdefault((channel, account), _News())

    def _note(self, channel: str, account: str, path: str, error: CallFailed | None) -> None:
        if error is None:
            self.worked(channel, account)
            return
        code = "none" if error.code is None else str(error.code)
        if error.fault.remedy is Remedy.WHEN_CUSTOMER_WRITES or error.code in _QUOTA_CODES:
            news = self._of(channel, account)
            news.values |= {"limited_at": self._clock(), "limited_code": code}
            news.count("limited_count")
        self.failed(channel, account, call=path.rpartition("/")[2], code=code, advice=error.fault.advice)

    @uninterrupted
    async def _store(self, key: tuple[str, str], news: _News) -> None:
        channel, account = key
        counts = {name: getattr(ChannelStatus, name) + count for name, count in news.counts.items()}
        row = update(ChannelStatus).where(ChannelStatus.channel == channel, ChannelStatus.account == account)
        async with self._database.transaction() as session:
            zero = {"refused_count": 0, "limited_count": 0}
            await insert_if_absent(session, ChannelStatus, channel=channel, account=account, **zero)
            await session.execute(row.values(**news.values, **counts))

    async def _on_event(self, event: Event) -> None:
        if isinstance(event, MessageStored) and event.author is Author.CUSTOMER and event.channel in _BY_MESSAGES:
            self.accepted(event.channel, "default")
