"""Actions word their answers, and what they fill into them, for the same reader."""

from actions.tracking import TrackAction, TrackForm
from tests.unit.actions.conftest import IN_TRANSIT, STUCK, Conversation, RecordingDesk


def felt(conversation: Conversation, emotion: str) -> Conversation:
    """The latest message with the mood that the assistant read from it."""
    said = next(event for event in reversed(conversation.events) if event["event"] == "user")
    said["parse_data"] = {"emotion": {"name": emotion}}
    return conversation


async def test_a_calm_customer_gets_the_facts_at_once(conversation: Conversation) -> None:
    outcome = await felt(conversation.says(f"{STUCK}到哪了", "track_parcel"), "calm").run(TrackAction)

    assert outcome.text.startswith("很抱歉，您的快件")


async def test_an_upset_customer_is_understood_first_and_promised_the_same(
    conversation: Conversation, desk: RecordingDesk
) -> None:
    outcome = await felt(conversation.says(f"{STUCK}都几天了", "track_parcel"), "upset").run(TrackAction)

    assert outcome.text.startswith("等了这么久还没有动静，您着急我理解")
    assert desk.opened
    assert len(desk.promises) == 1


async def test_the_mood_lasts_over_a_message_that_only_informs(conversation: Conversation) -> None:
    await felt(conversation.says("我的快递怎么还不动", "track_parcel"), "upset").fill(TrackForm)
    outcome = await conversation.says(STUCK).run(TrackAction)

    assert "您着急我理解" in outcome.text


async def test_a_question_asked_again_is_worded_for_elderly_people_with_one_way_to_a_person(
    conversation: Conversation,
) -> None:
    conversation.slots["customer_type"] = "elderly"
    first = await conversation.says("查快递", "track_parcel").fill(TrackForm)
    conversation.slots["requested_slot"] = "waybill"
    again = await conversation.says("哪个").fill(TrackForm)

    assert first.said[0].titles == ["转人工"]
    assert "那串长号码" in again.text
    assert again.said[0].titles.count("转人工") == 1


async def test_colleagues_read_plain_chinese_whoever_is_answered(english: Conversation, desk: RecordingDesk) -> None:
    english.slots["customer_type"] = "elderly"
    outcome = await felt(english.says(f"where is {STUCK}", "track_parcel"), "angry").run(TrackAction)

    assert outcome.text.startswith("There is no news of your parcel")
    assert desk.opened[0].summary.startswith("查件：")


async def test_english_customers_who_are_upset_are_understood_in_english(english: Conversation) -> None:
    outcome = await felt(english.says(f"where is {IN_TRANSIT}", "track_parcel"), "upset").run(TrackAction)

    assert outcome.text.startswith("I understand that you are waiting.")
