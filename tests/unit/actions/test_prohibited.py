"""May this be sent?"""

import pytest

from actions.fallback import FallbackAction
from actions.follow_on import FollowOnAction
from actions.prohibited import ProhibitedAction, ProhibitedForm
from actions.reading import item_asked_about
from tests.unit.actions.conftest import Conversation

ASKS = "ask_prohibited_item"


async def test_what_is_forbidden_is_refused_with_the_reason(conversation: Conversation) -> None:
    await conversation.says("油漆能寄吗", ASKS, item="油漆").fill(ProhibitedForm)
    outcome = await conversation.run(ProhibitedAction)

    assert outcome.responses == ["utter_item_forbidden"]
    assert "可能起火" in outcome.text
    assert outcome.said[0].buttons == []


async def test_what_is_restricted_tells_its_conditions(conversation: Conversation) -> None:
    await conversation.says("充电宝给寄吗", ASKS).fill(ProhibitedForm)
    outcome = await conversation.run(ProhibitedAction)

    assert outcome.responses == ["utter_item_restricted"]
    assert "3C" in outcome.text


async def test_anything_else_may_be_sent_after_inspection(conversation: Conversation) -> None:
    await conversation.says("榴莲能寄吗", ASKS).fill(ProhibitedForm)
    outcome = await conversation.run(ProhibitedAction)

    assert outcome.responses == ["utter_item_allowed"]
    assert "“榴莲”" in outcome.text
    assert "验视" in outcome.text


async def test_a_question_without_a_thing_is_asked_back(conversation: Conversation) -> None:
    asked = await conversation.says("这个能寄吗", ASKS).fill(ProhibitedForm)
    assert asked.responses == ["utter_question_item"]

    await conversation.says("一把菜刀", "nlu_fallback").fill(ProhibitedForm)
    assert (await conversation.run(ProhibitedAction)).responses == ["utter_item_restricted"]


async def test_the_catalogue_is_listed(conversation: Conversation) -> None:
    filled = await conversation.says("违禁品有哪些", ASKS, goods="catalogue").fill(ProhibitedForm)
    outcome = await conversation.run(ProhibitedAction)

    assert (filled.said, outcome.responses) == ([], ["utter_item_catalogue"])
    assert "易燃液体" in outcome.text


async def test_the_next_thing_is_looked_up_afresh(conversation: Conversation) -> None:
    await conversation.says("油漆能寄吗", ASKS).fill(ProhibitedForm)
    await conversation.run(ProhibitedAction)
    await conversation.says("那榴莲呢", ASKS).fill(ProhibitedForm)

    assert (await conversation.run(ProhibitedAction)).responses == ["utter_item_allowed"]


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("你们能不能寄榴莲", "榴莲"),
        ("鹦鹉可以快递吗", "鹦鹉"),
        ("可以邮寄吗", None),
        ("can i send durian", "durian"),
    ],
)
def test_the_thing_is_read_from_the_question(text: str, item: str | None) -> None:
    assert item_asked_about(text) == item


@pytest.mark.parametrize("text", ["那我拆了分开寄呢", "藏在衣服里可以吗", "不告诉快递员呢", "有别的办法吗"])
async def test_a_refused_thing_stays_refused_however_it_would_be_sent(conversation: Conversation, text: str) -> None:
    await conversation.says("打火机能寄吗", ASKS, item="打火机").fill(ProhibitedForm)
    await conversation.run(ProhibitedAction)
    conversation.says(text, ASKS).briefly(goes_on=True, rest=text)
    await conversation.run(FollowOnAction)
    await conversation.fill(ProhibitedForm)
    outcome = await conversation.run(ProhibitedAction)

    assert outcome.responses == ["utter_item_forbidden"]
    assert "打火机" in outcome.text


async def test_a_way_round_that_is_hardly_understood_is_refused_too(conversation: Conversation) -> None:
    await conversation.says("打火机能寄吗", ASKS, item="打火机").fill(ProhibitedForm)
    await conversation.run(ProhibitedAction)

    assert (await conversation.says("有什么办法能寄吗", "nlu_fallback").run(FallbackAction)).followups == [
        "action_follow_on"
    ]
