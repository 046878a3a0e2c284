"""Messages in languages without answers of their own, and in which language everybody else is answered."""

from typing import Any

from actions.language import GREETED, OtherLanguageAction
from tests.unit.actions.conftest import IN_TRANSIT, Conversation, RecordingDesk


def written_in(conversation: Conversation, language: str) -> Conversation:
    """The latest message as the assistant hands it over, with its language told."""
    said = next(event for event in reversed(conversation.events) if event["event"] == "user")
    said["parse_data"] = {"language": language}
    return conversation


async def test_another_language_is_greeted_in_three(conversation: Conversation) -> None:
    outcome = await written_in(conversation.says("荷物はどこですか", "out_of_scope"), "ja").run(OtherLanguageAction)

    assert outcome.responses == ["utter_other_language"]
    assert "中国語または英語" in outcome.text
    assert "中文和英语" in outcome.text
    assert "Chinese and English" in outcome.text
    assert [button["payload"] for button in outcome.said[0].buttons] == ["/request_human"]
    assert outcome.followups == ["action_listen"]


async def test_a_language_without_a_sentence_of_its_own_is_greeted_in_two(conversation: Conversation) -> None:
    outcome = await written_in(conversation.says("ပါဆယ်", "out_of_scope"), "my").run(OtherLanguageAction)

    assert outcome.text.startswith(("您好", "Hello"))


async def test_a_waybill_in_it_is_looked_up(conversation: Conversation) -> None:
    outcome = await written_in(conversation.says(f"荷物 {IN_TRANSIT}", "out_of_scope"), "ja").run(OtherLanguageAction)

    assert outcome.followups == ["action_track"]


async def test_the_second_message_in_a_row_gets_a_person(conversation: Conversation, desk: RecordingDesk) -> None:
    await written_in(conversation.says("荷物はどこですか", "out_of_scope"), "ja").run(OtherLanguageAction)
    outcome = await written_in(conversation.says("まだ届いていません", "out_of_scope"), "ja").run(OtherLanguageAction)

    assert [reason for reason, *_ in desk.handoffs] == ["not_understood"]
    assert outcome.responses == ["utter_handoff_not_understood"]


async def test_an_open_form_goes_on(conversation: Conversation, desk: RecordingDesk) -> None:
    conversation.form = "claim_form"
    for _ in range(2):
        outcome = await written_in(conversation.says("まだです", "out_of_scope"), "ja").run(OtherLanguageAction)

    assert outcome.responses == ["utter_other_language"]
    assert outcome.followups == []
    assert desk.handoffs == []


def test_every_greeted_language_has_its_sentence(domain: dict[str, Any]) -> None:
    phrase = "utter_phrase_language_"

    assert {name.removeprefix(phrase) for name in domain["responses"] if name.startswith(phrase)} == GREETED
