"""Words that no classifier tells, or tells wrongly after what was just said."""

from typing import Any, Optional

import pytest

from bot.follow_on import Situation
from bot.remarks import Remark, served

TRACKED = {"of": "action_track", "takes": ["waybill"], "answers": {}}


def _action(text: str, *before: str, topic: Any = None, **about: Any) -> Optional[str]:
    told = {"intent": "out_of_scope", "kinds": frozenset(), "fee": None, "has_case": False, "was_asked": False, **about}
    found = served(Remark(text=text, **told), Situation(topic or {}, frozenset(before), form=None, asked=False))
    return found.action if found else None


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("快递运费发票怎么开", "action_freight_invoice"),
        ("收到的是别人的东西", "not_received_form"),
        ("查一下工单 CX112600001", "follow_up_form"),
        ("我的裤子怎么退货", None),
        ("12305电话多少", "action_regulator"),
        ("怎么投诉到邮政局", "action_regulator"),
        ("我要打12305投诉你们", None),
    ],
)
def test_what_needs_nothing_before(text: str, action: Optional[str]) -> None:
    assert _action(text) == action


def test_a_waybill_with_a_why_is_looked_up_only_where_no_wish_was_understood() -> None:
    kinds = frozenset({"waybill"})
    assert _action("73100000000016怎么退回了", kinds=kinds) == "action_track"
    assert _action("73100000000016怎么退回了", kinds=kinds, intent="complain") is None


def test_why_goes_on_with_the_parcel_that_was_talked_about() -> None:
    assert _action("为什么是问题件", topic=TRACKED) == "action_follow_on"
    assert _action("为什么是问题件") is None


def test_a_discount_is_asked_for_right_after_a_price() -> None:
    topic = {"of": "action_price"}
    assert _action("太贵了，能不能打折", "action_price", topic=topic, fee="discount") == "price_form"
    assert _action("太贵了，能不能打折", topic=topic, fee="discount") is None
    assert _action("太贵了", "action_price", topic=topic) == "price_form"
    assert _action("too expensive", "action_price", topic=topic) == "price_form"


def test_a_case_is_withdrawn_only_if_there_is_one() -> None:
    assert _action("取消取件", has_case=True) == "action_on_case"
    assert _action("取消取件") is None


def test_a_late_rating_counts_if_it_was_asked_for() -> None:
    assert _action("很不满意", was_asked=True) == "action_rate"
    assert _action("很不满意") is None


def test_what_goes_abroad_is_the_outlets_matter_but_no_parcel_with_a_number() -> None:
    assert _action("从上海寄到纽约多少钱") == "action_abroad"
    assert _action("73100000000016寄到纽约怎么没到", kinds=frozenset({"waybill"}), intent="track_parcel") is None
