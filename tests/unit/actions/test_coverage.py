"""Do we deliver there, and what if not yet."""

from actions.coverage import CoverageAction, CoverageForm
from tests.unit.actions.conftest import Conversation, RecordingDesk


async def test_a_served_place_names_its_outlet(conversation: Conversation, desk: RecordingDesk) -> None:
    outcome = await conversation.says("上海浦东能送吗", "unserved_region").run(CoverageAction)

    assert outcome.responses == ["utter_coverage_served"]
    assert "021-" in outcome.text
    assert desk.opened == []


async def test_an_unserved_place_offers_ems_and_records_the_demand(
    conversation: Conversation, desk: RecordingDesk
) -> None:
    outcome = await conversation.says("江苏如东能送吗", "unserved_region").run(CoverageAction)

    assert outcome.responses == ["utter_coverage_unserved"]
    assert all(part in outcome.text for part in ("如东县", "EMS", "首重 20 元", "每公斤 8 元", "Q0001"))
    (case,) = desk.opened
    assert (case.kind, case.details) == ("demand", {"place": "江苏省南通市如东县"})
    assert desk.promises == []


async def test_a_city_with_gaps_names_them(conversation: Conversation) -> None:
    outcome = await conversation.says("南通能送吗", "unserved_region").run(CoverageAction)

    assert outcome.responses == ["utter_coverage_partly"]
    assert "如东县" in outcome.text


async def test_an_ambiguous_name_is_asked_for_with_buttons(conversation: Conversation) -> None:
    first = await conversation.says("朝阳区能送吗", "unserved_region").run(CoverageAction)
    assert first.followups == ["coverage_form"]

    asked = await conversation.fill(CoverageForm)
    assert asked.responses == ["utter_question_which_place"]
    assert "北京市朝阳区" in asked.said[0].titles

    conversation.presses(asked.said[0].buttons[0]["payload"])
    chosen = await conversation.fill(CoverageForm)
    assert chosen.slots["requested_slot"] is None
    assert (await conversation.run(CoverageAction)).responses == ["utter_coverage_served"]


async def test_without_a_place_the_form_asks_and_then_offers_a_person(conversation: Conversation) -> None:
    await conversation.says("能送到我们村吗", "unserved_region").run(CoverageAction)
    asked = await conversation.fill(CoverageForm)
    once = await conversation.says("火星", "nlu_fallback").fill(CoverageForm)
    twice = await conversation.says("就是火星", "nlu_fallback").fill(CoverageForm)

    assert asked.responses == ["utter_question_place"]
    assert once.responses == ["utter_question_again"]
    assert twice.responses == ["utter_question_or_person"]
    assert "转人工" in twice.said[0].titles


async def test_an_interrupted_form_gets_its_own_place_back(conversation: Conversation) -> None:
    conversation.says("上海浦东")
    conversation.form = "pickup_form"
    outcome = await conversation.says("新疆若羌能送吗", "unserved_region").run(CoverageAction)

    assert outcome.responses == ["utter_coverage_unserved"]
    assert outcome.slots["place"] == "上海浦东"


async def test_the_desk_is_away_no_number_is_given(conversation: Conversation, desk: RecordingDesk) -> None:
    desk.is_down = True
    outcome = await conversation.says("江苏如东能送吗", "unserved_region").run(CoverageAction)

    assert outcome.responses == ["utter_desk_unavailable"]
    assert "95311" in outcome.text


async def test_a_demand_is_recorded_once_however_often_it_is_asked(
    conversation: Conversation, desk: RecordingDesk
) -> None:
    for text in ("江苏如东送不送", "江苏如东到底送不送", "南通如东呢"):
        await conversation.says(text, "unserved_region").run(CoverageAction)

    assert len(desk.opened) == 1


async def test_a_name_that_no_place_bears_is_asked_for_in_full(conversation: Conversation) -> None:
    await conversation.says("能送吗", "unserved_region").fill(CoverageForm)
    outcome = await conversation.says("火星", "inform").fill(CoverageForm)

    assert "还没有查到" in outcome.text
    assert outcome.slots["requested_slot"] == "place"
