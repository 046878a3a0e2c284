"""Runs the assistant's turns: at once when a message arrives, and from a sweep after a crash or restart."""

import asyncio
import contextlib

import structlog

from handoff.bot import Answer, Bot
from handoff.conversations.turns import OpenTurn, Turns
from handoff.core.conversation import Author, Owner
from handoff.core.events import Event, MessageStored, OwnerChanged, TypingChanged
from handoff.errors import BotFailed
from handoff.events import EventBus
from handoff.metrics import BOT_FAILURES, BOT_SECONDS
from handoff.storage.tables import new_id
from handoff.sweeping import sweep_forever

log = structlog.get_logger()
# So often the window of a burst begins anew: who goes on and on is answered within three seconds all the same.
_MOST_WINDOWS = 5
_SENT_ALONG_S = 0.005


class _Stopping(Exception):
    """The process ends while the assistant thinks; the turn is left to the next one."""


class TurnRunner:
    """One task per conversation in this process; the lease keeps other processes away."""

    def __init__(self, turns: Turns, bot: Bot, bus: EventBus, *, burst_window_s: float, turn_limit_s: float) -> None:
        self._turns = turns
        self._bot = bot
        self._bus = bus
        self._burst_window_s = burst_window_s
        self._turn_limit_s = turn_limit_s
        self.longest_turn_s = 2 * (_MOST_WINDOWS * burst_window_s + turn_limit_s)
        """Seconds after which a message is answered or with people: a turn that runs, and the next one."""
        self._holder = new_id()
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()
        self._writing: set[str] = set()
        self._complete: dict[str, asyncio.Event] = {}
        self._calls: set[asyncio.Task[Answer]] = set()
        self._stopping = False
        bus.subscribe(self._on_event)

    async def sweep_forever(self) -> None:
        """Pick up messages that no task is working on, such as those of a process that died."""
        await sweep_forever(self._kick_waiting, "turn.sweep.failed")

    def kick(self, conversation_id: str) -> None:
        """Make sure that the conversation is being served."""
        if conversation_id in self._tasks:
            self._again.add(conversation_id)
            return
        self._complete.setdefault(conversation_id, asyncio.Event())
        task = asyncio.create_task(self._serve(conversation_id), name=f"turn-{conversation_id}")
        self._tasks[conversation_id] = task
        task.add_done_callback(lambda done: self._done(conversation_id, done))

    async def wait_for(self, conversation_id: str, at_most_s: float | None = None) -> None:
        """Return when this process has nothing left to do for the conversation, or the time is over."""
        if task := self._tasks.get(conversation_id):
            await asyncio.wait([task], timeout=at_most_s)

    async def stop(self) -> None:
        """Cut the calls to the assistant short and give back the leases: the next process serves what is left."""
        self._stopping = True
        for call in self._calls:
            call.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        await self._turns.release(self._holder)

    async def _on_event(self, event: Event) -> None:
        written = isinstance(event, MessageStored) and event.author is Author.CUSTOMER
        given_back = isinstance(event, OwnerChanged) and event.owner is Owner.BOT
        if isinstance(event, MessageStored | OwnerChanged) and (written or given_back):
            self.kick(event.conversation_id)
        if isinstance(event, MessageStored) and event.stands_alone and event.conversation_id in self._complete:
            self._complete[event.conversation_id].set()
        if isinstance(event, TypingChanged) and event.by is Author.CUSTOMER and event.conversation_id in self._tasks:
            (self._writing.add if event.on else self._writing.discard)(event.conversation_id)

    async def _kick_waiting(self) -> None:
        for conversation_id in await self._turns.waiting():
            self.kick(conversation_id)

    async def _until_quiet(self, conversation_id: str) -> None:
        """Wait while the customer goes on writing: a burst is answered once, with all of it.

        It is over early when a message stands by itself, after a moment for what was sent along with it.
        """
        complete = self._complete[conversation_id]
        for _ in range(_MOST_WINDOWS):
            self._again.discard(conversation_id)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(complete.wait(), self._burst_window_s)
            if complete.is_set() or conversation_id not in self._again | self._writing:
                break
        if complete.is_set():
            await asyncio.sleep(min(_SENT_ALONG_S, self._burst_window_s))
        complete.clear()
        self._again.discard(conversation_id)
        self._writing.discard(conversation_id)

    async def _serve(self, conversation_id: str) -> None:
        await self._until_quiet(conversation_id)
        while not self._stopping and (turn := await self._turns.begin(conversation_id, self._holder)):
            if not await self._answer(turn):
                break

    async def _answer(self, turn: OpenTurn) -> bool:
        """Whether the customer may have written more meanwhile."""
        more = True
        await self._typing(turn, on=True)
        try:
            more = await self._turns.finish(turn, await self._ask(turn))
        except _Stopping:
            log.info("turn.left", conversation_id=turn.conversation_id)
        except Exception as error:
            # Whatever went wrong, the customer is owed an answer: people take over.
            if not isinstance(error, BotFailed):
                log.exception("turn.failed", conversation_id=turn.conversation_id)
            BOT_FAILURES.inc()
            await self._turns.fail(turn)
        finally:
            await self._typing(turn, on=False)
        return more

    async def _ask(self, turn: OpenTurn) -> Answer:
        call = asyncio.create_task(self._call(turn))
        self._calls.add(call)
        call.add_done_callback(self._calls.discard)
        try:
            async with asyncio.timeout(self._turn_limit_s):
                return await call
        except TimeoutError as error:
            raise BotFailed("The turn took longer than its lease allows.") from error
        except asyncio.CancelledError as error:
            raise _Stopping from error

    async def _call(self, turn: OpenTurn) -> Answer:
        with BOT_SECONDS.time():
            if turn.human_stretch:
                await self._bot.remember(turn.conversation_id, turn.human_stretch)
            return await self._bot.ask(turn.question)

    async def _typing(self, turn: OpenTurn, *, on: bool) -> None:
        await self._bus.publish([TypingChanged(turn.conversation_id, turn.customer_id, Author.BOT, on)])

    def _done(self, conversation_id: str, task: asyncio.Task[None]) -> None:
        del self._tasks[conversation_id]
        if not task.cancelled() and (error := task.exception()):
            log.error("turn.crashed", conversation_id=conversation_id, exc_info=error)
        elif conversation_id in self._again and not self._stopping:
            self._again.discard(conversation_id)
            self.kick(conversation_id)
        if conversation_id not in self._tasks:
            del self._complete[conversation_id]
