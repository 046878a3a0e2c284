"""Readiness: only after a sentence in each language went the whole way, with an action server that answers."""

import asyncio
from types import SimpleNamespace
from typing import Any, List

from aiohttp import web

from bot.warm_up import SENTENCES, WarmUp


class Processor:
    """Understands and answers, and remembers what it was asked."""

    def __init__(self, *, answers: bool = True) -> None:
        self.domain = SimpleNamespace(slots=[])
        self.asked: List[Any] = []
        self.answers = answers

    async def _handle_message_with_tracker(self, message: Any, tracker: Any) -> None:
        self.asked.append((message.metadata["lang"], message.text))

    async def _run_prediction_loop(self, output: Any, tracker: Any) -> None:
        if self.answers:
            await output.send_text_message(tracker.sender_id, "8:00")


async def _looked_at(processor: Processor, looks: int, *, port: int = 0) -> List[bool]:
    """What each look sees, with time for the work in between; without a port an action server is started."""
    app = web.Application()
    app.router.add_get("/health", lambda _: asyncio.sleep(0, web.json_response({"status": "ok"})))
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = port or runner.addresses[0][1]
    agent = SimpleNamespace(
        processor=processor, action_endpoint=SimpleNamespace(url=f"http://127.0.0.1:{port}/webhook")
    )
    warm_up, seen = WarmUp(), []
    for _ in range(looks):
        seen.append(warm_up.is_done(agent, "desk"))
        await asyncio.wait([warm_up._work])
    await runner.cleanup()
    return seen


def test_it_is_ready_after_a_sentence_in_each_language_and_not_before() -> None:
    processor = Processor()
    assert asyncio.run(_looked_at(processor, 3)) == [False, True, True]
    assert processor.asked == list(SENTENCES)


def test_an_assistant_that_says_nothing_is_tried_again() -> None:
    processor = Processor(answers=False)
    assert asyncio.run(_looked_at(processor, 2)) == [False, False]
    assert len(processor.asked) == 2


def test_without_an_action_server_nothing_is_tried() -> None:
    processor = Processor()
    assert asyncio.run(_looked_at(processor, 2, port=1)) == [False, False]
    assert processor.asked == []
