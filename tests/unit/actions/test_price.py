"""What sending costs about."""

import pytest

from actions.follow_on import FollowOnAction
from actions.pickup_form import PickupForm
from actions.price import PriceAction, PriceForm
from actions.route import Route, route
from actions.turn import Turn
from tests.unit.actions.conftest import Conversation, RecordingDesk, _entities

PRICE = "ask_price"


async def test_two_places_and_a_weight_are_quoted(conversation: Conversation) -> None:
    filled = await conversation.says("从南京寄3公斤到上海多少钱", PRICE, weight="3").fill(PriceForm)
    outcome = await conversation.run(PriceAction)

    assert filled.said == []
    assert outcome.responses == ["utter_price_quoted"]
    assert all(part in outcome.text for part in ("江苏省南京市", "上海市", "3 公斤", "17 元", "2 天", "025-"))


async def test_what_is_missing_is_asked_for(conversation: Conversation) -> None:
    asked = await conversation.says("运费多少", PRICE).fill(PriceForm)
    second = await conversation.says("成都").fill(PriceForm)
    third = await conversation.says("上海").fill(PriceForm)
    last = await conversation.says("2.5").fill(PriceForm)

    assert [one.slots["requested_slot"] for one in (asked, second, third, last)] == [
        "to_place",
        "from_place",
        "weight",
        None,
    ]
    assert (conversation.slots["from_place"], conversation.slots["to_place"]) == ("上海", "成都")
    assert "2.5 公斤" in (await conversation.run(PriceAction)).text


async def test_a_weight_can_be_chosen_or_guessed(conversation: Conversation) -> None:
    asked = await conversation.says("从上海寄到成都多少钱", PRICE).fill(PriceForm)
    unknown = await conversation.says("不知道多重").fill(PriceForm)
    assert "一箱书" in unknown.text

    chosen = await conversation.presses(asked.said[0].buttons[1]["payload"]).fill(PriceForm)
    assert chosen.slots["weight"] == "3"


@pytest.mark.parametrize("weight", ["0", "-3", "nan", "1e9", "三"])
async def test_a_weight_that_is_none_is_asked_for(conversation: Conversation, weight: str) -> None:
    asked = await conversation.says("从上海寄到成都多少钱", PRICE, weight=weight).fill(PriceForm)

    assert asked.slots["requested_slot"] == "weight"


async def test_what_the_table_does_not_hold_the_outlet_quotes(conversation: Conversation) -> None:
    await conversation.says("从上海寄到成都多少钱", PRICE, weight="800").fill(PriceForm)
    outcome = await conversation.run(PriceAction)

    assert outcome.responses == ["utter_price_by_outlet"]
    assert "021-" in outcome.text


async def test_an_unserved_place_is_told_before_the_weight_is_asked(
    conversation: Conversation, desk: RecordingDesk
) -> None:
    await conversation.says("从上海寄到如东多少钱", PRICE).fill(PriceForm)
    outcome = await conversation.run(PriceAction)

    assert outcome.responses == ["utter_coverage_unserved"]
    assert desk.opened[0].kind == "demand"


async def test_an_ambiguous_place_is_asked_for_with_buttons(conversation: Conversation) -> None:
    asked = await conversation.says("从上海寄到朝阳区多少钱", PRICE, weight="1").fill(PriceForm)
    assert asked.responses == ["utter_question_which_place"]

    chosen = await conversation.presses(asked.said[0].buttons[0]["payload"]).fill(PriceForm)
    assert chosen.slots["to_place"] == "北京市朝阳区"


async def test_a_variation_is_quoted_from_what_is_known(conversation: Conversation) -> None:
    await conversation.says("从南京寄3公斤到上海多少钱", PRICE, weight="3").fill(PriceForm)
    await conversation.run(PriceAction)
    heard = await conversation.says("到北京呢", "track_parcel").briefly(goes_on=True).run(FollowOnAction)
    assert heard.followups == ["price_form"]
    filled = await conversation.fill(PriceForm)
    assert (filled.said, filled.slots["to_place"]) == ([], "北京")
    assert "3 公斤" in (await conversation.run(PriceAction)).text


@pytest.mark.parametrize(("fee", "part"), [("other", "95311"), ("discount", "500 元")])
async def test_other_fees_are_the_outlets(conversation: Conversation, fee: str, part: str) -> None:
    filled = await conversation.says("保价费怎么算", PRICE, fee=fee).fill(PriceForm)
    outcome = await conversation.run(PriceAction)

    assert (filled.said, outcome.responses) == ([], [f"utter_price_{fee}"])
    assert part in outcome.text


async def test_a_pickup_goes_on_from_where_the_parcel_would_be_sent(conversation: Conversation) -> None:
    await conversation.says("来取个件", "pickup_request").fill(PickupForm)
    await conversation.says("从上海寄到成都多少钱", PRICE, weight="1").fill(PriceForm)
    outcome = await conversation.run(PriceAction)

    assert outcome.slots["place"] == "上海"
    assert outcome.followups == ["pickup_form"]


@pytest.mark.parametrize(
    ("text", "origin", "destination"),
    [
        ("从南京寄到上海", "南京", "上海"),
        ("南京寄上海多少钱", "南京", "上海"),
        ("我要寄 上海到北京", "上海", "北京"),
        ("到北京多少，我在上海", "上海", "北京"),
        ("寄成都多少钱", None, "成都"),
        ("成都发货多少钱", "成都", None),
        ("寄到上海到付怎么算", None, "上海"),
        ("北京 上海 3公斤", "北京", "上海"),
        ("成都", None, None),
    ],
)
def test_the_words_beside_the_places_tell_the_way(text: str, origin: str | None, destination: str | None) -> None:
    turn = Turn("c1", "c1:1", text, "zh", PRICE, 0.9, (), tuple(_entities(text)), {}, None, ())

    assert route(turn) == Route(origin, destination)


@pytest.mark.parametrize(
    ("text", "weight", "why"),
    [
        ("-5公斤", "5", "比 0 大"),
        ("0", None, "比 0 大"),
        ("1000000000公斤", "1000000000", "多按了几位"),
        ("很重", None, "估一个数"),
    ],
)
async def test_an_impossible_weight_is_asked_again_with_the_reason(
    conversation: Conversation, text: str, weight: str | None, why: str
) -> None:
    await conversation.says("从上海寄到成都多少钱", PRICE).fill(PriceForm)
    told = {"weight": weight} if weight else {}
    outcome = await conversation.says(text, **told).fill(PriceForm)

    assert outcome.slots["requested_slot"] == "weight"
    assert why in outcome.text
    assert "3 公斤" in outcome.said[0].titles


async def test_the_volume_is_mentioned_with_its_rule(conversation: Conversation) -> None:
    await conversation.says("从上海寄3公斤到成都多少钱", PRICE, weight="3").fill(PriceForm)

    assert "长×宽×高厘米÷6000" in (await conversation.run(PriceAction)).text
