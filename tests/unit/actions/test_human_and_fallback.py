"""Handing over, and asking before giving up."""

from actions.fallback import FallbackAction, likeliest
from actions.human import EscalateAction
from actions.tracking import TrackAction
from actions.turn import Turn
from tests.unit.actions.conftest import IN_TRANSIT, Conversation, RecordingDesk


async def test_a_person_is_asked_for_at_once(conversation: Conversation, desk: RecordingDesk) -> None:
    outcome = await conversation.says("转人工", "request_human").run(EscalateAction)

    assert desk.handoffs == [("customer_request", "转人工", "general")]
    assert outcome.responses == ["utter_handoff"]


async def test_the_open_form_decides_who_takes_it_and_stops_asking(
    conversation: Conversation, desk: RecordingDesk
) -> None:
    conversation.form = "claim_form"
    outcome = await conversation.says("转人工", "request_human").run(EscalateAction)

    assert desk.handoffs[0][2] == "claim"
    assert {"event": "active_loop", "timestamp": None, "name": None} in outcome.events
    assert outcome.slots["requested_slot"] is None


async def test_the_last_finished_matter_decides_when_nothing_is_open(
    conversation: Conversation, desk: RecordingDesk
) -> None:
    conversation.slots["finished"] = ["claim_form", "complaint_form"]
    await conversation.says("转人工", "request_human").run(EscalateAction)

    assert desk.handoffs[0][2] == "complaint"


async def test_what_the_policy_had_served_is_not_served_again(conversation: Conversation) -> None:
    await conversation.says(f"{IN_TRANSIT}怎么退回了", "out_of_scope", waybill=IN_TRANSIT).run(TrackAction)
    outcome = await conversation.run(FallbackAction)

    assert (outcome.responses, outcome.followups) == ([], ["action_listen"])


async def test_without_the_desk_no_person_is_promised(conversation: Conversation, desk: RecordingDesk) -> None:
    desk.is_down = True
    outcome = await conversation.says("转人工", "request_human").run(EscalateAction)

    assert outcome.responses == ["utter_handoff_unavailable"]
    assert outcome.said[0].titles == ["转人工"]


async def test_the_first_misunderstanding_asks_a_two_way_question(
    conversation: Conversation, desk: RecordingDesk
) -> None:
    conversation.says("阿巴阿巴", "nlu_fallback")
    ranked = ["nlu_fallback", "greet", "pickup_request", "out_of_scope", "complain", "track_parcel"]
    conversation.latest["intent_ranking"] = [{"name": name, "confidence": 0.2} for name in ranked]
    outcome = await conversation.run(FallbackAction)

    assert "预约上门取件，还是想投诉" in outcome.text
    payloads = [button["payload"] for button in outcome.said[0].buttons]
    assert payloads == ["/pickup_request", "/complain", "/request_human"]
    assert outcome.followups == ["action_listen"]
    assert desk.handoffs == []


async def test_the_second_in_a_row_hands_over(conversation: Conversation, desk: RecordingDesk) -> None:
    await conversation.says("阿巴阿巴", "nlu_fallback").run(FallbackAction)
    outcome = await conversation.says("呜啦啦", "nlu_fallback").run(FallbackAction)

    assert desk.handoffs == [("not_understood", "呜啦啦", "general")]
    assert outcome.responses == ["utter_handoff_not_understood"]


async def test_an_understood_message_between_them_starts_the_count_again(
    conversation: Conversation, desk: RecordingDesk
) -> None:
    await conversation.says("阿巴阿巴", "nlu_fallback").run(FallbackAction)
    conversation.says("你好", "greet")
    await conversation.says("呜啦啦", "nlu_fallback").run(FallbackAction)

    assert desk.handoffs == []


async def test_a_waybill_is_used_even_if_the_rest_is_not_understood(conversation: Conversation) -> None:
    outcome = await conversation.says(f"{IN_TRANSIT}咋整", "nlu_fallback").run(FallbackAction)

    assert (outcome.said, outcome.followups) == ([], ["action_track"])


def test_two_wishes_are_offered_even_if_none_was_ranked(conversation: Conversation) -> None:
    turn = Turn("c1", "c1:1", "嗯", "zh", "greet", 0.2, ("greet",), (), {}, None, ())

    assert likeliest(turn) == ("track_parcel", "complain")


async def test_the_policy_says_why_and_the_evidence_reaches_the_agents(
    conversation: Conversation, desk: RecordingDesk
) -> None:
    conversation.slots["escalation"] = {"reason": "angry", "evidence": ["怎么还没到", "骗子"], "score": 0.8}
    outcome = await conversation.says("骗子", "complain").run(EscalateAction)

    assert desk.handoffs == [("angry", "怎么还没到 / 骗子", "general")]
    assert outcome.responses == ["utter_handoff_angry"]
    assert outcome.followups == ["action_listen"]
    assert outcome.slots["escalation"] is None


async def test_in_an_emergency_the_numbers_come_first(conversation: Conversation, desk: RecordingDesk) -> None:
    conversation.slots["escalation"] = {"reason": "emergency", "evidence": ["快递车着火了"], "score": 0.9}
    outcome = await conversation.says("快递车着火了", "report_emergency").run(EscalateAction)

    assert outcome.responses == ["utter_emergency", "utter_handoff"]
    assert "119" in outcome.text
    assert desk.handoffs[0][0] == "emergency"
