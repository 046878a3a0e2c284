from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from handoff.cases.speech import sentence
from handoff.core.promises import Step
from handoff.storage.tables import Case, Promise

NOW = datetime(2026, 11, 21, 4, tzinfo=UTC)
DUE = NOW + timedelta(minutes=30)


def spoken(step: Step, lang: str = "zh-CN", *, news: str | None = None, **case: Any) -> str:
    known = Case(kind="enquiry", number="CX112100001", **case) if case else None
    return sentence(step, Promise(news=news), known, lang, now=NOW, due=DUE)


def test_the_reason_names_the_outlet_and_the_new_time() -> None:
    said = spoken(Step.RENEW, outlet="长沙岳麓网点")
    assert all(part in said for part in ("CX112100001", "长沙岳麓网点", "今天12:30前"))


def test_a_promise_without_a_case_has_a_reason_too() -> None:
    assert "答应您的事情" in spoken(Step.RENEW)
    assert "what we promised you" in spoken(Step.RENEW, "en")


@pytest.mark.parametrize(("result", "shown"), [("明天送到", "明天送到。请问"), ("明天送到！", "明天送到！请问")])
def test_a_result_is_a_sentence_of_its_own(result: str, shown: str) -> None:
    assert shown in spoken(Step.RESULT, result=result)


def test_a_case_that_ends_without_a_result_is_said_to_be_done() -> None:
    assert "已处理完成" in spoken(Step.RESULT, result=None)


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
@pytest.mark.parametrize("step", [Step.NEWS, Step.RESULT, Step.RENEW, Step.ESCALATE])
def test_every_sentence_is_whole_and_polite(step: Step, lang: str) -> None:
    said = spoken(step, lang, news="已到网点", outlet=None, result="已到网点")
    assert "{" not in said
    assert "None" not in said
    assert not said.startswith(("不", "我不"))
    assert "您" in said or lang == "en"
