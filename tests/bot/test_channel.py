"""The desk's channel over real HTTP; a small assistant behind it that keeps real trackers."""

import asyncio
from typing import Any, Awaitable, Callable, Dict, List, Optional, Tuple

import aiohttp
import pytest
from rasa.core.channels.channel import UserMessage
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.exceptions import InvalidConfigException
from sanic import Sanic

from bot.channel import DeskChannel

TOKEN = "secret-of-the-test"
ADDRESS = "/webhooks/desk/webhook"
BODY = {"sender": "c1", "message": "到哪了", "message_id": "c1:1", "metadata": {"channel": "web", "lang": "zh-CN"}}
# Sanic rewrites its own methods for each application; test mode keeps the originals for the next one.
Sanic.test_mode = True
DOMAIN = Domain.from_yaml(
    """
version: "3.1"
intents: [track_parcel]
slots:
  waybill: {type: text, influence_conversation: false, mappings: [{type: custom}]}
  attempts: {type: float, influence_conversation: false, mappings: [{type: custom}]}
"""
)
PARSED = {
    "text": "到哪了",
    "intent": {"name": "track_parcel", "confidence": 0.9},
    "intent_ranking": [{"name": f"intent{n}", "confidence": 0.1} for n in range(8)],
    "entities": [{"entity": "waybill", "value": "73128845901237", "start": 0, "end": 14, "carrier": "zto"}],
}
ANSWER = BotUttered(
    "在路上",
    {"buttons": [{"title": "好", "payload": "/affirm", "type": "postback"}], "custom": {"card": {"type": "tracking"}}},
)
LISTEN = ActionExecuted("action_listen")


class Assistant:
    """Answers every message the same way and counts how often it had to."""

    def __init__(self, *answer: Any, ready: bool = True, failure: Optional[Exception] = None) -> None:
        self.tracker_store = InMemoryTrackerStore(DOMAIN)
        self.handled: List[UserMessage] = []
        self._answer, self._ready, self._failure = answer, ready, failure

    def is_ready(self) -> bool:
        return self._ready

    async def handle(self, message: UserMessage) -> None:
        self.handled.append(message)
        if self._failure:
            raise self._failure
        await asyncio.sleep(0)
        tracker = await self.tracker_store.get_or_create_tracker(message.sender_id)
        said = UserUttered(
            message.text,
            PARSED["intent"],
            PARSED["entities"],
            PARSED,
            message_id=message.message_id,
            metadata=message.metadata,
        )
        tracker.update_with_events([said, *self._answer], DOMAIN)
        await self.tracker_store.save(tracker)


async def _serve(assistant: Assistant, talk: Callable[[aiohttp.ClientSession, str], Awaitable[Any]]) -> Any:
    app = Sanic(f"channel_{id(assistant)}")
    app.ctx.agent = assistant
    app.blueprint(DeskChannel(TOKEN).blueprint(assistant.handle), url_prefix="/webhooks/desk")
    server = await app.create_server(host="127.0.0.1", port=0, return_asyncio_server=True, access_log=False)
    await server.startup()
    port = server.server.sockets[0].getsockname()[1]
    try:
        async with aiohttp.ClientSession() as session:
            return await talk(session, f"http://127.0.0.1:{port}")
    finally:
        server.server.close()
        await server.server.wait_closed()


def _post(
    assistant: Assistant, *bodies: Any, token: Optional[str] = TOKEN, at_once: bool = False
) -> List[Tuple[int, Dict[str, Any]]]:
    headers = {"Authorization": f"Bearer {token}"} if token is not None else {}

    async def send(session: aiohttp.ClientSession, url: str, body: Any) -> Tuple[int, Dict[str, Any]]:
        content = {"data": body} if isinstance(body, bytes) else {"json": body}
        async with session.post(url + ADDRESS, headers=headers, **content) as answer:
            return answer.status, await answer.json()

    async def talk(session: aiohttp.ClientSession, url: str) -> List[Tuple[int, Dict[str, Any]]]:
        if at_once:
            return list(await asyncio.gather(*(send(session, url, body) for body in bodies)))
        return [await send(session, url, body) for body in bodies]

    return asyncio.run(_serve(assistant, talk))


def test_the_answer_carries_messages_and_what_was_understood() -> None:
    assistant = Assistant(SlotSet("waybill", "73128845901237"), SlotSet("attempts", 1.0), ANSWER, LISTEN)

    ((status, body),) = _post(assistant, BODY)

    assert status == 200
    assert body["messages"] == [
        {"text": "在路上", "buttons": [{"title": "好", "payload": "/affirm"}], "custom": {"card": {"type": "tracking"}}}
    ]
    turn = body["turn"]
    assert turn["intent"] == {"name": "track_parcel", "confidence": 0.9}
    assert len(turn["intent_ranking"]) == 5
    assert turn["entities"] == [{"entity": "waybill", "value": "73128845901237", "start": 0, "end": 14}]
    assert turn["slots"] == {"waybill": "73128845901237"}
    assert (turn["emotion"], turn["active_loop"], turn["requested_slot"]) == (None, None, None)


def test_message_id_and_metadata_reach_the_assistant() -> None:
    assistant = Assistant(ANSWER, LISTEN)

    _post(assistant, BODY)

    (message,) = assistant.handled
    assert (message.message_id, message.sender_id) == ("c1:1", "c1")
    assert message.metadata == BODY["metadata"]
    assert message.input_channel == "desk"


def test_a_retry_replays_the_stored_answer_and_acts_once() -> None:
    assistant = Assistant(ANSWER, LISTEN)

    first, second = _post(assistant, BODY, BODY)

    assert first == second
    assert len(assistant.handled) == 1


def test_a_retry_that_comes_too_early_waits_for_the_first() -> None:
    assistant = Assistant(ANSWER, LISTEN)

    first, second = _post(assistant, BODY, BODY, at_once=True)

    assert first == second
    assert len(assistant.handled) == 1


def test_the_next_message_gets_its_own_answer() -> None:
    assistant = Assistant(ANSWER, LISTEN)

    _, (_, body) = _post(assistant, BODY, {**BODY, "message_id": "c1:2"})

    assert len(assistant.handled) == 2
    assert len(body["messages"]) == 1


def test_a_turn_without_words_is_reported_as_empty_and_tried_again() -> None:
    assistant = Assistant(LISTEN)

    (status, body), _ = _post(assistant, BODY, BODY)

    assert status == 200
    assert body["messages"] == []
    assert len(assistant.handled) == 2


def test_an_identity_number_never_reaches_the_tracker() -> None:
    assistant = Assistant(ANSWER, LISTEN)

    _post(assistant, {**BODY, "message": "身份证11010519491231002X"})

    assert assistant.handled[0].text == "身份证110***********002X"


@pytest.mark.parametrize("token", [None, "", "wrong", TOKEN + "x", "秘密"])
def test_without_the_token_nothing_is_handled(token: Optional[str]) -> None:
    assistant = Assistant(ANSWER, LISTEN)
    if token == "秘密":
        token = token.encode().decode("latin-1")

    ((status, body),) = _post(assistant, BODY, token=token)

    assert (status, body["error"]) == (401, "not_authorised")
    assert assistant.handled == []


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b"\xff",
        {},
        {**BODY, "message": "  "},
        {**BODY, "message": 5},
        {**BODY, "sender": None},
        {**BODY, "metadata": "web"},
    ],
)
def test_what_is_not_a_message_is_refused(body: Any) -> None:
    assistant = Assistant(ANSWER, LISTEN)

    ((status, answer),) = _post(assistant, body)

    assert (status, answer["error"]) == (400, "bad_request")
    assert assistant.handled == []


def test_a_failure_is_told_without_its_trace() -> None:
    ((status, body),) = _post(Assistant(failure=RuntimeError("table events is locked")), BODY)

    assert (status, body["error"]) == (500, "bot_failed")
    assert "locked" not in body["message"]


def test_without_a_model_the_channel_is_not_ready() -> None:
    ((status, body),) = _post(Assistant(ready=False), BODY)

    assert (status, body["error"]) == (503, "not_ready")


def test_the_channel_refuses_to_start_without_its_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BOT_TOKEN", raising=False)

    with pytest.raises(InvalidConfigException, match="BOT_TOKEN"):
        DeskChannel.from_credentials(None)


def test_the_token_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", TOKEN)

    assert DeskChannel.from_credentials({}).name() == "desk"
