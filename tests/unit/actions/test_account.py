"""Who sends much gets the account's outlet and manager (BUSINESS B16)."""

from actions.by_outlet import AccountAction
from tests.unit.actions.conftest import Conversation

NUMBER = "YJ571001"


async def test_a_known_account_gets_its_outlet_and_manager(conversation: Conversation) -> None:
    outcome = await conversation.says(f"{NUMBER} 客户经理是谁", "out_of_scope").run(AccountAction)

    assert outcome.responses == ["utter_account_known"]
    assert all(part in outcome.text for part in ("杭州余杭网点", "0571-55506909", "周敏", "0571-55501201"))


async def test_the_number_is_asked_for_once(conversation: Conversation) -> None:
    await conversation.says(NUMBER, "inform").run(AccountAction)
    outcome = await conversation.says("客户经理电话", "out_of_scope").run(AccountAction)

    assert "周敏" in outcome.text


async def test_an_unknown_account_is_said_to_be_so_and_not_kept(conversation: Conversation) -> None:
    outcome = await conversation.says("YJ999999", "inform").run(AccountAction)
    later = await conversation.says("月结怎么办", "out_of_scope").run(AccountAction)

    assert (outcome.responses, later.responses) == (["utter_account_unknown"], ["utter_account"])
    assert "YJ999999" in outcome.text


async def test_in_english(english: Conversation) -> None:
    outcome = await english.says(f"my account is {NUMBER}", "inform").run(AccountAction)

    assert "Your account manager is" in outcome.text
