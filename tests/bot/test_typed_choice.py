"""Typed 第一个 is the button that it means."""

from typing import Any, List

import pytest
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.typed_choice import meant

TWO_AND_A_PERSON = ["/complain", "/change_delivery", "/request_human"]


def tracker(payloads: List[str], *more: Event) -> DialogueStateTracker:
    buttons: Any = [{"title": payload, "payload": payload} for payload in payloads]
    events = [UserUttered("嗯"), BotUttered("哪一个？", {"buttons": buttons}), *more]
    return DialogueStateTracker.from_events("c-1", [*events, ActionExecuted("action_listen")])


@pytest.mark.parametrize(
    ("text", "payload"),
    [
        ("第一个", "/complain"),
        ("1", "/complain"),
        ("前面那个", "/complain"),
        ("是第一个吧", "/complain"),
        ("第二个", "/change_delivery"),
        ("2。", "/change_delivery"),
        ("后者", "/change_delivery"),
        ("the second one", "/change_delivery"),
        ("第3个", "/request_human"),
    ],
)
def test_a_place_in_the_choice_is_its_button(text: str, payload: str) -> None:
    assert meant(text, tracker(TWO_AND_A_PERSON)) == payload


@pytest.mark.parametrize("text", ["第五个", "都不是", "第一个件到了", "12", "你好"])
def test_everything_else_stays_as_it_is(text: str) -> None:
    assert meant(text, tracker(TWO_AND_A_PERSON)) == text


def test_a_number_that_was_asked_for_is_no_place() -> None:
    asked = tracker(["/inform", "/inform"], ActiveLoop("price_form"))

    assert meant("2", asked) == "2"
    assert meant("第二个", asked) == "/inform"


def test_without_a_choice_there_is_nothing_to_choose() -> None:
    assert meant("第一个", tracker(["/affirm"])) == "第一个"
    assert meant("第一个", tracker(TWO_AND_A_PERSON, UserUttered("等等"))) == "第一个"
    assert meant("第一个", None) == "第一个"
