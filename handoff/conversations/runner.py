"""Runs the assistant's turns: at once when a message arrives, and from a sweep after a crash or restart."""

import asyncio

import structlog

from handoff.bot import Bot
from handoff.conversations.turns import OpenTurn, Turns
from handoff.core.conversation import Author
from handoff.core.events import Event, MessageStored, TypingChanged
from handoff.errors import BotFailed
from handoff.events import EventBus
from handoff.metrics import BOT_FAILURES, BOT_SECONDS
from handoff.storage.tables import new_id

log = structlog.get_logger()
_SWEEP_S = 1.0


class TurnRunner:
    """One task per conversation in this process; the lease keeps other processes away."""

    def __init__(self, turns: Turns, bot: Bot, bus: EventBus, burst_window_s: float) -> None:
        self._turns = turns
        self._bot = bot
        self._bus = bus
        self._burst_window_s = burst_window_s
        self._holder = new_id()
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()
        bus.subscribe(self._on_event)

    async def sweep_forever(self) -> None:
        """Pick up messages that no task is working on, such as those of a process that died."""
        while True:
            try:
                for conversation_id in await self._turns.waiting():
                    self.kick(conversation_id)
            except Exception:
                log.exception("turn.sweep.failed")
            await asyncio.sleep(_SWEEP_S)

    def kick(self, conversation_id: str) -> None:
        """Make sure that the conversation is being served."""
        if conversation_id in self._tasks:
            self._again.add(conversation_id)
            return
        task = asyncio.create_task(self._serve(conversation_id), name=f"turn-{conversation_id}")
        self._tasks[conversation_id] = task
        task.add_done_callback(lambda done: self._done(conversation_id, done))

    async def wait_for(self, conversation_id: str) -> None:
        """Return when this process has nothing left to do for the conversation."""
        while task := self._tasks.get(conversation_id):
            await asyncio.wait([task])

    async def stop(self) -> None:
        """Cancel what runs; the messages stay waiting and the next process serves them."""
        running = list(self._tasks.values())
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def _on_event(self, event: Event) -> None:
        if isinstance(event, MessageStored) and event.author is Author.CUSTOMER:
            self.kick(event.conversation_id)

    async def _serve(self, conversation_id: str) -> None:
        await asyncio.sleep(self._burst_window_s)
        self._again.discard(conversation_id)
        while turn := await self._turns.begin(conversation_id, self._holder):
            await self._answer(turn)

    async def _answer(self, turn: OpenTurn) -> None:
        await self._typing(turn, on=True)
        try:
            with BOT_SECONDS.time():
                if turn.human_stretch:
                    await self._bot.remember(turn.conversation_id, turn.human_stretch)
                answer = await self._bot.ask(turn.question)
        except BotFailed:
            BOT_FAILURES.inc()
            await self._turns.fail(turn)
        else:
            await self._turns.finish(turn, answer)
        finally:
            await self._typing(turn, on=False)

    async def _typing(self, turn: OpenTurn, *, on: bool) -> None:
        await self._bus.publish([TypingChanged(turn.conversation_id, turn.customer_id, Author.BOT, on)])

    def _done(self, conversation_id: str, task: asyncio.Task[None]) -> None:
        del self._tasks[conversation_id]
        if not task.cancelled() and (error := task.exception()):
            log.error("turn.crashed", conversation_id=conversation_id, exc_info=error)
        elif conversation_id in self._again:
            self._again.discard(conversation_id)
            self.kick(conversation_id)
