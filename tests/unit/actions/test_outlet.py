"""Whom to call."""

from actions.outlet import OutletAction, OutletForm
from tests.unit.actions.conftest import OUT, UNKNOWN, Conversation, RecordingDesk

ASKS = "ask_outlet_contact"


async def test_a_place_names_its_outlets_and_the_hotline(conversation: Conversation) -> None:
    await conversation.says("上海浦东的网点电话", ASKS).fill(OutletForm)
    outcome = await conversation.run(OutletAction)

    assert outcome.responses == ["utter_outlets"]
    assert all(part in outcome.text for part in ("021-55508313", "祖冲之路", "95311"))


async def test_a_parcel_names_the_outlet_that_has_it(conversation: Conversation) -> None:
    asked = await conversation.says("快递员电话多少", ASKS).fill(OutletForm)
    assert asked.responses == ["utter_question_outlet_place"]
    assert "95311" in asked.text

    await conversation.says(OUT).fill(OutletForm)
    outcome = await conversation.run(OutletAction)
    assert outcome.text.count("电话") == 1
    assert "上海浦东张江网点" in outcome.text


async def test_the_hotline_needs_no_place(conversation: Conversation) -> None:
    await conversation.says("你们客服电话多少", ASKS, contact="hotline").fill(OutletForm)
    outcome = await conversation.run(OutletAction)

    assert outcome.responses == ["utter_hotline"]
    assert "08:00-22:00" in outcome.text


async def test_another_carriers_hotline(conversation: Conversation) -> None:
    await conversation.says("圆通的电话", ASKS, carrier="yto").fill(OutletForm)
    outcome = await conversation.run(OutletAction)

    assert outcome.responses == ["utter_hotline_foreign"]
    assert all(part in outcome.text for part in ("圆通速递", "95554"))


async def test_who_does_not_know_the_place_gets_the_hotline(conversation: Conversation) -> None:
    await conversation.says("网点电话", ASKS).fill(OutletForm)
    await conversation.says("不知道").fill(OutletForm)

    assert (await conversation.run(OutletAction)).responses == ["utter_hotline"]


async def test_a_parcel_without_record_gives_the_hotline(conversation: Conversation) -> None:
    await conversation.says(f"{UNKNOWN}哪个网点，电话给我", ASKS).fill(OutletForm)

    assert (await conversation.run(OutletAction)).responses == ["utter_hotline"]


async def _unanswered(conversation: Conversation, asked: str) -> list[str]:
    """A customer is given telephones and says that nobody answers."""
    await conversation.says(asked, ASKS).fill(OutletForm)
    await conversation.run(OutletAction)
    await conversation.says("打不通", ASKS).fill(OutletForm)
    return list((await conversation.run(OutletAction)).responses)


async def test_a_telephone_that_is_not_answered_is_noted(conversation: Conversation, desk: RecordingDesk) -> None:
    assert await _unanswered(conversation, f"{OUT}哪个网点，电话给我") == ["utter_outlet_unreachable"]
    assert list(desk.silent.values()) == ["上海浦东张江网点"]


async def test_of_several_telephones_nobody_knows_which(conversation: Conversation, desk: RecordingDesk) -> None:
    assert await _unanswered(conversation, "上海的网点电话") == ["utter_outlet_unreachable"]
    assert desk.silent == {}


async def test_the_customer_is_answered_while_the_desk_is_away(conversation: Conversation, desk: RecordingDesk) -> None:
    desk.is_down = True
    assert await _unanswered(conversation, f"{OUT}哪个网点，电话给我") == ["utter_outlet_unreachable"]
