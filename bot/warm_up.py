"""The first message after a start would wait for everything that is loaded when it is first used; this uses it before.

A sentence in each language is understood and answered, actions and all, in a conversation that nobody has and that is
not stored. The desk counts as ready only then.
"""

import asyncio
import logging
from typing import Any, Optional

import aiohttp
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.shared.core.events import ActionExecuted
from rasa.shared.core.trackers import DialogueStateTracker

logger = logging.getLogger(__name__)

# Answered by an action that neither looks a parcel up nor opens a case.
SENTENCES = (("zh-CN", "你好，请问你们几点下班？"), ("en", "When do you close?"))
SENDER = "warm-up"
HEALTH_TIMEOUT_S = 2


class WarmUp:
    """Done once; until then each look whether it is done sees to it that it goes on."""

    def __init__(self) -> None:
        """Nothing happens before the first look."""
        self._work: "Optional[asyncio.Task[bool]]" = None

    def is_done(self, agent: Any, channel: str) -> bool:
        """Whether the assistant is warm; begins, or begins again after a failure."""
        if self._work is None or (self._work.done() and not self._work.result()):
            self._work = asyncio.get_running_loop().create_task(_warm(agent, channel))
        return self._work.done() and self._work.result()


async def _warm(agent: Any, channel: str) -> bool:
    try:
        await _wake_actions(agent)
        for lang, text in SENTENCES:
            if not await _answered(agent, channel, lang, text):
                return False
    except Exception as error:  # noqa: BLE001 - an edge: whatever it is, the desk hears that it is not ready.
        logger.info("Not warm yet: %s", type(error).__name__)
        return False
    return True


async def _wake_actions(agent: Any) -> None:
    """Fails while no action server listens, before Rasa would log that as an error."""
    address = agent.action_endpoint.url.rsplit("/", 1)[0] + "/health"
    timeout = aiohttp.ClientTimeout(total=HEALTH_TIMEOUT_S)
    async with aiohttp.ClientSession(timeout=timeout) as session, session.get(address) as answer:
        answer.raise_for_status()


async def _answered(agent: Any, channel: str, lang: str, text: str) -> bool:
    output, processor = CollectingOutputChannel(), agent.processor
    tracker = DialogueStateTracker(SENDER, processor.domain.slots)
    tracker.update(ActionExecuted("action_listen"))
    message = UserMessage(
        text, output, SENDER, input_channel=channel, message_id=f"{SENDER}:{lang}", metadata={"lang": lang}
    )
    await processor._handle_message_with_tracker(message, tracker)  # noqa: SLF001 - what Rasa offers stores it.
    await processor._run_prediction_loop(output, tracker)  # noqa: SLF001 - The same.
    return bool(output.messages)
