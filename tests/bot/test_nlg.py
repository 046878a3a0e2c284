"""The wording follows the reader: the language of the message, the mood, the kind of customer, the channel."""

import asyncio
from typing import Any, Dict, List, Optional

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlg import ReaderGenerator

DOMAIN = Domain.from_yaml(
    """
version: "3.1"
slots:
  customer_type:
    type: text
    influence_conversation: false
    mappings: [{type: custom}]
responses:
  utter_hello:
  - text: "您好，{name}"
  - text: "Hello, {name}"
    condition: [{type: slot, name: lang, value: en}]
  utter_chinese_only:
  - text: "您好"
  utter_stuck:
  - text: "还没有新的记录。"
  - text: "让您操心了。"
    condition: [{type: slot, name: emotion, value: upset}]
  - text: "慢慢来。"
    condition: [{type: slot, name: customer_type, value: elderly}]
  - text: "暂无记录"
    condition: [{type: slot, name: channel, value: wechat}]
  - text: "No new scan."
    condition: [{type: slot, name: lang, value: en}]
"""
)


def _say(response: str, *languages: Optional[str], **values: Any) -> Dict[str, Any]:
    messages = [UserUttered("hi", metadata={"lang": lang} if lang else {}) for lang in languages]
    tracker = DialogueStateTracker.from_events("c1", messages, DOMAIN.slots)
    said = asyncio.run(ReaderGenerator(None, DOMAIN).generate(response, tracker, "collector", **values))
    assert said is not None
    return said


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh-CN", "您好，王芳"),
        ("en", "Hello, 王芳"),
        ("en-GB", "Hello, 王芳"),
        ("fr", "您好，王芳"),
        (None, "您好，王芳"),
    ],
)
def test_english_for_english_readers_and_chinese_for_everybody_else(lang: Optional[str], text: str) -> None:
    assert _say("utter_hello", lang, name="王芳")["text"] == text


def test_the_latest_message_decides() -> None:
    assert _say("utter_hello", "zh-CN", "en", name="Li")["text"] == "Hello, Li"


@pytest.mark.parametrize(
    ("written", "page", "text"),
    [
        (["en"], "zh-CN", "Hello, Li"),
        (["zh"], "en", "您好，Li"),
        (["ja"], "zh-CN", "Hello, Li"),
        (["en", None], "zh-CN", "Hello, Li"),
        (["en", "zh"], "zh-CN", "您好，Li"),
        ([None], "en", "Hello, Li"),
    ],
)
def test_the_language_last_written_goes_before_that_of_the_page(
    written: List[Optional[str]], page: str, text: str
) -> None:
    messages = [
        UserUttered("hi", parse_data={"language": told} if told else {}, metadata={"lang": page}) for told in written
    ]
    tracker = DialogueStateTracker.from_events("c1", messages, DOMAIN.slots)
    said = asyncio.run(ReaderGenerator(None, DOMAIN).generate("utter_hello", tracker, "collector", name="Li"))

    assert said is not None
    assert said["text"] == text


def test_a_response_without_english_is_said_in_chinese() -> None:
    assert _say("utter_chinese_only", "en")["text"] == "您好"


def test_before_the_first_message_the_wording_is_chinese() -> None:
    assert _say("utter_hello", name="王芳")["text"] == "您好，王芳"


@pytest.mark.parametrize(
    ("emotion", "channel", "elderly", "text"),
    [
        ("calm", "web", False, "还没有新的记录。"),
        ("upset", "web", False, "让您操心了。"),
        ("angry", "web", False, "让您操心了。"),
        ("calm", "wechat", False, "暂无记录"),
        ("upset", "wechat", False, "让您操心了。"),
        ("upset", "wechat", True, "慢慢来。"),
    ],
)
def test_mood_channel_and_kind_of_customer_decide(emotion: str, channel: str, elderly: bool, text: str) -> None:
    message = UserUttered("在哪", parse_data={"emotion": {"name": emotion}}, metadata={"channel": channel})
    slots = [SlotSet("customer_type", "elderly")] if elderly else []
    tracker = DialogueStateTracker.from_events("c1", [message, *slots], DOMAIN.slots)
    said = asyncio.run(ReaderGenerator(None, DOMAIN).generate("utter_stuck", tracker, "desk"))

    assert said is not None
    assert said["text"] == text


def test_a_name_without_a_response_is_nothing() -> None:
    tracker = DialogueStateTracker.from_events("c1", [], DOMAIN.slots)

    assert asyncio.run(ReaderGenerator(None, DOMAIN).generate("utter_nothing", tracker, "desk")) is None
