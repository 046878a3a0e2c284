from datetime import datetime

import pytest

from handoff.core.commitments import find_commitment

# A Wednesday.
NOW = datetime.fromisoformat("2026-11-25T10:12:00+08:00")


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("半小时内给您答复", "2026-11-25T10:42"),
        ("好的，一小时内联系您。", "2026-11-25T11:12"),
        ("30分钟后回电", "2026-11-25T10:42"),
        ("今天下班前给您回复", "2026-11-25T18:00"),
        ("下班前回复您", "2026-11-25T18:00"),
        ("明天上午给您安排派送", "2026-11-26T12:00"),
        ("明天下午3点给您回电话", "2026-11-26T15:00"),
        ("今晚8点前给您处理好", "2026-11-25T20:00"),
        ("周五前给您退款", "2026-11-26T18:00"),
        ("三天内退款到账", "2026-11-28T10:12"),
        ("I will get back to you within half an hour.", "2026-11-25T10:42"),
        ("We'll call you in two hours", "2026-11-25T12:12"),
    ],
)
def test_a_promise_has_a_time(text: str, due: str) -> None:
    found = find_commitment(text, NOW)
    assert found is not None
    assert found.due_at == datetime.fromisoformat(f"{due}:00+08:00")


@pytest.mark.parametrize(
    "text",
    [
        "请您明天上午在家等候",
        "您明天上午方便吗？",
        "明天上午给您派送可以吗",
        "您的快件昨天下午已经派送",
        "我会尽快给您答复",
        "现在为您查询",
        "一小时",
        "Could you call us in two hours?",
    ],
)
def test_a_question_a_wish_and_the_past_are_no_promises(text: str) -> None:
    assert find_commitment(text, NOW) is None


def test_only_the_sentence_that_promises_is_taken() -> None:
    found = find_commitment("您好，快件在长沙。我一小时内给您答复，请放心。您昨天寄的吗？", NOW)
    assert found is not None
    assert found.text == "我一小时内给您答复，请放心。"


def test_after_closing_time_today_ends_at_midnight() -> None:
    late = NOW.replace(hour=20)
    found = find_commitment("今天给您答复", late)
    assert found is not None
    assert found.due_at == datetime.fromisoformat("2026-11-26T00:00:00+08:00")
