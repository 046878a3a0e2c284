"""A customer who writes and reads through /channels/rest, and plays flows."""

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

from handoff.calling import http_client
from tests.functional.conversation.flows import Step
from tests.unit.handoff.attachments.pictures import PDF, photo
from tests.waiting import eventually

ENCLOSED = {
    "photo": {"data": base64.b64encode(photo()).decode(), "name": "IMG_1.jpg"},
    "pdf": {"data": base64.b64encode(PDF).decode(), "name": "发票.pdf"},
}


@dataclass
class Customer:
    """One customer in one conversation."""

    url: str
    lang: str = "zh-CN"
    name: str = field(default_factory=lambda: f"customer-{uuid4().hex}")

    async def __aenter__(self) -> Self:
        self._client = http_client(base_url=self.url, timeout=30)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self._client.aclose()

    async def writes(self, text: str, *, shows: str | None = None) -> list[dict[str, Any]]:
        """The answers to one message, which may be a photo or a file alone."""
        body: dict[str, Any] = {"sender": self.name, "metadata": {"lang": self.lang}}
        body |= {"message": text} if text else {}
        body |= {"attachments": [ENCLOSED[shows]]} if shows else {}
        answer = await self._client.post("/channels/rest/webhook", json=body)
        answer.raise_for_status()
        messages: list[dict[str, Any]] = answer.json()
        return messages

    async def history(self) -> list[dict[str, Any]]:
        """Everything that was said in the open conversation."""
        answer = await self._client.get("/channels/rest/messages", params={"sender": self.name})
        answer.raise_for_status()
        messages: list[dict[str, Any]] = answer.json()
        return messages

    async def has_written(self, count: int) -> None:
        """Return once the desk has stored so many messages of this customer."""

        async def stored() -> bool:
            return sum(one["author"] == "customer" for one in await self.history()) >= count

        await eventually(stored)

    async def plays(self, flow: Iterable[Step]) -> None:
        """Write message after message, and find in each answer what belongs there and nothing else of what is named."""
        for step in flow:
            answer = _shown(await self.writes(step.says, shows=step.shows))
            missing = [part for part in step.hears if part not in answer]
            wrong = [part for part in step.never if part in answer]
            assert not missing, f"{step.says!r} was answered {answer!r}; missing: {missing}"
            assert not wrong, f"{step.says!r} was answered {answer!r}; wrong: {wrong}"


def _shown(messages: Sequence[dict[str, Any]]) -> str:
    lines = [str(message.get("text") or "") for message in messages]
    titles = [f"[{button['title']}]" for message in messages for button in message.get("buttons") or []]
    return "\n".join([*lines, *titles])
