"""The wording follows the language of the customer's message."""

import asyncio
from typing import Any, Dict, List, Optional

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlg import LocalisedGenerator

DOMAIN = Domain.from_yaml(
    """
version: "3.1"
slots:
  lang:
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
"""
)


def _say(response: str, *languages: Optional[str], **values: Any) -> Dict[str, Any]:
    messages = [UserUttered("hi", metadata={"lang": lang} if lang else {}) for lang in languages]
    tracker = DialogueStateTracker.from_events("c1", messages, DOMAIN.slots)
    said = asyncio.run(LocalisedGenerator(None, DOMAIN).generate(response, tracker, "collector", **values))
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
    said = asyncio.run(LocalisedGenerator(None, DOMAIN).generate("utter_hello", tracker, "collector", name="Li"))

    assert said is not None
    assert said["text"] == text


def test_a_response_without_english_is_said_in_chinese() -> None:
    assert _say("utter_chinese_only", "en")["text"] == "您好"


def test_before_the_first_message_the_wording_is_chinese() -> None:
    assert _say("utter_hello", name="王芳")["text"] == "您好，王芳"
