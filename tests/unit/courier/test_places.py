import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courier.vocabulary import places
from courier.vocabulary.gazetteer import all_divisions, short_form


def names(text: str) -> list[tuple[str, str]]:
    return [(one.text, one.full_name) for one in places(text)]


@pytest.mark.parametrize(
    ("text", "written", "meant"),
    [
        ("江苏如东送不送", "江苏如东", "江苏省南通市如东县"),
        ("江苏省南通市如东县掘港镇人民路3号", "江苏省南通市如东县掘港镇", "江苏省南通市如东县"),
        ("北京的朝阳区", "北京的朝阳区", "北京市朝阳区"),
        ("江苏-苏州 昆山", "江苏-苏州 昆山", "江苏省苏州市昆山市"),
        ("寄到魔都", "魔都", "上海市"),
        ("发沪多少钱", "沪", "上海市"),
        ("深圳南山", "深圳南山", "广东省深圳市南山区"),
        ("新疆和田", "新疆和田", "新疆维吾尔自治区和田地区"),
        ("西双版纳勐腊", "西双版纳勐腊", "云南省西双版纳傣族自治州勐腊县"),
        ("甘孜州色达县", "甘孜州色达县", "四川省甘孜藏族自治州色达县"),
        ("吉林吉林", "吉林吉林", "吉林省吉林市"),
        ("海南能到吗", "海南", "海南省"),
        ("长沙", "长沙", "湖南省长沙市"),
        ("掘港能送吗", "掘港", "江苏省南通市如东县"),
        ("寄到开封", "开封", "河南省开封市"),
        ("从上海路过", "上海", "上海市"),
        ("南京新街口", "南京", "江苏省南京市"),
        ("深圳西乡", "深圳西乡", "广东省深圳市宝安区"),
        ("甘肃阿克塞县", "甘肃阿克塞县", "甘肃省酒泉市阿克塞哈萨克族自治县"),
        ("内蒙古通辽科左中旗", "内蒙古通辽科左中旗", "内蒙古自治区通辽市科尔沁左翼中旗"),
        ("延边州能到吗", "延边州", "吉林省延边朝鲜族自治州"),
    ],
)
def test_place_is_found_with_its_division(text: str, written: str, meant: str) -> None:
    assert names(text) == [(written, meant)]


@pytest.mark.parametrize(
    "text",
    [
        "包裹已开封",
        "我去公安局",
        "比如说衣服",
        "南京西路",
        "大理石可以寄吗",
        "京东快递",
        "欢迎来宾",
        "我们合作吧",
        "在东区",
        "解放路5号",
        "朝阳小区",
        "分期商城",
        "何建平",
        "邮政和极兔",
        "",
    ],
)
def test_words_and_streets_are_no_places(text: str) -> None:
    assert names(text) == []


def test_street_named_after_a_city_does_not_change_the_place() -> None:
    assert names("上海市黄浦区南京东路100号") == [("上海市黄浦区", "上海市黄浦区")]


@pytest.mark.parametrize(
    ("text", "written", "meant"),
    [
        ("栟茶镇能送吗", "栟茶镇", "江苏省南通市如东县栟茶镇"),
        ("如东栟茶", "如东栟茶", "江苏省南通市如东县栟茶镇"),
        ("如東縣栟茶鎮", "如東縣栟茶鎮", "江苏省南通市如东县栟茶镇"),
        ("如东县掘港镇", "如东县掘港镇", "江苏省南通市如东县掘港街道"),
        ("东莞虎门", "东莞虎门", "广东省东莞市虎门镇"),
        ("昆山花桥能到吗", "昆山花桥", "江苏省苏州市昆山市花桥镇"),
        ("通州马驹桥", "通州马驹桥", "北京市通州区马驹桥镇"),
        ("萧山新街", "萧山新街", "浙江省杭州市萧山区新街街道"),
        ("南京市江宁区东山街道", "南京市江宁区东山街道", "江苏省南京市江宁区东山街道"),
        ("辽宁丹东宽甸县下露河乡", "辽宁丹东宽甸县下露河乡", "辽宁省丹东市宽甸满族自治县下露河朝鲜族乡"),
    ],
)
def test_town_is_found_with_its_county(text: str, written: str, meant: str) -> None:
    assert [(one.text, one.with_town) for one in places(text)] == [(written, meant)]


@pytest.mark.parametrize("text", ["新街", "马塘", "城关镇", "我老家乡下", "家乡", "三里屯"])
def test_short_town_name_alone_is_no_place(text: str) -> None:
    assert names(text) == []


def test_short_town_name_that_is_better_known_elsewhere_stays_there() -> None:
    assert [full for _, full in names("从如东长沙寄")] == ["江苏省南通市如东县", "湖南省长沙市"]


@pytest.mark.parametrize(
    ("text", "meant"), [("臺北", "台湾省台北市"), ("廈門思明區", "福建省厦门市思明区"), ("乾縣", "陕西省咸阳市乾县")]
)
def test_traditional_characters_are_read(text: str, meant: str) -> None:
    assert names(text) == [(text, meant)]


def test_two_places_stay_two() -> None:
    assert [full for _, full in names("从北京到上海多少钱")] == ["北京市", "上海市"]


@pytest.mark.parametrize(("text", "count"), [("朝阳区", 2), ("鼓楼区", 4), ("通州", 2), ("朝阳", 3)])
def test_ambiguous_name_keeps_all_candidates(text: str, count: int) -> None:
    found = places(text)
    assert len({one.full_name for one in found}) == count
    assert {(one.start, one.end) for one in found} == {(0, len(text))}


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("如东县", "如东"),
        ("延边朝鲜族自治州", "延边"),
        ("内蒙古自治区", "内蒙古"),
        ("新疆维吾尔自治区", "新疆"),
        ("前郭尔罗斯蒙古族自治县", "前郭尔罗斯"),
        ("双江拉祜族佤族布朗族傣族自治县", "双江"),
        ("浦东新区", "浦东"),
        ("赵县", "赵县"),
    ],
)
def test_short_form_drops_the_kind_of_division(full: str, short: str) -> None:
    assert short_form(full) == short


def test_every_division_is_found_by_its_full_address() -> None:
    lost = []
    for one in all_divisions():
        text = "".join(dict.fromkeys((one.province, one.city, one.county)))
        if [place.full_name for place in places(text)] != [text]:
            lost.append(text)
    assert lost == []


@given(st.text(alphabet="北京上海江苏如东县市区朝阳到寄路的 ，a1", max_size=60))
def test_spans_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    spans = sorted({(one.start, one.end) for one in places(text)})
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


def test_long_text_is_read_in_reasonable_time() -> None:
    began = time.perf_counter()
    places("您好我想问一下快递" * 1200)
    assert time.perf_counter() - began < 1
