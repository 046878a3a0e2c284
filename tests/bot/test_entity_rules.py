"""What the rules find in customers' messages."""

from typing import Any, Callable, Dict, List

import pytest
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.entity_rules import EntityRules

TABLES = [
    {"name": "insurance.declared", "elements": ["保价"]},
    {"name": "insurance.none", "elements": ["没保价"]},
    {"name": "incident.lost", "elements": ["丢了", "LOST"]},
]


@pytest.fixture
def rules(make_component: Callable[..., Any]) -> EntityRules:
    component: EntityRules = make_component(EntityRules)
    component.train(TrainingData(lookup_tables=TABLES))
    return component


def _found(rules: EntityRules, text: str) -> List[Dict[str, Any]]:
    message = Message({TEXT: text})
    rules.process([message])
    found: List[Dict[str, Any]] = message.get(ENTITIES)
    return found


def _values(rules: EntityRules, text: str, entity: str) -> List[str]:
    return [one["value"] for one in _found(rules, text) if one["entity"] == entity]


def test_a_waybill_is_normalised_and_tells_its_carrier(rules: EntityRules) -> None:
    text = "顺丰 sf 1409 9288 37715 到哪了"

    (waybill,) = _found(rules, text)

    assert (waybill["entity"], waybill["value"], waybill["carrier"]) == ("waybill", "SF1409928837715", "sf")
    assert text[waybill["start"] : waybill["end"]] == "sf 1409 9288 37715"
    assert waybill["extractor"] == "EntityRules"


def test_several_waybills_come_in_the_order_of_the_text(rules: EntityRules) -> None:
    assert _values(rules, "73128845901237还有78266301945528", "waybill") == ["73128845901237", "78266301945528"]


def test_a_telephone_is_not_a_waybill(rules: EntityRules) -> None:
    found = _found(rules, "打我电话 138 1234 5678")

    assert [(one["entity"], one["value"], one["kind"]) for one in found] == [("phone", "13812345678", "mobile")]


def test_an_identity_number_is_nothing(rules: EntityRules) -> None:
    assert _found(rules, "11010519491231002X") == []


def test_a_place_names_its_levels(rules: EntityRules) -> None:
    (place,) = _found(rules, "江苏如东能送吗")

    assert (place["value"], place["province"], place["city"], place["county"]) == (
        "江苏如东",
        "江苏省",
        "南通市",
        "如东县",
    )


def test_a_name_of_several_places_stays_open(rules: EntityRules) -> None:
    (place,) = _found(rules, "送到朝阳区")

    assert place["county"] is None
    assert "北京市朝阳区" in place["candidates"]
    assert len(place["candidates"]) > 1


def test_the_longer_term_wins(rules: EntityRules) -> None:
    assert _values(rules, "我没保价", "insurance") == ["none"]
    assert _values(rules, "保价了", "insurance") == ["declared"]


def test_terms_do_not_mind_the_case(rules: EntityRules) -> None:
    assert _values(rules, "my parcel is Lost", "incident") == ["lost"]


def test_an_empty_message_has_no_entities(rules: EntityRules) -> None:
    message = Message({TEXT: ""})

    assert rules.process([message])[0].get(ENTITIES) is None


def test_a_loaded_component_finds_the_same(rules: EntityRules, storage: Any) -> None:
    text = "73128845901237丢了，没保价，在江苏如东"
    loaded = EntityRules.load(EntityRules.get_default_config(), storage, Resource("component"), execution_context=None)

    assert loaded.find(text) == rules.find(text)
    assert len(loaded.find(text)) == 4


def test_our_own_carrier_is_a_setting(make_component: Callable[..., Any]) -> None:
    number = "468123456789"  # Twelve digits fit several carriers.
    ours, theirs = make_component(EntityRules), make_component(EntityRules, own_carrier="sto")

    assert ours.find(number)[0]["carrier"] == "zto"
    assert theirs.find(number)[0]["carrier"] == "sto"
