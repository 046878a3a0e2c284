"""Which language a message is written in, and what the assistant makes of one that it has no answers in."""

import time
from typing import Any, Callable, Optional

import pytest
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.language import is_foreign, language_of
from bot.language_teller import LanguageTeller

FOREIGN = [
    ("ja", "荷物はどこですか"),
    ("ja", "まだ届いていません"),
    ("ja", "再配達をお願いします"),
    ("ja", "キャンセル"),
    ("ja", "注文した商品が届かない 73100000000011"),
    ("ko", "제 택배 어디 있어요?"),
    ("ko", "안녕하세요"),
    ("ko", "송장번호 73100000000011 조회해 주세요"),
    ("ru", "Где моя посылка?"),
    ("ru", "Здравствуйте"),
    ("uk", "де моя посилка, її загубили"),
    ("th", "พัสดุของฉันอยู่ที่ไหน"),
    ("ar", "أين طردي؟"),
    ("fa", "بسته پستی من کجاست چرا نرسیده"),
    ("el", "Πού είναι το δέμα μου;"),
    ("he", "איפה החבילה שלי"),
    ("hi", "मेरा पार्सल कहाँ है"),
    ("vi", "Đơn hàng của tôi đâu rồi?"),
    ("vi", "Xin chào"),
    ("vi", "don hang cua toi o dau"),
    ("fr", "Où est mon colis ?"),
    ("fr", "bonjour"),
    ("fr", "mon colis est perdu"),
    ("fr", "le livreur n'est jamais venu"),
    ("es", "¿Dónde está mi paquete?"),
    ("es", "donde esta mi paquete"),
    ("es", "hola"),
    ("es", "todavía no lo he recibido"),
    ("de", "Wo ist mein Paket?"),
    ("de", "ich habe mein paket nicht bekommen"),
    ("de", "guten tag"),
    ("id", "paket saya dimana"),
    ("id", "kapan barang saya sampai"),
    ("id", "tolong cek resi 73100000000011"),
    ("pt", "cadê o meu pacote"),
    ("pt", "a encomenda ainda não chegou"),
    ("it", "il pacco non è arrivato"),
    ("it", "dov'è il mio pacco"),
    ("tr", "kargom nerede"),
    ("pl", "gdzie jest moja paczka"),
    ("nl", "waar is mijn pakket"),
    ("tl", "nasaan na ang parcel ko"),
]
CHINESE = [
    "我的快递到哪了",
    "我嘅快遞去咗邊度",
    "係咪寄失咗呀",
    "俺的件咋还没到咧",
    "阿拉的包裹伐见了",
    "優の品的零食寄丢了",
    "我买的ちいかわ玩偶到了吗",
    "我的ポケモン卡还没到",
    "한국化妆品的那个件到哪了",
    "退我钱😡😡😡",
    "73100000000011到哪了",
    "iPhone 15 Pro Max 摔碎了",
    "https://item.example.com/où.html 这个什么时候到",
    "订单号 JD0099887766 帮我查",
    "我要refund",
    "my parcel 到哪了",
    "hello，帮我查个件",
    "wo yao chadan",
    "wǒ yào tóusù",
    "laji kuaidi",
    "cong beijing ji dao shanghai duoshao qian",
    "ni hao",
    "Привет 是什么意思，我的快递到了吗",
]
ENGLISH = [
    "where is my parcel",
    "WHERE IS IT",
    "courier no come",
    "my parcl lost pls help",
    "still no here",
    "refund",
    "i need human",
    "can you ship to 西藏",
    "no update since 3 days",
    "package come broken who pay",
    "do you deliver to São Paulo or Málaga",
    "my name is José, where is the package",
    "die Lieferung is late, where is my order",
    "how much is it from Paris to Shanghai",
]
UNTOLD = [
    "ok",
    "OK",
    "hi",
    "hello",
    "thanks",
    "no",
    "73100000000011",
    "SF1234567890123",
    "？？？",
    "😀😀",
    "",
    "   ",
    "\u200b\u202e",
    "asdfgh",
    "VIP",
    "Nike Air Max 270",
    "Louis Vuitton",
    "Mia Rossi",
    "Shanghai",
    "Pudong, Shanghai",
    "nanjing",
    "https://www.example.com/donde-esta-mi-paquete",
    "maria.garcia@example.com",
    "<b>",
    "{{7*7}}",
]


@pytest.mark.parametrize(("told", "text"), FOREIGN)
def test_other_languages_are_told(told: str, text: str) -> None:
    assert language_of(text) == told
    assert is_foreign(told)


@pytest.mark.parametrize(
    ("told", "text"),
    [("zh", text) for text in CHINESE] + [("en", text) for text in ENGLISH] + [(None, text) for text in UNTOLD],
)
def test_chinese_and_english_are_never_taken_for_others(told: Optional[str], text: str) -> None:
    assert language_of(text) == told


@pytest.mark.parametrize("text", ["où est mon colis " * 300, "荷物" * 2000, "a" * 4000, "é" * 4000, "я" * 4000])
def test_telling_takes_no_time(text: str) -> None:
    language_of("where is it")
    start = time.perf_counter()

    language_of(text)

    assert time.perf_counter() - start < 0.05


def _told(make_component: Callable[..., Any], text: str) -> Message:
    guess = {"name": "complain", "confidence": 0.7}
    ranking = [guess, {"name": "out_of_scope", "confidence": 0.2}]
    message = Message({TEXT: text, INTENT: guess, INTENT_RANKING_KEY: ranking, "wishes": [{"name": "complain"}]})
    found: Message = make_component(LanguageTeller).process([message])[0]
    return found


def test_what_was_guessed_of_another_language_is_forgotten(make_component: Callable[..., Any]) -> None:
    message = _told(make_component, "荷物が届きません！！")

    assert message.get("language") == "ja"
    assert message.get(INTENT) == {"name": "out_of_scope", "confidence": 1.0}
    assert [one["name"] for one in message.get(INTENT_RANKING_KEY)] == ["out_of_scope", "complain"]
    assert message.get("emotion")["name"] == "calm"
    assert message.get("wishes") == []


@pytest.mark.parametrize("text", ["where is my parcel", "我要投诉", "ok"])
def test_chinese_and_english_keep_their_guesses(make_component: Callable[..., Any], text: str) -> None:
    message = _told(make_component, text)

    assert message.get(INTENT)["name"] == "complain"
    assert message.get("emotion") is None
