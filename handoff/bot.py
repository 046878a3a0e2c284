"""The desk's client of the assistant (docs/contracts.md §4)."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

import httpx
import structlog
from pydantic import BaseModel, Field, ValidationError
from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_attempt, wait_fixed

from handoff.calling import http_client
from handoff.errors import BotFailed
from handoff.settings import Settings

log = structlog.get_logger()
Result = TypeVar("Result")
_CONNECT_TIMEOUT_S = 2.0
_PAUSE_BEFORE_RETRY_S = 0.3


@dataclass(frozen=True)
class Question:
    """What the customer wrote in one turn, ready for the assistant."""

    conversation_id: str
    message_id: str
    text: str
    channel: str
    lang: str
    attachments: list[str] = field(default_factory=list)
    """Kinds of what came with the words."""


class Button(BaseModel):
    title: str
    payload: str


class Custom(BaseModel):
    card: dict[str, Any] | None = None


class BotMessage(BaseModel):
    """One bubble of the answer."""

    text: str = ""
    buttons: list[Button] = Field(default_factory=list)
    custom: Custom | None = None


class Ranked(BaseModel):
    name: str | None = None
    confidence: float = 0.0


class Turn(BaseModel):
    """What the assistant understood, and its slots after the turn."""

    intent: Ranked = Field(default_factory=Ranked)
    entities: list[dict[str, Any]] = Field(default_factory=list)
    emotion: Ranked | None = None
    slots: dict[str, Any] = Field(default_factory=dict)
    active_loop: str | None = None
    requested_slot: str | None = None


class Answer(BaseModel):
    """The assistant's answer; an empty list of messages is a failure, not an answer."""

    messages: list[BotMessage] = Field(min_length=1)
    turn: Turn = Field(default_factory=Turn)


class Bot(Protocol):
    """The assistant as the desk needs it."""

    async def ask(self, question: Question) -> Answer:
        """Answer a turn. Raises BotFailed after one retry."""

    async def remember(self, conversation_id: str, said: list[dict[str, Any]]) -> None:
        """Tell the assistant what people said meanwhile, as {author, text, seq}; twice does no harm. Raises BotFailed."""

    async def is_ready(self) -> bool:
        """Whether a model is loaded, has answered a sentence of its own, and so answers customers at once."""

    async def close(self) -> None:
        """Give back connections."""


class RasaBot:
    """Rasa behind our own channel; one retry, then BotFailed."""

    def __init__(self, settings: Settings) -> None:
        token = settings.bot_token.get_secret_value()
        self._client = http_client(
            base_url=settings.bot_url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=httpx.Timeout(settings.bot_timeout_s, connect=_CONNECT_TIMEOUT_S),
        )

    async def ask(self, question: Question) -> Answer:
        body = {
            "sender": question.conversation_id,
            "message": question.text,
            "message_id": question.message_id,
            "metadata": {
                "channel": question.channel,
                "lang": question.lang,
                **({"attachments": question.attachments} if question.attachments else {}),
            },
        }
        return await self._post("/webhooks/desk/webhook", body, Answer.model_validate_json)

    async def remember(self, conversation_id: str, said: list[dict[str, Any]]) -> None:
        body = {"sender": conversation_id, "said": said}
        await self._post("/webhooks/desk/human_stretch", body, lambda _: None)

    async def is_ready(self) -> bool:
        try:
            response = await self._client.get("/webhooks/desk/ready")
        except httpx.HTTPError:
            return False
        return response.is_success

    async def close(self) -> None:
        await self._client.aclose()

    async def _post(self, path: str, body: object, read: Callable[[bytes], Result]) -> Result:
        """The answer as `read` makes it; one that cannot be read is as bad as none, and is asked for again once."""
        retrying = AsyncRetrying(
            stop=stop_after_attempt(2),
            wait=wait_fixed(_PAUSE_BEFORE_RETRY_S),
            retry=retry_if_exception_type((httpx.HTTPError, ValidationError)),
            reraise=True,
        )
        try:
            async for attempt in retrying:
                with attempt:
                    response = await self._client.post(path, json=body)
                    result = read(response.raise_for_status().content)
        except (httpx.HTTPError, ValidationError) as error:
            log.warning("bot.call.failed", path=path.split("/")[1], error=type(error).__name__)
            raise BotFailed(f"The assistant did not answer: {type(error).__name__}.") from error
        return result


@dataclass
class RecordingBot:
    """A twin without Rasa: answers what it was told to and remembers what it was asked."""

    answers: list[Answer | Exception] = field(default_factory=list)
    asked: list[Question] = field(default_factory=list)
    remembered: list[tuple[str, list[dict[str, Any]]]] = field(default_factory=list)
    delay_s: float = 0.0

    async def ask(self, question: Question) -> Answer:
        self.asked.append(question)
        await asyncio.sleep(self.delay_s)
        answer = self.answers.pop(0) if self.answers else Answer(messages=[BotMessage(text=f"收到：{question.text}")])
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def remember(self, conversation_id: str, said: list[dict[str, Any]]) -> None:
        self.remembered.append((conversation_id, said))

    async def is_ready(self) -> bool:
        return True

    async def close(self) -> None:
        return None
