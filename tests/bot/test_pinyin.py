"""Pinyin is read as the Chinese it stands for, and other languages are left alone."""

import time
from typing import List

import pytest

from bot.pinyin import characters, syllables, toneless

PINYIN = [
    ("wo yao chadan", "我要查单"),
    ("wode kuaidi dao nali le", "我的快递到哪里了"),
    ("rengong", "人工"),
    ("kuaidi diu le zenme pei", "快递丢了怎么赔"),
    ("wodekuaididaonalile", "我的快递到哪里了"),
    ("Wo De Kuai Di Zen Me Hai Mei Dao", "我的快递怎么还没到"),
    ("WOYAOTOUSU", "我要投诉"),
    ("wo3 yao4 cha2 dan1", "我要查单"),
    ("zen3me0 hai2 mei2 dao4", "怎么还没到"),
    ("wǒ yào tóusù", "我要投诉"),
    ("xi'an dao beijing duoshao qian", "西安到北京多少钱"),
    ("xi an dao lan zhou", "西安到兰州"),
    ("lüyou jie", "旅游节"),
    ("lvse de baoguo", "绿色的包裹"),
    ("nü shi", "女士"),
    ("ni hao", "你好"),
    ("nihao", "你好"),
    ("nin hao", "您好"),
    ("xiexie", "谢谢"),
    ("xie xie ni", "谢谢你"),
    ("zaijian", "再见"),
    ("zai ma", "在吗"),
    ("youren ma", "有人吗"),
    ("you mei you ren", "有没有人"),
    ("zhuan rengong kefu", "转人工客服"),
    ("kuai dian song guo lai", "快点送过来"),
    ("shenme shihou dao", "什么时候到"),
    ("shoudao le ma", "收到了吗"),
    ("meiyou shoudao kuaidi", "没有收到快递"),
    ("baoguo huai le yao peichang", "包裹坏了要赔偿"),
    ("dizhi xie cuo le", "地址写错了"),
    ("wo xiang ji kuaidi", "我想寄快递"),
    ("shang men qu jian", "上门取件"),
    ("taidu tai cha le", "态度太差了"),
    ("women zheli neng song ma", "我们这里能送吗"),
    ("xinjiang neng dao ma", "新疆能到吗"),
    ("yunfei duoshao", "运费多少"),
    ("jia qian duo shao", "价钱多少"),
    ("wo yao tuihuo", "我要退货"),
    ("danhao 73100000000011 dao na le", "单号到哪了"),
    ("SF1234567890123 dao nali le", "到哪里了"),
    ("zto de kuaidi", "的快递"),
    ("hello wo yao chadan", "我要查单"),
    ("dui", "对"),
    ("hao de", "好的"),
    ("bu yao", "不要"),
    ("bushi", "不是"),
    ("kuaidiyuan dianhua", "快递员电话"),
    ("nimen ji dian xiaban", "你们几点下班"),
    ("wo hen shengqi", "我很生气"),
    ("tai man le", "太慢了"),
]
OTHER = [
    "where is my parcel",
    "ok",
    "OK",
    "hello",
    "hi",
    "can you change me",
    "are you human",
    "women",
    "change name",
    "one more time",
    "no one came",
    "he made me angry",
    "long time no see",
    "same here",
    "take care",
    "be like me",
    "dance",
    "danger",
    "orange",
    "guide me please",
    "sale",
    "time",
    "the fine is due",
    "same address as before",
    "shampoo",
    "iPhone 15 Pro Max",
    "nike shoe size",
    "refund",
    "my kuaidi is lost",
    "kuaidi where",
    "que pasa",
    "hola",
    "mi casa",
    "donde esta mi paquete",
    "si",
    "no",
    "bonjour",
    "mon colis est perdu",
    "demande",
    "ne me quitte pas",
    "danke",
    "guten tag",
    "wo ist mein paket",
    "paket saya dimana",
    "barang saya mana",
    "dimana barang saya",
    "kapan tiba",
    "arigatou",
    "sumimasen",
    "ohayou",
    "nimotsu wa doko desu ka",
    "toi muon hoi",
    "spasibo",
    "kamsahamnida",
    "abcdefg",
    "xyz",
    "aaaaaaaaaaaa",
    "hahaha",
    "zto",
    "SF1234567890123",
    "73100000000011",
    "我的快递到哪了",
    "我的kuaidi到哪了",
    "где моя посылка",
    "荷物はどこですか",
    "",
    "   ",
    "?!",
    "😀😀",
    "https://www.example.com/abc",
    "a",
]


@pytest.mark.parametrize(("written", "meant"), PINYIN)
def test_pinyin_has_the_syllables_of_the_chinese_it_stands_for(written: str, meant: str) -> None:
    assert syllables(written) == toneless(meant)


@pytest.mark.parametrize("written", OTHER)
def test_what_is_no_pinyin_has_no_syllables(written: str) -> None:
    assert syllables(written) == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("wo yao chadan", "我要查单"),
        ("wode kuaidi dao nali le", "我的快递到哪里了"),
        ("kuaidi diu le zenme pei", "快递丢了怎么赔"),
        ("ji dao beijing duoshao qian", "寄到北京多少钱"),
        ("ni shi jiqiren ma", "你是机器人吗"),
        ("zhuan ren gong", "转人工"),
        ("73100000000011 dao nali le", "到哪里了 73100000000011"),
        ("where is my parcel", ""),
        ("我的快递到哪了", ""),
        ("", ""),
    ],
)
def test_pinyin_is_written_in_the_likeliest_characters(written: str, meant: str) -> None:
    assert characters(written) == meant


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("绿色", ["lv", "se"]),
        ("重庆", ["chong", "qing"]),
        ("快遞ABC 123！", ["kuai", "di"]),
        ("hello", []),
        ("", []),
    ],
)
def test_chinese_is_read_without_tones(text: str, read: List[str]) -> None:
    assert toneless(text) == read


@pytest.mark.parametrize("text", ["wo" * 2000, "xian" * 1000, "a" * 4000, "zhuang " * 600, "w" * 4000])
def test_long_messages_take_no_time(text: str) -> None:
    syllables("ni hao")
    start = time.perf_counter()

    syllables(text)

    assert time.perf_counter() - start < 0.1
