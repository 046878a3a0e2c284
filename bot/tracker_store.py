"""The assistant's memory: trackers stay alive between turns, only what is new is written (docs/decisions/0005)."""

import logging
from collections import OrderedDict
from itertools import islice
from typing import Any, Iterable, List, Optional, Text, Tuple

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker

from bot.bounded_history import shortened
from bot.journal import Entry, Journal
from bot.live_tracker import LiveTracker

logger = logging.getLogger(__name__)

# Where a tracker remembers how much of it is stored: the number of its latest turn, and how many of its events.
_STORED = "stored_until"


class LiveTrackerStore(TrackerStore):
    """Keeps the trackers of recent conversations in memory and every turn in a database.

    - A turn is durable when `save` returns, so nothing that a customer was told can be lost.
    - A turn that failed halfway leaves events in the live tracker that were never saved. Such a tracker is discarded
      and the conversation read again, so the turn can be repeated as if it had not begun.
    - Turns are numbered. Whoever saves an outdated tracker, another process for example, gets an error.
    """

    def __init__(
        self,
        domain: Optional[Domain],
        host: Optional[Text] = None,
        event_broker: Optional[EventBroker] = None,
        db: Text = "var/tracker.db",
        live: int = 500,
        **kwargs: Any,
    ) -> None:
        """Opens the database `db`, a path of an SQLite file or an URL; `live` conversations stay in memory."""
        super().__init__(domain, event_broker, **kwargs)
        self._journal = Journal(host or db)
        self._limit = live
        self._live: "OrderedDict[Text, LiveTracker]" = OrderedDict()

    @property
    def domain(self) -> Domain:
        """The domain whose slots the trackers have."""
        return self._domain

    @domain.setter
    def domain(self, domain: Optional[Domain]) -> None:
        self._domain = domain or Domain.empty()
        # Live trackers hold slots of the domain before.
        self._live.clear()

    async def retrieve(self, sender_id: Text) -> Optional[DialogueStateTracker]:
        """The live tracker of the conversation, or None if it is not known."""
        tracker = self._live.get(sender_id)
        if tracker is None or _has_unsaved(tracker):
            self._live.pop(sender_id, None)
            tracker = await self._load(sender_id)
        if tracker is not None:
            self._keep(tracker)
        return tracker

    async def retrieve_full_tracker(self, conversation_id: Text) -> Optional[DialogueStateTracker]:
        """A tracker with every event since the conversation's start; for reading, not for going on with it."""
        events = deserialise_events(await self._journal.read_whole(conversation_id))
        return self._tracker(conversation_id, events) if events else None

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Stores the events that are new since the tracker was last saved.

        Raises SQLAlchemyError when they cannot be stored; the conversation then stays as it was before the turn.
        """
        number, stored = _stored_until(tracker)
        news = list(islice(tracker.events, stored, None))
        if not news:
            return
        beginning = shortened(tracker, self.domain.slots)
        # Whatever goes wrong until the turn is stored, the next turn reads the conversation again.
        self._live.pop(tracker.sender_id, None)
        await self._journal.append(
            Entry(tracker.sender_id, number + 1, _as_dicts(news), None if beginning is None else _as_dicts(beginning))
        )
        _mark_stored(tracker, number + 1, stored + len(news))
        self._keep(tracker if beginning is None else self._tracker(tracker.sender_id, beginning, number + 1))
        if self.event_broker is not None:
            await self._stream_new_events(self.event_broker, news, tracker.sender_id)

    async def keys(self) -> Iterable[Text]:
        """The ids of all conversations."""
        return await self._journal.senders()

    def close(self) -> None:
        """Closes the database; for tests, since Rasa never closes a tracker store."""
        self._journal.close()

    async def _load(self, sender_id: Text) -> Optional[LiveTracker]:
        number, events = await self._journal.read(sender_id)
        return self._tracker(sender_id, deserialise_events(events), number) if number else None

    def _tracker(self, sender_id: Text, events: List[Event], number: int = 0) -> LiveTracker:
        tracker: LiveTracker = LiveTracker.from_events(sender_id, events, self.domain.slots)
        _mark_stored(tracker, number, len(tracker.events))
        return tracker

    def _keep(self, tracker: DialogueStateTracker) -> None:
        live = tracker if isinstance(tracker, LiveTracker) else LiveTracker.of(tracker)
        self._live[tracker.sender_id] = live
        self._live.move_to_end(tracker.sender_id)
        while len(self._live) > self._limit:
            self._live.popitem(last=False)


def _as_dicts(events: List[Event]) -> List[Any]:
    return [event.as_dict() for event in events]


def _stored_until(tracker: DialogueStateTracker) -> Tuple[int, int]:
    # A tracker that Rasa made for a new conversation has no mark, because nothing of it is stored.
    number, events = vars(tracker).get(_STORED, (0, 0))
    return number, events


def _mark_stored(tracker: DialogueStateTracker, number: int, events: int) -> None:
    vars(tracker)[_STORED] = (number, events)


def _has_unsaved(tracker: DialogueStateTracker) -> bool:
    return len(tracker.events) != _stored_until(tracker)[1]
