"""What was collected, as agents and outlets read it."""

from handoff.core.labels import Fact, facts_of, spoken_value


def test_a_case_is_told_in_words_and_in_a_useful_order() -> None:
    told = facts_of(
        {"status": "stuck", "sent_at": "2026-11-20T16:30:00+00:00", "incident": "lost", "loss_value": 150.0}
    )

    assert told == [
        Fact("情况", "丢失"),
        Fact("损失金额（元）", "150"),
        Fact("物流状态", "物流停滞"),
        Fact("寄出时间", "2026-11-21 00:30"),
    ]


def test_what_is_for_programs_or_says_nothing_is_left_out() -> None:
    assert facts_of({"about": "whereabouts", "rule": "uninsured", "origin": None, "story": "", "person_name": []}) == []


def test_no_is_something() -> None:
    assert facts_of({"outlet_unreachable": False}) == [Fact("网点电话打不通", "否")]


def test_the_customers_words_stay_as_they_are() -> None:
    assert [spoken_value(text) for text in ("T恤破了", "2026-11-20", "12:30", "THE END")] == [
        "T恤破了",
        "2026-11-20",
        "12:30",
        "THE END",
    ]
