"""A customer's connection to Rasa's REST channel, as light as possible: the machine is shared with what is measured."""

import asyncio
import json
import time
from types import TracebackType
from typing import Any, Self

ANSWER_TIMEOUT_S = 120


class BadAnswer(Exception):
    """The assistant did not answer a message as it should."""


class RestClient:
    """One kept-alive HTTP connection; its requests follow each other."""

    def __init__(self, port: int) -> None:
        """Connects when it is entered."""
        self._port = port

    async def __aenter__(self) -> Self:
        """Open the connection."""
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        """Close the connection."""
        self._writer.close()

    async def send(self, sender: str, text: str) -> tuple[float, list[dict[str, Any]]]:
        """Seconds until the answer, and the messages in it. Raises BadAnswer if there is none."""
        started = time.perf_counter()
        answers = await self._request("POST", "/webhooks/rest/webhook", {"sender": sender, "message": text})
        if not answers:
            raise BadAnswer(f"No answer to {text!r}; the assistant's log tells why.")
        return time.perf_counter() - started, answers

    async def actions_run(self, sender: str, token: str) -> int:
        """How many actions of the action server ran in a conversation, from the assistant's own record of it."""
        path = f"/conversations/{sender}/tracker?include_events=ALL&token={token}"
        events = (await self._request("GET", path, None))["events"]
        names = [str(event["name"]) for event in events if event["event"] == "action"]
        return sum(name.endswith("_form") or _is_custom(name) for name in names)

    async def _request(self, method: str, path: str, body: Any) -> Any:
        content = b"" if body is None else json.dumps(body).encode()
        head = f"{method} {path} HTTP/1.1\r\nHost: bot\r\nContent-Type: application/json\r\n"
        self._writer.write(f"{head}Content-Length: {len(content)}\r\n\r\n".encode() + content)
        async with asyncio.timeout(ANSWER_TIMEOUT_S):
            answer_head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            length = int(answer_head.partition("content-length:")[2].split("\r\n")[0])
            answer = await self._reader.readexactly(length)
        if not answer_head.startswith("http/1.1 200"):
            raise BadAnswer(f"{method} {path}: {answer_head.splitlines()[0]}")
        return json.loads(answer)


def _is_custom(name: str) -> bool:
    return name.startswith("action_") and name not in ("action_listen", "action_session_start")
