"""What the assistant remembers of the time in which people served the conversation."""

import asyncio
from typing import Any

import aiohttp
import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.human_stretch import after_human_stretch
from tests.bot.test_channel import TOKEN, Assistant, _serve

DOMAIN = Domain.load("domain.yml")
SAID = [
    {"author": "customer", "text": "地址写错了", "seq": 5},
    {"author": "agent", "text": "已为您修改", "seq": 6},
]


def in_a_claim() -> DialogueStateTracker:
    tracker = DialogueStateTracker.from_events("c1", [ActionExecuted("action_listen")], DOMAIN.slots)
    steering = [SlotSet("requested_slot", "loss_value"), SlotSet("attempts", 1.0), SlotSet("finished", ["track_form"])]
    tracker.update_with_events([ActiveLoop("claim_form"), SlotSet("waybill", "73100000000011"), *steering], DOMAIN)
    return tracker


def test_the_open_form_is_closed_and_the_facts_stay() -> None:
    tracker = in_a_claim()
    tracker.update_with_events(after_human_stretch(tracker, SAID), DOMAIN)

    assert tracker.active_loop_name is None
    assert [tracker.get_slot(name) for name in ("requested_slot", "attempts", "finished")] == [None, None, None]
    assert tracker.get_slot("waybill") == "73100000000011"
    assert tracker.latest_action_name == "action_listen"


def test_the_words_are_kept_with_their_author() -> None:
    tracker = in_a_claim()
    tracker.update_with_events(after_human_stretch(tracker, SAID), DOMAIN)

    kept = [(e.text, e.metadata["author"]) for e in tracker.events if isinstance(e, BotUttered)]
    assert kept == [("地址写错了", "customer"), ("已为您修改", "agent")]


def test_the_same_stretch_again_adds_nothing() -> None:
    tracker = in_a_claim()
    tracker.update_with_events(after_human_stretch(tracker, SAID), DOMAIN)

    assert after_human_stretch(tracker, SAID) == []


def post(assistant: Assistant, body: Any) -> Any:
    async def talk(session: aiohttp.ClientSession, url: str) -> Any:
        headers = {"Authorization": f"Bearer {TOKEN}"}
        address = f"{url}/webhooks/desk/human_stretch"
        async with session.post(address, json=body, headers=headers) as answer:
            return answer.status, await answer.json()

    assistant.domain = assistant.tracker_store.domain
    return asyncio.run(_serve(assistant, talk))


def test_the_desk_can_tell_it_over_http() -> None:
    assistant = Assistant()

    status, answer = post(assistant, {"sender": "c1", "said": SAID})

    assert (status, answer["added"]) == (200, 4)
    tracker = asyncio.run(assistant.tracker_store.retrieve("c1"))
    assert [e.text for e in tracker.events if isinstance(e, BotUttered)] == ["地址写错了", "已为您修改"]


@pytest.mark.parametrize(
    "body", [{}, {"sender": "c1"}, {"sender": "c1", "said": ["x"]}, {"sender": "c1", "said": [{"seq": "5"}]}]
)
def test_a_malformed_stretch_is_refused(body: Any) -> None:
    status, answer = post(Assistant(), body)

    assert (status, answer["error"]) == (400, "bad_request")
