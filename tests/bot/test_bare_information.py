"""Messages that are nothing but information."""

from typing import Any, Callable, Dict

import pytest
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.bare_information import BareInformation
from bot.entity_rules import EntityRules

GUESS: Dict[str, Any] = {"name": "greet", "confidence": 0.3}


@pytest.fixture
def understand(make_component: Callable[..., Any]) -> Callable[[str], Message]:
    rules, bare = make_component(EntityRules), make_component(BareInformation)

    def run(text: str) -> Message:
        message = Message(
            {TEXT: text, INTENT: GUESS, INTENT_RANKING_KEY: [GUESS, {"name": "inform", "confidence": 0.2}]}
        )
        found: Message = bare.process(rules.process([message]))[0]
        return found

    return run


@pytest.mark.parametrize(
    "text", ["73128845901237", "73128845901237。", "上海浦东", "13812345678", "88块", "1.2万元", "5000"]
)
def test_bare_information_informs(understand: Any, text: str) -> None:
    message = understand(text)

    assert message.get(INTENT) == {"name": "inform", "confidence": 1.0}
    assert [one["name"] for one in message.get(INTENT_RANKING_KEY)] == ["inform", "greet"]
    assert message.get("emotion") == {"name": "calm", "confidence": 1.0}


@pytest.mark.parametrize("text", ["73128845901237到哪了", "上海浦东能送吗", "喂", "？？？", "🙏"])
def test_anything_else_keeps_its_intent(understand: Any, text: str) -> None:
    assert understand(text).get(INTENT) == GUESS


def test_only_the_configured_entities_count(make_component: Callable[..., Any]) -> None:
    bare = make_component(BareInformation, entities=["waybill"])
    message = Message({TEXT: "上海", INTENT: GUESS, ENTITIES: [{"entity": "place", "start": 0, "end": 2}]})

    assert bare.process([message])[0].get(INTENT) == GUESS
