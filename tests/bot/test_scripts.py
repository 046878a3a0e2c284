"""The same message in traditional characters, full width or half in English is understood the same."""

import asyncio
from typing import Any, Dict, Set, Tuple

import pytest

from bot.features import fold
from courier.vocabulary.text import simplified

TRADITIONAL = [
    ("我的快递到哪了", "我的快遞到哪了"),
    ("帮我查一下73100000000011", "幫我查一下73100000000011"),
    ("快递丢了怎么赔", "快遞丟了怎麼賠"),
    ("我要投诉快递员", "我要投訴快遞員"),
    ("态度太差了我要投诉", "態度太差了我要投訴"),
    ("能送到江苏如东吗", "能送到江蘇如東嗎"),
    ("寄到台湾多少钱", "寄到臺灣多少錢"),
    ("从广州寄3公斤到厦门多少钱", "從廣州寄3公斤到廈門多少錢"),
    ("预约明天上午上门取件", "預約明天上午上門取件"),
    ("显示签收了我没有收到", "顯示簽收了我沒有收到"),
    ("麻烦改一下收货地址", "麻煩改一下收貨地址"),
    ("转人工客服", "轉人工客服"),
    ("东西摔坏了要赔偿", "東西摔壞了要賠償"),
    ("电脑可以寄吗", "電腦可以寄嗎"),
    ("充电宝能寄吗", "充電寶能寄嗎"),
    ("春节还送货吗", "春節還送貨嗎"),
    ("你们几点下班", "你們幾點下班"),
    ("南京的网点电话是多少", "南京的網點電話是多少"),
    ("怎么还没有发货", "怎麼還沒有發貨"),
    ("快点送过来我急用", "快點送過來我急用"),
    ("你是机器人吗", "你是機器人嗎"),
    ("谢谢你的帮忙", "謝謝你的幫忙"),
    ("没有保价怎么办", "沒有保價怎麼辦"),
    ("里面的杯子全碎了", "裡面的杯子全碎了"),
    ("运费怎么计算", "運費怎麼計算"),
    ("我想寄一箱苹果去上海", "我想寄一箱蘋果去上海"),
    ("上次的投诉处理得怎么样了", "上次的投訴處理得怎麼樣了"),
    ("仓库着火了快来人", "倉庫著火了快來人"),
    ("电话13812345678", "電話13812345678"),
    ("单号是7310000000001", "單號是7310000000001"),
    ("损失大概两千元", "損失大概兩千元"),
]
WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
FULL_WIDTH = [
    (plain, plain.translate(WIDE))
    for plain in ("查73100000000011", "SF1234567890123到哪了", "电话13812345678", "where is my parcel")
]
HALF_ENGLISH = [
    ("track_parcel", "我的parcel到哪了"),
    ("track_parcel", "帮我track一下73100000000011"),
    ("request_human", "转人工 please"),
    ("complain", "我要complain你们的快递员"),
    ("claim_compensation", "package坏了怎么赔"),
    ("ask_price", "寄到Shanghai要多少钱"),
    ("pickup_request", "明天可以来pick up吗，我要寄件"),
]


@pytest.mark.parametrize(("plain", "other"), TRADITIONAL + FULL_WIDTH)
def test_the_classifiers_see_the_same(plain: str, other: str) -> None:
    assert fold(other) == fold(plain)


@pytest.mark.parametrize(("plain", "other"), TRADITIONAL + FULL_WIDTH)
def test_intent_mood_and_entities_agree(agent: Any, plain: str, other: str) -> None:
    first, second = (asyncio.run(agent.parse_message(text)) for text in (plain, other))

    assert second["intent"]["name"] == first["intent"]["name"]
    assert second["emotion"]["name"] == first["emotion"]["name"]
    assert _entities(second) == _entities(first)


@pytest.mark.parametrize(("intent", "text"), HALF_ENGLISH)
def test_half_english_is_understood(agent: Any, intent: str, text: str) -> None:
    parsed = asyncio.run(agent.parse_message(text))

    assert parsed["intent"]["name"] == intent
    assert parsed["language"] == "zh"


def _entities(parsed: Dict[str, Any]) -> Set[Tuple[str, str]]:
    # Names are given as written, everything else in one form.
    return {(one["entity"], simplified(str(one["value"])).replace("臺", "台")) for one in parsed["entities"]}
