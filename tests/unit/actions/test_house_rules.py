"""Every sentence that a customer may read obeys BUSINESS B10."""

import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[3]
DOMAIN = yaml.safe_load((ROOT / "domain.yml").read_text("utf-8"))

# BUSINESS B10: never said, not in order, and words of dialect or slang.
FORBIDDEN = (
    "你去投诉",
    "随便投诉",
    "找领导去",
    "我还怕你",
    "就这态度",
    "又能怎样",
    "我问谁",
    "我怎么知道",
    "就别用",
    "都不知道",
    "绝对不会",
    "喂喂",
    "怎么不说话",
    "听不到",
    "你快点",
    "听我讲完",
    "不是我受理",
    "我不清楚",
    "找别人",
    "帮不了",
    "不是我的错",
    "没有办法",
    "不行",
    "不可以",
    "不能",
    "不可能",
    "不知道",
    "刚才不是",
    "还不明白",
    "明不明白",
    "多少遍",
    "没有搞懂",
    "还不清楚",
    "已经讲过",
    "公司的政策",
    "久等",
    "搞定",
    "东东",
    "一塌糊涂",
    "系统",
)


def _sentences(language: str) -> Iterator[tuple[str, str]]:
    for name, variations in DOMAIN["responses"].items():
        for variation in variations:
            if _language(variation) == language:
                yield name, variation["text"]
                yield from ((name, button["title"]) for button in variation.get("buttons") or [])


def _language(variation: dict[str, Any]) -> str:
    return next((str(one["value"]) for one in variation.get("condition") or [] if one["name"] == "lang"), "zh")


def _answers(language: str) -> list[tuple[str, str]]:
    return [
        (name, variation["text"])
        for name, variations in DOMAIN["responses"].items()
        if not name.startswith("utter_phrase_")
        for variation in variations
        if _language(variation) == language
    ]


@pytest.mark.parametrize(("name", "text"), sorted(set(_sentences("zh"))))
def test_no_sentence_is_out_of_order(name: str, text: str) -> None:
    assert [word for word in FORBIDDEN if word in text] == []


@pytest.mark.parametrize(("name", "text"), _answers("zh"))
def test_no_sentence_begins_with_a_no_and_everybody_is_addressed_politely(name: str, text: str) -> None:
    sentences = [part for part in re.split(r"[。！？\n]", text) if part]

    assert not [part for part in sentences if part.startswith(("不", "我不"))]
    assert "你" not in text.replace("您", "")


@pytest.mark.parametrize("name", [name for name, _ in _answers("zh")])
def test_every_answer_has_english_with_the_same_values(name: str) -> None:
    chinese, english = (dict(_answers(language)).get(name) for language in ("zh", "en"))
    if name == "utter_question_plain":
        assert english is None
        return

    assert chinese is not None
    assert english is not None
    assert _values(english) <= _values(chinese)


def _values(text: str) -> set[str | None]:
    return {field for _, field, _, _ in Formatter().parse(text) if field}


def test_buttons_lead_to_intents_that_exist() -> None:
    payloads = [
        button["payload"].format()
        for variations in DOMAIN["responses"].values()
        for variation in variations
        for button in variation.get("buttons") or []
    ]

    assert payloads
    assert {re.match(r"/(\w+)", payload)[1] for payload in payloads} <= set(DOMAIN["intents"])  # type: ignore[index]
