"""The intent classifier as a component of Rasa."""

from typing import Any, Dict

import pytest
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.intent_model import IntentModel


class Undecided:
    """A model that holds two intents to be nearly as likely."""

    classes = ("out_of_scope", "claim_compensation", "thank")

    def rank(self, text: str) -> Any:
        return [("out_of_scope", 0.45), ("claim_compensation", 0.4), ("thank", 0.15)]

    def skim(self, texts: Any) -> Any:
        return [self.rank(text) for text in texts]


def understood(weights: Dict[str, float], text: str = "收到的碗少了一只") -> Message:
    config = {**IntentModel.get_default_config(), "weights": weights}
    component = IntentModel(config, None, None, Undecided())  # type: ignore[arg-type]
    return component.process([Message({TEXT: text})])[0]


@pytest.mark.parametrize(
    ("weights", "intent"),
    [
        ({}, "out_of_scope"),
        ({"claim_compensation": 1.2}, "claim_compensation"),
        ({"out_of_scope": 0.8}, "claim_compensation"),
        ({"thank": 1.2}, "out_of_scope"),
    ],
)
def test_doubt_is_decided_for_the_weightier_wish(weights: Dict[str, float], intent: str) -> None:
    assert understood(weights).get(INTENT)[INTENT_NAME_KEY] == intent


def test_weighed_chances_are_in_order_and_add_up() -> None:
    chances = [one[PREDICTED_CONFIDENCE_KEY] for one in understood({"claim_compensation": 2.0}).get(INTENT_RANKING_KEY)]

    assert chances == sorted(chances, reverse=True)
    assert sum(chances) == pytest.approx(1)


def test_punctuation_is_no_wish_whatever_the_weights() -> None:
    assert understood({"claim_compensation": 9.0}, "？？？").get(INTENT)[INTENT_NAME_KEY] == "out_of_scope"
