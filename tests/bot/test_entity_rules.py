"""What the rules find in customers' messages."""

import time
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Callable, Dict, List

import pytest
import yaml
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.entity_rules import EntityRules

TABLES = [
    {"name": "insurance.declared", "elements": ["保价"]},
    {"name": "insurance.none", "elements": ["没保价"]},
    {"name": "incident.lost", "elements": ["丢了", "LOST"]},
    {"name": "threat.regulator", "elements": ["12345"]},
    {"name": "item_kind.goods", "elements": ["手机"]},
    {"name": "item", "elements": ["手机", "苹果"]},
    {"name": "item.none", "elements": ["手机号"]},
]
NOW = datetime(2026, 11, 24, 15, 36, tzinfo=timezone(timedelta(hours=8)))


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


@pytest.fixture(scope="module")
def customers() -> List[str]:
    """The real table of what elderly customers say."""
    (table,) = yaml.safe_load(Path("data/lookups/customer.yml").read_text("utf-8"))["nlu"]
    return [line.removeprefix("- ") for line in table["examples"].splitlines()]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("我年纪大了，不会弄", ["elderly"]),
        ("本人眼睛不好，看着费劲", ["elderly"]),
        ("我今年七十三了", ["elderly"]),
        ("我70多岁了", ["elderly"]),
        ("I'm retired, where is it", ["elderly"]),
        ("我妈七十多岁，帮她查个快递", []),
        ("我70块钱寄的", []),
        ("欺负老人是吧", []),
    ],
)
def test_who_says_so_is_elderly_and_who_writes_for_a_parent_is_not(
    make_component: Callable[..., Any], customers: List[str], text: str, value: List[str]
) -> None:
    rules: EntityRules = make_component(EntityRules)
    rules.train(TrainingData(lookup_tables=[{"name": "customer_type.elderly", "elements": customers}]))

    assert list(dict.fromkeys(_values(rules, text, "customer_type"))) == value


def test_a_waybill_is_normalised_and_tells_its_carrier(rules: EntityRules) -> None:
    text = "顺丰 sf 1409 9288 37715 到哪了"

    carrier, waybill = _found(rules, text)

    assert (carrier["entity"], carrier["value"]) == ("carrier", "sf")
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


def test_a_place_in_english_names_its_levels(rules: EntityRules) -> None:
    (place,) = _found(rules, "can you deliver to Rudong, Jiangsu?")

    assert (place["value"], place["city"], place["county"]) == ("Rudong, Jiangsu", "南通市", "如东县")


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


def test_pinyin_has_the_terms_of_the_chinese_it_stands_for(rules: EntityRules) -> None:
    text = "kuaidi diu le 73128845901237"
    lost = [one for one in _found(rules, text) if one["entity"] == "incident"]

    assert [(one["value"], one["start"], one["end"]) for one in lost] == [("lost", 0, len(text))]
    assert _values(rules, text, "waybill") == ["73128845901237"]


def test_many_terms_take_no_time(rules: EntityRules) -> None:
    start = time.perf_counter()

    rules.find("丢了" * 2000)

    assert time.perf_counter() - start < 1


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


def test_a_number_with_a_digit_too_few_is_doubtful(rules: EntityRules) -> None:
    (found,) = _found(rules, "单号7310000000001")

    assert (found["entity"], found["value"], found["carrier"], found["flaw"]) == (
        "doubtful_number",
        "7310000000001",
        "zto",
        "too_short",
    )


def test_an_order_number_is_no_waybill(rules: EntityRules) -> None:
    assert [(one["entity"], one["value"]) for one in _found(rules, "订单号468123456789")] == [
        ("order_number", "468123456789")
    ]


def test_an_order_number_that_is_a_waybill_is_a_waybill(rules: EntityRules) -> None:
    assert [one["entity"] for one in _found(rules, "订单号73100000000011")] == ["waybill"]


def test_many_waybills_are_cut_off_but_counted(rules: EntityRules) -> None:
    text = "，".join(f"73112345{number:06d}" for number in range(200))
    began = time.process_time()
    found = _found(rules, text)

    assert time.process_time() - began < 0.2
    assert {one["entity"] for one in found} == {"waybill"}
    assert [len(found), found[0]["value"], found[0]["count"]] == [20, "73112345000000", 200]


def test_a_phone_tail_needs_its_word(rules: EntityRules) -> None:
    assert _values(rules, "手机尾号是8899", "phone_tail") == ["8899"]
    assert _values(rules, "8899", "phone_tail") == []


def test_sums_weights_and_times_are_normalised(rules: EntityRules) -> None:
    found = rules.find("明天下午三点取10斤苹果，价值三千块", now=NOW)

    assert [(one["entity"], one["value"]) for one in found] == [
        ("time", "2026-11-25T15:00:00+08:00"),
        ("weight", "5"),
        ("item", "苹果"),
        ("money", "3000"),
    ]


def test_goods_stand_beside_the_terms(rules: EntityRules) -> None:
    assert [(one["entity"], one["value"]) for one in _found(rules, "手机丢了")] == [
        ("item_kind", "goods"),
        ("item", "手机"),
        ("incident", "lost"),
    ]
    assert _values(rules, "手机号是多少", "item") == []


def test_goods_that_may_not_be_sent_tell_their_class(rules: EntityRules) -> None:
    assert [(one["value"], one["class"]) for one in _found(rules, "充电宝能寄吗")] == [("充电宝", "batteries")]
    assert _values(rules, "到酒店", "item") == []
    assert _values(rules, "it has begun", "item") == []


def test_a_carrier_is_named_by_its_code(rules: EntityRules) -> None:
    assert _values(rules, "顺丰还是中通快递", "carrier") == ["sf", "zto"]


def test_traditional_characters_are_read(rules: EntityRules) -> None:
    found = _found(rules, "丟了，寄到臺北，三千塊")

    assert [(one["entity"], one["value"]) for one in found] == [
        ("incident", "lost"),
        ("place", "臺北"),
        ("money", "3000"),
    ]


def test_a_place_tells_its_town(rules: EntityRules) -> None:
    (place,) = _found(rules, "如东栟茶")

    assert (place["county"], place["town"], place["candidates"]) == (
        "如东县",
        "栟茶镇",
        ["江苏省南通市如东县栟茶镇"],
    )


def test_a_usual_message_is_read_at_once(rules: EntityRules) -> None:
    text = "明天下午三点来取10斤苹果，寄到江苏省南通市如东县栟茶镇吧"
    rules.find(text)
    began = time.process_time()
    for _ in range(50):
        rules.find(text)

    assert (time.process_time() - began) / 50 < 0.0015


def test_changed_facts_make_a_new_model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = EntityRules.fingerprint_addon({})
    (tmp_path / "prohibited.yaml").write_text("classes: [{code: toys, words: [水枪]}]", "utf-8")
    (tmp_path / "carriers.csv").write_text("code,name\n", "utf-8")
    monkeypatch.setattr("bot.terms_of_facts.FACTS", tmp_path)

    assert EntityRules.fingerprint_addon({}) != before
