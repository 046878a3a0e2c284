"""When we work, how shipping works."""

import pytest

from actions.follow_on import FollowOnAction
from actions.hours import HoursAction
from actions.howto import HowtoAction, days
from actions.smalltalk import InformAction
from courier.facts import Facts
from tests.unit.actions.conftest import OUT, Conversation

HOURS, HOWTO = "ask_service_hours", "ask_shipping_howto"
TOPICS = ("track", "send", "packing", "status", "identity", "inspection", "collect", "code", "carrier", "general")


async def test_the_hours_of_every_day(conversation: Conversation) -> None:
    outcome = await conversation.says("你们几点下班", HOURS).run(HoursAction)

    assert all(part in outcome.text for part in ("08:00-20:00", "08:00-22:00", "区县"))


async def test_the_outlets_hours_come_with_a_place_or_a_parcel(conversation: Conversation) -> None:
    asked = await conversation.says("网点几点关门", HOURS).run(HoursAction)
    by_place = await conversation.says("上海徐汇").briefly().run(HoursAction)
    by_parcel = await conversation.says(f"{OUT}那个网点几点关", HOURS).run(HoursAction)

    assert "区县" in asked.text
    assert "上海徐汇漕河泾网点的营业时间是 08:00-20:00" in by_place.text
    assert "上海浦东张江网点的营业时间是 08:30-19:00" in by_parcel.text


@pytest.mark.parametrize(
    ("text", "part"), [("过年送不送", "春节（2月6日起）我们有人值班"), ("国庆派件吗", "国庆节（10月1日起）我们照常")]
)
async def test_a_holiday_is_named_with_its_date(conversation: Conversation, text: str, part: str) -> None:
    outcome = await conversation.says(text, HOURS).run(HoursAction)

    assert outcome.text.startswith(part)


@pytest.mark.parametrize(("day", "part"), [("2026-11-28", "11月28日我们照常派送"), ("2027-02-07", "春节")])
async def test_a_date_is_looked_up(conversation: Conversation, day: str, part: str) -> None:
    conversation.says("那天送吗", HOURS)
    conversation.latest["entities"] = [{"entity": "time", "value": f"{day}T00:00:00+08:00", "grain": "day"}]
    outcome = await conversation.run(HoursAction)

    assert outcome.text.startswith(part)


@pytest.mark.parametrize("topic", TOPICS)
async def test_each_topic_has_its_answer(conversation: Conversation, topic: str) -> None:
    entity = {} if topic == "general" else {"howto": topic}
    outcome = await conversation.says("怎么弄", HOWTO, **entity).run(HowtoAction)

    assert outcome.responses == [f"utter_howto_{topic}"]
    assert {button["payload"] for button in outcome.said[0].buttons} >= {"/track_parcel", "/pickup_request"}


async def test_the_days_between_two_places(conversation: Conversation) -> None:
    outcome = await conversation.says("从南京到上海几天", HOWTO, howto="transit").run(HowtoAction)

    assert outcome.responses == ["utter_howto_transit_days"]
    assert "一般 2 天" in outcome.text
    assert outcome.slots["place"] == "南京"


async def test_the_places_may_follow(conversation: Conversation) -> None:
    asked = await conversation.says("一般几天能到", HOWTO, howto="transit").run(HowtoAction)
    answered = await conversation.says("广州到北京").run(InformAction)

    assert asked.responses == ["utter_howto_transit"]
    assert answered.responses == ["utter_howto_transit_days"]


async def test_the_place_that_was_missing_may_follow(conversation: Conversation) -> None:
    await conversation.says("寄到成都要几天", HOWTO, howto="transit").run(HowtoAction)
    followed = await conversation.says("上海").briefly().run(FollowOnAction)
    outcome = await conversation.run(HowtoAction)

    assert followed.followups == ["action_howto"]
    assert "从上海市寄到四川省成都市" in outcome.text


def test_the_days_in_general_are_those_of_the_prices(facts: Facts) -> None:
    assert days(facts, "same_city") == "1"
    assert "-" in days(facts, "other")


async def test_english_customers_read_english(english: Conversation) -> None:
    outcome = await english.says("Do you deliver on National Day?", HOURS).run(HoursAction)

    assert outcome.text.startswith("During the National Day holiday (from 1 Oct)")
