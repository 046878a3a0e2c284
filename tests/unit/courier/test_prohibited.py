import pytest

from courier.facts import Facts
from courier.prohibited import look_up


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("橡胶水能寄吗", "flammable_liquids"),
        ("油漆可以吗", "flammable_liquids"),
        ("想寄一个打火机", "gases"),
        ("打火机油", "flammable_liquids"),
        ("医用酒精", "flammable_liquids"),
        ("过年的烟花爆竹", "explosives"),
        ("一把匕首", "knives"),
        ("Can I send a LIGHTER?", "gases"),
        ("some fireworks", "explosives"),
    ],
)
def test_forbidden_goods_are_recognised(facts: Facts, text: str, code: str) -> None:
    found = look_up(facts, text)
    assert found is not None
    assert (found.code, found.verdict) == (code, "forbidden")


@pytest.mark.parametrize(
    ("text", "code"), [("充电宝可以寄吗", "batteries"), ("寄两瓶酒", "spirits"), ("菜刀", "blades")]
)
def test_restricted_goods_come_with_their_conditions(facts: Facts, text: str, code: str) -> None:
    found = look_up(facts, text)
    assert found is not None
    assert (found.code, found.verdict) == (code, "restricted")
    assert found.conditions_zh
    assert found.conditions_en


@pytest.mark.parametrize(
    "text", ["衣服", "送到酒店前台", "寄到酒泉", "不含酒精的湿巾", "a painting", "I have begun", "", "筋膜枪"]
)
def test_harmless_goods_are_not_refused(facts: Facts, text: str) -> None:
    assert look_up(facts, text) is None


def test_every_word_leads_to_a_class_of_the_same_verdict_or_stricter(facts: Facts) -> None:
    for one in facts.prohibited:
        for word in one.words:
            found = look_up(facts, word)
            assert found is not None, word
            assert found.verdict in (one.verdict, "forbidden"), word
