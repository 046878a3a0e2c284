"""The end of a conversation: what was done, and once the question how satisfied the customer is."""

from datetime import timedelta

import pytest
from rasa_sdk import ActionExecutionRejection

from actions.base import SkillAction
from actions.claim_form import ClaimForm
from actions.closing import CloseAction
from actions.desk import NewCase
from actions.fallback import FallbackAction
from actions.smalltalk import DenyAction
from actions.survey import RateAction, SurveyAction, SurveyForm
from actions.tracking import TrackAction
from tests.unit.actions.conftest import IN_TRANSIT, NOW, STUCK, Conversation, RecordingDesk


async def _is_served(desk: RecordingDesk, kind: str = "complaint", number: int = 1) -> None:
    deadline, once = NOW + timedelta(hours=24), f"c1:{number}:{kind}"
    case = await desk.open_case(NewCase("c1", kind, "…", deadline, once))
    await desk.promise("c1", "答复客户", deadline, case.number, once)


@pytest.mark.parametrize(
    ("text", "intent", "action", "response"),
    [
        ("再见", "goodbye", CloseAction, "utter_closing_goodbye"),
        ("谢谢", "thank", CloseAction, "utter_closing_thank"),
        ("没有了", "deny", DenyAction, "utter_closing_nothing_more"),
    ],
)
async def test_what_was_done_is_said_with_its_times_and_satisfaction_is_asked(
    conversation: Conversation, desk: RecordingDesk, *, text: str, intent: str, action: type[SkillAction], response: str
) -> None:
    await _is_served(desk)
    await _is_served(desk, "demand", 2)
    outcome = await conversation.says(text, intent).run(action)

    assert outcome.responses == [response, "utter_question_satisfaction"]
    assert "投诉（Q0001），11月22日 14:00 前给您消息；需求登记（Q0002）。" in outcome.text
    assert outcome.said[1].titles == ["满意", "一般", "不满意"]
    assert outcome.slots["survey_open"] is True


@pytest.mark.parametrize("is_promised", [True, False])
async def test_a_case_that_ran_already_is_summed_up_for_whom_it_was_promised(
    conversation: Conversation, desk: RecordingDesk, *, is_promised: bool
) -> None:
    deadline = NOW + timedelta(hours=1)
    running = await desk.open_case(NewCase("c2", "enquiry", "…", deadline, "c2:1:enquiry", waybill=STUCK))
    if is_promised:
        await desk.promise("c1", "答复客户", deadline, running.number, "c1:1")
    conversation._set("waybill", STUCK)
    outcome = await conversation.says("再见", "goodbye").run(CloseAction)

    assert (running.number in outcome.text) == is_promised


async def test_it_is_asked_once_and_each_case_is_summed_up_once(
    conversation: Conversation, desk: RecordingDesk
) -> None:
    await _is_served(desk)
    await conversation.says("谢谢", "thank").run(CloseAction)
    again = await conversation.says("谢谢", "thank").run(CloseAction)
    await _is_served(desk, "pickup", 2)
    third = await conversation.says("再见", "goodbye").run(CloseAction)

    assert again.responses == ["utter_thank"]
    assert third.responses == ["utter_closing_goodbye"]
    assert "Q0002" in third.text
    assert "Q0001" not in third.text


async def test_who_only_got_an_answer_is_asked_when_leaving_and_not_when_thanking(conversation: Conversation) -> None:
    await conversation.says(IN_TRANSIT, "track_parcel").run(TrackAction)
    thanks = await conversation.says("谢谢", "thank").run(CloseAction)
    leaves = await conversation.says("再见", "goodbye").run(CloseAction)

    assert thanks.responses == ["utter_thank"]
    assert leaves.responses == ["utter_goodbye", "utter_question_satisfaction"]


async def test_who_was_not_served_is_not_asked(conversation: Conversation) -> None:
    assert (await conversation.says("再见", "goodbye").run(CloseAction)).responses == ["utter_goodbye"]


async def test_turning_an_offer_down_is_not_the_end(conversation: Conversation, desk: RecordingDesk) -> None:
    await _is_served(desk)
    conversation.slots["asked"] = "urge_form"

    assert (await conversation.says("不用了", "deny").run(DenyAction)).responses == ["utter_nothing_more"]


async def test_inside_a_form_thanks_are_a_courtesy(conversation: Conversation, desk: RecordingDesk) -> None:
    await _is_served(desk)
    conversation.form = "claim_form"

    assert (await conversation.says("谢谢", "thank").run(CloseAction)).responses == ["utter_thank"]


async def test_goodbye_needs_no_desk(conversation: Conversation, desk: RecordingDesk) -> None:
    desk.is_down = True

    assert (await conversation.says("再见", "goodbye").run(CloseAction)).responses == ["utter_goodbye"]


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ('/inform{"rating": "5"}', 5),
        ("满意", 5),
        ("非常满意，谢谢", 5),
        ("5分", 5),
        ("打四星", 4),
        ("good", 5),
    ],
)
async def test_satisfied(conversation: Conversation, desk: RecordingDesk, text: str, score: int) -> None:
    conversation.presses(text) if text.startswith("/") else conversation.says(text, "praise")
    outcome = await conversation.run(RateAction)

    assert outcome.responses == ["utter_rating_satisfied"]
    assert list(desk.ratings.values()) == [(score, None)]
    assert outcome.slots["survey_open"] is None


@pytest.mark.parametrize(("text", "score"), [("一般吧", 3), ("还行", 3), ("不太满意", 1), ("很差", 1), ("2分", 2)])
async def test_who_is_not_satisfied_is_asked_why_and_followed_up(
    conversation: Conversation, desk: RecordingDesk, text: str, score: int
) -> None:
    conversation.slots["waybill"] = STUCK
    rated = await conversation.says(text, "complain").run(RateAction)
    asked = await conversation.fill(SurveyForm)
    await conversation.says("处理太慢，没人回电话", "complain").fill(SurveyForm)
    outcome = await conversation.run(SurveyAction)

    assert rated.followups == ["survey_form"]
    assert asked.responses == ["utter_question_survey_comment"]
    assert list(desk.ratings.values()) == [(score, None), (score, "处理太慢，没人回电话")]
    (case,) = desk.opened
    assert (case.kind, case.waybill, case.details) == (
        "follow_up",
        STUCK,
        {"score": score, "comment": "处理太慢，没人回电话"},
    )
    assert [due for _, due, _ in desk.promises] == [NOW + timedelta(hours=24)]
    assert all(part in outcome.text for part in ("Q0001", "11月22日 14:00"))


async def test_without_a_reason_there_is_nothing_to_follow_up(conversation: Conversation, desk: RecordingDesk) -> None:
    await conversation.says("一般", "inform").run(RateAction)
    await conversation.fill(SurveyForm)
    await conversation.says("没有", "deny").fill(SurveyForm)
    outcome = await conversation.run(SurveyAction)

    assert outcome.responses == ["utter_survey_no_reason"]
    assert desk.opened == []


async def test_asked_why_another_matter_goes_first(conversation: Conversation) -> None:
    await conversation.says("一般", "inform").run(RateAction)
    await conversation.fill(SurveyForm)

    with pytest.raises(ActionExecutionRejection):
        await conversation.says(f"{IN_TRANSIT}到哪了", "track_parcel").fill(SurveyForm)


@pytest.mark.parametrize(
    ("text", "intent", "followups"),
    [
        ("上海浦东", "inform", ["action_inform"]),
        ("好的", "affirm", ["action_affirm"]),
        ("不用了", "deny", ["action_deny"]),
        ("我要投诉网点把东西弄丢了三天都没人理", "complain", ["complaint_form"]),
    ],
)
async def test_what_is_no_rating_goes_its_own_way(
    conversation: Conversation, desk: RecordingDesk, text: str, intent: str, followups: list[str]
) -> None:
    outcome = await conversation.says(text, intent).run(RateAction)

    assert outcome.followups == followups
    assert outcome.slots["survey_open"] is None
    assert desk.ratings == {}


async def test_a_rating_that_is_hardly_understood_is_one(conversation: Conversation) -> None:
    conversation.slots["survey_open"] = True

    assert (await conversation.says("凑合", "nlu_fallback").run(FallbackAction)).followups == ["action_rate"]


async def test_a_rating_that_the_desk_does_not_take_is_asked_for_later(
    conversation: Conversation, desk: RecordingDesk
) -> None:
    conversation.slots["survey_open"] = True
    desk.is_down = True
    outcome = await conversation.says("满意", "praise").run(RateAction)

    assert outcome.responses == ["utter_rating_unavailable"]
    assert conversation.slots["survey_open"] is True


async def test_who_leaves_inside_a_form_is_asked_nothing_more_of_it(conversation: Conversation) -> None:
    await conversation.says("我要索赔", "claim_compensation").fill(ClaimForm)
    outcome = await conversation.says("再见", "goodbye").run(CloseAction)

    assert outcome.responses == ["utter_goodbye"]
    assert outcome.slots["requested_slot"] is None
    assert any(event["event"] == "active_loop" and event["name"] is None for event in outcome.events)
    assert outcome.followups == ["action_listen"]
