"""Who reads an answer, and which variation they get."""

from typing import Any

import pytest

from courier.wording import Reader, choose


def message(
    text: str = "…",
    *,
    emotion: str | None = None,
    confidence: float = 0.9,
    intent: str = "track_parcel",
    language: str | None = None,
    page: str = "zh-CN",
    channel: str = "web",
    says: str | None = None,
) -> dict[str, Any]:
    parsed = {
        "intent": {"name": intent},
        "emotion": {"name": emotion, "confidence": confidence} if emotion else None,
        "language": language,
        "brief": {"says": says},
    }
    return {"text": text, "parse_data": parsed, "metadata": {"lang": page, "channel": channel}}


def read(*messages: dict[str, Any], **slots: Any) -> Reader:
    return Reader.of(messages, slots)


CALM, UPSET, ANGRY = (message(emotion=name) for name in ("calm", "upset", "angry"))
WAYBILL = message("73100000000011", emotion="calm", intent="inform")
BUTTON = message("/inform{}", emotion="calm")
YES = message("好的", emotion="calm", says="yes")


@pytest.mark.parametrize(
    ("messages", "mood"),
    [
        ([], "calm"),
        ([CALM], "calm"),
        ([UPSET], "upset"),
        ([ANGRY], "angry"),
        ([CALM, ANGRY], "angry"),
        ([ANGRY, CALM], "upset"),
        ([ANGRY, CALM, CALM], "calm"),
        ([ANGRY, UPSET], "upset"),
        ([UPSET, CALM], "calm"),
        ([UPSET, WAYBILL], "upset"),
        ([ANGRY, WAYBILL, BUTTON, YES], "angry"),
        ([UPSET, message(emotion=None)], "upset"),
        ([message(emotion="angry", confidence=0.4)], "calm"),
        ([UPSET, message(emotion="calm", confidence=0.4)], "upset"),
    ],
)
def test_the_mood_heats_up_at_once_and_cools_step_by_step(messages: list[dict[str, Any]], mood: str) -> None:
    assert read(*messages).emotion == mood


@pytest.mark.parametrize(
    ("messages", "language"),
    [
        ([], "zh"),
        ([message()], "zh"),
        ([message(page="en-GB")], "en"),
        ([message(language="en")], "en"),
        ([message(language="zh", page="en")], "zh"),
        ([message(language="en"), message()], "en"),
        ([message(language="en"), message(language="zh")], "zh"),
        ([message(language="ja")], "en"),
    ],
)
def test_the_answer_is_in_the_language_last_written(messages: list[dict[str, Any]], language: str) -> None:
    assert read(*messages).lang == language


@pytest.mark.parametrize(
    ("channel", "read_as"),
    [("web", "web"), ("rest", "rest"), ("wechat", "wechat"), ("wecom-kf", "wechat"), ("wecom_kf", "wechat")],
)
def test_wechat_is_one_channel_whichever_way_it_comes(channel: str, read_as: str) -> None:
    assert read(message(channel=channel)).channel == read_as


def test_the_kind_of_customer_is_a_slot() -> None:
    assert read(CALM, customer_type="elderly").customer_type == "elderly"
    assert read(CALM).customer_type is None


def variation(text: str, **asked: str) -> dict[str, Any]:
    condition = [{"type": "slot", "name": name, "value": value} for name, value in asked.items()]
    return {"text": text, **({"condition": condition} if condition else {})}


VARIATIONS = [
    variation("all"),
    variation("wechat", channel="wechat"),
    variation("upset", emotion="upset"),
    variation("elderly", customer_type="elderly"),
    variation("elderly upset", customer_type="elderly", emotion="upset"),
    variation("all en", lang="en"),
    variation("upset en", lang="en", emotion="upset"),
    variation("angry en", lang="en", emotion="angry"),
]


@pytest.mark.parametrize(
    ("reader", "text"),
    [
        (Reader(), "all"),
        (Reader(channel="web"), "all"),
        (Reader(channel="wechat"), "wechat"),
        (Reader(emotion="upset"), "upset"),
        (Reader(emotion="angry"), "upset"),
        (Reader(emotion="upset", channel="wechat"), "upset"),
        (Reader(customer_type="elderly"), "elderly"),
        (Reader(customer_type="elderly", channel="wechat"), "elderly"),
        (Reader(customer_type="elderly", emotion="angry"), "elderly upset"),
        (Reader(customer_type="shipper", emotion="upset"), "upset"),
        (Reader("en"), "all en"),
        (Reader("en", "upset"), "upset en"),
        (Reader("en", "angry"), "angry en"),
        (Reader("en", customer_type="elderly"), "all en"),
        (Reader("en", channel="wechat"), "all en"),
    ],
)
def test_language_goes_before_kind_of_customer_before_mood_before_channel(reader: Reader, text: str) -> None:
    assert choose(VARIATIONS, reader)["text"] == text


def test_of_equals_the_first_is_taken_and_where_none_fits_too() -> None:
    assert choose([variation("one"), variation("two")], Reader())["text"] == "one"
    assert choose([variation("hello", lang="en")], Reader())["text"] == "hello"
    assert choose([variation("你好")], Reader("en"))["text"] == "你好"
